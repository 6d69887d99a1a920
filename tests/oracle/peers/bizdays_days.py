"""bizdays (python-bizdays): working days, rolls, counts; a week and days off between two dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import bizdays
from tests.oracle.peers.claims import ROLLS, Count, Due, IsWorking, counting, days, rolling
from tests.oracle.peers.offices import days_off, offices, rest_days

from charterclock import Calendar
from charterclock.oracle import Unsupported

PEER = "bizdays"
DOCS = "http://wilsonfreitas.github.io/python-bizdays/"

_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def office(calendar: Calendar, financial: bool = True) -> bizdays.Calendar:
    assert calendar.covers is not None
    return bizdays.Calendar(
        days_off(calendar), [bizdays.Calendar._weekdays[n] for n in rest_days(calendar)], *calendar.covers,
        financial=financial,
    )  # fmt: skip


def added(start: date, n: int, calendar: Calendar) -> date:
    found: date = office(calendar).offset(start, n)
    return found


def rolled(start: date, roll: str, calendar: Calendar) -> date:
    them = office(calendar)
    found: date = them.following(start) if roll == "following" else them.preceding(start)
    return found


def financial(a: date, b: date, calendar: Calendar) -> int:
    found: int = office(calendar).bizdays(a, b)
    return found


def between_working_days(a: date, b: date, calendar: Calendar) -> int:
    if not (calendar.is_working_day(a) and calendar.is_working_day(b)):
        raise Unsupported("a closed date rolls")
    return financial(a, b, calendar)


def after(a: date, b: date, calendar: Calendar) -> int:
    if a == b:
        raise Unsupported("nothing lies between")
    found: int = office(calendar, False).bizdays(a + _DAY, b)
    return found


BOUNDED = offices(covers=True)
CLAIMS = [
    Due(
        "offset, from 0 days", counting(added), "convention: rule 3, 0 days from a closed date are that date",
        days(BOUNDED),
    ),
    Due("offset, from 1 day", counting(added, 1), "", days(BOUNDED)),
    Due(
        "offset back, within the calendar", counting(added, 1), "", days(BOUNDED, ("before",), outside=False),
    ),
    Due(
        "offset back, also from the first days", counting(added, 1),
        "wrong: before its first working day it answers from the calendar's end", days(BOUNDED, ("before",)),
    ),
    Due("following, preceding", rolling(rolled), "", replace(ROLLS, calendars=BOUNDED)),
    Count(
        "bizdays(a, b), financial", financial,
        "convention: both dates roll inwards before it counts from one to the other", BOUNDED,
    ),
    Count("bizdays(a, b), financial, of two working days", between_working_days, "", BOUNDED),
    Count("bizdays(a + 1, b), financial=False", after, "", BOUNDED),
    IsWorking("isbizday", lambda a, calendar: office(calendar).isbizday(a), "", BOUNDED),
]  # fmt: skip
