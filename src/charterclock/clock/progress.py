"""How far a case has come: what has passed, what remains, the share used, and the instant at a share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.moments import local_date_of
from charterclock.calendars.zone import as_datetime
from charterclock.clock.course import Course
from charterclock.clock.rule import Rule

__all__ = ["Progress", "instant_at", "progress", "share_used"]


@dataclass(frozen=True, slots=True)
class Progress:
    """See ``Status``."""

    elapsed: timedelta | int | None
    remaining: timedelta | int | None
    share_used: float | None


def progress(office: Calendar, rule: Rule, course: Course, until: int) -> Progress:
    """How far a case has come at ``until`` (its stop, if that was earlier)."""
    runs = rule.bound not in ("before", "by")
    share = share_used(office, rule, course, until) if runs else None
    if runs:
        until = max(until, course.receipt)  # before the receipt nothing has passed
    if rule.counts_time:
        passed = sum(_measure(office, rule, low, high) for low, high in _running(course, until))
        left = sum(_measure(office, rule, low, high) for low, high in _left(course, until))
        elapsed = timedelta(microseconds=passed) if runs else None
        return Progress(elapsed, _unless_floor(rule, timedelta(microseconds=left)), share)
    days = _counter(office, rule)
    begin = _day(office, course.receipt)
    counted = days(begin - 1 if rule.reckoning.first_day == "included" else begin, _day(office, until))
    pauses = [(max(p, course.receipt), min(r, until)) for p, r in course.paused]
    lost = sum(days(_day(office, p), _day(office, r)) for p, r in pauses if p < r)
    left_days = days(_day(office, until), _day(office, course.due))
    return Progress(counted - lost if runs else None, _unless_floor(rule, left_days), share)


def _unless_floor(rule: Rule, remaining: timedelta | int) -> timedelta | int | None:
    return None if rule.bound == "at_least" else remaining


def instant_at(office: Calendar, rule: Rule, course: Course, share: float) -> int:
    """The first instant at which a share of the time between receipt and due has passed."""
    spans = list(_running(course, course.due))
    lengths = [_measure(office, rule, low, high, by_share=True) for low, high in spans]
    wanted = round(sum(lengths) * share)
    for (low, _), length in zip(spans, lengths, strict=True):
        if wanted <= length:
            if wanted == 0:
                return low
            return low + wanted if _by_clock(rule) else office.ask(lambda t, s=low, n=wanted: t.add(s, n))  # type: ignore[misc]
        wanted -= length
    return course.due


def share_used(office: Calendar, rule: Rule, course: Course, until: int) -> float:
    """The share of the time between receipt and due, pauses left out, that has passed; of opening time where the rule
    counts working units. Where no time lies between them, the due uses all of it.
    """
    if until < course.receipt:
        return 0.0
    total = sum(_measure(office, rule, low, high, by_share=True) for low, high in _running(course, course.due))
    if total == 0:
        return 1.0 if until >= course.due else 0.0
    end = min(until, course.due)
    used = sum(_measure(office, rule, low, high, by_share=True) for low, high in _running(course, end))
    return used / total


def _running(course: Course, until: int) -> Iterator[tuple[int, int]]:
    """The spans from the receipt to ``until`` in which no pause lies."""
    low = course.receipt
    for paused, resumed in course.paused:
        if resumed <= low:
            continue
        if min(paused, until) > low:
            yield low, min(paused, until)
        low = max(low, resumed)
    if until > low:
        yield low, until


def _left(course: Course, until: int) -> Iterator[tuple[int, int]]:
    """From ``until`` to the due, or back when the due has passed; later pauses have already moved the due."""
    low = until
    for paused, resumed in course.paused:
        if until < resumed and paused < course.due and paused >= low:
            yield low, paused
            low = resumed
        elif paused <= low < resumed:
            low = resumed
    yield low, course.due


def _by_clock(rule: Rule) -> bool:
    return rule.family in ("clock", "calendar", "months", "annual")


def _measure(office: Calendar, rule: Rule, low: int, high: int, by_share: bool = False) -> int:
    """The time between two instants in the measure of a rule: real time, or opening time for working units."""
    if rule.family == "clock" or (by_share and _by_clock(rule)):
        return high - low
    return office.ask(lambda table: table.opened(high) - table.opened(low))


def _day(office: Calendar, instant: int) -> int:
    return local_date_of(as_datetime(instant, office.zone), office.zone).toordinal()


def _counter(office: Calendar, rule: Rule) -> Callable[[int, int], int]:
    """Counts the days between two day numbers in the measure of a rule: working days, or calendar days."""
    if rule.family not in ("working", "next"):
        return lambda low, high: high - low
    basis = office.basis(rule.reckoning.rest_days)
    return lambda low, high: office.ask(lambda table: table.worked(low, high, basis))
