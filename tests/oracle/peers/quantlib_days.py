"""QuantLib: working days, weeks, months and years with a roll, counts; a week and days off."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import QuantLib as ql
from tests.oracle.peers.claims import ROLLS, Count, Due, IsWorking, counting, days, rolling
from tests.oracle.peers.offices import days_off, offices, rest_days

from charterclock import Calendar, Duration, Reckoning
from charterclock.oracle import Support, Unsupported

PEER = "QuantLib"
DOCS = "https://www.quantlib.org/reference/class_quant_lib_1_1_calendar.html"

_ROLLS = {"following": ql.Following, "preceding": ql.Preceding, "none": ql.Unadjusted}
_WEEKDAYS = (ql.Monday, ql.Tuesday, ql.Wednesday, ql.Thursday, ql.Friday, ql.Saturday, ql.Sunday)
_PERIODS = {"calendar week": (1, ql.Weeks), "calendar month": (1, ql.Months), "calendar quarter": (3, ql.Months),
            "calendar year": (1, ql.Years)}  # fmt: skip


@lru_cache(maxsize=1)
def office(calendar: Calendar) -> Any:
    them = ql.BespokeCalendar(f"{hash(calendar)}")
    for n in rest_days(calendar):
        them.addWeekend(_WEEKDAYS[n])
    for day in days_off(calendar):
        them.addHoliday(ql.Date.from_date(day))
    return them


def added(start: date, n: int, calendar: Calendar) -> date:
    found: date = office(calendar).advance(ql.Date.from_date(start), n, ql.Days).to_date()
    return found


def rolled(start: date, roll: str, calendar: Calendar) -> date:
    found: date = office(calendar).adjust(ql.Date.from_date(start), _ROLLS[roll]).to_date()
    return found


def advanced(
    start: date, duration: Duration, calendar: Calendar, reckoning: Reckoning, bound: str, pauses: Any
) -> date:
    times, unit = _PERIODS[duration.unit]
    n, roll = duration.amount * times, _ROLLS[reckoning.roll]
    if n != int(n):
        raise Unsupported("a period has no fractions")
    found: date = office(calendar).advance(ql.Date.from_date(start), int(n), unit, roll).to_date()
    if found < start:
        raise Unsupported("rule 5: a due is never before its receipt")
    return found


def count(a: date, b: date, calendar: Calendar) -> int:
    ends = ql.Date.from_date(a), ql.Date.from_date(b)
    found: int = office(calendar).businessDaysBetween(*ends, False, True)  # includeFirst, includeLast
    return found


CLAIMS = [
    Due("advance by Days", counting(added), "", days(bounds=("within", "before"))),
    Due("adjust, Following and Preceding", rolling(rolled), "", ROLLS),
    Due(
        "advance by Weeks, Months, Years with Following, Preceding, Unadjusted", advanced, "",
        Support(list(_PERIODS), ["within"], {"roll": list(_ROLLS)}, False, offices(), ["date"]),
    ),
    Count("businessDaysBetween(includeFirst=False, includeLast=True)", count),
    IsWorking("isBusinessDay", lambda a, calendar: office(calendar).isBusinessDay(ql.Date.from_date(a))),
]  # fmt: skip
