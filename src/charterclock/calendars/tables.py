"""The compiled tables of a calendar, which grow until they hold an answer or the dates that it covers end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from charterclock.calendars.beyond import Beyond
from charterclock.calendars.hours import DAY
from charterclock.calendars.zone import EPOCH_DAY
from charterclock.errors import OutsideCalendarError

if TYPE_CHECKING:
    from charterclock.calendars.timetable import Timetable
    from charterclock.calendars.timetable_arrays import TimetableArrays
    from charterclock.calendars.wall import WallTable

__all__ = ["Tables"]

_T = TypeVar("_T")
#: the dates of a calendar that covers "always": two days short of Python's own, for offsets east and west
_ALWAYS: Final = (date(1, 1, 3), date(9999, 12, 29))
_FEW_YEARS: Final = 4 * 366
#: the Gregorian week repeats within 28 years (40 across a century)
_CYCLE: Final = 41 * 366


class Tables:
    """The part of a calendar that keeps its tables."""

    __slots__ = ()

    covers: tuple[date, date] | None
    _table: Timetable | None
    _wall: WallTable | None
    _shifts: tuple[list[date], list[int], int] | None
    _arrays: TimetableArrays | None

    if TYPE_CHECKING:

        def _compile(self, first: int, last: int) -> Timetable: ...

        def _marks(self) -> list[int]: ...

    def _walls(self) -> WallTable | None:
        if self._table is None:
            return None
        from charterclock.calendars.wall import WallTable

        object.__setattr__(self, "_wall", WallTable(self._table))
        return self._wall

    def ask(self, question: Callable[[Timetable], _T], near: int | None = None) -> _T:
        """The answer of the compiled tables, which grow until they hold it or the dates covered end.

        Args:
            question: a pure function of a ``Timetable``.
            near: a day number at which to start the first table.

        Raises:
            OutsideCalendarError: CC410, the answer depends on dates that the calendar does not cover.
        """
        table: Timetable | None = self._table
        if table is None:
            low, high = self._limits()
            middle = min(max(near or date(2025, 1, 1).toordinal(), low), high)
            table = self._compile(max(low, middle - 366), min(high, middle + 2 * 366))
        while True:
            try:
                return question(table)
            except Beyond as beyond:
                table = self._grow(table, beyond.ahead, beyond.day, beyond.edge)

    def ask_arrays(self, question: Callable[[TimetableArrays], _T], low: int, high: int) -> _T:
        """The answer of the tables for whole columns; rows that no table can hold come out ``FAR`` or ``NO_DAY``.

        Args:
            question: a function of ``TimetableArrays``, run again when a larger table is needed.
            low: the earliest instant asked about, microseconds since 1970 UTC.
            high: the latest.
        """
        from charterclock.calendars.timetable_arrays import TimetableArrays

        first, last = self._limits()
        if self._table is None or not self._table.start <= low <= high <= self._table.end:
            near = [min(max(instant // DAY + EPOCH_DAY, first), last) for instant in (low, high)]
            self.ask(lambda table: (table.worked(near[0], near[1]), table), near[0])
        while True:
            shared, table = self._arrays, self._table
            assert table is not None
            if shared is None or shared.table is not table:
                shared = TimetableArrays(table)
                object.__setattr__(self, "_arrays", shared)
            reader = shared.fresh()
            answer = question(reader)
            try:
                if reader.ahead and table.last < last:
                    self._grow(table, True, None)
                elif reader.behind and table.first > first:
                    self._grow(table, False, None)
                else:
                    return answer
            except OutsideCalendarError:
                return answer

    def _grow(self, table: Timetable, ahead: bool, day: int | None, edge: bool = False) -> Timetable:
        low, high = self._limits()
        # the day before the first and the day after the last are asked about too: the count begins beside them
        far = day is not None and not low - 1 <= day <= high + 1
        if far or (table.last >= high if ahead else table.first <= low):
            raise self._outside(day, ahead)
        if day is None and self._stays_closed(table, ahead):
            raise OutsideCalendarError("CC410", f"calendar {self} never opens {'after' if ahead else 'before'} that")
        if edge and self._stays_open(table, ahead):
            raise OutsideCalendarError("CC410", f"calendar {self} never closes {'after' if ahead else 'before'} that")
        step = max(table.last - table.first, _FEW_YEARS)
        if ahead:
            return self._compile(table.first, min(high, max(table.last + step, (day or 0) + 366)))
        return self._compile(max(low, min(table.first - step, (day or high) - 366)), table.last)

    def _limits(self) -> tuple[int, int]:
        first, last = self.covers or _ALWAYS
        return first.toordinal(), last.toordinal()

    def _outside(self, day: int | None, ahead: bool = True) -> OutsideCalendarError:
        first, last = self.covers or _ALWAYS
        if day is not None and 0 < day <= date.max.toordinal():
            said = f"{date.fromordinal(day)} is outside the dates"
        else:
            said = f"the answer depends on dates {'after' if ahead else 'before'} those"
        return OutsideCalendarError("CC410", f"{said} that calendar {self} covers: {first} to {last}")

    def _stays_open(self, table: Timetable, ahead: bool) -> bool:
        """Whether one span has run for so long, and past every date that is named, that it will not end."""
        if not table.opens:
            return False
        marks = self._marks() or [table.first if ahead else table.last]
        span = -1 if ahead else 0
        first, last = table.local.date_of(table.opens[span]), table.local.date_of(table.closes[span])
        quiet = last - max(*marks, first) if ahead else min(*marks, last) - first
        return quiet > _CYCLE

    def _stays_closed(self, table: Timetable, ahead: bool) -> bool:
        numbers = self._marks() or [table.first if ahead else table.last]
        opened = table.office.days
        if ahead:
            quiet = table.last - max(*numbers, opened[-1] if opened else 0)
        else:
            quiet = min(*numbers, opened[0] if opened else table.last) - table.first
        return quiet > _CYCLE
