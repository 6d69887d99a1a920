"""Calendars with every oddity that offices have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from charterclock.calendars.calendar import Calendar
from charterclock.oracle.strategies.days_off import holidays, weekly_holidays
from charterclock.oracle.strategies.drawing import below, picked, rarely
from charterclock.oracle.strategies.hours import changed, seasons, special_hours
from charterclock.oracle.strategies.zone import ZONES

__all__ = ["calendars", "dates_known"]

_DAY: Final = timedelta(days=1)
_MONDAY: Final = date(2024, 1, 1)
_LEAP_YEARS: Final = (date(2024, 1, 1), date(2023, 7, 1), date(2020, 1, 1), date(2016, 2, 1), date(2015, 12, 1))
_FIRST: Final = date(2015, 1, 1)
#: from later on this zone has no daylight saving
_LAST: Final = {"America/Sao_Paulo": date(2018, 12, 31)}
#: days covered; few lengths, so that the strategies over them are made once
_LENGTHS: Final = (366, 731, 60, 180, 1200, 1500)


def dates_known(calendar: Calendar) -> tuple[date, date]:
    """The first and last date covered; of a calendar that covers all dates those of two years."""
    return calendar.covers or (_MONDAY, date(2025, 12, 31))


@st.composite
def calendars(draw: st.DrawFn, zones: Sequence[str] = ZONES) -> Calendar:
    """A calendar of two months to three years and more between 2015 and 2028, many with a leap day; one in eight covers
    all dates.

    Shrinks to an office in the first zone, open Monday to Friday from 8 to 5, always, without days off.
    """
    zone = picked(draw, zones)
    length = picked(draw, _LENGTHS)
    first = picked(draw, _LEAP_YEARS) if not rarely(draw, 2) else _FIRST + draw(below(3600)) * _DAY
    latest = _LAST.get(zone, date(2028, 12, 31))
    first = min(first, latest - (length - 1) * _DAY)
    last = first + (length - 1) * _DAY
    always = picked(draw, (True, *(False,) * 7))
    if always:
        first, last = _MONDAY, date(2025, 12, 31)
    weeks, off = changed(draw, first, last), draw(holidays(first, last))
    special = {hours.date: hours for hours in draw(special_hours(first, last))}
    if off and special and rarely(draw, 2):  # opened by order on a day off
        day = picked(draw, off).date
        special[day] = replace(special.pop(min(special)), date=day)
    return Calendar(
        zone=zone,
        weeks=weeks,
        holidays=off,
        seasons=draw(seasons(first, last)),
        special=special.values(),
        weekly_holiday=draw(weekly_holidays(first, last)),
        joint_leave=picked(draw, ("holiday", "working")),
        covers=None if always else (first, last),
    )
