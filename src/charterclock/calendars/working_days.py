"""Working days by number: how many there are up to a day, and which day is the n-th."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

__all__ = ["WorkingDays"]


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
