"""Recovery: the engine, its columns and the slow reference give the same extended due."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from asked import DEEP, SEED, utc
from hypothesis import strategies as st

import charterclock as cc
from charterclock.calendars.dump import calendar_keys
from charterclock.calendars.moments import instant_of
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone import as_datetime
from charterclock.clock.course import Extension
from charterclock.clock.due import compute, start_instant
from charterclock.clock.rule import Rule
from charterclock.oracle import strategies as ours
from charterclock.oracle.laws.running import drawn_from
from charterclock.oracle.verdicts import verdict
from charterclock.record.courses import follow_all
from charterclock.record.events import NO_DATE, Events

LATER = datetime(2039, 1, 1, tzinfo=UTC)


@st.composite
def extended(draw: st.DrawFn) -> tuple[cc.Calendar, list[tuple[ours.Case, tuple[Any, ...]]]]:
    """A calendar, and cases under one rule with the pauses and extensions of each."""
    calendar = draw(ours.calendars())
    rule = draw(ours.cases(calendar, bounds=("within", "under", "after", "before"), with_pauses=False))
    start, found = ours.starts(calendar), []
    for _ in range(8):
        begins = draw(start)
        held = draw(ours.pauses(calendar, begins)) if draw(st.booleans()) else ()
        ended = tuple((paused, resumed or paused + timedelta(days=3)) for paused, resumed in held)
        found.append((replace(rule, start=begins, pauses=ended), draw(ours.extensions(calendar, begins))))
    return calendar, found


def test_extended_dues_are_the_same() -> None:
    """Recovery: the first due and the one in force, of one case and in columns, when all has happened."""
    seen: Counter[str] = Counter()
    for calendar, asked in drawn_from(extended(), 1500 if DEEP else 150, SEED):
        courses = extended_in_columns(calendar, asked)
        for place, (case, longer) in enumerate(asked):
            try:
                wanted: Any = verdict(
                    case.start, case.duration, calendar, case.reckoning, case.bound,
                    at=LATER, pauses=case.pauses, extensions=longer,
                )  # fmt: skip
            except cc.CharterclockError as error:
                wanted = "CC604" if error.code == "CC604" else type(error)
            got = extended_alone(calendar, case, longer)
            if got == "CC604":
                seen[got] += 1
                assert wanted in (got, cc.OutsideCalendarError), (case, longer, wanted)
                continue
            if got == "CC309":
                continue
            assert wanted != "CC604" or isinstance(got, type), (case, longer, got)
            if isinstance(wanted, str | type) or isinstance(got, type):
                seen["refused"] += 1
                # with an extension the engine asks for all that days are counted by, also where none is counted
                stricter = got in (cc.CalendarError, cc.OutsideCalendarError) or wanted is cc.OutsideCalendarError
                assert got is wanted or stricter, (case, longer, got, wanted)
                continue
            seen["extended" if wanted.extended else "not extended"] += 1
            seen["paused"] += bool(wanted.extended and case.pauses)
            right = utc(wanted.due), utc(wanted.extended or wanted.due)
            assert got == right, (case, longer, calendar_keys(calendar))
            if courses is not None and courses.problem[place] is None:
                found = courses.first[place], courses.due[place]
                assert tuple(as_datetime(int(due), "UTC") for due in found) == right, (case, longer)
    assert seen["extended"] > 100
    assert seen["paused"] > 20


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
        course = compute(rule, calendar, start, spans(case, calendar), told)
        return as_datetime(course.first, "UTC"), as_datetime(course.due, "UTC")
    except cc.CharterclockError as error:
        return error.code if error.code in ("CC604", "CC309") else type(error)


def spans(case: ours.Case, calendar: cc.Calendar) -> list[tuple[int, int]]:
    return [(instant_of(paused, calendar.zone), instant_of(resumed, calendar.zone)) for paused, resumed in case.pauses]


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
        held = np.array(
            [(place, *span) for place, (case, _) in enumerate(asked) for span in spans(case, calendar)], dtype=np.int64
        ).reshape(-1, 3)
        none = np.full(len(held), NO_DATE), np.full(len(held), None)
        paused = Events(held[:, 0], held[:, 1], held[:, 2], *none)
        return follow_all(calendar, rule, starts, paused, told, stop, None, cc.Meanings())
    except cc.CharterclockError:
        return None
