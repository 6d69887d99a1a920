"""The engine, its columns and the slow reference give the same answer, or refuse for the same reason.

Every calendar is asked about many starts under many rules. ``CHARTERCLOCK_DEEP=1`` compares some 100,000 cases, and
``CHARTERCLOCK_SEED`` draws others. ``python tests/oracle/test_engine_equals_reference.py`` prints how many calendars
and cases were compared, how many of them were refused, and how many draws Hypothesis threw away.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, product
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest
from hypothesis import strategies as st

import charterclock as cc
from charterclock import frames
from charterclock.calendars.dump import calendar_keys
from charterclock.calendars.moments import instant_of
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone import as_datetime
from charterclock.clock.course import Extension
from charterclock.clock.due import compute, make_due, start_instant
from charterclock.clock.rule import Rule
from charterclock.durations import Annual
from charterclock.oracle import Support, reference
from charterclock.oracle import strategies as ours
from charterclock.oracle.laws.running import World, drawn_from
from charterclock.oracle.simplify import simplified
from charterclock.oracle.verdicts import verdict
from charterclock.record.courses import follow_all
from charterclock.record.events import NO_DATE, Events

DEEP = os.environ.get("CHARTERCLOCK_DEEP") == "1"
SEED = int(os.environ.get("CHARTERCLOCK_SEED", "0"))
#: cases compared by each of the tests below, of which there are six
CASES = 17_000 if DEEP else 2_000
TIMES = ("clock second", "clock minute", "clock hour", "working minute", "working hour")
DAYS = ("working day", "working week", "statutory day", "next working day")
DATES = ("calendar day", "calendar week", "calendar month", "calendar quarter", "calendar year", "working month")
UNITS = {"times": TIMES, "days": DAYS, "dates": DATES}
#: an answer: the instant in UTC, of a floor beside it, when it was received; or what kind of refusal it is
Answer = Any


def utc(moment: datetime | None) -> datetime | None:
    """In UTC, where equal means the same instant even in a repeated hour."""
    return None if moment is None else moment.astimezone(UTC)


def engine(case: ours.Case, calendar: cc.Calendar) -> Answer:
    try:
        due = cc.due(
            case.start, case.duration, calendar, case.reckoning, bound=case.bound, pauses=case.pauses, at=case.at
        )
    except cc.CharterclockError as error:
        return type(error)
    assert due.date == due.instant.date()
    return utc(due.at), utc(due.reached_at), utc(due.received)


def slow(case: ours.Case, calendar: cc.Calendar) -> Answer:
    try:
        found = reference.answer(case.start, case.duration, calendar, case.reckoning, case.bound, case.pauses, case.at)
    except cc.CharterclockError as error:
        return type(error)
    return utc(found.at), utc(found.reached_at), utc(found.received)


# columns -------------------------------------------------------------------------------------------------------------


def column_of(starts: list[Any]) -> Any:
    """A column of starts that are written in one way: clock times, instants, or dates alone."""
    if not isinstance(starts[0], datetime):
        return np.array(starts, "M8[D]")
    return np.array(starts, "M8[us]") if starts[0].tzinfo is None else pl.Series(starts, dtype=pl.Datetime("us", "UTC"))


def as_told(answer: Answer, case: ours.Case, calendar: cc.Calendar) -> Any:
    """An answer as a column tells it: blank outside the calendar, a clock time or a date where the start is one."""
    if isinstance(answer, type):
        return None if answer is cc.OutsideCalendarError else answer
    instant = answer[0] or answer[1]
    if isinstance(case.start, datetime) and case.start.tzinfo is not None:
        return instant
    local = instant.astimezone(ZoneInfo(calendar.zone)).replace(tzinfo=None)
    return local if isinstance(case.start, datetime) else local.date()


def in_columns(cases: list[ours.Case], calendar: cc.Calendar, one_amount: bool) -> list[Any]:
    """What ``frames.due`` says of cases under one rule, whose starts are written in one way."""
    rule, starts = cases[0], column_of([case.start for case in cases])
    amount: Any = rule.duration.amount
    if not one_amount and amount == int(amount):
        amount = np.full(len(cases), int(amount))
    try:
        found = frames.due(
            calendar, starts, amount, rule.duration.unit, rule.reckoning, rule.bound, errors="null"
        )
    except cc.CharterclockError as error:
        return [type(error)] * len(cases)
    told = found.to_list() if isinstance(found, pl.Series) else found.tolist()
    return [None if moment is None else moment for moment in told]


def with_pauses(cases: list[ours.Case], calendar: cc.Calendar) -> list[Any]:
    """What the table of cases says of cases under one rule, all of whose pauses are over: instants in UTC."""
    try:
        rule = Rule.of(cases[0].duration, cases[0].reckoning, cases[0].bound)
        starts = np.array([start_instant(rule, calendar, case.start) for case in cases])
        stop = np.full(len(cases), NEVER)
        pauses = paused_events(cases, calendar)
        found = follow_all(calendar, rule, starts, pauses, NO_EVENTS, stop, None, cc.Meanings())
    except cc.CharterclockError as error:
        return [type(error)] * len(cases)
    return [None if due >= NEVER else as_datetime(due, "UTC") for due in found.due.tolist()]


def paused_events(cases: list[ours.Case], calendar: cc.Calendar) -> Events:
    """The pauses of cases, numbered by their places, as a table of cases has them."""
    pauses = sorted(
        (place, *(instant_of(moment, calendar.zone) for moment in pause))
        for place, case in enumerate(cases) for pause in case.pauses
    )  # fmt: skip
    of, begin, end = np.array(pauses, dtype=np.int64).reshape(-1, 3).T
    return Events(of, begin, end, np.zeros(len(of), dtype=np.int64), np.full(len(of), None, dtype=object))


LATER = datetime(2039, 1, 1, tzinfo=UTC)
NO_EVENTS = Events(*(np.empty(0, dtype=np.int64),) * 4, np.empty(0, dtype=object))


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
        over = [n for n, case in enumerate(cases) if case.at is None and all(r is not None for _, r in case.pauses)]
        plain = [n for n in over if not cases[n].pauses]
        for rows, ask in ((plain, lambda some: in_columns(some, calendar, bool(place % 2))),  # noqa: B023
                          (over, lambda some: with_pauses(some, calendar))):  # fmt: skip
            found = ask([cases[n] for n in rows]) if rows else []
            for n, told in zip(rows, found, strict=True):
                right = as_told(wanted[n], cases[n], calendar) if rows is plain else wanted[n]
                if rows is not plain and not isinstance(right, type):
                    right = right[0] or right[1]
                right = None if right is cc.OutsideCalendarError else right
                if told != right:
                    raise Difference(cases[n], calendar, f"column    {told}\nreference {right}")
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
            if got is not cc.OutsideCalendarError or wanted is cc.OutsideCalendarError:
                assert got == wanted, (start, annual, reckoning, calendar.covers)


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


@st.composite
def extended(draw: st.DrawFn) -> tuple[cc.Calendar, list[tuple[ours.Case, tuple[Any, ...]]]]:
    """A calendar, and cases under one rule with the extensions of each, without pauses."""
    calendar = draw(ours.calendars())
    rule = draw(ours.cases(calendar, bounds=("within", "under", "after", "before"), with_pauses=False))
    start, found = ours.starts(calendar), []
    for _ in range(8):
        begins = draw(start)
        found.append((replace(rule, start=begins), draw(ours.extensions(calendar, begins))))
    return calendar, found


def test_extended_dues_are_the_same() -> None:
    """Recovery: the first due and the one in force, of one case and in columns, when all has happened."""
    seen: Counter[str] = Counter()
    for calendar, asked in drawn_from(extended(), 1500 if DEEP else 150, SEED):
        courses = extended_in_columns(calendar, asked)
        for place, (case, longer) in enumerate(asked):
            try:
                wanted: Any = verdict(
                    case.start, case.duration, calendar, case.reckoning, case.bound, at=LATER, extensions=longer
                )
            except cc.CharterclockError as error:
                wanted = type(error)
            got = extended_alone(calendar, case, longer)
            if got in ("CC604", "CC309"):  # an extension must lengthen, and be counted: the reference does not look
                seen[got] += 1
                continue
            if isinstance(wanted, type) or isinstance(got, type):
                seen["refused"] += 1
                # with an extension the engine asks for all that days are counted by, also where none is counted
                stricter = got in (cc.CalendarError, cc.OutsideCalendarError) or wanted is cc.OutsideCalendarError
                assert got is wanted or stricter, (case, longer, got, wanted)
                continue
            seen["extended" if wanted.extended else "not extended"] += 1
            right = utc(wanted.due), utc(wanted.extended or wanted.due)
            assert got == right, (case, longer, calendar_keys(calendar))
            if courses is not None and courses.problem[place] is None:
                found = courses.first[place], courses.due[place]
                assert tuple(as_datetime(int(due), "UTC") for due in found) == right, (case, longer)
    assert seen["extended"] > 100


def extended_alone(calendar: cc.Calendar, case: ours.Case, longer: tuple[Any, ...]) -> Any:
    """The first due and the due in force of one case; or the code, or the kind, of a refusal."""
    try:
        rule = Rule.of(case.duration, case.reckoning, case.bound)
        start = start_instant(rule, calendar, case.start)
        told = [
            Extension(
                instant_of(notice, calendar.zone),
                until_day=new.toordinal() if type(new) is date else None,
                until=instant_of(new, calendar.zone) if isinstance(new, datetime) else None,
                by=new if isinstance(new, cc.Duration) else None,
            )
            for notice, new in longer
        ]
        course = compute(rule, calendar, start, [], told)
        return as_datetime(course.first, "UTC"), as_datetime(course.due, "UTC")
    except cc.CharterclockError as error:
        return error.code if error.code in ("CC604", "CC309") else type(error)


def extended_in_columns(calendar: cc.Calendar, asked: list[tuple[ours.Case, tuple[Any, ...]]]) -> Any:
    """The courses of cases in columns; ``None`` where their rule is refused."""
    try:
        rule = Rule.of(asked[0][0].duration, asked[0][0].reckoning, asked[0][0].bound)
        if rule.needs_clock_time and any(not isinstance(case.start, datetime) for case, _ in asked):
            return None
        starts = np.array([start_instant(rule, calendar, case.start) for case, _ in asked])
        notices = [(place, instant_of(notice, calendar.zone), new) for place, (_, longer) in enumerate(asked)
                   for notice, new in longer]  # fmt: skip
        of, begin = (np.array([row[n] for row in notices], dtype=np.int64) for n in (0, 1))
        end = [instant_of(new, calendar.zone) if isinstance(new, datetime) else NEVER for _, _, new in notices]
        day = [new.toordinal() if type(new) is date else NO_DATE for _, _, new in notices]
        by = np.array([str(new) if isinstance(new, cc.Duration) else None for _, _, new in notices], dtype=object)
        told = Events(of, begin, np.array(end, dtype=np.int64), np.array(day, dtype=np.int64), by)
        stop = np.full(len(asked), NEVER)
        return follow_all(calendar, rule, starts, NO_EVENTS, told, stop, None, cc.Meanings())
    except cc.CharterclockError:
        return None


def test_a_difference_is_told_with_the_plainest_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail, in each of its three parts, and then shows one plain case."""
    a_day = timedelta(days=1)
    due, column, courses = cc.due, frames.due, follow_all
    monkeypatch.setattr(cc, "due", lambda *a, **k: due(a[0] + a_day, *a[1:], **k) if a[1].amount == 2 else due(*a, **k))
    with pytest.raises(Difference, match=r"(?s)Case.*engine.*reference.*Calendar") as raised:
        compared(DAYS, False, 1000)
    assert raised.value.case == ours.Case(raised.value.case.start, cc.Duration(2, "working day"))
    monkeypatch.undo()
    monkeypatch.setattr(frames, "due", lambda *a, **k: column(a[0], a[1], a[2], "calendar day", *a[4:], **k))
    with pytest.raises(Difference, match="column"):
        compared(DAYS, False, 1000)
    monkeypatch.undo()
    monkeypatch.setitem(globals(), "follow_all", lambda *a: courses(*a[:3], NO_EVENTS, *a[4:]))
    with pytest.raises(Difference, match="column") as raised:
        compared(TIMES, True, 1000)
    assert len(raised.value.case.pauses) == 1


if __name__ == "__main__":
    total = sum((compared(units, paused, CASES) for units in UNITS.values() for paused in (False, True)), Counter())
    print(dict(total))
