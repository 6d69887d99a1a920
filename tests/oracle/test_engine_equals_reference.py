"""The engine, its columns and the slow reference give the same answer, or refuse for the same reason.

Every calendar is asked about many starts under many rules. ``CHARTERCLOCK_DEEP=1`` compares some 100,000 cases, and
``CHARTERCLOCK_SEED`` draws others. ``python tests/oracle/test_engine_equals_reference.py`` prints how many calendars
and cases were compared, how many of them were refused, and how many draws Hypothesis threw away.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, product
from typing import Any

import numpy as np
import pytest
from asked import DEEP, NO_EVENTS, SEED, Answer, as_told, engine, in_columns, slow, utc, with_pauses
from hypothesis import strategies as st

import charterclock as cc
from charterclock import frames
from charterclock.calendars.zone import as_datetime
from charterclock.clock.due import make_due, start_instant
from charterclock.clock.dues import plain_dues
from charterclock.clock.rule import Rule
from charterclock.durations import Annual
from charterclock.oracle import Support, reference
from charterclock.oracle import strategies as ours
from charterclock.oracle.laws.running import World, drawn_from
from charterclock.oracle.simplify import simplified
from charterclock.record import courses

#: cases compared by each of the tests below, of which there are six
CASES = 17_000 if DEEP else 2_000
TIMES = ("clock second", "clock minute", "clock hour", "working minute", "working hour")
DAYS = ("working day", "working week", "statutory day", "next working day")
DATES = ("calendar day", "calendar week", "calendar month", "calendar quarter", "calendar year", "working month")
UNITS = {"times": TIMES, "days": DAYS, "dates": DATES}


# the comparison ------------------------------------------------------------------------------------------------------


class Difference(Exception):
    """Two that do not agree on a case."""

    def __init__(self, case: ours.Case, calendar: cc.Calendar, found: str) -> None:
        self.case, self.calendar, self.found = case, calendar, found

    def __str__(self) -> str:
        keys = ("zone", "weeks", "holidays", "seasons", "special", "weekly_holiday", "joint_leave", "covers")
        shown = "\n".join(f"    {key}={getattr(self.calendar, key)!r}," for key in keys)
        return f"{self.case}\n{self.found}\nCalendar(\n{shown}\n)"


def written(case: ours.Case) -> tuple[bool, bool]:
    """In which of three ways a start is written."""
    return isinstance(case.start, datetime), getattr(case.start, "tzinfo", None) is None


def agree(cases: list[ours.Case], rows: list[int], found: list[Any], right: list[Any], calendar: cc.Calendar) -> None:
    for n, told, expected in zip(rows, found, right, strict=True):
        if told != expected:
            raise Difference(cases[n], calendar, f"column    {told}\nreference {expected}")


def compare(world: World) -> list[Answer]:
    """The answers for the cases of a calendar, on which all agree."""
    calendar, answers = world.calendar, []
    for place, (_, group) in enumerate(groupby(world.cases, lambda c: (c.duration, c.reckoning, c.bound, written(c)))):
        cases = list(group)
        wanted = [slow(case, calendar) for case in cases]
        for case, told in zip(cases, wanted, strict=True):
            got = engine(case, calendar)
            if got != told:
                raise Difference(case, calendar, f"engine    {got}\nreference {told}")
        dues = [told if isinstance(told, type) else told[0] or told[1] for told in wanted]
        plain = [n for n, case in enumerate(cases) if not case.pauses]
        over = [n for n, case in enumerate(cases) if case.at is None and all(r is not None for _, r in case.pauses)]
        still = [[n] for n, case in enumerate(cases) if case.at is not None]
        bare = [as_told(wanted[n], cases[n], calendar) for n in plain]
        agree(cases, plain, in_columns([cases[n] for n in plain], calendar, bool(place % 2)), bare, calendar)
        for rows in (over, *still):
            right = [None if dues[n] is cc.OutsideCalendarError else dues[n] for n in rows]
            agree(cases, rows, with_pauses([cases[n] for n in rows], calendar), right, calendar)
        answers += wanted
    return answers


@st.composite
def many(draw: st.DrawFn, units: tuple[str, ...], paused: bool) -> World:
    """A calendar, and every start with its pauses under every rule; those of one rule stand together."""
    calendar = draw(ours.calendars())
    held, rule = ours.cases(calendar, units, with_pauses=paused), ours.cases(calendar, units, with_pauses=False)
    starts = sorted((draw(held) for _ in range(draw(st.sampled_from([1, 10, 20])))), key=written)
    rules = [draw(rule) for _ in range(draw(st.sampled_from([1, 5, 10])))]
    asked = (replace(rule, start=s.start, pauses=s.pauses, at=s.at) for rule, s in product(rules, starts))
    return World(calendar, tuple(asked))


def compared(units: tuple[str, ...], paused: bool, least: int) -> Counter[str]:
    """Compares at least so many cases, and counts them.

    Raises:
        Difference: the plainest case on which two do not agree.
    """
    counts: Counter[str] = Counter()
    plain = None
    for world in drawn_from(many(units, paused), least, SEED):
        counts["thrown away"] += world == plain  # then the plainest is drawn instead
        plain = plain or world
        try:
            answers = compare(world)
        except Difference as difference:
            raise plainest(world, difference) from None
        counts.update(calendars=1, cases=len(answers), refused=sum(isinstance(found, type) for found in answers))
        if counts["cases"] >= least:
            break
    return counts


def plainest(world: World, last: Difference) -> Difference:
    """The plainest difference found near one."""

    def differs(other: World) -> bool:
        nonlocal last
        try:
            compare(other)
        except Difference as found:
            last = found
            return True
        return False

    simplified(World(world.calendar, (last.case,)), differs, Support())
    return last


@pytest.mark.parametrize("paused", [False, True], ids=["plain", "paused"])
@pytest.mark.parametrize("units", UNITS)
def test_answers_are_the_same(units: str, paused: bool) -> None:
    """Also where a case is refused: only where its answer depends on a date that the calendar does not know."""
    counts = compared(UNITS[units], paused, CASES)
    assert counts["cases"] >= CASES
    assert counts["refused"] < counts["cases"] / 2
    assert counts["thrown away"] <= counts["calendars"] / 50


def test_a_start_outside_the_calendar_stays_outside() -> None:
    """However long it is paused within the dates that are covered, and even if the time starts anew there."""
    office = cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-17:00"}, covers="2025")
    pause = (datetime(2025, 1, 13, 1, tzinfo=UTC), datetime(2025, 1, 14, 1, tzinfo=UTC))
    for paused in ("restart", "excluded"):
        for unit in ("working hour", "working day"):
            counted = cc.Reckoning(paused=paused)
            case = ours.Case(datetime(2024, 12, 30, 9), cc.Duration(1, unit), counted, pauses=(pause,))
            assert compare(World(office, (case,))) == [cc.OutsideCalendarError]


# other questions -----------------------------------------------------------------------------------------------------


@st.composite
def dates_of_a_year(draw: st.DrawFn) -> tuple[cc.Calendar, list[tuple[datetime | date, Annual, cc.Reckoning]]]:
    calendar = draw(ours.calendars())
    start, day = ours.starts(calendar), st.builds(Annual, st.integers(1, 12), st.integers(1, 28))
    return calendar, [(draw(start), draw(day), draw(ours.reckonings())) for _ in range(10)]


def test_a_date_of_each_year() -> None:
    """Rule 11."""
    for calendar, asked in drawn_from(dates_of_a_year(), 1000 if DEEP else 60, SEED):
        for start, annual, reckoning in asked:
            try:
                wanted: Any = utc(reference.due_by(start, annual.month, annual.day, calendar, reckoning))
            except cc.CharterclockError as error:
                wanted = type(error)
            try:
                rule = Rule.of(annual, reckoning)
                got: Any = utc(make_due(rule, annual, calendar, start_instant(rule, calendar, start), []).at)
            except cc.CharterclockError as error:
                got = type(error)
            if got is cc.OutsideCalendarError and wanted is not cc.OutsideCalendarError:
                continue
            assert got == wanted, (start, annual, reckoning, calendar.covers)
            if not isinstance(wanted, type):
                _, column = plain_dues(calendar, rule, np.array([start_instant(rule, calendar, start)]))
                assert as_datetime(int(column[0]), "UTC") == wanted, (start, annual, reckoning, calendar.covers)


def test_pauses_that_are_cut_into_pieces_are_the_same_pauses() -> None:
    """Rule 6: overlapping or touching ones are one, in any order."""
    seen = 0
    for world in drawn_from(many(TIMES + DAYS + DATES, True), 400 if DEEP else 20, SEED):
        for case in world.cases:
            if not case.pauses or any(resumed is None for _, resumed in case.pauses):
                continue
            halves = [(paused, paused + (resumed - paused) // 2, resumed) for paused, resumed in case.pauses if resumed]
            pieces = [(middle, resumed) for _, middle, resumed in halves]
            pieces += [(paused, middle + (resumed - middle) // 3) for paused, middle, resumed in halves]
            cut = replace(case, pauses=tuple(pieces))
            assert engine(cut, world.calendar) == engine(case, world.calendar)
            assert slow(cut, world.calendar) == slow(case, world.calendar)
            seen += 1
    assert seen > 100


def test_a_difference_is_told_with_the_plainest_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail, in each of its three parts, and then shows one plain case."""
    a_day = timedelta(days=1)
    due, column, follow_all = cc.due, frames.due, courses.follow_all
    monkeypatch.setattr(cc, "due", lambda *a, **k: due(a[0] + a_day, *a[1:], **k) if a[1].amount == 2 else due(*a, **k))
    with pytest.raises(Difference, match=r"(?s)Case.*engine.*reference.*Calendar") as raised:
        compared(DAYS, False, 1000)
    assert raised.value.case == ours.Case(raised.value.case.start, cc.Duration(2, "working day"))
    monkeypatch.undo()
    monkeypatch.setattr(frames, "due", lambda *a, **k: column(a[0], a[1], a[2], "calendar day", *a[4:], **k))
    with pytest.raises(Difference, match="column"):
        compared(DAYS, False, 1000)
    monkeypatch.undo()
    monkeypatch.setattr(courses, "follow_all", lambda *a: follow_all(*a[:3], NO_EVENTS, *a[4:]))
    with pytest.raises(Difference, match="column") as raised:
        compared(TIMES, True, 1000)
    assert len(raised.value.case.pauses) == 1


if __name__ == "__main__":
    total = sum((compared(units, paused, CASES) for units in UNITS.values() for paused in (False, True)), Counter())
    print(dict(total))
