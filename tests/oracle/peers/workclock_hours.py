"""workclock: opening time added, taken back and measured, with breaks, over midnight, in any zone; days off."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import workclock
from hypothesis import strategies as st
from tests.oracle.peers.claims import Between, Due, IsOpen
from tests.oracle.peers.offices import (
    ALL_DAY,
    AT_THE_CHANGE,
    BREAKS,
    CHANGING,
    KUALA_LUMPUR,
    ONE_SPAN,
    OVERNIGHT,
    THREE_SPANS,
    breaks,
    days_off,
    offices,
    spans,
    weekdays,
)

from charterclock import Calendar, Duration, Reckoning
from charterclock.oracle import Support, Unsupported

PEER = "workclock"
DOCS = "https://github.com/Karthik-beta/workclock#readme, help(workclock.Schedule)"


@lru_cache(maxsize=256)
def office(calendar: Calendar) -> workclock.Schedule:
    """A day's hours with its breaks taken out of them, as its quick start does."""
    found, days = spans(calendar), weekdays(calendar)
    rules: list[Any] = [workclock.WorkDay(found[0][0], found[-1][1], days)]
    rules += [workclock.Break(begins, ends, days) for begins, ends in breaks(calendar)]
    return workclock.Schedule([*rules, workclock.Holidays(days_off(calendar))], time_zone=calendar.zone)


def added(start: datetime, duration: Duration, calendar: Calendar, reckoning: Any, bound: str, pauses: Any) -> datetime:
    them, amount = office(calendar), timedelta(microseconds=duration.microseconds)
    return them.sub(start, amount) if bound == "before" else them.add(start, amount)


def between(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    return office(calendar).between(begin, end)


def unskipped(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    zone, days = ZoneInfo(calendar.zone), (end - begin).days + 4
    offsets = [(begin + timedelta(days=n - 2)).astimezone(zone).utcoffset() for n in range(days)]
    if any(one < two for one, two in pairwise(offsets) if one is not None and two is not None):
        raise Unsupported("a clock time is skipped")
    return between(begin, end, calendar)


def is_open(moment: datetime, calendar: Calendar) -> bool:
    begins, ends = office(calendar).next_period(moment)
    return begins <= moment < ends


def hours(calendars: st.SearchStrategy[Calendar]) -> Support:
    units = ["working minute", "working hour"]
    return Support(units, ["within", "before"], [Reckoning()], False, calendars, ["aware"])


DAY, ZONES = ONE_SPAN + BREAKS + THREE_SPANS, KUALA_LUMPUR + CHANGING
PLAIN = offices(DAY, ZONES)
NIGHT, NIGHT_WITH_DAYS_OFF = offices(OVERNIGHT + ALL_DAY, ZONES, days_off=0), offices(OVERNIGHT, ZONES)
CHANGE = offices(AT_THE_CHANGE, CHANGING)
AFTER_A_NIGHT = "convention: opening time, a day off cuts the hours after its midnight, not those that begin on it"
IN_THE_GAP = "convention: words, a clock time that is skipped is read as much later as the gap is long"
CLAIMS = [
    Due("add, sub: daytime, four zones", added, "", hours(PLAIN)),
    Due("add, sub: over midnight and all day, no days off", added, "", hours(NIGHT)),
    Due("add, sub: over midnight, days off", added, AFTER_A_NIGHT, hours(NIGHT_WITH_DAYS_OFF)),
    Due("add, sub: hours at the change of the clocks", added, IN_THE_GAP, hours(CHANGE)),
    Between("between: daytime, four zones", between, "", PLAIN),
    Between("between: over midnight and all day, no days off", between, "", NIGHT),
    Between("between: over midnight, days off", between, AFTER_A_NIGHT, NIGHT_WITH_DAYS_OFF),
    Between("between: hours at the change of the clocks", between, IN_THE_GAP, CHANGE),
    Between("between: hours at the change of the clocks, where none is skipped", unskipped, "", CHANGE),
    IsOpen("next_period begins now: daytime, four zones", is_open, "", PLAIN),
]
