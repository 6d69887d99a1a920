"""The reader of whole columns: the methods of ``Timetable`` over the same tables, on NumPy arrays of int64.

Where one value would raise ``Beyond``, a row becomes ``FAR`` (an instant) or ``NO_DAY`` (a day), which every method
passes on, and ``ahead`` or ``behind`` is set, so that the calendar can compile a larger table and ask again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from charterclock.calendars.months import annual_all, months_later_all
from charterclock.calendars.passed import Passed
from charterclock.calendars.scratch import scratch
from charterclock.calendars.slots import Slots
from charterclock.calendars.timetable import NEVER, Basis, Timetable
from charterclock.calendars.working_days import WorkingDayArrays
from charterclock.calendars.zone_arrays import Bools, Extent, Ints, LocalArrays, extent

__all__ = ["FAR", "NO_DAY", "TimetableArrays"]

#: an instant and a day that could not be told; adding any amount keeps them beyond every real one
FAR: Final = NEVER
NO_DAY: Final = 1 << 40


class TimetableArrays:
    """A ``Timetable`` as arrays. Instants are microseconds since 1970 UTC, days are proleptic day numbers."""

    def __init__(self, table: Timetable) -> None:
        self.table = table
        self.first, self.last = table.first, table.last
        self.ahead = self.behind = False
        self.opens, self.closes = _ints(table.opens), _ints(table.closes)
        self.before, self.after = _ints(table.before), _ints(table.after)
        self.day_opens, self.opening_days = _ints(table.day_opens), _ints(table.opening_days)
        self.local = LocalArrays(table.local)
        following = np.arange(self.first + 1, self.last + 2, dtype=np.int64)
        self.closings = np.minimum(_ints(table.day_closes), self.local.at_clock(following, 0) - 1)
        #: closing of each span, and time closed before it since the tables start, behind a span of no length: so every
        #: instant has a span, and two look-ups do for three and a mask
        self._closes = _ints([table.start, *table.closes])
        self._closed = _ints([table.start, *table.closed])
        self._grids: dict[str, Slots] = {}
        self._lookups: dict[str, Passed] = {}
        self._work: dict[str, WorkingDayArrays] = {}
        self._weeks = _ints([day for day, _ in table.weeks]), _ints([0, *(length for _, length in table.weeks)])

    def fresh(self) -> TimetableArrays:
        """A reader of the same tables that has not run beyond them; each question has its own, so threads may ask."""
        reader = object.__new__(TimetableArrays)
        reader.__dict__.update(self.__dict__, ahead=False, behind=False)
        return reader

    # dates and clocks ------------------------------------------------------------------------------------------

    def date_of(self, instants: Ints) -> Ints:
        """The local date of each instant. Like every question of the clock alone, it depends on no day of the table."""
        days = self.local.date_of(instants)
        return days if self._all_on_clock(days) else np.where(self._on_clock(days), days, NO_DAY)

    def clock_of(self, instants: Ints) -> Ints:
        """The local clock time of each instant, microseconds after midnight."""
        return self.local.clock_of(instants)

    def start_of(self, days: Ints) -> Ints:
        """The first instant of each day."""
        return self.at_clock(days, 0)

    def at_clock(self, days: Ints, clocks: Ints | int) -> Ints:
        """The first instant of each day whose local clock reads so much, or later."""
        if self._all_on_clock(days):
            return self.local.at_clock(days, clocks)
        known = self._on_clock(days)
        return np.where(known, self.local.at_clock(np.where(known, days, self.first), clocks), FAR)

    def closing_of(self, days: Ints) -> Ints:
        """The last closing of each day, at the latest its last microsecond; that when closed."""
        known = self.known(days)
        return np.where(known, self.closings.take(days - self.first, mode="clip"), FAR)

    def add_months(self, days: Ints, months: Ints | int) -> Ints:
        """The corresponding date, or the last one of its month (R-MY-7)."""
        known = self._on_clock(days)
        return np.where(known, months_later_all(np.where(known, days, self.first), months), NO_DAY)

    def annual(self, days: Ints, month: int, dom: int) -> Ints:
        """The first date with that month and day of the month, on or after each day."""
        known = self._on_clock(days)
        return np.where(known, annual_all(np.where(known, days, self.first), month, dom), NO_DAY)

    def week_length(self, days: Ints) -> Ints:
        """On how many weekdays the office ever opens, by the hours in force on each day."""
        starts, lengths = self._weeks
        return lengths.take(np.searchsorted(starts, days, side="right"))

    # working days ----------------------------------------------------------------------------------------------

    def shift(
        self, days: Ints, n: Ints | int, basis: Basis = "office", reach: Extent | None = None,
        span: Extent | None = None, origin: int = 0,
    ) -> Ints:  # fmt: skip
        """The n-th working day after (before, when negative) each day, counted from ``origin``; ``n`` is not zero.

        ``reach`` is the smallest and the largest n, ``span`` the first and the last day, where they are known.
        """
        rank, work = self._working(basis)
        fewest, most = reach or (extent(n) if isinstance(n, np.ndarray) and n.size else (n, n))
        if np.size(days) and (fewest > 0 or most < 0):  # two look-ups, and no mask where the tables hold every row
            ahead = int(fewest > 0)
            begin = self.first - ahead - origin
            low, high = span or extent(days)
            if low >= begin and high < begin + len(rank):
                place = np.subtract(days, begin, out=scratch("day", days))
                if np.ndim(n) == 0 and len(days) > len(rank):
                    found: Ints = self._work[basis].by_steps(int(n), NO_DAY).take(place)
                    if int(np.maximum.reduce(found)) < NO_DAY:
                        return found
                index = rank.take(place, out=scratch("rank", place), mode="clip")
                index += n
                low, high = extent(index)
                if low >= ahead and high < len(work) + ahead:
                    return (self._work[basis].from_one if ahead else work).take(index)
        forward, days = np.asarray(n) > 0, days + origin
        place = days - self.first + forward
        inside = (place >= 0) & (place < len(rank))
        self._flag(inside | (days >= NO_DAY // 2), days > self.last)
        index = rank.take(place, mode="clip") + n - forward
        return self._day_at(work, index, inside, (index >= 0) & (index < len(work)), forward)

    def following(self, days: Ints, basis: Basis = "office") -> Ints:
        """The first working day on or after each day."""
        rank, work = self._working(basis)
        index = rank.take(days - self.first, mode="clip")
        if self._all_known(days) and extent(index)[1] < len(work):
            return work.take(index)
        return self._day_at(work, index, self.known(days), index < len(work), True)

    def preceding(self, days: Ints, basis: Basis = "office") -> Ints:
        """The last working day on or before each day."""
        rank, work = self._working(basis)
        index = rank.take(days - self.first + 1, mode="clip") - 1
        if self._all_known(days) and extent(index)[0] >= 0:
            return work.take(index)
        return self._day_at(work, index, self.known(days), index >= 0, False)

    def worked(self, days: Ints, until: Ints, basis: Basis = "office") -> Ints:
        """Working days d with days < d <= until; negative when reversed; more than any table holds where unknown."""
        rank, _ = self._working(basis)
        known = self.known(days) & self.known(until)
        count = rank.take(until - self.first + 1, mode="clip") - rank.take(days - self.first + 1, mode="clip")
        return np.where(known, count, NO_DAY)

    def is_working(self, days: Ints) -> Bools:
        """Whether at least one open span begins on each day."""
        known = self.known(days)
        opens: Bools = self.day_opens.take(days - self.first, mode="clip") != NEVER
        return known & opens

    # opening time ----------------------------------------------------------------------------------------------

    def opened(self, instants: Ints) -> Ints:
        """Opening time from the start of the table to each instant."""
        passed = self._passed()
        if passed.slots is not None:
            spent = passed.upto(instants)
        else:
            index = self._span(instants)
            spent = self._closes.take(index)
            np.minimum(spent, instants, out=spent)
            spent -= self._closed.take(index, mode="clip", out=scratch("closed", index))
        opened: Ints = self._where_within(instants, spent, FAR)
        return opened

    def add(self, instants: Ints, amounts: Ints | int, landing: str = "closing") -> Ints:
        """The instant at which each amount of opening time has passed; see ``Timetable.add``."""
        opened = self.opened(instants)
        target: Ints = np.add(opened, amounts, out=opened if np.shape(amounts) in ((), opened.shape) else None)
        # An instant of opening time belongs to one span; looked up a microsecond before, an end is the closing.
        place = np.subtract(target, 1, out=scratch("place", target)) if landing == "closing" else target
        total = self.table.after[-1] if self.table.after else 0
        low, high = extent(place) if place.size else (0, -1)
        # beyond every table is also what was far before the amount was added
        known = None if low >= 0 and high < total else (place >= 0) & (place < total)
        if known is not None:
            self._flag(known | (target >= FAR // 2), target > 0)
        target += self._slots("spent").pick("closed", self._closed, place)
        return target if known is None else np.where(known, target, FAR)

    def is_open(self, instants: Ints) -> Bools:
        """Whether each instant is in opening time."""
        found: Bools = self._where_within(instants, instants < self._closes.take(self._span(instants)), False)
        return found

    def opening_from(self, instants: Ints) -> Ints:
        """Each instant that is in opening time, else the next opening."""
        index = np.searchsorted(self.opens, instants, side="left")
        inside = self.within(instants)
        found = (index < len(self.opens)) & inside
        opened = self.is_open(instants)
        self._flag(found | opened | ~inside, True)
        upcoming = self.opens.take(index, mode="clip") if len(self.opens) else np.full(np.shape(instants), FAR)
        return np.where(opened, instants, np.where(found, upcoming, FAR))

    def opening_on_later_date(self, days: Ints) -> Ints:
        """The first opening of a date later than each day."""
        later = self.shift(days, 1)
        return np.where(later == NO_DAY, FAR, self.day_opens.take(later - self.first, mode="clip"))

    def date_opening_after(self, instants: Ints) -> Ints:
        """The first date whose first opening is after each instant."""
        _, work = self._working("office")
        index = np.searchsorted(self.opening_days, instants, side="right")
        return self._day_at(work, index, self.within(instants), index < len(work), True)

    # one value or many -------------------------------------------------------------------------------------------

    @staticmethod
    def where(found: Bools, then: Callable[[Callable[[Any], Any]], Any], otherwise: Ints) -> Ints:
        """``then`` for the rows where ``found`` holds, else ``otherwise``; only those rows are computed."""
        if not found.any():
            return otherwise
        rows = np.flatnonzero(found)
        result = np.array(np.broadcast_to(otherwise, np.shape(found)))
        result[rows] = then(lambda value: value[rows] if np.ndim(value) else value)
        return result

    latest = staticmethod(np.maximum)

    def _slots(self, what: str) -> Slots:
        """The spans by their openings, or by the opening time before them (``spent``)."""
        if what not in self._grids:
            if what == "spent":
                self._grids[what] = Slots(self.before, 0, self.table.after[-1] if self.table.after else 0)
            else:
                self._grids[what] = Slots(self.opens, self.table.start, self.table.end)
        return self._grids[what]

    def _passed(self) -> Passed:
        if not self._lookups:
            self._lookups["opened"] = Passed(self.opens, self.closes, self.after, self.table.start, self.table.end)
        return self._lookups["opened"]

    def _span(self, instants: Ints) -> Ints:
        """The last span begun at or before each instant, from 1; 0 before them all."""
        return self._slots("opens").upto(instants)

    def _where_within(self, instants: Ints, answers: Any, otherwise: Any) -> Any:
        low, high = extent(instants) if instants.size else (0, -1)
        inside = self.table.start <= low and high <= self.table.end
        return answers if inside else np.where(self.within(instants), answers, otherwise)

    def _working(self, basis: Basis) -> tuple[Ints, Ints]:
        if basis not in self._work:
            self._work[basis] = WorkingDayArrays(self.table.working_days(basis))
        return self._work[basis].rank, self._work[basis].days

    def _day_at(self, work: Ints, index: Ints, inside: Bools, reached: Bools, ahead: Any) -> Ints:
        self._flag(reached | ~inside, ahead)
        if not len(work):
            return np.full(np.shape(index), NO_DAY)
        return np.where(inside & reached, work.take(index, mode="clip"), NO_DAY)

    def _flag(self, known: Bools, ahead: Any) -> None:
        if not np.all(known):
            forward = np.broadcast_to(ahead, np.shape(known))
            self.ahead |= bool(np.any(~known & forward))
            self.behind |= bool(np.any(~known & ~forward))

    def known(self, days: Ints) -> Bools:
        """Whether the tables hold each day."""
        known = (days >= self.first) & (days <= self.last)
        self._flag(known | (days >= NO_DAY // 2), days > self.last)
        return known

    def _all_known(self, days: Ints) -> bool:
        low, high = extent(days) if np.size(days) else (0, -1)  # cheaper than the masks of ``known``
        return self.first <= low and high <= self.last

    def _all_on_clock(self, days: Ints) -> bool:
        low, high = extent(days) if np.size(days) else (0, -1)
        return self.table.local.first <= low and high <= self.table.local.last

    def _on_clock(self, days: Ints) -> Bools:
        local = self.table.local
        known = (days >= local.first) & (days <= local.last)
        self._flag(known | (days >= NO_DAY // 2), days > local.last)
        return known

    def within(self, instants: Ints) -> Bools:
        """Whether the tables answer for each instant."""
        known = (instants >= self.table.start) & (instants <= self.table.end)
        self._flag(known | (instants >= FAR // 2), instants > self.table.end)
        return known


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)
