"""biztime: opening time between two instants in whole seconds; one span a day, a weekend, days off."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from biztime.biztime import BizTime

from charterclock import Calendar
from tests.oracle.peers.claims import SECOND, Between, IsWorking
from tests.oracle.peers.offices import ONE_SPAN, days_off, local, offices, rest_days, spans

PEER = "biztime"
DOCS = "https://github.com/austen0/biztime"


@lru_cache(maxsize=256)
def office(calendar: Calendar) -> Any:
    opens, closes = spans(calendar)[0]
    return BizTime(
        {"biz_start": opens, "biz_end": closes, "weekend": rest_days(calendar), "holidays": days_off(calendar)}
    )


def between(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    found: timedelta = office(calendar).date_diff(local(begin, calendar), local(end, calendar))
    return found


CLAIMS = [
    Between("date_diff", between, "", offices(ONE_SPAN), SECOND),
    IsWorking("is_biz_day", lambda a, calendar: office(calendar).is_biz_day(a), "", offices(ONE_SPAN)),
]
