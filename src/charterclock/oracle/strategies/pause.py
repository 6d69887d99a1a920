"""Pauses of a case."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from charterclock.calendars.calendar import Calendar
from charterclock.oracle.strategies.drawing import below, picked, rarely
from charterclock.oracle.strategies.moment import after

__all__ = ["pauses"]

_PLACES: Final = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, -1)
#: minutes; ``None`` is until some other instant
_LENGTHS: Final = (60, 0, 1, 1440, 3000, 10000, *(None,) * 6)
_MINUTE: Final = timedelta(minutes=1)


@st.composite
def pauses(
    draw: st.DrawFn, calendar: Calendar, start: datetime | date, most: int = 4
) -> tuple[tuple[datetime, datetime | None], ...]:
    """Pauses around and after a start, often on boundaries; they may overlap, touch, be empty, or still be open.

    Shrinks to none; one pause to the hour from 09:00 on the date of the start.
    """
    day = start.date() if isinstance(start, datetime) else start
    found: list[tuple[datetime, datetime | None]] = []
    for _ in range(draw(below(most + 1))):
        begin = after(draw, calendar, day, _PLACES)
        length = picked(draw, _LENGTHS)
        end = after(draw, calendar, day, _PLACES) if length is None else begin + length * _MINUTE
        found.append((min(begin, end), max(begin, end)))
    if found and rarely(draw, 8):
        found[-1] = (found[-1][0], None)
    return tuple(found)
