"""better-calendar: working days, rolls, counts, tenors; a week and days off between two bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import better_calendar
from tests.oracle.peers.claims import ROLLS, Count, Due, IsWorking, counting, days, rolling
from tests.oracle.peers.offices import ALL_DAY, days_off, offices, weekmask

from charterclock import Calendar, Duration, Reckoning
from charterclock.oracle import Support, Unsupported

PEER = "better-calendar"
DOCS = "https://github.com/Caymaar/better-calendar/blob/main/docs/reference.md"

_UNITS = {"calendar week": "W", "calendar month": "M", "calendar year": "Y"}


@lru_cache(maxsize=256)
def office(calendar: Calendar) -> better_calendar.Calendar:
    mask = "".join("01"[opens] for opens in weekmask(calendar))
    assert calendar.covers is not None
    return better_calendar.Calendar("office", days_off(calendar), mask, calendar.covers)


def away(start: date, n: int, calendar: Calendar) -> date:
    them = office(calendar)
    if not them.sessions()[0].date() <= start <= them.sessions()[-1].date():
        raise Unsupported("closed before the first or after the last working day: it cannot be rolled away")
    found: date = them.offset(start, n, roll="P" if n > 0 else "F")
    return found


def towards(start: date, n: int, calendar: Calendar) -> date:
    found: date = office(calendar).offset(start, n)
    return found


def rolled(start: date, roll: str, calendar: Calendar) -> date:
    found: date = office(calendar).adjust(start, "F" if roll == "following" else "P")
    return found


def tenor(start: date, duration: Duration, calendar: Calendar, reckoning: Reckoning, bound: str, pauses: Any) -> date:
    roll = "F" if reckoning.roll == "following" else "P"
    if duration.amount != int(duration.amount):
        raise Unsupported("a tenor has no fractions")
    found: date = office(calendar).add_tenor(start, f"{duration.amount}{_UNITS[duration.unit]}", roll=roll)
    if found < start:
        raise Unsupported("rule 5: a due is never before its receipt")
    return found


BOUNDED = offices(covers=True)
CLAIMS = [
    Due("offset, rolled away from where it counts to", counting(away), "", days(BOUNDED, ("within", "before"))),
    Due(
        "offset", counting(towards), "convention: rule 1, a closed start counts from the next working day",
        days(BOUNDED),
    ),
    Due(
        "offset, as `receipt: next_opening`", counting(towards), "",
        days(offices(ALL_DAY, covers=True), reckoning=Reckoning(receipt="next_opening"), start="naive"),
    ),
    Due("adjust, F and P", rolling(rolled), "", replace(ROLLS, calendars=BOUNDED)),
    Due(
        "add_tenor of W, M, Y with roll F, P", tenor, "",
        Support(list(_UNITS), ["within"], {"roll": ["following", "preceding"]}, False, BOUNDED, ["date"]),
    ),
    Count("count(closed='right')", lambda a, b, calendar: office(calendar).count(a, b, closed="right"), "", BOUNDED),
    IsWorking("is_bday", lambda a, calendar: office(calendar).is_bday(a), "", BOUNDED),
]  # fmt: skip
