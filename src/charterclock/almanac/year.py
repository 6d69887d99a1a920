"""A year of a calendar as it is shown: what each day is, the usual hours, and the runs of days with other hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Final

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.day import Day
from charterclock.calendars.hours import Spans, write_spans
from charterclock.errors import CharterclockError

__all__ = ["MARKS", "Run", "Shown", "Year", "clock_spans", "hours_by_weekday", "runs", "usual_year", "year_of"]

_MIDNIGHT: Final = time()
#: what a day can be: open as usual, open for less time, at other times; closed by a day off or order; a rest day
MARKS: Final = ("open", "short", "other", "off", "rest")


@dataclass(frozen=True, slots=True)
class Shown:
    """A day as it is shown.

    Attributes:
        day: what the calendar says of it.
        hours: its open spans, as microseconds after midnight.
        mark: one of ``MARKS``.
        is_estimated: whether a day off on it is an estimate.
    """

    day: Day
    hours: Spans
    mark: str
    is_estimated: bool

    @property
    def date(self) -> date:
        """Its local date."""
        return self.day.date


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row, rest days and days off between them left out, whose hours are not the usual ones for one reason.

    Attributes:
        why: the reason, in the words of the calendar.
        days: the days, at least one.
    """

    why: str
    days: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The days of a year that a calendar covers.

    Attributes:
        calendar: the calendar.
        year: the year.
        days: each day covered, in order; at least one.
    """

    calendar: Calendar
    year: int
    days: tuple[Shown, ...]

    @property
    def working_days(self) -> int:
        """How many working days it has."""
        return sum(shown.day.is_working for shown in self.days)

    @property
    def named(self) -> tuple[Shown, ...]:
        """The days on which a day off falls, open or not."""
        return tuple(shown for shown in self.days if shown.day.holidays)

    @property
    def closed_days(self) -> int:
        """How many days are closed that the week alone would open: by a day off, a season or an order."""
        return sum(shown.mark == "off" and bool(_usual(self.calendar, shown.date)) for shown in self.days)

    def months(self) -> Iterator[tuple[int, list[list[Shown | None]]]]:
        """Each month with its weeks, Monday first; ``None`` where a day is of another month or not covered."""
        known = {shown.date: shown for shown in self.days}
        for month in range(1, 13):
            first = date(self.year, month, 1)
            monday = first - timedelta(days=first.weekday())
            weeks = [[known.get(day) if day.month == month and day.year == self.year else None for day in week]
                     for week in _weeks(monday, first)]  # fmt: skip
            yield month, weeks


def _weeks(monday: date, first: date) -> Iterator[list[date]]:
    """The weeks that have days of the month of ``first``; the last days of year 9999 are not asked for."""
    start = monday
    while (start.year, start.month) <= (first.year, first.month):
        yield [start + timedelta(days=step) for step in range(7)]
        start += timedelta(days=7)


def year_of(calendar: Calendar, year: int) -> Year:
    """A year of a calendar, as far as it is covered.

    Raises:
        CharterclockError: CC807, not a year from 2 to 9998. OutsideCalendarError: CC410, no day of it is covered.

    Example:
        >>> import charterclock as cc
        >>> shown = year_of(cc.calendar("MY-07"), 2025)
        >>> shown.working_days, str(shown.named[0].date), shown.days[0].mark
        (243, '2025-01-01', 'off')
    """
    if not 1 < year < 9999:
        raise CharterclockError("CC807", f"not a year: {year}")
    first, last = date(year, 1, 1), date(year, 12, 31)
    if calendar.covers is not None:
        first, last = max(first, calendar.covers[0]), min(last, calendar.covers[1])
    if first > last:
        calendar.day(date(year, 1, 1))  # says what is covered
    days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    return Year(calendar, year, tuple(_shown(calendar, day) for day in days))


def usual_year(calendar: Calendar) -> int:
    """The year that a calendar shows when none is asked for: the last one that is settled.

    That is the last whose list is gazetted; else that of the last day off or special hours; else the last one covered.
    """
    if calendar.last_gazetted is not None:
        year = calendar.last_gazetted.year
    else:
        named = [holiday.date for holiday in calendar.holidays] + [hours.date for hours in calendar.special]
        named += [week.since for week in calendar.weeks if week.since]
        year = max(named).year if named else 2025  # of an office that is the same in every year any one will do
    if calendar.covers is not None:
        year = min(max(year, calendar.covers[0].year), calendar.covers[1].year)
    return min(max(year, 2), 9998)


def _shown(calendar: Calendar, day: date) -> Shown:
    found, hours = calendar.day(day), calendar.hours_on(day)
    return Shown(found, hours, _mark(hours, _usual(calendar, day), found), any(h.is_estimated for h in found.holidays))


def _mark(hours: Spans, usual: Spans, day: Day) -> str:
    if not hours:
        return "off" if usual or day.holidays else "rest"
    if hours == usual:
        return "open"
    return "short" if _length(hours) < _length(usual) else "other"


def _usual(calendar: Calendar, day: date) -> Spans:
    """The hours that the week alone gives to a date."""
    week = next((week for week in reversed(calendar.weeks) if (week.since or date.min) <= day), None)
    return (week.spans(day) if week else None) or ()


def _length(spans: Spans) -> int:
    return sum(closes - opens for opens, closes in spans)


def runs(days: Iterable[Shown]) -> Iterator[Run]:
    """The runs of days that are open at other hours than usual, or closed without a day off on them."""
    working = (shown for shown in days if shown.mark != "rest" and not (shown.mark == "off" and shown.day.holidays))
    for (why, usual), found in groupby(working, key=lambda shown: (shown.day.why, shown.mark == "open")):
        if not usual:
            yield Run(why, tuple(found))


def hours_by_weekday(days: Iterable[Shown], names: tuple[str, ...]) -> str:
    """The hours of some days by weekday, runs of like weekdays as one: ``Mon-Thu 08:00-17:00; Fri 08:00-12:00``.

    Args:
        days: the days.
        names: the weekdays' names, from Monday.
    """
    by_day: dict[int, list[str]] = {}
    for shown in days:
        found = by_day.setdefault(shown.date.weekday(), [])
        hours = write_spans(shown.hours)
        if hours not in found:
            found.append(hours)
    parts = []
    for texts, group in groupby(sorted(by_day), key=lambda weekday: by_day[weekday]):
        for run in _stretches(list(group)):
            last = f"-{names[run[-1]]}" if len(run) > 1 else ""
            parts.append(f"{names[run[0]]}{last} {' / '.join(texts)}")
    return "; ".join(parts)


def clock_spans(spans: Iterable[tuple[datetime, datetime]]) -> str:
    """Spans of opening hours as a calendar file writes them: what closes at midnight closes at 24:00."""
    ends = ((opens, "24:00" if closes.time() == _MIDNIGHT else f"{closes:%H:%M}") for opens, closes in spans)
    return " ".join(f"{opens:%H:%M}-{closes}" for opens, closes in ends)


def _stretches(weekdays: list[int]) -> Iterator[list[int]]:
    for _, group in groupby(enumerate(weekdays), key=lambda pair: pair[1] - pair[0]):
        yield [weekday for _, weekday in group]
