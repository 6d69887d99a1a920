"""Hypothesis strategies: calendars with every oddity that offices have, and cases that sit on their boundaries.

Every strategy shrinks to what is plainest: an office open from 8 to 5, no days off, one working day from Monday 09:00.
"""

from __future__ import annotations

from charterclock.oracle.strategies.calendars import calendars
from charterclock.oracle.strategies.cases import BOUNDS, Case, cases
from charterclock.oracle.strategies.days_off import holidays, weekly_holidays
from charterclock.oracle.strategies.durations import amounts, durations
from charterclock.oracle.strategies.hours import seasons, spans, special_hours, weeks
from charterclock.oracle.strategies.moments import dates_of, moments, starts
from charterclock.oracle.strategies.pauses import pauses
from charterclock.oracle.strategies.reckonings import reckonings
from charterclock.oracle.strategies.zones import ZONES, zones

__all__ = [
    "BOUNDS", "ZONES", "Case", "amounts", "calendars", "cases", "dates_of", "durations", "holidays", "moments",
    "pauses", "reckonings", "seasons", "spans", "special_hours", "starts", "weekly_holidays", "weeks", "zones",
]  # fmt: skip
