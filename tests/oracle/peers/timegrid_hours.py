"""timegrid: opening time added and measured, with breaks, over midnight, by local clocks; days off."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import timegrid
from hypothesis import strategies as st
from tests.oracle.peers.claims import Between, Due, IsOpen
from tests.oracle.peers.offices import (
    BREAKS,
    ONE_SPAN,
    OVERNIGHT,
    THREE_SPANS,
    breaks,
    days_off,
    local,
    offices,
    spans,
    weekdays,
)

from charterclock import Calendar, Duration, Reckoning
from charterclock.oracle import Support

PEER = "timegrid"
DOCS = "https://pypi.org/project/timegrid/"

_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


@lru_cache(maxsize=256)
def office(calendar: Calendar) -> Any:
    found = spans(calendar)
    them = timegrid.TimeGridCalendar.create()
    for n in weekdays(calendar):
        day = getattr(timegrid.DayOfWeek, _DAYS[n])
        them.add_open_rule(day, found[0][0], found[-1][1])
        for begins, ends in breaks(calendar):
            them.add_break_rule(day, begins, ends)
    for off in days_off(calendar):
        them.add_holiday(off)
    return them


@lru_cache(maxsize=64)
def compiled(calendar: Calendar) -> Any:
    return office(calendar).compile(datetime(2023, 12, 1), datetime(2026, 2, 1))


def added(start: datetime, duration: Duration, calendar: Calendar, reckoning: Any, bound: str, pauses: Any) -> datetime:
    amount = timedelta(microseconds=duration.microseconds)
    found: datetime = office(calendar).at(start).add_work_duration(amount)
    return found


def between(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    found: timedelta = office(calendar).get_working_duration(local(begin, calendar), local(end, calendar))
    return found


def between_compiled(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    found: timedelta = compiled(calendar).get_working_duration(local(begin, calendar), local(end, calendar))
    return found


def is_open(moment: datetime, calendar: Calendar) -> bool:
    found: bool = office(calendar).can_work(local(moment, calendar))
    return found


def hours(calendars: st.SearchStrategy[Calendar]) -> Support:
    units = ["working minute", "working hour"]
    return Support(units, ["within"], [Reckoning()], False, calendars, ["naive"])


PLAIN = offices(ONE_SPAN + BREAKS + THREE_SPANS)
NIGHT, NIGHT_WITH_DAYS_OFF = offices(OVERNIGHT, days_off=0), offices(OVERNIGHT)
AFTER_A_NIGHT = "convention: opening time, a day off cuts the hours after its midnight, not those that begin on it"
CLAIMS = [
    Due("add_work_duration: daytime", added, "", hours(PLAIN)),
    Due("add_work_duration: over midnight, no days off", added, "", hours(NIGHT)),
    Due("add_work_duration: over midnight, days off", added, AFTER_A_NIGHT, hours(NIGHT_WITH_DAYS_OFF)),
    Between("get_working_duration: daytime", between, "", PLAIN),
    Between("get_working_duration, compiled: daytime", between_compiled, "", PLAIN),
    Between("get_working_duration: over midnight, no days off", between, "", NIGHT),
    Between("get_working_duration: over midnight, days off", between, AFTER_A_NIGHT, NIGHT_WITH_DAYS_OFF),
    IsOpen("can_work: daytime", is_open, "", PLAIN),
    IsOpen("can_work: over midnight, no days off", is_open, "", NIGHT),
]
