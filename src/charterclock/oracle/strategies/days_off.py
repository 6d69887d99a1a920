"""Days off: public holidays and others, and the one rest day of the law."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from hypothesis import strategies as st

from charterclock.calendars.holidays import Holiday
from charterclock.oracle.strategies.drawing import below, picked, rarely

__all__ = ["KINDS", "holidays", "weekly_holidays"]

_DAY: Final = timedelta(days=1)
#: some kinds of days off, a plain public holiday first
KINDS: Final = ("public", "federal", "joint_leave", "civil_service_only", "replacement")
_MOST: Final = 12


@lru_cache(maxsize=64)
def _places(n: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    """The day on which each falls, of so many, and its kind."""
    return st.lists(st.tuples(below(n), below(len(KINDS))), max_size=_MOST)


@st.composite
def holidays(draw: st.DrawFn, first: date, last: date) -> list[Holiday]:
    """Days off between two dates, of every kind, sometimes two on one date. Shrinks to none."""
    found = [
        Holiday(first + place * _DAY, "day off", KINDS[kind]) for place, kind in draw(_places((last - first).days + 1))
    ]
    if found and rarely(draw, 3):
        found.append(Holiday(picked(draw, found).date, "another day off", picked(draw, KINDS)))
    return found


@st.composite
def weekly_holidays(draw: st.DrawFn, first: date, last: date) -> tuple[tuple[date | None, int], ...]:
    """The one rest day of the law: Sunday, Friday, changed at a date, or none said. Shrinks to Sunday."""
    said = picked(draw, ("sunday",) * 3 + ("friday",) * 3 + ("changed", "none"))
    if said == "changed":
        return (None, 4), (first + draw(below((last - first).days + 1)) * _DAY, 6)
    return () if said == "none" else ((None, 6 if said == "sunday" else 4),)
