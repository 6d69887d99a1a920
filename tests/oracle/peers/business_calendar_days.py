"""business_calendar: working days, rolls, counts; a week and days off, by dates or by datetimes."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

import business_calendar
from tests.oracle.peers.claims import ROLLS, Count, Due, IsWorking, counting, days, rolling
from tests.oracle.peers.offices import days_off, weekdays

from charterclock import Calendar, Duration, Reckoning
from charterclock.oracle import Unsupported

PEER = "business_calendar"
DOCS = "http://py-business-calendar.readthedocs.org/en/latest/"

warnings.simplefilter("ignore", business_calendar.business_calendar.CalendarHolidayWarning)


@lru_cache(maxsize=256)
def office(calendar: Calendar, times: bool = False) -> business_calendar.Calendar:
    holidays = [datetime.combine(day, datetime.min.time()) if times else day for day in days_off(calendar)]
    return business_calendar.Calendar(workdays=weekdays(calendar), holidays=holidays)


def added(start: date, n: int, calendar: Calendar) -> date:
    found: date = office(calendar).addbusdays(start, n)
    return found


def at_the_same_time(
    start: datetime, duration: Duration, calendar: Calendar, reckoning: Any, bound: str, pauses: Any
) -> datetime:
    n = int(duration.amount)
    if n == 0:
        raise Unsupported("no days at all")
    found: datetime = office(calendar, True).addbusdays(start, -n if bound == "before" else n)
    return found


def rolled(start: date, roll: str, calendar: Calendar) -> date:
    mode = business_calendar.FOLLOWING if roll == "following" else business_calendar.PREVIOUS
    found: date = office(calendar).adjust(start, mode)
    return found


CLAIMS = [
    Due(
        "addbusdays, from 0 days", counting(added), "convention: rule 3, 0 days from a closed date are that date",
        days(),
    ),
    Due("addbusdays, from 1 day", counting(added, 1), "", days(bounds=("within", "before"))),
    Due(
        "addbusdays of datetimes forward, as `day_end: same_time`", at_the_same_time, "",
        days(reckoning=Reckoning(day_end="same_time"), start="naive"),
    ),
    Due(
        "addbusdays of datetimes back, as `day_end: same_time`", at_the_same_time,
        "wrong: a holiday, which is at midnight, is passed over or counted twice by another clock time",
        days(bounds=("before",), reckoning=Reckoning(day_end="same_time"), start="naive"),
    ),
    Due("adjust, FOLLOWING and PREVIOUS", rolling(rolled), "", ROLLS),
    Count(
        "busdaycount(a, b)", lambda a, b, calendar: office(calendar).busdaycount(a, b),
        "wrong: IndexError from the last holiday on",
    ),
    IsWorking("isbusday", lambda a, calendar: office(calendar).isbusday(a)),
    IsWorking(
        "isbusday of datetimes", lambda a, calendar: office(calendar, True).isbusday(datetime.combine(a, time(9))),
        "wrong: a holiday is a holiday at midnight only",
    ),
]  # fmt: skip
