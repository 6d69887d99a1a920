"""The words of explanations, one table a language: a speaker can correct them without reading code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from charterclock.calendars.calendar import Calendar, Day
from charterclock.errors import CharterclockError, nearest

__all__ = ["LANGUAGES", "Sayings", "sayings"]


@dataclass(frozen=True, slots=True)
class Sayings:
    """The words of one language; ``{...}`` is filled in."""

    language: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    bounds: Mapping[str, str]
    receipt: Mapping[str, str]
    calendar: str
    start: str
    received: str
    paused: str
    due: str
    reached: str
    estimated: str
    beyond_lists: str
    first_day: str
    start_day: str
    while_paused: str
    calendar_day: str
    not_counted: str
    counted: str
    counted_range: str
    opening: str
    outside: str
    rest_day: str
    weekly_holiday: str

    def day(self, day: date) -> str:
        """A date with its weekday."""
        return f"{self.weekdays[day.weekday()]} {day.day} {self.months[day.month - 1]} {day.year}"

    def moment(self, moment: datetime) -> str:
        """An instant as date and clock time; seconds where there are any."""
        clock = moment.strftime("%H:%M:%S" if moment.second or moment.microsecond else "%H:%M")
        return f"{self.day(moment.date())} {clock}" + (f".{moment.microsecond:06}" if moment.microsecond else "")

    def why(self, day: Day, office: Calendar) -> str:
        """Why a day is closed, or has other hours; a day off with its standing."""
        if day.spans or not day.holidays:
            return self.rest_day if day.why == "rest day" else day.why
        return "; ".join(
            dict.fromkeys(f"{h.name(self.language) or h.kind} ({h.status})" for h in office.holidays_on(day.date))
        )


_EN = Sayings(
    language="en",
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    bounds={
        "within": "within {limit}", "under": "in less than {limit}", "after": "ready after {limit}",
        "before": "{limit} before the event", "at_least": "not before {limit}", "by": "by {limit}",
    },
    receipt={"next_o": "the next opening", "cutoff": "the cut-off time had passed, or the office was closed"},
    calendar="calendar",
    start="start",
    received="received",
    paused="paused",
    due="due, last permitted instant",
    reached="reached",
    estimated="rests on an estimated day off",
    beyond_lists="the official list of days off of {year} is not out: the days may change",
    first_day="day of receipt, not counted",
    start_day="day of the start",
    while_paused="paused, not counted",
    calendar_day="runs",
    not_counted="not counted",
    counted="working day {n}",
    counted_range="working days {first}-{last}",
    opening="{spans}: {spent} h ({total} h in all)",
    outside="outside opening time",
    rest_day="rest day",
    weekly_holiday="weekly holiday",
)  # fmt: skip
_MS = Sayings(
    language="ms",
    weekdays=("Isn", "Sel", "Rab", "Kha", "Jum", "Sab", "Ahd"),
    months=("Jan", "Feb", "Mac", "Apr", "Mei", "Jun", "Jul", "Ogos", "Sep", "Okt", "Nov", "Dis"),
    bounds={
        "within": "dalam tempoh {limit}", "under": "kurang daripada {limit}", "after": "siap selepas {limit}",
        "before": "{limit} sebelum acara", "at_least": "tidak sebelum {limit}", "by": "selewat-lewatnya {limit}",
    },
    receipt={"next_o": "waktu buka berikutnya", "cutoff": "masa tutup penerimaan telah lepas, atau pejabat tutup"},
    calendar="kalendar",
    start="mula",
    received="diterima",
    paused="dihentikan",
    due="tarikh akhir, saat terakhir yang dibenarkan",
    reached="dicapai",
    estimated="bergantung pada cuti anggaran",
    beyond_lists="senarai rasmi hari kelepasan am {year} belum dikeluarkan: hari boleh berubah",
    first_day="hari penerimaan, tidak dikira",
    start_day="hari mula",
    while_paused="dihentikan, tidak dikira",
    calendar_day="berjalan",
    not_counted="tidak dikira",
    counted="hari bekerja ke-{n}",
    counted_range="hari bekerja ke-{first} hingga ke-{last}",
    opening="{spans}: {spent} jam (jumlah {total} jam)",
    outside="di luar waktu pejabat",
    rest_day="hari rehat",
    weekly_holiday="hari kelepasan mingguan",
)  # fmt: skip
_ID = Sayings(
    language="id",
    weekdays=("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"),
    months=("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    bounds={
        "within": "dalam waktu {limit}", "under": "kurang dari {limit}", "after": "siap setelah {limit}",
        "before": "{limit} sebelum acara", "at_least": "tidak sebelum {limit}", "by": "paling lambat {limit}",
    },
    receipt={"next_o": "jam buka berikutnya", "cutoff": "batas jam penerimaan telah lewat, atau kantor tutup"},
    calendar="kalender",
    start="mulai",
    received="diterima",
    paused="dihentikan",
    due="jatuh tempo, saat terakhir yang diizinkan",
    reached="tercapai",
    estimated="bergantung pada hari libur perkiraan",
    beyond_lists="daftar resmi hari libur {year} belum terbit: harinya dapat berubah",
    first_day="hari penerimaan, tidak dihitung",
    start_day="hari mulai",
    while_paused="dihentikan, tidak dihitung",
    calendar_day="berjalan",
    not_counted="tidak dihitung",
    counted="hari kerja ke-{n}",
    counted_range="hari kerja ke-{first} sampai ke-{last}",
    opening="{spans}: {spent} jam (jumlah {total} jam)",
    outside="di luar jam kerja",
    rest_day="hari istirahat",
    weekly_holiday="hari libur mingguan",
)  # fmt: skip
LANGUAGES: Mapping[str, Sayings] = {"en": _EN, "id": _ID, "ms": _MS}


def sayings(language: str) -> Sayings:
    """The words of a language.

    Raises:
        CharterclockError: CC506, a language without words.
    """
    if language not in LANGUAGES:
        raise CharterclockError(
            "CC506", f"no explanations in language {language!r}", nearest(language, LANGUAGES) or "ms, id or en"
        )
    return LANGUAGES[language]
