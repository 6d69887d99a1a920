"""businesstimedelta: opening time added, taken back and measured, with breaks, over midnight, in any zone; days off."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import businesstimedelta
import pytz
from hypothesis import strategies as st
from tests.oracle.peers.claims import SECOND, Between, Due
from tests.oracle.peers.offices import (
    BREAKS,
    CHANGING,
    KUALA_LUMPUR,
    ONE_SPAN,
    OVERNIGHT,
    THREE_SPANS,
    breaks,
    days_off,
    in_utc,
    offices,
    spans,
    weekdays,
)

from charterclock import Calendar, Duration, Reckoning
from charterclock.oracle import Support, Unsupported

PEER = "businesstimedelta"
DOCS = "https://pypi.org/project/businesstimedelta/"

#: it fails where no day off lies within five years; these are on dates that no case reaches
FAR = [date(2018, 12, 25), date(2023, 2, 1), date(2027, 12, 25)]


@lru_cache(maxsize=256)
def office(calendar: Calendar, far: bool = True) -> Any:
    zone, days, found = pytz.timezone(calendar.zone), weekdays(calendar), spans(calendar)
    rules: list[Any] = [businesstimedelta.WorkDayRule(found[0][0], found[-1][1], days, tz=zone)]
    rules += [businesstimedelta.LunchTimeRule(begins, ends, days, tz=zone) for begins, ends in breaks(calendar)]
    off = days_off(calendar) + (FAR if far else [])
    rules += [businesstimedelta.HolidayRule(off, tz=zone)] if off else []
    return businesstimedelta.Rules(rules)


def moved(start: datetime, duration: Duration, calendar: Calendar, bound: str, far: bool = True) -> datetime:
    them = office(calendar, far)
    amount = businesstimedelta.BusinessTimeDelta(them, timedelta=timedelta(microseconds=duration.microseconds))
    found: datetime = start - amount if bound == "before" else start + amount
    return in_utc(found, calendar)


def added(start: datetime, duration: Duration, calendar: Calendar, reckoning: Any, bound: str, pauses: Any) -> datetime:
    if duration.amount == 0:
        raise Unsupported("no time at all")
    return moved(start, duration, calendar, bound)


def from_nothing(
    start: datetime, duration: Duration, calendar: Calendar, reckoning: Any, bound: str, pauses: Any
) -> datetime:
    return moved(start, duration, calendar, bound)


def as_given(
    start: datetime, duration: Duration, calendar: Calendar, reckoning: Any, bound: str, pauses: Any
) -> datetime:
    if duration.amount == 0:
        raise Unsupported("no time at all")
    return moved(start, duration, calendar, bound, far=False)


def difference(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    found: timedelta = office(calendar).difference(begin, end).timedelta
    return found


def hours(*bounds: str, calendars: st.SearchStrategy[Calendar]) -> Support:
    return Support(["working minute", "working hour"], bounds, [Reckoning()], False, calendars, ["aware"])


ONE, SEVERAL, NIGHT = offices(ONE_SPAN), offices(BREAKS + THREE_SPANS), offices(OVERNIGHT, days_off=0)
ZONES = offices(ONE_SPAN + BREAKS, KUALA_LUMPUR + CHANGING)
AFTER_MIDNIGHT = "wrong: after midnight the night before is not seen"
CLAIMS = [
    Due("datetime + BusinessTimeDelta", added, "", hours("within", calendars=ONE), slow=4),
    Due(
        "datetime + BusinessTimeDelta, also of no time", from_nothing,
        "convention: rule 2, no time at all is due at the next opening", hours("within", calendars=ONE), slow=4,
    ),
    Due(
        "datetime + BusinessTimeDelta, the days off as they are", as_given,
        "wrong: TypeError where no day off lies ahead within five years", hours("within", calendars=ONE), slow=4,
    ),
    Due("datetime + BusinessTimeDelta, with breaks", added, "", hours("within", calendars=SEVERAL), slow=4),
    Due(
        "datetime + BusinessTimeDelta, over midnight", added, AFTER_MIDNIGHT, hours("within", calendars=NIGHT), slow=4
    ),
    Due("datetime + BusinessTimeDelta, four zones", added, "", hours("within", calendars=ZONES), slow=4),
    Due("datetime - BusinessTimeDelta", added, "", hours("before", calendars=ONE), slow=4),
    Due("datetime - BusinessTimeDelta, no days off", added, "", hours("before", calendars=offices(days_off=0)), slow=4),
    Due("datetime - BusinessTimeDelta, with breaks", added, "", hours("before", calendars=SEVERAL), slow=4),
    Between("difference", difference, "", ONE, SECOND),
    Between("difference, with breaks", difference, "", SEVERAL, SECOND),
    Between("difference, over midnight", difference, AFTER_MIDNIGHT, NIGHT, SECOND),
    Between("difference, four zones", difference, "", ZONES, SECOND),
    Between("difference, of microseconds", difference, "convention: it counts whole seconds", ONE),
]  # fmt: skip
