"""Offices plain enough for any peer: some weekdays, the same hours on each of them, days off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from charterclock import Calendar
from charterclock.calendars.calendar import SpecialHours
from charterclock.calendars.holidays import Holiday
from charterclock.calendars.hours import Spans, Week, read_spans

KUALA_LUMPUR = ("Asia/Kuala_Lumpur",)  # no change of the clocks, so a naive instant is one instant
CHANGING = ("America/New_York", "Europe/Paris", "Australia/Lord_Howe")

ONE_SPAN = ("09:00-17:00", "08:30-12:15", "07:00-22:30")
BREAKS = ("08:00-13:00 14:00-17:00", "08:00-12:15 14:45-17:00")
THREE_SPANS = ("06:00-10:00 11:00-12:00 13:30-20:00",)
OVERNIGHT = ("22:00-06:00", "20:00-04:30")
ALL_DAY = ("00:00-24:00",)
#: within the hour that the clocks of some zone skip or repeat
AT_THE_CHANGE = ("02:15-02:45", "00:30-02:30")

ANY_WEEK = ((0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5), (6, 0, 1, 2, 3), (0, 2), (3,), (0, 1, 2, 3, 4, 5, 6))
MONDAY_TO_FRIDAY = ANY_WEEK[:1]

_FIRST, _LAST = date(2024, 1, 1), date(2025, 12, 31)  # where a calendar without end is asked


@st.composite
def offices(
    draw: st.DrawFn,
    hours: Sequence[str] = ONE_SPAN,
    zones: Sequence[str] = KUALA_LUMPUR,
    weeks: Sequence[tuple[int, ...]] = ANY_WEEK,
    days_off: int = 12,
    opened: bool = False,
    covers: bool = False,
) -> Calendar:
    """An office; shrinks to one open Monday to Friday without days off.

    Args:
        hours: the hours of every day that it opens.
        zones: its zone.
        weeks: the weekdays on which it opens, Monday being 0.
        days_off: how many days off at most, in 2024 and 2025.
        opened: whether some dates are opened by order: days off, or days on which it rests.
        covers: whether the calendar ends with those two years.
    """
    spans = read_spans(draw(st.sampled_from(hours)))
    weekdays = draw(st.sampled_from(weeks))
    dates = draw(st.lists(st.dates(_FIRST, _LAST), max_size=days_off, unique=True))
    orders = draw(st.lists(st.dates(_FIRST, _LAST), max_size=4, unique=True)) if opened else []
    return Calendar(
        zone=draw(st.sampled_from(zones)),
        weeks=[Week(tuple((((), spans),) if n in weekdays else () for n in range(7)))],
        holidays=[Holiday(day, "day off") for day in dates],
        special=[SpecialHours(day, spans) for day in orders],
        covers=(_FIRST, _LAST) if covers else None,
    )


def weekdays(calendar: Calendar) -> list[int]:
    """The weekdays on which it opens, Monday being 0."""
    return [n for n, rules in enumerate(calendar.weeks[0].rules) if rules]


def rest_days(calendar: Calendar) -> list[int]:
    """The weekdays on which it does not open."""
    return [n for n in range(7) if n not in weekdays(calendar)]


def weekmask(calendar: Calendar) -> list[bool]:
    """Seven truths, from Monday."""
    return [n in weekdays(calendar) for n in range(7)]


def days_off(calendar: Calendar) -> list[date]:
    """The dates of its days off, in order."""
    return sorted({holiday.date for holiday in calendar.holidays})


def opened(calendar: Calendar) -> list[date]:
    """The dates opened by order."""
    return [hours.date for hours in calendar.special]


def spans(calendar: Calendar) -> list[tuple[time, time]]:
    """The hours of a day that it opens; a closing at or beyond midnight is read from the next day's clock."""

    def clock(value: int) -> time:
        return (datetime.min + timedelta(microseconds=value % 86_400_000_000)).time()

    found: Spans = calendar.weeks[0].rules[weekdays(calendar)[0]][0][1]
    return [(clock(opens), clock(closes)) for opens, closes in found]


def breaks(calendar: Calendar) -> list[tuple[time, time]]:
    """What lies between the spans of a day."""
    found = spans(calendar)
    return [(one[1], two[0]) for one, two in pairwise(found)]


def local(moment: datetime, calendar: Calendar) -> datetime:
    """What the clock of the office reads at an instant, without a zone."""
    zone = ZoneInfo(calendar.zone)
    return moment.replace(fold=0) if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None, fold=0)


def day(moment: datetime | date, calendar: Calendar) -> date:
    """The local date of an instant, or the date."""
    return local(moment, calendar).date() if isinstance(moment, datetime) else moment


def in_utc(moment: datetime, calendar: Calendar) -> datetime:
    """An instant in UTC; one without a zone is in that of the office."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(calendar.zone))
    return aware.astimezone(UTC)


def landing_on_the_closing(found: datetime, calendar: Calendar) -> datetime:
    """Rule 2: where a peer's answer is an opening or closed, the closing before it: as much opening time has passed."""
    at = in_utc(found, calendar)
    inside = calendar.is_open(at) and calendar.next_open(at, same=True) != at
    return at if inside else calendar.prev_close(at, same=not calendar.is_open(at))


def landing_on_the_opening(found: datetime, calendar: Calendar) -> datetime:
    """Rule 7: counting back, where a peer's answer is closed, the opening after it: as much opening time has passed."""
    at = in_utc(found, calendar)
    return at if calendar.is_open(at) else calendar.next_open(at)
