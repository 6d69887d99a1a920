"""The engine and the slow reference give the same answer, or refuse for the same reason.

``CHARTERCLOCK_DEEP=1`` looks at ten times as many calendars, and makes a failing example as small as it can.
"""

from __future__ import annotations

import os
from datetime import UTC
from itertools import product

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.clock.due import make_due, start_instant
from charterclock.clock.rule import Rule
from charterclock.durations import Annual
from charterclock.oracle import reference
from charterclock.oracle import strategies as ours

DEEP = os.environ.get("CHARTERCLOCK_DEEP") == "1"
OUTSIDE = cc.OutsideCalendarError
TIMES = ("clock second", "clock minute", "clock hour", "working minute", "working hour")
DAYS = ("working day", "working week", "statutory day", "next working day")
DATES = ("calendar day", "calendar week", "calendar month", "calendar quarter", "calendar year", "working month")
UNITS = pytest.mark.parametrize("units", [TIMES, DAYS, DATES], ids=["times", "days", "dates"])


def examples(n):
    return settings(
        max_examples=n * 10 if DEEP else n,
        deadline=None,
        phases=list(Phase) if DEEP else [Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def utc(moment):
    """In UTC, where equal means the same instant even in a repeated hour."""
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
        found = reference.answer(case.start, case.duration, calendar, case.reckoning, case.bound, case.pauses, case.at)
    except cc.CharterclockError as error:
        return type(error)
    return utc(found.at), utc(found.reached_at), utc(found.received)


def describe(case, calendar, got, wanted):
    keys = ("zone", "weeks", "holidays", "seasons", "special", "weekly_holiday", "joint_leave", "covers")
    shown = "\n".join(f"    {key}={getattr(calendar, key)!r}," for key in keys)
    return f"{case}\nengine    {got}\nreference {wanted}\nCalendar(\n{shown}\n)"


@st.composite
def calendars_with_cases(draw, units, bounds=ours.BOUNDS, with_pauses=False):
    """A calendar, and every start with its pauses under every rule: some fifty cases."""
    calendar = draw(ours.calendars())
    starts = draw(st.lists(ours.cases(calendar, units, bounds, with_pauses), min_size=6, max_size=12))
    rules = draw(st.lists(ours.cases(calendar, units, bounds, False), min_size=4, max_size=6))
    return calendar, [
        ours.Case(start.start, rule.duration, rule.reckoning, rule.bound, start.pauses, start.at)
        for start, rule in product(starts, rules)
    ]


@pytest.mark.parametrize("with_pauses", [False, True], ids=["plain", "paused"])
@UNITS
def test_answers_are_the_same(units, with_pauses):
    @examples(35)
    @given(calendars_with_cases(units, with_pauses=with_pauses))
    def run(found):
        calendar, cases = found
        for case in cases:
            got, wanted = engine(case, calendar), slow(case, calendar)
            if got is OUTSIDE and wanted is not OUTSIDE:
                continue  # the next test's business
            assert got == wanted, describe(case, calendar, got, wanted)

    run()


@UNITS
def test_no_more_dates_are_needed_than_the_answer_depends_on(units):
    """Dates that a calendar knows: an error only where the answer depends on one that it does not."""

    @examples(35)
    @given(calendars_with_cases(units))
    def run(found):
        calendar, cases = found
        for case in cases:
            got, wanted = engine(case, calendar), slow(case, calendar)
            assert (got is OUTSIDE) == (wanted is OUTSIDE), describe(case, calendar, got, wanted)

    run()


@examples(40)
@given(st.data())
def test_a_date_of_each_year(data):
    """Rule 11."""
    calendar = data.draw(ours.calendars())
    for start in data.draw(st.lists(ours.starts(calendar), min_size=5, max_size=15)):
        annual = Annual(data.draw(st.integers(1, 12)), data.draw(st.integers(1, 28)))
        reckoning = data.draw(ours.reckonings())
        try:
            wanted = utc(reference.due_by(start, annual.month, annual.day, calendar, reckoning))
        except cc.CharterclockError as error:
            wanted = type(error)
        try:
            rule = Rule.of(annual, reckoning)
            got = utc(make_due(rule, annual, calendar, start_instant(rule, calendar, start), []).at)
        except cc.CharterclockError as error:
            got = type(error)
        if got is OUTSIDE and wanted is not OUTSIDE:
            continue
        assert got == wanted, describe((start, annual, reckoning), calendar, got, wanted)


@examples(40)
@given(calendars_with_cases(TIMES + DAYS + DATES, with_pauses=True))
def test_pauses_that_are_cut_into_pieces_are_the_same_pauses(found):
    """Rule 6: overlapping or touching ones are one, in any order."""
    calendar, cases = found
    for case in cases:
        if not case.pauses or any(resumed is None for _, resumed in case.pauses):
            continue
        halves = [(paused, paused + (resumed - paused) // 2, resumed) for paused, resumed in case.pauses]
        pieces = [(middle, resumed) for _, middle, resumed in halves]
        pieces += [(paused, middle + (resumed - middle) // 3) for paused, middle, resumed in halves]
        cut = ours.Case(case.start, case.duration, case.reckoning, case.bound, tuple(pieces), case.at)
        assert engine(cut, calendar) == engine(case, calendar)
        assert slow(cut, calendar) == slow(case, calendar)
