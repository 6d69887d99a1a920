"""Extensions of a case: a longer time, told before the due or too late."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from charterclock.calendars.calendar import Calendar
from charterclock.durations import Duration
from charterclock.oracle.strategies.calendar import dates_known
from charterclock.oracle.strategies.drawing import below, picked
from charterclock.oracle.strategies.duration import durations
from charterclock.oracle.strategies.moment import after

__all__ = ["extensions"]

_DAY: Final = timedelta(days=1)
_NOTICES: Final = (1, 0, 2, 3, 5, 8, 13, 30)
_UNTIL: Final = (60, 20, 30, 45, 90, 120, 3)
_MORE: Final = durations()


@st.composite
def extensions(
    draw: st.DrawFn, calendar: Calendar, start: datetime | date, most: int = 2
) -> tuple[tuple[datetime, date | datetime | Duration], ...]:
    """Extensions of a case: each the instant at which it was told, and the new due, a date or an instant, or the
    ``Duration`` more. Some are told too late, some do not lengthen the time.

    Shrinks to none; one to a date sixty days after the start, told at 09:00 on the day after the start.
    """
    day = start.date() if isinstance(start, datetime) else start
    last = dates_known(calendar)[1]
    found: list[tuple[datetime, date | datetime | Duration]] = []
    for _ in range(draw(below(most + 1))):
        notice, what = after(draw, calendar, day, _NOTICES), picked(draw, ("date", "instant", "duration"))
        new: date | datetime | Duration = min(day + picked(draw, _UNTIL) * _DAY, last)
        if what == "instant":
            new = after(draw, calendar, day, _UNTIL)
        elif what == "duration":
            new = draw(_MORE)
        found.append((notice, new))
    return tuple(sorted(found, key=lambda pair: pair[0]))
