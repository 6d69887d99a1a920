"""workalendar: working days and counts of them; a week, days off, dates opened by order."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from tests.oracle.peers.claims import Count, Due, IsWorking, counting, days
from tests.oracle.peers.offices import days_off, offices, opened, rest_days
from workalendar.core import CoreCalendar

from charterclock import Calendar, Duration, Reckoning
from charterclock.oracle import Unsupported

PEER = "workalendar"
DOCS = "https://github.com/workalendar/workalendar, help(CoreCalendar.get_working_days_delta)"

_DAY = timedelta(days=1)


class Office(CoreCalendar):
    """As its documentation says to make one: the days off of a year, and the days of the weekend."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__()
        self.calendar = calendar

    def get_weekend_days(self) -> list[int]:
        return rest_days(self.calendar)

    def get_calendar_holidays(self, year: int) -> list[tuple[date, str]]:
        return [(day, "day off") for day in days_off(self.calendar) if day.year == year]


@lru_cache(maxsize=256)
def office(calendar: Calendar) -> Office:
    return Office(calendar)


def added(start: date, n: int, calendar: Calendar) -> date:
    found: date = office(calendar).add_working_days(start, n, extra_working_days=opened(calendar))
    return found


def at_the_same_time(
    start: datetime, duration: Duration, calendar: Calendar, reckoning: Any, bound: str, pauses: Any
) -> datetime:
    n = int(duration.amount)
    if n == 0:
        raise Unsupported("no days at all")
    found: datetime = office(calendar).add_working_days(
        start, -n if bound == "before" else n, extra_working_days=opened(calendar), keep_datetime=True
    )
    return found


def count(a: date, b: date, calendar: Calendar, **more: Any) -> int:
    found: int = office(calendar).get_working_days_delta(a, b, extra_working_days=opened(calendar), **more)
    return found


def count_from_start(a: date, b: date, calendar: Calendar) -> int:
    return count(a + _DAY, b, calendar, include_start=True)


CLAIMS = [
    Due(
        "add_working_days, from 0 days", counting(added),
        "convention: rule 3, 0 days from a closed date are that date", days(offices(opened=True)),
    ),
    Due(
        "add_working_days, from 1 day", counting(added, 1), "",
        days(offices(opened=True), ("within", "before")),
    ),
    Due(
        "add_working_days(keep_datetime=True), as `day_end: same_time`", at_the_same_time, "",
        days(offices(opened=True), ("within", "before"), Reckoning(day_end="same_time"), "naive"),
    ),
    Count("get_working_days_delta(a, b)", count, "", offices(opened=True)),
    Count(
        "get_working_days_delta(a + 1, b, include_start=True)", count_from_start,
        "wrong: 0 where both are one working day", offices(opened=True),
    ),
    IsWorking(
        "is_working_day", lambda a, calendar: office(calendar).is_working_day(a, extra_working_days=opened(calendar)),
        "", offices(opened=True),
    ),
]  # fmt: skip
