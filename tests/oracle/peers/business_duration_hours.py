"""business-duration: opening time between two instants in whole seconds; one span a day, a weekend, days off."""

from __future__ import annotations

import math
from datetime import datetime, time, timedelta
from typing import Any

from business_duration import businessDuration

from charterclock import Calendar
from tests.oracle.peers.claims import SECOND, Between
from tests.oracle.peers.offices import ALL_DAY, ONE_SPAN, OVERNIGHT, days_off, local, offices, rest_days, spans

PEER = "business-duration"
DOCS = "https://pypi.org/project/business-duration/"


def duration(begin: datetime, end: datetime, calendar: Calendar) -> Any:
    opens, closes = spans(calendar)[0]
    closes = time(23, 59, 59) if closes == time(0) else closes  # how it writes the end of a day
    found = businessDuration(
        local(begin, calendar), local(end, calendar), opens, closes, rest_days(calendar), days_off(calendar), unit="sec"
    )
    return "nan" if math.isnan(found) else timedelta(seconds=found)


CLAIMS = [
    Between("businessDuration in seconds", duration, "", offices(ONE_SPAN), SECOND),
    Between("businessDuration in seconds, all day", duration, "", offices(ALL_DAY), SECOND),
    Between("businessDuration in seconds, over midnight", duration, "", offices(OVERNIGHT, days_off=0), SECOND),
]
