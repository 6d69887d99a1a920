"""Opening hours: the spans of a week from a date on, and seasons that replace some of its weekdays.

A span is a pair of microseconds after local midnight of the date on which it opens, half-open. One that crosses
midnight closes beyond 24 hours; it belongs to the date on which it opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from charterclock.errors import CalendarError
from charterclock.keywords import meant_key, meant_weekday

__all__ = ["DAY", "WEEKDAYS", "Season", "Span", "Spans", "Week", "read_spans", "write_spans"]

DAY: Final = 86_400_000_000
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK: Final = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?")
_KEY: Final = re.compile(r"([a-z]{3})(?:-([a-z]{3})|\(([1-5](?:,\s*[1-5])*)\))?")

Span = tuple[int, int]
Spans = tuple[Span, ...]


def _clock(text: str) -> int:
    found = _CLOCK.fullmatch(text)
    if found is None or int(found[1]) > 24 or (int(found[1]) == 24 and text.rstrip("0:") != "24"):
        raise CalendarError("CC401", f"not a clock time: {text!r}", "write HH:MM, from 00:00 to 24:00")
    return (int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0)) * 1_000_000


def read_spans(text: str) -> Spans:
    """The spans of ``08:00-13:00 14:00-17:00``; overlapping or touching ones become one, ``closed`` is none.

    Raises:
        CalendarError: CC401, a clock time or span that cannot be read, or whose end equals its start.

    Example:
        >>> [(a // 3_600_000_000, b // 3_600_000_000) for a, b in read_spans("22:00-06:00")]
        [(22, 30)]
    """
    spans: list[Span] = []
    for part in text.replace(",", " ").split():
        if part == "closed" and text.strip() == "closed":
            return ()
        ends = part.replace("–", "-").split("-")
        if len(ends) != 2:
            raise CalendarError("CC401", f"not a span of opening hours: {part!r}", "write 08:00-13:00 14:00-17:00")
        opens, closes = _clock(ends[0]), _clock(ends[1])
        if opens in (closes, DAY):
            raise CalendarError(
                "CC401", f"a span of opening hours must end after it starts: {part!r}", "all day is 00:00-24:00"
            )
        spans.append((opens, closes if closes > opens else closes + DAY))
    if not spans:
        raise CalendarError("CC401", "no opening hours given", "write 08:00-17:00, or closed")
    return merged(spans)


def merged(spans: Iterable[Span]) -> Spans:
    """Spans in order; those that overlap or touch are one."""
    result: list[Span] = []
    for opens, closes in sorted(spans):
        if result and opens <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], closes))
        else:
            result.append((opens, closes))
    return tuple(result)


def write_spans(spans: Spans) -> str:
    """Spans as text, the inverse of ``read_spans``."""

    def clock(value: int) -> str:
        seconds = (value - DAY if value > DAY else value) // 1_000_000
        text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
        return text if seconds % 60 == 0 else f"{text}:{seconds % 60:02}"

    return " ".join(f"{clock(opens)}-{clock(closes)}" for opens, closes in spans) or "closed"


def _weekdays(key: str) -> tuple[list[int], tuple[int, ...]]:
    """The weekdays (Monday is 0) of a key such as ``mon-thu`` or ``sat(2,4)``, and the occurrences it names."""
    if key == "daily":
        return list(range(7)), ()
    found = _KEY.fullmatch(key)
    names = [found[1], found[2]] if found else []
    if found is None or any(name is not None and name not in WEEKDAYS for name in names):
        hint = _meant_range(key) or meant_key(key, WEEKDAYS) or "mon, mon-thu, sun-wed, sat(2,4) or daily"
        raise CalendarError("CC402", f"not a weekday: {key!r}", hint)
    first = WEEKDAYS.index(found[1])
    last = WEEKDAYS.index(found[2]) if found[2] else first
    nth = tuple(sorted({int(n) for n in found[3].split(",")})) if found[3] else ()
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)], nth


def _meant_range(key: str) -> str | None:
    """A hint for a range of weekdays in other words, such as ``isnin-jumaat`` or ``monday-friday``."""
    ends = [meant_weekday(part) for part in re.split(r"\s*(?:-|–|to|hingga|sampai)\s*", key)]
    return f"did you mean '{ends[0]}-{ends[1]}'?" if len(ends) == 2 and all(ends) else None


@dataclass(frozen=True, slots=True)
class Week:
    """The spans of each weekday, from Monday, in force from a date on (``since`` is included; ``None`` is always).

    ``rules[weekday]`` holds pairs of (occurrences in the month, spans); no occurrences means every week.
    """

    rules: tuple[tuple[tuple[tuple[int, ...], Spans], ...], ...]
    since: date | None = None

    @classmethod
    def read(cls, hours: Mapping[str, str] | str, since: date | None = None) -> Week:
        """A week from ``{"mon-thu": "08:00-13:00 14:00-17:00", "sat(2,4)": "08:00-12:45"}`` or ``"24x7"``.

        Raises:
            CalendarError: CC401 a clock time, CC402 a weekday, CC403 a weekday given twice.
        """
        if isinstance(hours, str):
            hours = {"daily": "00:00-24:00" if hours in ("24x7", "24/7") else hours}
        days: list[list[tuple[tuple[int, ...], Spans]]] = [[] for _ in range(7)]
        for key, text in hours.items():
            spans = read_spans(text)
            weekdays, nth = _weekdays(key.strip().lower())
            for weekday in weekdays:
                taken = [set(other) or set(range(1, 6)) for other, _ in days[weekday]]
                if any(seen & (set(nth) or set(range(1, 6))) for seen in taken):
                    raise CalendarError("CC403", f"{WEEKDAYS[weekday]} has hours twice, the second time in {key!r}")
                days[weekday].append((nth, spans))
        return cls(tuple(tuple(day) for day in days), since)

    def spans(self, day: date) -> Spans | None:
        """The spans of a date; ``None`` where this week does not name its weekday."""
        occurrence = (day.day - 1) // 7 + 1
        for nth, spans in self.rules[day.weekday()]:
            if not nth or occurrence in nth:
                return spans
        return None

    @property
    def days_open(self) -> int:
        """On how many weekdays it ever opens: the length of a working week. Alternating Saturdays count."""
        return sum(any(spans for _, spans in day) for day in self.rules)


@dataclass(frozen=True, slots=True)
class Season:
    """Other hours for some weekdays during some dates, such as Ramadan. Dates are included at both ends."""

    name: str
    dates: tuple[tuple[date, date], ...]
    week: Week
    is_estimated: bool = False

    def __contains__(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.dates)
