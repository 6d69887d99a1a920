"""Corresponding dates (R-MY-7): months and years later, for one day number and for arrays of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

from charterclock.calendars.zone import EPOCH_DAY

if TYPE_CHECKING:
    from charterclock.calendars.zone_arrays import Ints

__all__ = ["annual", "annual_all", "months_later", "months_later_all"]


def months_later(day: int, months: int) -> int:
    """The corresponding date, or the last one of its month.

    Raises:
        ValueError, OverflowError: there is no such year.
    """
    return (date.fromordinal(day) + relativedelta(months=months)).toordinal()


def months_later_all(days: Ints, months: Ints | int) -> Ints:
    """The same for each day."""
    import numpy as np

    dates = (days - EPOCH_DAY).astype("M8[D]")
    month = dates.astype("M8[M]")
    target = month + np.asarray(months).astype("m8[M]")
    start = target.astype("M8[D]")
    length = ((target + np.timedelta64(1, "M")).astype("M8[D]") - start).astype(np.int64)
    place = np.minimum((dates - month.astype("M8[D]")).astype(np.int64), length - 1)
    found: Ints = start.astype(np.int64) + place + EPOCH_DAY
    return found


def annual(day: int, month: int, dom: int) -> int:
    """The first date with that month and day of the month, on or after a day."""
    year = date.fromordinal(day).year
    this = date(year, month, dom).toordinal()
    return this if this >= day else date(year + 1, month, dom).toordinal()


def annual_all(days: Ints, month: int, dom: int) -> Ints:
    """The same for each day."""
    import numpy as np

    years = (days - EPOCH_DAY).astype("M8[D]").astype("M8[Y]")

    def in_year(year: Any) -> Ints:
        start = (year.astype("M8[M]") + np.timedelta64(month - 1, "M")).astype("M8[D]")
        return start.astype(np.int64) + dom - 1 + EPOCH_DAY  # type: ignore[no-any-return]

    this = in_year(years)
    return np.where(this >= days, this, in_year(years + np.timedelta64(1, "Y")))
