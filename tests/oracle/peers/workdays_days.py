"""workdays: Excel's WORKDAY and NETWORKDAYS; Monday to Friday and days off."""

from __future__ import annotations

from datetime import date, timedelta

import workdays
from tests.oracle.peers.claims import Count, Due, counting, days
from tests.oracle.peers.offices import MONDAY_TO_FRIDAY, days_off, offices

from charterclock import Calendar

PEER = "workdays"
DOCS = "https://pypi.org/project/workdays/"

_DAY = timedelta(days=1)


def added(start: date, n: int, calendar: Calendar) -> date:
    found: date = workdays.workday(start, n, days_off(calendar))
    return found


def count(a: date, b: date, calendar: Calendar) -> int:
    found: int = workdays.networkdays(a, b, days_off(calendar))
    return found


CLAIMS = [
    Due(
        "workday, from 0 days", counting(added), "convention: rule 3, 0 days from a closed date are that date",
        days(offices(weeks=MONDAY_TO_FRIDAY)),
    ),
    Due("workday, from 1 day", counting(added, 1), "", days(offices(weeks=MONDAY_TO_FRIDAY), ("within", "before"))),
    Count(
        "networkdays(a, b)", count, "convention: counts both dates, as Excel does; ours first < d <= last",
        offices(weeks=MONDAY_TO_FRIDAY),
    ),
    Count(
        "networkdays(a + 1, b)", lambda a, b, calendar: count(a + _DAY, b, calendar), "",
        offices(weeks=MONDAY_TO_FRIDAY),
    ),
]  # fmt: skip
