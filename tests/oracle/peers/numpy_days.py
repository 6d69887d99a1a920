"""numpy: dates, working days, rolls, counts; one week and its days off."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
from tests.oracle.peers.claims import ROLLS, Count, Due, IsWorking, counting, days, rolling
from tests.oracle.peers.offices import ALL_DAY, days_off, offices, weekmask

from charterclock import Calendar, Reckoning

PEER = "numpy"
DOCS = "https://numpy.org/doc/stable/reference/generated/numpy.busday_offset.html"

_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def busdays(calendar: Calendar) -> np.busdaycalendar:
    return np.busdaycalendar(weekmask=weekmask(calendar), holidays=days_off(calendar))


def offset(start: date, n: int, roll: Any, calendar: Calendar) -> date:
    found: date = np.busday_offset(start, n, roll=roll, busdaycal=busdays(calendar)).item()
    return found


def away(start: date, n: int, calendar: Calendar) -> date:
    """``roll`` moves a closed start before the counting begins: away from where it counts to, so that none is lost."""
    return offset(start, n, "backward" if n > 0 else "forward", calendar)


def towards(start: date, n: int, calendar: Calendar) -> date:
    return offset(start, n, "forward", calendar)


CLAIMS = [
    Due("busday_offset, rolled away from where it counts to", counting(away), "", days(bounds=("within", "before"))),
    Due(
        "busday_offset, roll='forward'", counting(towards),
        "convention: rule 1, a closed start counts from the next working day", days(),
    ),
    Due(
        "busday_offset, roll='forward', as `receipt: next_opening`", counting(towards), "",
        days(offices(ALL_DAY), reckoning=Reckoning(receipt="next_opening"), start="naive"),
    ),
    Due(
        "busday_offset by 0, roll='following', 'preceding'",
        rolling(lambda start, roll, calendar: offset(start, 0, roll, calendar)), "", ROLLS,
    ),
    Count(
        "busday_count(a, b)", lambda a, b, calendar: np.busday_count(a, b, busdaycal=busdays(calendar)),
        "convention: counts first <= d < last; ours first < d <= last",
    ),
    Count(
        "busday_count(a + 1, b + 1)",
        lambda a, b, calendar: np.busday_count(a + _DAY, b + _DAY, busdaycal=busdays(calendar)),
    ),
    IsWorking("is_busday", lambda a, calendar: np.is_busday(a, busdaycal=busdays(calendar)).item()),
]  # fmt: skip
