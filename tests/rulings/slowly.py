"""Questions to a calendar, answered by the slow reference."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import charterclock as cc
from charterclock.oracle import reference


def office_of(calendar: cc.Calendar) -> reference.Office:
    return reference.Office(calendar, cc.Reckoning())


def add(calendar: cc.Calendar, start: str, minutes: Fraction) -> datetime:
    """Opening time after a start, or counted back from it."""
    length = cc.Duration(abs(minutes), "working minute")
    found = reference.answer(start, length, calendar, bound="before" if minutes < 0 else "within").at
    assert found is not None
    return found


def between(calendar: cc.Calendar, start: str, end: str) -> timedelta:
    """Opening time from a start to an end; negative when reversed."""
    office = office_of(calendar)
    low, high = (office.read(text)[0] for text in (start, end))
    return office.opening_time(low, high) if low <= high else -office.opening_time(high, low)


def is_open(calendar: cc.Calendar, moment: str) -> bool:
    office = office_of(calendar)
    return office.is_open(office.read(moment)[0])


def is_working_day(calendar: cc.Calendar, day: str) -> bool:
    return office_of(calendar).is_working(date.fromisoformat(day[:10]))


def shift(calendar: cc.Calendar, day: str, n: int) -> date:
    """The n-th working day after a date, or before it."""
    local = date.fromisoformat(day[:10])
    return office_of(calendar).nth_working(local, abs(n), 1 if n > 0 else -1)


def count(calendar: cc.Calendar, first: str, last: str) -> int:
    """Working days d with first < d <= last; negative when reversed."""
    low, high = (date.fromisoformat(text[:10]) for text in (first, last))
    days = (min(low, high) + timedelta(days=n) for n in range(1, abs((high - low).days) + 1))
    found = sum(is_working_day(calendar, day.isoformat()) for day in days)
    return found if low <= high else -found
