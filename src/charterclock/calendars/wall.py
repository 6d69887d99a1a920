"""Opening time by the local clock: a day's spans in one tuple, for one value at a time.

The tables of ``Timetable`` answer by instants, and most of the time of a call goes into making an instant of a datetime
and a datetime of an instant. On a date on which the clock does not change neither is needed: the date finds the day's
spans, the clock time lies among them. What is not found here (``None``) is asked of the tables.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

from charterclock.calendars.hours import DAY
from charterclock.calendars.timetable import Timetable
from charterclock.calendars.zone import EPOCH_DAY

__all__ = ["WallTable"]

_MICROSECOND: Final = timedelta(microseconds=1)
_EPOCH: Final = datetime(1970, 1, 1)
#: opening time before the day, and its spans: opening, closing, and opening time less the clock time within
_Day = tuple[int, list[tuple[int, int, int]]]


class WallTable:
    """The opening time of a ``Timetable`` by local dates and clock times."""

    __slots__ = ("after", "base", "days", "first", "found", "size", "step", "table", "walls", "zone")

    def __init__(self, table: Timetable) -> None:
        self.table = table
        self.base = table.local.base
        self.zone: tzinfo | None = self.base.tzinfo
        self.first = table.local.date_of(table.start) - EPOCH_DAY
        self.size = table.last + 1 - EPOCH_DAY - self.first
        self.days = self._days(table)
        self.after = table.after
        #: the wall clock at each span less the opening time before it; ``None`` where the clock changes on the way
        self.walls = [self._wall(table, *span) for span in zip(table.opens, table.closes, table.before, strict=True)]
        #: the first span that ends at or after each multiple of ``step`` of opening time: two to a span, no bisection
        total = self.after[-1] if self.after else 0
        self.step = max(total // (2 * len(self.after) + 1), 1)
        self.found = [bisect_left(self.after, amount) for amount in range(0, total + 1, self.step)]

    def _days(self, table: Timetable) -> list[_Day | None]:
        local, days, index = table.local, list[_Day | None](), 0
        for number in range(self.first + EPOCH_DAY, self.first + EPOCH_DAY + self.size):
            start, end = local.at_clock(number, 0), local.at_clock(number + 1, 0)
            spans = list[tuple[int, int, int]]()
            while index < len(table.opens) and table.opens[index] < end:
                opens, closes = max(table.opens[index], start), min(table.closes[index], end)
                if opens < closes:
                    spans.append((opens - start, closes - start, start - table.closed[index]))
                if table.closes[index] > end:
                    break
                index += 1
            days.append(None if number in local.touched else (table.opened(start), spans))
        return days

    def _wall(self, table: Timetable, opens: int, closes: int, before: int) -> int | None:
        local = table.local
        first, last = local.date_of(opens), local.date_of(closes)
        if any(day in local.touched for day in range(first, last + 1)):
            return None
        return (first - EPOCH_DAY) * DAY + local.clock_of(opens) - before

    def opened(self, moment: Any) -> int | None:
        """Opening time from the start of the table to a moment."""
        if moment.__class__ is not datetime:
            return None
        info = moment.tzinfo
        if info is None:
            passed: timedelta = moment - _EPOCH
        elif info is self.zone:  # datetimes of one zone are subtracted by their clocks
            passed = moment - self.base
        else:
            return None
        place = passed.days - self.first
        if not 0 <= place < self.size:
            return None
        day = self.days[place]
        if day is None:
            return None
        found, spans = day
        clock = passed.seconds * 1_000_000 + passed.microseconds
        for opens, closes, gained in spans:
            if clock <= opens:
                break
            found = gained + (clock if clock < closes else closes)
        return found

    def add(self, moment: Any, amount: timedelta) -> datetime | None:
        """The instant at which an amount above zero has passed; at a closing where it ends there."""
        opened = self.opened(moment)
        if opened is None:
            return None
        target, after = opened + amount // _MICROSECOND, self.after
        if not opened < target <= after[-1]:
            return None
        index = self.found[target // self.step]
        while after[index] < target:
            index += 1
        wall = self.walls[index]
        # a multiple of a microsecond takes two thirds of the time of a timedelta made anew
        return None if wall is None else self.base + (wall + target) * _MICROSECOND

    def between(self, start: Any, end: Any) -> timedelta | None:
        """Opening time from one moment to another."""
        low, high = self.opened(start), self.opened(end)
        return None if low is None or high is None else (high - low) * _MICROSECOND
