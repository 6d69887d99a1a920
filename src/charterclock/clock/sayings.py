"""The words of explanations, one table a language: a speaker can correct them without reading code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from charterclock.calendars.calendar import Day
from charterclock.calendars.holidays import Holiday
from charterclock.durations import Annual, Duration
from charterclock.errors import CharterclockError, nearest

__all__ = ["LANGUAGES", "Sayings", "sayings"]


@dataclass(frozen=True, slots=True)
class Sayings:
    """The words of one language; ``{...}`` is filled in.

    ``whys`` has what calendars say in English, ``statuses`` and ``kinds`` the words of a day off, ``columns`` the
    headings of a table of days, with ``closed`` for a day without opening hours.
    """

    language: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    bounds: Mapping[str, str]
    receipt: Mapping[str, str]
    calendar: str
    start: str
    event: str
    received: str
    paused: str
    due: str
    reached: str
    estimated: str
    beyond_lists: str
    not_covered: str
    beyond: str
    first_day: str
    event_day: str
    start_day: str
    while_paused: str
    calendar_day: str
    not_counted: str
    counted: str
    counted_range: str
    opening: str
    outside: str
    weekly_holiday: str
    day_off: str
    whys: Mapping[str, str]
    statuses: Mapping[str, str]
    kinds: Mapping[str, str]
    columns: Mapping[str, str]
    closed: str

    def day(self, day: date) -> str:
        """A date with its weekday."""
        return f"{self.weekdays[day.weekday()]} {day.day} {self.months[day.month - 1]} {day.year}"

    def moment(self, moment: datetime) -> str:
        """An instant as date and clock time; seconds where there are any."""
        clock = moment.strftime("%H:%M:%S" if moment.second or moment.microsecond else "%H:%M")
        return f"{self.day(moment.date())} {clock}" + (f".{moment.microsecond:06}" if moment.microsecond else "")

    def limit(self, limit: Duration | Annual) -> str:
        """A limit as a sentence has it: an amount with its unit, or a date of each year."""
        if isinstance(limit, Duration):
            return limit.format(self.language)
        return f"{limit.day} {self.months[limit.month - 1]}"

    def why(self, day: Day) -> str:
        """Why a day is closed, or has other hours; days off with their standing."""
        if day.spans or not day.holidays:
            return self.whys.get(day.why, day.why)
        return self.days_off(day)

    def days_off(self, day: Day) -> str:
        """The days off that fall on a day, each as ``standing`` has it."""
        return "; ".join(dict.fromkeys(map(self.standing, day.holidays)))

    def named(self, holiday: Holiday) -> str:
        """A day off by its name, or by its kind where it has none."""
        kind = self.day_off if holiday.kind == "public" else self.kinds[holiday.kind]
        return holiday.name(self.language) or kind

    def standing(self, holiday: Holiday) -> str:
        """A day off, whether it is joint leave, and how sure it is.

        A day that its owner lists without a source or a status is as sure as can be, and gazetted by nobody.
        """
        name, said = self.named(holiday), []
        if holiday.kind == "joint_leave" and not any(word in name.casefold() for word in _JOINT):
            said.append(self.kinds["joint_leave"])
        if holiday.source or holiday.status != "gazetted":
            said.append(self.statuses[holiday.status])
        return f"{name} ({', '.join(said)})" if said else name


#: what names of joint leave have in them
_JOINT = ("joint", "cuti bersama")
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
    event="event",
    received="received",
    paused="paused",
    due="due, last permitted instant",
    reached="reached",
    estimated="rests on an estimated day off",
    beyond_lists="the official list of days off of {year} is not out: the days may change",
    not_covered="beyond the dates that the calendar covers",
    beyond="days off after {last} are not gazetted yet",
    first_day="day of receipt, not counted",
    event_day="day of the event, not counted",
    start_day="day of the start",
    while_paused="paused, not counted",
    calendar_day="runs",
    not_counted="not counted",
    counted="working day {n}",
    counted_range="working days {first}-{last}",
    opening="{spans}: {spent} h ({total} h in all)",
    outside="outside opening time",
    weekly_holiday="weekly holiday",
    day_off="day off",
    whys={"rest day": "rest day", "special hours": "special hours", "season": "season"},
    statuses={"gazetted": "gazetted", "announced": "announced", "estimated": "estimated"},
    kinds={
        "public": "public holiday", "federal": "federal holiday", "state": "state holiday",
        "replacement": "replacement holiday", "occasional": "declared holiday",
        "civil_service_only": "day off of the civil service", "joint_leave": "joint leave",
    },
    columns={
        "date": "date", "weekday": "weekday", "hours": "hours", "why": "why", "kind": "kind", "status": "status",
        "source": "source",
    },
    closed="closed",
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
    event="acara",
    received="diterima",
    paused="dihentikan",
    due="tarikh akhir, saat terakhir yang dibenarkan",
    reached="dicapai",
    estimated="bergantung pada cuti anggaran",
    beyond_lists="senarai rasmi hari kelepasan am {year} belum dikeluarkan: hari boleh berubah",
    not_covered="di luar tarikh yang diliputi kalendar",
    beyond="cuti selepas {last} belum diwartakan",
    first_day="hari penerimaan, tidak dikira",
    event_day="hari acara, tidak dikira",
    start_day="hari mula",
    while_paused="dihentikan, tidak dikira",
    calendar_day="berjalan",
    not_counted="tidak dikira",
    counted="hari bekerja ke-{n}",
    counted_range="hari bekerja ke-{first} hingga ke-{last}",
    opening="{spans}: {spent} jam (jumlah {total} jam)",
    outside="di luar waktu pejabat",
    weekly_holiday="hari kelepasan mingguan",
    day_off="cuti",
    whys={"rest day": "hari rehat", "special hours": "waktu khas", "season": "musim"},
    statuses={"gazetted": "diwartakan", "announced": "diumumkan", "estimated": "anggaran"},
    kinds={
        "public": "cuti umum", "federal": "cuti persekutuan", "state": "cuti negeri", "replacement": "cuti ganti",
        "occasional": "cuti peristiwa", "civil_service_only": "cuti penjawat awam", "joint_leave": "cuti bersama",
    },
    columns={
        "date": "tarikh", "weekday": "hari", "hours": "waktu", "why": "sebab", "kind": "jenis", "status": "status",
        "source": "sumber",
    },
    closed="tutup",
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
    event="acara",
    received="diterima",
    paused="dihentikan",
    due="jatuh tempo, saat terakhir yang diizinkan",
    reached="tercapai",
    estimated="bergantung pada hari libur perkiraan",
    beyond_lists="daftar resmi hari libur {year} belum terbit: harinya dapat berubah",
    not_covered="di luar tanggal yang dicakup kalender",
    beyond="hari libur setelah {last} belum ditetapkan",
    first_day="hari penerimaan, tidak dihitung",
    event_day="hari acara, tidak dihitung",
    start_day="hari mulai",
    while_paused="dihentikan, tidak dihitung",
    calendar_day="berjalan",
    not_counted="tidak dihitung",
    counted="hari kerja ke-{n}",
    counted_range="hari kerja ke-{first} sampai ke-{last}",
    opening="{spans}: {spent} jam (jumlah {total} jam)",
    outside="di luar jam kerja",
    weekly_holiday="hari libur mingguan",
    day_off="hari libur",
    whys={"rest day": "hari istirahat", "special hours": "jam khusus", "season": "musim"},
    statuses={"gazetted": "ditetapkan", "announced": "diumumkan", "estimated": "perkiraan"},
    kinds={
        "public": "hari libur umum", "federal": "hari libur nasional", "state": "hari libur daerah",
        "replacement": "libur pengganti", "occasional": "libur khusus",
        "civil_service_only": "libur pegawai negeri", "joint_leave": "cuti bersama",
    },
    columns={
        "date": "tanggal", "weekday": "hari", "hours": "jam", "why": "sebab", "kind": "jenis", "status": "status",
        "source": "sumber",
    },
    closed="tutup",
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
