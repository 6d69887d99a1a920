"""The three that are asked about a case: the engine, its columns, and the slow reference."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

import charterclock as cc
from charterclock import frames
from charterclock.calendars.moments import instant_of
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone import as_datetime
from charterclock.clock.due import start_instant
from charterclock.clock.rule import Rule
from charterclock.oracle import reference
from charterclock.oracle import strategies as ours
from charterclock.record import courses
from charterclock.record.events import Events

DEEP = os.environ.get("CHARTERCLOCK_DEEP") == "1"
SEED = int(os.environ.get("CHARTERCLOCK_SEED", "0"))
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
    if not cases:
        return []
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
    """What the table of cases says of cases under one rule, as they stand at one instant: dues in UTC."""
    if not cases:
        return []
    try:
        rule = Rule.of(cases[0].duration, cases[0].reckoning, cases[0].bound)
        starts = np.array([start_instant(rule, calendar, case.start) for case in cases])
        stop = np.full(len(cases), NEVER)
        at = None if cases[0].at is None else instant_of(cases[0].at, calendar.zone)
        pauses = paused_events(cases, calendar, at)
        found = courses.follow_all(calendar, rule, starts, pauses, NO_EVENTS, stop, at, cc.Meanings())
    except cc.CharterclockError as error:
        return [type(error)] * len(cases)
    return [None if due >= NEVER else as_datetime(due, "UTC") for due in found.due.tolist()]


def paused_events(cases: list[ours.Case], calendar: cc.Calendar, at: int | None) -> Events:
    """The pauses of cases, numbered by their places, as a table of cases has them: those begun by ``at``."""
    pauses = []
    for place, case in enumerate(cases):
        for paused, resumed in case.pauses:
            begin = instant_of(paused, calendar.zone)
            end = NEVER if resumed is None else instant_of(resumed, calendar.zone)
            if at is None or begin <= at:
                pauses.append((place, begin, end if at is None or end <= at else NEVER))
    of, begin_, end_ = np.array(sorted(pauses), dtype=np.int64).reshape(-1, 3).T
    return Events(of, begin_, end_, np.zeros(len(of), dtype=np.int64), np.full(len(of), None, dtype=object))


NO_EVENTS = Events(*(np.empty(0, dtype=np.int64),) * 4, np.empty(0, dtype=object))
