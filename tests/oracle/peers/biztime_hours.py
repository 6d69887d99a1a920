"""biztime: opening time between two instants in whole seconds; one span a day, a weekend, days off."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from biztime.biztime import BizTime
from tests.oracle.peers.claims import SECOND, Between, IsWorking
from tests.oracle.peers.offices import ONE_SPAN, days_off, local, offices, rest_days, spans

from charterclock import Calendar
from charterclock.oracle import Unsupported

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


def over_a_night(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    if local(begin, calendar).date() == local(end, calendar).date():
        raise Unsupported("one date")
    return between(begin, end, calendar)


CLAIMS = [
    Between(
        "date_diff", between, "wrong: within one date it does not look whether that is a working day",
        offices(ONE_SPAN), SECOND,
    ),
    Between("date_diff, from one date to another", over_a_night, "", offices(ONE_SPAN), SECOND),
    IsWorking("is_biz_day", lambda a, calendar: office(calendar).is_biz_day(a), "", offices(ONE_SPAN)),
]  # fmt: skip
