"""timeboard: boards of days, of which the labels say whether they are on duty; steps and counts between two dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import timeboard as tb
from tests.oracle.peers.claims import ROLLS, Count, Due, IsWorking, counting, days, rolling
from tests.oracle.peers.offices import ALL_DAY, days_off, offices, weekmask

from charterclock import Calendar, Reckoning
from charterclock.oracle import Unsupported

PEER = "timeboard"
DOCS = "https://timeboard.readthedocs.io, help(timeboard.Workshift.rollforward)"


@lru_cache(maxsize=64)
def office(calendar: Calendar) -> Any:
    assert calendar.covers is not None
    week = tb.Organizer(marker="W", structure=[[int(opens) for opens in weekmask(calendar)]])
    off = {day.isoformat(): 0 for day in days_off(calendar)}
    return tb.Timeboard("D", *map(str, calendar.covers), layout=week, amendments=off)


def away(start: date, n: int, calendar: Calendar) -> date:
    """Of a closed start the step zero is the on-duty day before it (after it, counting back)."""
    shift = office(calendar)(start.isoformat())
    try:
        shift.rollback(), shift.rollforward()
    except tb.OutOfBoundsError:
        raise Unsupported("closed before the first or after the last working day: it cannot be rolled away") from None
    found: date = (shift.rollback(-n) if n > 0 else shift.rollforward(n)).to_timestamp().date()
    return found


def plus(start: date, n: int, calendar: Calendar) -> date:
    found: date = (office(calendar)(start.isoformat()) + n).to_timestamp().date()
    return found


def rolled(start: date, roll: str, calendar: Calendar) -> date:
    shift = office(calendar)(start.isoformat())
    found: date = (shift.rollforward() if roll == "following" else shift.rollback()).to_timestamp().date()
    return found


def count(a: date, b: date, calendar: Calendar) -> int:
    found: int = office(calendar)((a.isoformat(), b.isoformat())).count()
    return found - int(office(calendar)(a.isoformat()).is_on_duty())


BOUNDED = offices(covers=True)
CLAIMS = [
    Due(
        "rollback(-n), rollforward(-n): rolled away from where it counts to", counting(away), "",
        days(BOUNDED, ("within", "before")),
    ),
    Due(
        "workshift + n", counting(plus), "convention: rule 1, a closed start counts from the next working day",
        days(BOUNDED),
    ),
    Due(
        "workshift + n, as `receipt: next_opening`", counting(plus), "",
        days(offices(ALL_DAY, covers=True), reckoning=Reckoning(receipt="next_opening"), start="naive"),
    ),
    Due("rollforward(), rollback()", rolling(rolled), "", replace(ROLLS, calendars=BOUNDED)),
    Count("interval.count(), less the first date", count, "", BOUNDED),
    IsWorking("is_on_duty", lambda a, calendar: office(calendar)(a.isoformat()).is_on_duty(), "", BOUNDED),
]  # fmt: skip
