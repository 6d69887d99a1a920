"""Dates and instants of a calendar, most of them on or beside a boundary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.hours import Spans
from charterclock.oracle.strategies.calendar import dates_known
from charterclock.oracle.strategies.drawing import often, picked

__all__ = ["after", "as_instant", "dates_of", "likely_dates", "moments", "naive", "reading_on", "starts"]

_DAY: Final = timedelta(days=1)
_HOUR: Final = 3_600_000_000
_NINE: Final = 9 * _HOUR
#: midnight, usual cut-offs and ends of a day, hours that a change of the clock skips or repeats
_USUAL: Final = tuple(n * _HOUR // 2 for n in (0, 32, 48, 46, 47, 1, 2, 3, 4, 5))
_ANYWHERE: Final = st.integers(0, 24 * _HOUR - 1)
#: how a start is written; a date alone is no question under most rules, so it comes seldom
_WRITTEN: Final = ("naive",) * 13 + ("aware",) * 13 + ("date",) * 3 + ("outside",)


@lru_cache(maxsize=64)
def _changes(zone: str) -> tuple[date, ...]:
    """The dates from 2014 to 2029 on which the clock of a zone changes."""
    info = ZoneInfo(zone)
    days = [date(2014, 12, 31) + n * _DAY for n in range(15 * 366)]
    offsets = [datetime.combine(day, time(12), tzinfo=info).utcoffset() for day in days]
    return tuple(day for day, a, b in zip(days[1:], offsets, offsets[1:], strict=False) if a != b)


@lru_cache(maxsize=64)
def likely_dates(calendar: Calendar) -> tuple[date, ...]:
    """The dates of a calendar, those at which something changes so often that half of all draws are of them."""
    first, last = dates_known(calendar)
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    changes = [day for day in _changes(calendar.zone) if first <= day <= last]
    offs = {h.date for h in calendar.holidays} | {h.date for h in calendar.special}
    found = {first + _DAY, last, last - _DAY, *offs, *(day - _DAY for day in offs)}
    # a few days before a change of the clock, so that what is counted falls on it
    found |= {day - n * _DAY for day in changes for n in (0, 1, 2, 3, 4)}
    found |= {week.since for week in calendar.weeks if week.since}
    found |= {day for season in calendar.seasons for pair in season.dates for day in pair}
    ends = [day for day in days if day.day > 28 or (day.month, day.day) == (2, 28)]
    some = [day for day in sorted(found) if first <= day <= last]
    leap = [day for day in days if (day.month, day.day) == (2, 29)]
    return often((first, *some, *changes * 3, *leap * 4, *ends[:: max(len(ends) // 12, 1)]), days)


@st.composite
def dates_of(draw: st.DrawFn, calendar: Calendar) -> date:
    """Dates that a calendar covers, most of them where something changes: days off and their eves, month ends, leap
    days, clock changes, the first and last day. Shrinks to the first date covered, or Monday 1 January 2024.
    """
    return picked(draw, likely_dates(calendar))


@lru_cache(maxsize=1024)
def _readings(spans: Spans) -> tuple[tuple[int, int, int] | None, ...]:
    """Clock times of a day with such hours: microseconds after midnight, how many more or less, and the fold.

    ``None`` is any other time.
    """
    edges = [edge for span in spans for edge in span]
    clocks = [_NINE, *edges, *edges, *_USUAL]
    found = [(clock, 0, 0) for clock in clocks] * 2
    found += [(clock, near, 0) for clock in clocks for near in (1, -1)]
    found += [(clock, 0, 1) for clock in clocks]
    return (*found, *(None,) * (len(found) // 4))


def reading_on(draw: st.DrawFn, calendar: Calendar, day: date) -> datetime:
    """What the clock reads at some time of a date, or a microsecond before or after; a repeated one with its fold."""
    covers = calendar.covers
    known = covers is None or covers[0] <= day <= covers[1]
    clock, near, fold = picked(draw, _readings(calendar.hours_on(day) if known else ())) or (draw(_ANYWHERE), 0, 0)
    return (datetime.combine(day, time()) + timedelta(microseconds=clock + near)).replace(fold=fold)


def as_instant(reading: datetime, calendar: Calendar) -> datetime:
    """The instant in UTC of what a calendar's clock reads."""
    return reading.replace(tzinfo=ZoneInfo(calendar.zone)).astimezone(UTC)


def naive(moment: datetime, calendar: Calendar) -> datetime:
    """What a calendar's clock reads at an instant, without offset: of a repeated time the first is meant."""
    return moment.astimezone(ZoneInfo(calendar.zone)).replace(tzinfo=None, fold=0)


@st.composite
def moments(draw: st.DrawFn, calendar: Calendar, days: st.SearchStrategy[date] | None = None) -> datetime:
    """Instants, in UTC, on or one microsecond beside an opening, a closing, midnight, a usual cut-off or a change of
    the clock, or anywhere. Shrinks to 09:00 in the office on the first date covered, or on Monday 1 January 2024.
    """
    day = picked(draw, likely_dates(calendar)) if days is None else draw(days)
    return as_instant(reading_on(draw, calendar, day), calendar)


@st.composite
def starts(draw: st.DrawFn, calendar: Calendar) -> datetime | date:
    """What a case can start with: a clock time in the calendar's zone, an instant in UTC; one in ten a date alone. One
    in thirty is on the date before the first covered or after the last.

    Shrinks to 09:00 on the first date covered, or on Monday 1 January 2024.
    """
    written, day = picked(draw, _WRITTEN), picked(draw, likely_dates(calendar))
    reading = reading_on(draw, calendar, day)  # for every kind: what takes fewer draws is what is shrunk to
    if written == "outside":
        first, last = dates_known(calendar)
        return as_instant(reading_on(draw, calendar, picked(draw, (last + _DAY, first - _DAY))), calendar)
    if written == "date":
        return day
    return reading.replace(fold=0) if written == "naive" else as_instant(reading, calendar)


def after(draw: st.DrawFn, calendar: Calendar, day: date, places: Sequence[int]) -> datetime:
    """An instant on a date that lies so many days after a date, as far as the calendar covers it."""
    first, last = dates_known(calendar)
    return as_instant(reading_on(draw, calendar, min(max(day + picked(draw, places) * _DAY, first), last)), calendar)
