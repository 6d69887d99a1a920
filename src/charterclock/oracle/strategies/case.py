"""Cases: what a due is computed from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from charterclock.calendars.calendar import Calendar
from charterclock.durations import UNITS, Duration
from charterclock.oracle.strategies.drawing import below, picked, rarely
from charterclock.oracle.strategies.duration import durations
from charterclock.oracle.strategies.moment import starts
from charterclock.oracle.strategies.pause import pauses
from charterclock.oracle.strategies.reckoning import reckonings
from charterclock.reckoning import Reckoning

__all__ = ["BOUNDS", "Case", "cases"]

BOUNDS: Final = ("within", "under", "after", "before", "at_least")
_PLAIN: Final = Reckoning()
_RECKONINGS: Final = reckonings()
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Case:
    """One case: what a due is computed from."""

    start: datetime | date
    duration: Duration
    reckoning: Reckoning = _PLAIN
    bound: str = "within"
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
    at: datetime | None = None


def cases(
    calendar: Calendar, units: Collection[str] = UNITS, bounds: Collection[str] = BOUNDS, with_pauses: bool = True
) -> st.SearchStrategy[Case]:
    """Cases of one calendar: a start, a duration, a reckoning, a bound and pauses; some are no question.

    Shrinks to one working day (or the plainest unit given) from 09:00 on the first date covered, or on Monday
    1 January 2024, by the default reckoning, without pauses.
    """
    return _cases(calendar, starts(calendar), durations(units), tuple(bounds), with_pauses)


@st.composite
def _cases(
    draw: st.DrawFn, calendar: Calendar, begin: st.SearchStrategy[datetime | date], last: st.SearchStrategy[Duration],
    bounds: tuple[str, ...], with_pauses: bool,
) -> Case:  # fmt: skip
    start = draw(begin)
    held = draw(pauses(calendar, start)) if with_pauses and rarely(draw, 2) else ()
    at: datetime | None = None
    if any(resumed is None for _, resumed in held) or (held and rarely(draw, 5)):
        at = max(paused for paused, _ in held) + (draw(below(11_000)) - 1000) * _MINUTE
    return Case(start, draw(last), draw(_RECKONINGS), picked(draw, bounds), held, at)
