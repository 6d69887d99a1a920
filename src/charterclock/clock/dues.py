"""The dues of many starts under one rule, without pauses: ``compute`` of ``due.py`` for columns."""

from __future__ import annotations

import numpy as np

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.timetable_arrays import TimetableArrays
from charterclock.calendars.zone_arrays import Ints, extent
from charterclock.clock.course import Standing
from charterclock.clock.rule import Rule

__all__ = ["never", "plain_dues"]


def never(instants: Ints) -> Ints:
    """Instants, with ``NEVER`` for those outside the calendar.

    What lies outside the tables is far beyond every real instant; a microsecond less of it is so too.
    """
    if extent(instants)[1] < NEVER // 2:
        return instants
    return np.where(instants >= NEVER // 2, NEVER, instants)


def plain_dues(office: Calendar, rule: Rule, start: Ints) -> tuple[Ints, Ints]:
    """Receipts and dues of cases that never pause; ``NEVER`` where the answer lies outside the calendar.

    Args:
        office: the calendar.
        rule: the compiled rule; its amount can be an array, an amount for each start.
        start: the starts, int64 microseconds since 1970 UTC; at least one.

    Raises:
        CalendarError: CC409, statutory rest days on a calendar without a weekly holiday.
    """
    if rule.uses_days:
        office.basis(rule.reckoning.rest_days)

    def dues(reader: TimetableArrays) -> tuple[Ints, Ints]:
        receipt = rule.received(reader, start)
        return receipt, Standing.at(reader, rule, start, receipt).due

    receipt, due = office.ask_arrays(dues, *extent(start))
    return receipt, never(due)
