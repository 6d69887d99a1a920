"""Opening time by the local clock: what a day's spans are on it, for one value at a time.

The tables of ``Timetable`` answer by instants, and most of the time of a call would go into making an integer of a
datetime and a datetime of an integer. Datetimes of one zone are compared and subtracted by their clocks in a tenth of
that time, which is right on every date on which the clock does not change. So each date keeps its openings and closings
as datetimes, and beside them the datetime from which the opening time up to them can be counted as if it were never
closed. What is not found here (``None``) is asked of the tables.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final, Literal

from charterclock.calendars.timetable import Timetable

__all__ = ["WallTable"]

_MICROSECOND: Final = timedelta(microseconds=1)
_SECOND: Final = 1_000_000
_NAIVE: Final = datetime(1970, 1, 1)
#: opening, closing, the moment since which it would have been open without a pause, and the opening time at the closing
_Span = tuple[datetime, datetime, datetime, timedelta]
#: opening time before the day, and its spans; ``False`` where the clock changes, ``None`` where it was never asked
_Day = tuple[timedelta, list[_Span]] | Literal[False] | None


class WallTable:
    """The opening time of a ``Timetable`` by local dates and clock times; each date is compiled when first asked."""

    __slots__ = ("after", "aware", "base", "first", "found", "naive", "size", "step", "table", "walls", "zone")

    def __init__(self, table: Timetable) -> None:
        self.table = table
        self.base = table.local.base
        self.zone: tzinfo | None = self.base.tzinfo
        self.first = table.local.date_of(table.start)
        self.size = table.last + 1 - self.first
        #: the dates by moments without offset, and by those in the zone itself
        self.naive: list[_Day] = [None] * self.size
        self.aware: list[_Day] = [None] * self.size
        #: opening time up to the end of each span, and the moment since which it would have been open without a pause
        self.after = [spent * _MICROSECOND for spent in table.after]
        self.walls: list[datetime | Literal[False] | None] = [None] * len(self.after)
        #: the first span that ends at or after each multiple of ``step`` seconds of opening time: two to a span, no
        #: bisection; to divide one length of time by another takes three times as long as its days and seconds do
        total = table.after[-1] if table.after else 0
        self.step = max(total // (2 * len(self.after) + 1) // _SECOND, 1)
        self.found, index = list[int](), 0
        for spent in range(0, total + 1, self.step * _SECOND):
            while table.after[index] < spent:
                index += 1
            self.found.append(index)

    def _day(self, place: int, info: tzinfo | None) -> _Day:
        table, number = self.table, self.first + place
        days = self.naive if info is None else self.aware
        if number in table.local.touched:
            days[place] = False
            return False
        start, end = table.local.at_clock(number, 0), table.local.at_clock(number + 1, 0)
        base, spans = (_NAIVE if info is None else self.base), list[_Span]()
        offset = table.local.offsets[bisect_right(table.local.changes, start)]
        for index in range(bisect_right(table.closes, start), bisect_left(table.opens, end)):
            opens, closes = max(table.opens[index], start), min(table.closes[index], end)
            closed = table.closed[index]
            at = [base + (instant + offset) * _MICROSECOND for instant in (opens, closes, closed)]
            spans.append((at[0], at[1], at[2], (closes - closed) * _MICROSECOND))
        days[place] = day = (table.opened(start) * _MICROSECOND, spans)
        return day

    def _wall(self, index: int) -> datetime | Literal[False]:
        table, local = self.table, self.table.local
        first, last = local.date_of(table.opens[index]), local.date_of(table.closes[index])
        wall: datetime | Literal[False] = False
        if not any(day in local.touched for day in range(first, last + 1)):
            offset = local.offsets[bisect_right(local.changes, table.opens[index])]
            wall = self.base + (table.closed[index] + offset) * _MICROSECOND
        self.walls[index] = wall
        return wall

    def opened(self, moment: Any) -> timedelta | None:
        """Opening time from the start of the table to a moment."""
        if moment.__class__ is not datetime:
            return None
        info = moment.tzinfo
        if info is None:
            days = self.naive
        elif info is self.zone:
            days = self.aware
        else:
            return None
        place = moment.toordinal() - self.first
        if not 0 <= place < self.size:
            return None
        day = days[place]
        if not day:
            day = self._day(place, info) if day is None else day
            if not day:
                return None
        found, spans = day
        for opens, closes, since, after in spans:
            if moment <= opens:
                break
            found = moment - since if moment < closes else after
        return found

    def add(self, moment: Any, amount: timedelta) -> datetime | None:
        """The instant at which an amount above zero has passed; at a closing where it ends there."""
        opened = self.opened(moment)
        if opened is None:
            return None
        after = self.after
        try:
            target = opened + amount
        except OverflowError:
            return None
        if not opened < target <= after[-1]:
            return None
        index = self.found[(target.days * 86_400 + target.seconds) // self.step]
        while after[index] < target:
            index += 1
        wall = self.walls[index]
        if wall is None:
            wall = self._wall(index)
        return wall + target if wall else None

    def between(self, start: Any, end: Any) -> timedelta | None:
        """Opening time from one moment to another."""
        low, high = self.opened(start), self.opened(end)
        return None if low is None or high is None else high - low
