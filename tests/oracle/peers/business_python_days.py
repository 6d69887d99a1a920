"""business-python: working days, rolls, counts; a week, days off, dates opened by order."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from business.calendar import Calendar as Theirs
from tests.oracle.peers.claims import ROLLS, Count, Due, IsWorking, counting, days, rolling
from tests.oracle.peers.offices import ALL_DAY, days_off, offices, opened, weekdays

from charterclock import Calendar, Reckoning

PEER = "business-python"
DOCS = "https://github.com/gocardless/business-python#business-day-arithmetic"

_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def office(calendar: Calendar) -> Theirs:
    orders = opened(calendar)
    return Theirs(
        holidays=[day for day in days_off(calendar) if day not in orders],
        working_days=[Theirs.DAY_NAMES[n] for n in weekdays(calendar)],
        extra_working_dates=[day for day in orders if day.weekday() not in weekdays(calendar)],  # it takes no others
    )


def added(start: date, n: int, calendar: Calendar) -> date:
    return office(calendar).add_business_days(start, n)


def rolled(start: date, roll: str, calendar: Calendar) -> date:
    them = office(calendar)
    return them.roll_forward(start) if roll == "following" else them.roll_backward(start)


def count(a: date, b: date, calendar: Calendar) -> int:
    return office(calendar).business_days_between(a, b)


CLAIMS = [
    Due(
        "add_business_days, from 1 day", counting(added, 1),
        "convention: rule 1, a closed start counts from the next working day", days(offices(opened=True)),
    ),
    Due(
        "add_business_days, from 1 day, as `receipt: next_opening`", counting(added, 1), "",
        days(offices(ALL_DAY, opened=True), reckoning=Reckoning(receipt="next_opening"), start="naive"),
    ),
    Due(
        "add_business_days, from 0 days, as `receipt: next_opening`", counting(added),
        "convention: rule 3, 0 days from a closed date are that date",
        days(offices(ALL_DAY, opened=True), reckoning=Reckoning(receipt="next_opening"), start="naive"),
    ),
    Due("roll_forward, roll_backward", rolling(rolled), "", ROLLS),
    Count(
        "business_days_between(a, b)", count, "convention: counts first <= d < last; ours first < d <= last",
        offices(opened=True),
    ),
    Count(
        "business_days_between(a + 1, b + 1)", lambda a, b, calendar: count(a + _DAY, b + _DAY, calendar), "",
        offices(opened=True),
    ),
    IsWorking("is_business_day", lambda a, calendar: office(calendar).is_business_day(a), "", offices(opened=True)),
]  # fmt: skip
