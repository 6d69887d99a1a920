"""business-duration: opening time between two instants in whole seconds; one span a day, a weekend, days off."""

from __future__ import annotations

import math
from datetime import datetime, time, timedelta
from typing import Any

from business_duration import businessDuration
from tests.oracle.peers.claims import SECOND, Between
from tests.oracle.peers.offices import ALL_DAY, ONE_SPAN, OVERNIGHT, days_off, local, offices, rest_days, spans

from charterclock import Calendar
from charterclock.oracle import Unsupported

PEER = "business-duration"
DOCS = "https://github.com/gnaneshwar441/Business_Duration"


def duration(begin: datetime, end: datetime, calendar: Calendar) -> Any:
    opens, closes = spans(calendar)[0]
    closes = time(23, 59, 59) if closes == time(0) else closes  # how it writes the end of a day
    found = businessDuration(
        local(begin, calendar), local(end, calendar), opens, closes, rest_days(calendar), days_off(calendar), unit="sec"
    )
    return "nan" if math.isnan(found) else timedelta(seconds=found)


def before_the_last_second(begin: datetime, end: datetime, calendar: Calendar) -> Any:
    if local(end, calendar).time() == time(23, 59, 59):
        raise Unsupported("the last second of a day stands for its end")
    return duration(begin, end, calendar)


CLAIMS = [
    Between("businessDuration in seconds", duration, "", offices(ONE_SPAN), SECOND),
    Between(
        "businessDuration in seconds, all day", duration, "convention: 23:59:59 stands for the end of the day",
        offices(ALL_DAY), SECOND,
    ),
    Between(
        "businessDuration in seconds, all day, but to 23:59:59", before_the_last_second, "", offices(ALL_DAY), SECOND
    ),
    Between(
        "businessDuration in seconds, over midnight", duration,
        "wrong: hours after midnight are lost or counted twice (its source takes them, its documentation is silent)",
        offices(OVERNIGHT, days_off=0), SECOND,
    ),
]  # fmt: skip
