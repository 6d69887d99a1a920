"""pandas CustomBusinessDay: working days at the same clock time, rolls; one week and its days off."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

import pandas as pd
from tests.oracle.peers.claims import ROLLS, Due, IsWorking, days, rolling
from tests.oracle.peers.offices import days_off, weekmask

from charterclock import Calendar, Duration, Reckoning
from charterclock.oracle import Unsupported

PEER = "pandas"
DOCS = "https://pandas.pydata.org/docs/reference/api/pandas.tseries.offsets.CustomBusinessDay.html"


@lru_cache(maxsize=256)
def business_days(calendar: Calendar, n: int = 1) -> Any:
    mask = "".join("01"[opens] for opens in weekmask(calendar))
    return pd.offsets.CustomBusinessDay(n, weekmask=mask, holidays=days_off(calendar))


def added(start: datetime, duration: Duration, calendar: Calendar, reckoning: Any, bound: str, pauses: Any) -> datetime:
    n = int(duration.amount)
    if bound == "before" and n == 0:
        raise Unsupported("there is no minus zero")
    found: datetime = (pd.Timestamp(start) + business_days(calendar, -n if bound == "before" else n)).to_pydatetime()
    return found


def rolled(start: date, roll: str, calendar: Calendar) -> date:
    rolls = business_days(calendar)
    found = rolls.rollforward(pd.Timestamp(start)) if roll == "following" else rolls.rollback(pd.Timestamp(start))
    answer: date = found.date()
    return answer


CLAIMS = [
    Due(
        "timestamp + CustomBusinessDay(n), as `day_end: same_time`", added, "",
        days(bounds=("within", "before"), reckoning=Reckoning(day_end="same_time"), start="naive"),
    ),
    Due("CustomBusinessDay().rollforward, rollback", rolling(rolled), "", ROLLS),
    IsWorking(
        "CustomBusinessDay().is_on_offset",
        lambda a, calendar: business_days(calendar).is_on_offset(pd.Timestamp(a)),
    ),
]  # fmt: skip
