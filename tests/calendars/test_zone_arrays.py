"""The clock of a zone for columns reads as it does for one value."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from charterclock.calendars.hours import DAY
from charterclock.calendars.zone import LocalTime
from charterclock.calendars.zone_arrays import LocalArrays
from charterclock.oracle.strategies.zone import ZONES


@pytest.mark.parametrize("zone", [*ZONES, "Asia/Jakarta", "Asia/Beirut", "America/Santiago", "Pacific/Apia"])
def test_every_date_begins_and_ends_as_for_one_value(zone: str) -> None:
    """Also the date before one whose midnight the clock skips."""
    first, last = date(1980, 1, 1).toordinal(), date(2028, 12, 31).toordinal()
    local = LocalTime(zone, first, last)
    days = np.arange(first, last + 1)
    for clock in (0, DAY // 48, DAY // 8, DAY // 2, DAY - 1):
        assert LocalArrays(local).at_clock(days, clock).tolist() == [local.at_clock(int(day), clock) for day in days]
