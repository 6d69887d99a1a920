"""The engine and the slow reference give the same answer, or refuse for the same reason."""

from __future__ import annotations

import os
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.oracle import reference
from charterclock.oracle import strategies as ours

DEEP = os.environ.get("CHARTERCLOCK_DEEP") == "1"
TIMES = ("clock second", "clock minute", "clock hour", "working minute", "working hour")
DAYS = ("working day", "working week", "statutory day", "next working day")
DATES = ("calendar day", "calendar week", "calendar month", "calendar quarter", "calendar year", "working month")


def examples(n):
    return settings(
        max_examples=n * 10 if DEEP else n,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def utc(moment):
    return None if moment is None else moment.astimezone(UTC)


def engine(case, calendar):
    try:
        due = cc.due(
            case.start, case.duration, calendar, case.reckoning, bound=case.bound, pauses=case.pauses, at=case.at
        )
    except cc.CharterclockError as error:
        return type(error)
    assert due.date == (due.at or due.reached_at).date()
    return utc(due.at), utc(due.reached_at), utc(due.received)


def slow(case, calendar):
    try:
        found = reference.answer(
            case.start, case.duration, calendar, case.reckoning, case.bound, case.pauses, case.at
        )
    except cc.CharterclockError as error:
        return type(error)
    return utc(found.at), utc(found.reached_at), utc(found.received)


@st.composite
def calendar_with_cases(draw, units, with_pauses):
    calendar = draw(ours.calendars())
    cases = st.lists(ours.cases(calendar, units, with_pauses=with_pauses), min_size=10, max_size=20)
    return calendar, draw(cases)


def describe(calendar):
    keys = ("zone", "weeks", "holidays", "seasons", "special", "weekly_holiday", "joint_leave", "covers")
    return "\n".join(f"    {key}={getattr(calendar, key)!r}," for key in keys)


def check(calendar, cases):
    for case in cases:
        got, wanted = engine(case, calendar), slow(case, calendar)
        assert got == wanted, f"{case}\nengine    {got}\nreference {wanted}\n{describe(calendar)}"


@pytest.mark.parametrize("with_pauses", [False, True], ids=["plain", "paused"])
@pytest.mark.parametrize("units", [TIMES, DAYS, DATES], ids=["times", "days", "dates"])
def test_engine_equals_reference(units, with_pauses):
    @examples(35)
    @given(calendar_with_cases(units, with_pauses))
    def run(found):
        check(*found)

    run()
