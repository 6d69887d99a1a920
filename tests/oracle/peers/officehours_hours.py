"""officehours: opening hours added, taken back and measured in whole seconds; Monday to Friday, one span a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import officehours
from tests.oracle.peers.claims import SECOND, Between, Count, Due, IsOpen, IsWorking
from tests.oracle.peers.offices import (
    MONDAY_TO_FRIDAY,
    ONE_SPAN,
    days_off,
    landing_on_the_closing,
    landing_on_the_opening,
    local,
    offices,
    spans,
)

from charterclock import Calendar, Duration, Reckoning
from charterclock.oracle import Support, Unsupported

PEER = "officehours"
DOCS = "https://github.com/Funk66/officehours, help(officehours.Calculator)"

_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def office(calendar: Calendar) -> officehours.Calculator:
    opens, closes = spans(calendar)[0]
    return officehours.Calculator(f"{opens:%H:%M}", f"{closes:%H:%M}", days_off(calendar))


def due_date(
    start: datetime, duration: Duration, calendar: Calendar, reckoning: Any, bound: str, pauses: Any
) -> datetime:
    if duration.amount == 0 or duration.amount * 3600 % 1:
        raise Unsupported("no time at all, or parts of a second")
    ask = office(calendar).start_time if bound == "before" else office(calendar).due_date
    found: datetime = ask(float(duration.amount), start)
    return found


def landed(
    start: datetime, duration: Duration, calendar: Calendar, reckoning: Any, bound: str, pauses: Any
) -> datetime:
    land = landing_on_the_opening if bound == "before" else landing_on_the_closing
    return land(due_date(start, duration, calendar, reckoning, bound, pauses), calendar)


def hours(bound: str) -> Support:
    return Support(["working hour"], [bound], [Reckoning()], False, PLAIN, ["naive"], resolution=SECOND)


def seconds(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    return timedelta(seconds=office(calendar).working_seconds(local(begin, calendar), local(end, calendar)))


def is_open(moment: datetime, calendar: Calendar) -> bool:
    found: bool = office(calendar).is_working_time(local(moment, calendar))
    return found


def inside(moment: datetime, calendar: Calendar) -> bool:
    if local(moment, calendar).time() == spans(calendar)[0][1]:
        raise Unsupported("a closing")
    return is_open(moment, calendar)


def days_from(a: Any, b: Any, calendar: Calendar) -> int:
    found: int = office(calendar).working_days(a, b)
    return found


PLAIN = offices(ONE_SPAN, weeks=MONDAY_TO_FRIDAY)
CLAIMS = [
    Due(
        "due_date", due_date,
        "convention: rule 2, some of what ends at a closing is due there, some at the next opening", hours("within"),
    ),
    Due("due_date, an opening read as the closing before it", landed, "", hours("within")),
    Due("start_time, a closing read as the opening after it", landed, "", hours("before")),
    Between("working_seconds", seconds, "", PLAIN, SECOND),
    IsOpen("is_working_time", is_open, "convention: a closing is still open", PLAIN, SECOND),
    IsOpen("is_working_time, but at a closing", inside, "", PLAIN, SECOND),
    Count("working_days(a, b)", days_from, "convention: counts first <= d < last; ours first < d <= last", PLAIN),
    Count("working_days(a + 1, b + 1)", lambda a, b, calendar: days_from(a + _DAY, b + _DAY, calendar), "", PLAIN),
    IsWorking("is_working_day", lambda a, calendar: office(calendar).is_working_day(a), "", PLAIN),
]  # fmt: skip
