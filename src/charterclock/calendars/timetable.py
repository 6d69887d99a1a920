"""A calendar compiled to flat tables, and the reader of a single value.

Instants and amounts are microseconds (since 1970 UTC), days are proleptic day numbers. An answer is one
or two bisections or look-ups; nothing here walks over days. The reader of arrays (``timetable_arrays``) has the same
methods over the same tables, so that a rule is written once for both.

A reader answers only from its tables. Where an answer would depend on a day outside them it raises ``Beyond``, and
the calendar compiles a larger table or says that its dates end there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Any, Final, Literal

from charterclock.calendars.beyond import Beyond
from charterclock.calendars.hours import DAY, Spans
from charterclock.calendars.months import annual, months_later
from charterclock.calendars.working_days import WorkingDays
from charterclock.calendars.zone import local_time

__all__ = ["NEVER", "Basis", "Timetable"]

Basis = Literal["office", "statutory"]
#: an instant later than every other: "does not open", "did not happen"
NEVER: Final = 1 << 62


class Timetable:
    """The tables of a calendar from ``first`` to ``last``, both included.

    Args:
        first: the first day.
        spans: the opening spans of each day from ``first`` on, as clock times.
        statutory: for each day, whether it is neither a public holiday nor the weekly holiday; ``None`` where the
            calendar has no weekly holiday.
        weeks: (from day, days a week it opens) in order of time, for working weeks.
        zone: the zone's name.
        complete: whether no day before ``first`` is covered, so that nothing can run over midnight into it.
    """

    __slots__ = (
        "after", "before", "closed", "closes", "day_closes", "day_opens", "end", "first", "last", "local", "office",
        "opening_days", "opens", "start", "statutory_days", "weeks",
    )  # fmt: skip

    def __init__(
        self,
        first: int,
        spans: Sequence[Spans],
        statutory: Sequence[bool] | None,
        weeks: Sequence[tuple[int, int]],
        zone: str,
        complete: bool,
    ) -> None:
        self.first, self.last = first, first + len(spans) - 1
        self.weeks = list(weeks)
        self.local = local = local_time(zone, self.first - 1, self.last + 2)
        at_clock = local.at_clock
        #: first opening and last closing of the spans that begin on each day; NEVER on closed days
        self.day_opens: list[int] = []
        self.day_closes: list[int] = []
        self.opens: list[int] = []
        self.closes: list[int] = []
        for day, clocks in enumerate(spans, first):
            begins, ends = NEVER, NEVER
            for opens, closes in clocks:
                start = at_clock(day, opens)
                stop = at_clock(day, closes) if closes < DAY else at_clock(day + 1, closes - DAY)
                if start >= stop:  # swallowed by a gap of the clock
                    continue
                begins, ends = min(begins, start), stop if ends == NEVER else max(ends, stop)
                if self.closes and start <= self.closes[-1]:
                    self.closes[-1] = max(self.closes[-1], stop)
                else:
                    self.opens.append(start)
                    self.closes.append(stop)
            self.day_opens.append(begins)
            self.day_closes.append(ends)
        #: opening time before each span, and up to its end
        self.before: list[int] = []
        self.after: list[int] = []
        #: time closed before each span since the tables start: opening time and this are an instant
        self.closed: list[int] = []
        total = 0
        for start, stop in zip(self.opens, self.closes, strict=True):
            self.before.append(total)
            self.closed.append(start - total)
            total += stop - start
            self.after.append(total)
        self.office = WorkingDays(first, [opens != NEVER for opens in self.day_opens])
        self.statutory_days = None if statutory is None else WorkingDays(first, statutory)
        #: first openings of the working days, in order
        self.opening_days = [self.day_opens[day - first] for day in self.office.days]
        #: the instants that can be answered: from ``start`` to ``end``, both included
        self.start = at_clock(first if complete else first + 1, 0)
        self.end = max(at_clock(self.last + 1, 0), self.closes[-1] if self.closes else 0)

    # dates and clocks ------------------------------------------------------------------------------------------

    def date_of(self, instant: int) -> int:
        """The local date of an instant. Like every question of the clock alone, it depends on no day of the table."""
        day = self.local.date_of(instant)
        self._on_clock(day)
        return day

    def clock_of(self, instant: int) -> int:
        """The local clock time of an instant, microseconds after midnight."""
        return self.local.clock_of(instant)

    def start_of(self, day: int) -> int:
        """The first instant of a day."""
        return self.at_clock(day, 0)

    def at_clock(self, day: int, clock: int) -> int:
        """The first instant whose local clock reads ``clock`` on ``day``, or later."""
        self._on_clock(day)
        return self.local.at_clock(day, clock)

    def closing_of(self, day: int) -> int:
        """The last closing of the spans that begin on a day, at the latest its last microsecond; that when closed."""
        self._known(day)
        return min(self.day_closes[day - self.first], self.local.at_clock(day + 1, 0) - 1)

    def add_months(self, day: int, months: int) -> int:
        """The corresponding date, or the last one of its month (R-MY-7)."""
        try:
            return months_later(day, months)
        except (ValueError, OverflowError):
            raise Beyond(months > 0) from None

    def annual(self, day: int, month: int, dom: int) -> int:
        """The first date with that month and day of the month, on or after a day."""
        return annual(day, month, dom)

    def week_length(self, day: int) -> int:
        """On how many weekdays the office ever opens, by the hours in force on a day."""
        index = bisect_right(self.weeks, (day, 8)) - 1
        return self.weeks[index][1] if index >= 0 else 0

    # working days ----------------------------------------------------------------------------------------------

    def shift(self, day: int, n: int, basis: Basis = "office") -> int:
        """The n-th working day after (before, when negative) a day; ``n`` is not zero."""
        table = self.working_days(basis)
        place = day - self.first + (n > 0)  # so that the day before the table, too, has days after it
        if not 0 <= place < len(table.rank):
            raise Beyond(place > 0, day)
        index = table.rank[place] + n - (n > 0)
        if not 0 <= index < len(table.days):
            raise Beyond(n > 0)
        return table.days[index]

    def following(self, day: int, basis: Basis = "office") -> int:
        """The first working day on or after a day."""
        table = self.working_days(basis)
        self._known(day)
        index = table.rank[day - self.first]
        if index == len(table.days):
            raise Beyond(True)
        return table.days[index]

    def preceding(self, day: int, basis: Basis = "office") -> int:
        """The last working day on or before a day."""
        table = self.working_days(basis)
        self._known(day)
        rank = table.rank[day - self.first + 1]
        if rank == 0:
            raise Beyond(False)
        return table.days[rank - 1]

    def worked(self, day: int, until: int, basis: Basis = "office") -> int:
        """Working days d with day < d <= until; negative when reversed."""
        table = self.working_days(basis)
        self._known(day)
        self._known(until)
        return table.rank[until - self.first + 1] - table.rank[day - self.first + 1]

    def working_days(self, basis: Basis) -> WorkingDays:
        """The table of a basis; the calendar has checked that it has a weekly holiday."""
        table = self.office if basis == "office" else self.statutory_days
        assert table is not None
        return table

    def is_working(self, day: int) -> bool:
        """Whether at least one open span begins on a day."""
        self._known(day)
        return self.day_opens[day - self.first] != NEVER

    # opening time ----------------------------------------------------------------------------------------------

    def opened(self, instant: int) -> int:
        """Opening time from the start of the table to an instant."""
        if not self.start <= instant <= self.end:
            self._within(instant)
        index = bisect_right(self.opens, instant) - 1
        if index < 0:
            return 0
        closes = self.closes[index]
        return (instant if instant < closes else closes) - self.closed[index]

    def add(self, instant: int, amount: int, landing: str = "closing") -> int:
        """The instant at which ``amount`` (not zero, either sign) of opening time has passed.

        Where that is a whole pause long, ``landing`` takes its first instant (``closing``) or its last (``opening``).
        """
        if not self.start <= instant <= self.end:
            self._within(instant)
        # as ``opened``, which a call would make a tenth slower
        index = bisect_right(self.opens, instant) - 1
        if index < 0:
            target = amount
        else:
            closes = self.closes[index]
            target = (instant if instant < closes else closes) - self.closed[index] + amount
        if landing == "closing":
            index = bisect_left(self.after, target)
            if target <= 0 or index == len(self.after):
                raise Beyond(amount > 0)
        else:
            index = bisect_right(self.before, target) - 1
            if target < 0 or index < 0 or target >= self.after[index]:
                raise Beyond(amount > 0)
        return target + self.closed[index]

    def is_open(self, instant: int) -> bool:
        """Whether an instant is in opening time; an opening is, a closing is not."""
        self._within(instant)
        index = bisect_right(self.opens, instant) - 1
        return index >= 0 and instant < self.closes[index]

    def period(self, instant: int, ahead: bool) -> tuple[int, int]:
        """The open span that ends after an instant (``ahead``), or the last one that begins before it, uncut."""
        self._within(instant)
        if ahead:
            closes = self.edge_after(self.closes, instant)
            return self.opens[bisect_left(self.closes, closes)], closes
        opens = self.edge_before(self.opens, instant)
        return opens, self.closes[bisect_left(self.opens, opens)]

    def opening_from(self, instant: int) -> int:
        """The instant itself if it is in opening time, else the next opening."""
        if self.is_open(instant):
            return instant
        return self.edge_after(self.opens, instant)

    def opening_on_later_date(self, day: int) -> int:
        """The first opening of a date later than ``day``."""
        return self.day_opens[self.shift(day, 1) - self.first]

    def date_opening_after(self, instant: int) -> int:
        """The first date whose first opening is after an instant."""
        self._within(instant)
        index = bisect_right(self.opening_days, instant)
        if index == len(self.opening_days):
            raise Beyond(True)
        return self.office.days[index]

    def edge_after(self, edges: list[int], instant: int, same: bool = False) -> int:
        """The first of ``opens`` or ``closes`` after an instant; with ``same`` one at that instant counts.

        A closing at the end of the table may be none: the next day can open at that instant.
        """
        self._within(instant)
        index = bisect_left(edges, instant) if same else bisect_right(edges, instant)
        if index == len(edges) or (edges is self.closes and edges[index] >= self.end):
            raise Beyond(True, edge=True)
        return edges[index]

    def edge_before(self, edges: list[int], instant: int, same: bool = False) -> int:
        """The last of ``opens`` or ``closes`` before an instant; with ``same`` one at that instant counts."""
        self._within(instant)
        index = (bisect_right(edges, instant) if same else bisect_left(edges, instant)) - 1
        if index < 0 or (edges is self.opens and edges[index] <= self.start):
            raise Beyond(False, edge=True)
        return edges[index]

    # one value or many -------------------------------------------------------------------------------------------

    @staticmethod
    def where(found: Any, then: Callable[[Callable[[Any], Any]], Any], otherwise: Any) -> Any:
        """``then`` where ``found`` holds, else ``otherwise``; ``then`` gets a function that picks its operands."""
        return then(lambda value: value) if found else otherwise

    @staticmethod
    def latest(first: int, second: int) -> int:
        return max(first, second)

    def _known(self, day: int) -> None:
        if not self.first <= day <= self.last:
            raise Beyond(day > self.last, day)

    def _on_clock(self, day: int) -> None:
        if not self.local.first <= day <= self.local.last:
            raise Beyond(day > self.local.last, day)

    def _within(self, instant: int) -> None:
        if not self.start <= instant <= self.end:
            raise Beyond(instant > self.end, self.local.date_of(instant))
