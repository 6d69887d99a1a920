"""businesstime: opening time between two instants; one span a day, a weekend, days off."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache

import businesstime
from tests.oracle.peers.claims import SECOND, Between, IsOpen, IsWorking
from tests.oracle.peers.offices import ONE_SPAN, days_off, local, offices, rest_days, spans

from charterclock import Calendar
from charterclock.oracle import Unsupported

PEER = "businesstime"
DOCS = "https://pypi.org/project/businesstime/"


@lru_cache(maxsize=256)
def office(calendar: Calendar) -> businesstime.BusinessTime:
    return businesstime.BusinessTime(spans(calendar)[0], rest_days(calendar), days_off(calendar))


def between(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """It answers in full business days and the rest of one."""
    them = office(calendar)
    found = them.businesstimedelta(local(begin, calendar), local(end, calendar))
    return found.days * them.open_hours + timedelta(seconds=found.seconds, microseconds=found.microseconds)


def not_from_evening_to_evening(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    closes = spans(calendar)[0][1]
    if local(begin, calendar).time() > closes and local(end, calendar).time() > closes:
        raise Unsupported("from after closing to after closing")
    return between(begin, end, calendar)


CLAIMS = [
    Between(
        "businesstimedelta", between,
        "wrong: nothing from after closing on a working day to after closing on the next", offices(ONE_SPAN), SECOND,
    ),
    Between(
        "businesstimedelta, but from after closing to after closing", not_from_evening_to_evening, "",
        offices(ONE_SPAN), SECOND,
    ),
    IsOpen(
        "isduringbusinesshours",
        lambda moment, calendar: office(calendar).isduringbusinesshours(local(moment, calendar)), "",
        offices(ONE_SPAN), SECOND,
    ),
    IsWorking(
        "isbusinessday", lambda a, calendar: office(calendar).isbusinessday(datetime.combine(a, time(9))), "",
        offices(ONE_SPAN),
    ),
]  # fmt: skip
