"""Calendar periods: months, quarters and years, by local date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from charterclock.errors import CaseError

__all__ = ["LENGTHS", "Period", "periods_between"]

#: months in a period
LENGTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_NAME: Final = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Local dates from ``first`` to ``last``, both included, under a name: ``2025``, ``2025-Q1``, ``2025-01``."""

    first: date
    last: date
    name: str

    @classmethod
    def of(cls, day: date, by: str) -> Period:
        """The month, quarter or year in which a date lies."""
        return cls.starting(date(day.year, (day.month - 1) // LENGTHS[by] * LENGTHS[by] + 1, 1), LENGTHS[by])

    @classmethod
    def starting(cls, first: date, months: int) -> Period:
        """The period of so many months (1, 3 and 12 have names of their own) from the first date of one."""
        last = first + relativedelta(months=months) - timedelta(days=1)
        if months == 12:
            name = f"{first.year}"
        elif months == 3:
            name = f"{first.year}-Q{(first.month + 2) // 3}"
        elif months == 1:
            name = f"{first:%Y-%m}"
        else:
            name = f"{first:%Y-%m}..{last:%m}"
        return cls(first, last, name)

    @classmethod
    def read(cls, text: str) -> Period:
        """The period that a name such as ``2025-Q1`` means.

        Raises:
            CaseError: CC630, not the name of a period.
        """
        found = _NAME.fullmatch(str(text).strip())
        if found is None or not 1 < int(found[1]) < 9999:
            raise CaseError("CC630", f"not a period: {text!r}", "write 2025, 2025-Q1 or 2025-01")
        year = int(found[1])
        if found[2]:
            return cls.starting(date(year, 3 * int(found[2]) - 2, 1), 3)
        return cls.starting(date(year, int(found[3]), 1), 1) if found[3] else cls.starting(date(year, 1, 1), 12)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return self.name


def periods_between(first: date, last: date, by: str | int) -> list[Period]:
    """The periods that touch the dates from ``first`` to ``last``, both included.

    Args:
        first: the first local date.
        last: the last one.
        by: ``month``, ``quarter``, ``year``, or a number of months that divides a year, counted from January.
    """
    months = LENGTHS[by] if isinstance(by, str) else by
    start = date(first.year, (first.month - 1) // months * months + 1, 1)
    found = []
    while start <= last:
        found.append(Period.starting(start, months))
        start += relativedelta(months=months)
    return found
