"""Two offices as one: both must be open (``a & b``), or one is enough (``a | b``)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.hours import DAY, Spans, Week, merged
from charterclock.calendars.zone import LocalTime
from charterclock.errors import CalendarError

__all__ = ["Combined"]


_LESS_SETTLED = ("gazetted", "announced", "estimated")


def _both(first: Spans, second: Spans) -> Spans:
    """The parts in which a span of each lies."""
    parts = [(max(a, c), min(b, d)) for a, b in first for c, d in second]
    return merged(part for part in parts if part[0] < part[1])


def _either(first: Spans, second: Spans) -> Spans:
    """All parts of both; overlapping or touching ones are one."""
    return merged((*first, *second))


class Combined(Calendar):
    """A calendar made of two, in the zone of the first.

    Days off and what is estimated are those of both; the weekly holiday is the first one's. A date is covered where
    both cover it. Opening hours, seasons and days off are each office's own before they are put together.
    """

    __slots__ = ("both", "first", "second")

    first: Calendar
    second: Calendar
    both: bool

    def __init__(self, first: Calendar, second: Calendar, both: bool) -> None:
        sign = "&" if both else "|"
        low, high = _covered(first, second)
        super().__init__(
            zone=first.zone,
            weeks=_weeks(first, second, _both if both else _either),
            holidays={*first.holidays, *second.holidays},
            # No hours are read from these two: they tell what is estimated, and up to which date anything is named.
            seasons=(*first.seasons, *second.seasons),
            special=(*first.special, *second.special),
            weekly_holiday=first.weekly_holiday,
            covers=None if low is None or high is None else (low, high),
            name=f"{first} {sign} {second}",
            standings=_standings(first, second),
        )
        for name, value in (("first", first), ("second", second), ("both", both)):
            object.__setattr__(self, name, value)
        if self.covers is not None:
            self._same_clock(self.covers[0].toordinal(), self.covers[1].toordinal())

    def _spans(self, first: int, last: int) -> list[Spans]:
        self._same_clock(first, last)
        if not self.both:
            pairs = zip(self.first._spans(first, last), self.second._spans(first, last), strict=True)
            return [_either(*pair) for pair in pairs]
        # A span of one office can meet one of the other that began the evening before: one more day on each side.
        mine, theirs = (office._spans(first - 1, last + 1) for office in (self.first, self.second))
        found: list[list[tuple[int, int]]] = [[] for _ in mine]
        for place, spans in enumerate(mine):
            for step in (-1, 0, 1):
                if not 0 <= place + step < len(theirs):
                    continue
                shifted = tuple((a + step * DAY, b + step * DAY) for a, b in theirs[place + step])
                for opens, closes in _both(spans, shifted):
                    days = opens // DAY  # it belongs to the date on which it begins
                    if 0 <= place + days < len(found):
                        found[place + days].append((opens - days * DAY, closes - days * DAY))
        return [merged(spans) for spans in found[1:-1]]

    def _same_clock(self, first: int, last: int) -> None:
        one, other = (LocalTime(office.zone, first, last) for office in (self.first, self.second))
        if (one.changes, one.offsets) != (other.changes, other.offsets):
            said = f"{self.first} and {self.second} go by clocks that differ: {one.zone}, {other.zone}"
            raise CalendarError("CC412", said)

    def _why(self, day: date, clocks: Spans) -> str:
        said = {office: office._why(day, office.hours_on(day)) for office in (self.first, self.second)}
        return "; ".join(dict.fromkeys(f"{office}: {why}" for office, why in said.items() if why))

    def _values(self) -> tuple[object, ...]:
        return (self.first, self.second, self.both)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Combined) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __reduce__(self) -> tuple[Callable[..., Calendar], tuple[Any, ...]]:
        return Combined, self._values()


def _covered(first: Calendar, second: Calendar) -> tuple[date | None, date | None]:
    ranges = [office.covers for office in (first, second) if office.covers is not None]
    if not ranges:
        return None, None
    low, high = max(low for low, _ in ranges), min(high for _, high in ranges)
    if low > high:
        raise CalendarError("CC412", f"{first} and {second} cover no date in common")
    return low, high


def _standings(first: Calendar, second: Calendar) -> dict[int, str]:
    """A year is as settled as the less settled of the two; where one has no lists, as the other is."""
    if not (first.standings and second.standings):
        return {**first.standings, **second.standings}
    both = set(first.standings) & set(second.standings)
    return {year: max(first.standings[year], second.standings[year], key=_LESS_SETTLED.index) for year in both}


def _weeks(first: Calendar, second: Calendar, join: Callable[[Spans, Spans], Spans]) -> list[Week]:
    """The regular weeks of both, from each date on which one of them changes: how long a working week is."""
    starts = sorted({week.since or date.min for office in (first, second) for week in office.weeks})
    return [
        Week(_rules(_in_force(first, start), _in_force(second, start), join), None if start == date.min else start)
        for start in starts
    ]


def _in_force(office: Calendar, day: date) -> Week | None:
    return next((week for week in reversed(office.weeks) if (week.since or date.min) <= day), None)


def _rules(first: Week | None, second: Week | None, join: Callable[[Spans, Spans], Spans]) -> Any:
    def spans(week: Week | None, weekday: int, occurrence: int) -> Spans:
        rules = week.rules[weekday] if week else ()
        return next((found for nth, found in rules if not nth or occurrence in nth), ())

    return tuple(
        tuple(((n,), join(spans(first, weekday, n), spans(second, weekday, n))) for n in range(1, 6))
        for weekday in range(7)
    )
