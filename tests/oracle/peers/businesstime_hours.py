"""businesstime: opening time between two instants; one span a day, a weekend, days off."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import businesstime
from hypothesis import strategies as st
from tests.oracle.peers.claims import SECOND, Between, IsOpen, IsWorking
from tests.oracle.peers.offices import ONE_SPAN, days_off, local, offices, rest_days, spans

from charterclock import Calendar
from charterclock.oracle import Unsupported, strategies

PEER = "businesstime"
DOCS = "https://github.com/seatgeek/businesstime"


@lru_cache(maxsize=256)
def office(calendar: Calendar) -> businesstime.BusinessTime:
    return businesstime.BusinessTime(spans(calendar)[0], rest_days(calendar), days_off(calendar))


def between(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """It answers in full business days and the rest of one."""
    them = office(calendar)
    found = them.businesstimedelta(local(begin, calendar), local(end, calendar))
    return found.days * them.open_hours + timedelta(seconds=found.seconds, microseconds=found.microseconds)


class Evenings(Between):
    """From after closing to after closing, some days later."""

    def asked(self, calendar: Calendar) -> st.SearchStrategy[tuple[Any, ...]]:
        def pair(day: date, n: int) -> tuple[datetime, datetime]:
            begin = datetime.combine(day, time(23), ZoneInfo(calendar.zone)).astimezone(UTC)
            return begin, begin + timedelta(days=n)

        return st.builds(pair, strategies.dates_of(calendar), st.integers(0, 7))


def otherwise(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    closes = spans(calendar)[0][1]
    if local(begin, calendar).time() > closes and local(end, calendar).time() >= closes:
        raise Unsupported("from after closing to a closing or later")
    return between(begin, end, calendar)


CLAIMS = [
    Evenings(
        "businesstimedelta, from after closing to after closing", between,
        "wrong: nothing where that is the next working day", offices(ONE_SPAN), SECOND,
    ),
    Between("businesstimedelta, otherwise", otherwise, "", offices(ONE_SPAN), SECOND),
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
