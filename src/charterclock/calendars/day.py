"""What one date of a calendar is, and the opening hours that a date can have of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from charterclock.calendars.hours import Spans

if TYPE_CHECKING:
    from charterclock.calendars.holidays import Holiday

__all__ = ["Day", "SpecialHours"]


@dataclass(frozen=True, slots=True)
class SpecialHours:
    """The opening hours of one date, which win over every other rule: opened by order, a half day."""

    date: dt.date
    spans: Spans
    why: str = ""
    known: dt.date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """What one local date is.

    Args:
        date: the local date.
        spans: the open spans that begin on it, as (opening, closing) aware datetimes, half-open.
        holidays: every day off that falls on it, public holidays first, even if the office is opened on it.
        is_weekly_holiday: whether it is the one rest day of the law; ``None`` where the calendar has none.
        why: why it is closed, or why its hours are not the usual ones; empty on an ordinary working day.
    """

    date: dt.date
    spans: tuple[tuple[datetime, datetime], ...]
    holidays: tuple[Holiday, ...]
    is_weekly_holiday: bool | None
    why: str

    @property
    def is_working(self) -> bool:
        """Whether at least one open span begins on it."""
        return bool(self.spans)

    @property
    def holiday(self) -> Holiday | None:
        """The first day off that falls on it, a public one if there is one."""
        return self.holidays[0] if self.holidays else None

    @property
    def is_public_holiday(self) -> bool:
        """Whether a public holiday falls on it, open or not."""
        return any(holiday.is_public for holiday in self.holidays)
