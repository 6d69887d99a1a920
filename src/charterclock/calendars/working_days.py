"""Working days by number: how many there are up to a day, and which day is the n-th."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from charterclock.calendars.zone_arrays import Ints

__all__ = ["WorkingDayArrays", "WorkingDays"]

#: tables of one number of days that are kept
_FEW: Final = 16


class WorkingDays:
    """Two tables: how many working days there are up to a day, and which day is the n-th."""

    __slots__ = ("dates", "days", "first", "rank")

    def __init__(self, first: int, is_working: Sequence[bool]) -> None:
        self.first = first
        self.days = [first + i for i, working in enumerate(is_working) if working]
        #: the same as dates, from 1: making one takes as long as finding it
        self.dates: list[date] = [date.min, *map(date.fromordinal, self.days)]
        #: ``rank[day - first + 1]`` counts the working days from ``first`` to ``day``, both included
        self.rank = [0]
        count = 0
        for working in is_working:
            count += working
            self.rank.append(count)


class WorkingDayArrays:
    """The same two tables as arrays, and for one number of days for all rows the two made one."""

    def __init__(self, table: WorkingDays) -> None:
        import numpy as np

        self.rank = np.array(table.rank, dtype=np.int64)
        self.days = np.array(table.days, dtype=np.int64)
        #: the same from 1: forward, the place is the rank and n, and needs no other step
        self.from_one = np.append(0, self.days)
        self._steps: dict[int, Ints] = {}

    def by_steps(self, n: int, unknown: int) -> Ints:
        """The n-th working day of every place in ``rank``; ``unknown`` where the tables end before it."""
        import numpy as np

        found = self._steps.get(n)
        if found is None:
            index = self.rank + (n - (n > 0))
            known = (index >= 0) & (index < len(self.days))
            if len(self._steps) >= _FEW:
                self._steps.clear()
            found = np.where(known, self.days.take(index, mode="clip"), unknown)
            self._steps[n] = found
        return found
