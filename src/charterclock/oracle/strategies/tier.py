"""Limits, and tiers of cases each with a limit of its own."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import Any, Final

from hypothesis import strategies as st

from charterclock.charter.conditions import ARRIVED
from charterclock.charter.parts import LIMITS, Range, Tier
from charterclock.durations import NEXT_WORKING_DAY, TIME_UNITS, UNITS, Annual
from charterclock.oracle.strategies.drawing import picked, rarely
from charterclock.oracle.strategies.duration import durations

__all__ = ["limits", "tiers"]

_DAYS: Final = tuple(unit for unit in UNITS if unit not in TIME_UNITS and unit != NEXT_WORKING_DAY)
_FLOORS: Final = tuple(unit for unit in UNITS if unit != NEXT_WORKING_DAY)
#: the units that each bound takes (rules 7 to 9)
_TAKES: Final = {"within": UNITS, "under": UNITS, "after": _DAYS, "before": _FLOORS, "at_least": _FLOORS}
_LASTING: Final = {bound: durations(units) for bound, units in _TAKES.items()}
_Limit = dict[str, Any]
_When = dict[str, Any]


@st.composite
def limits(draw: st.DrawFn, bounds: Collection[str] = LIMITS) -> _Limit:
    """One limit, as a mapping of its bound: a duration, a range of two, a date of the year.

    Shrinks to ``within``, one working day.
    """
    bound = picked(draw, sorted(bounds, key=LIMITS.index))
    lasting, ranged = draw(_LASTING.get(bound, _LASTING["within"])), rarely(draw, 6)
    if bound == "by":
        return {bound: Annual(picked(draw, range(1, 13)), picked(draw, range(1, 29)))}
    if bound == "within" and ranged:
        longer = draw(durations([lasting.unit]))
        near, far = sorted((lasting, longer), key=lambda duration: duration.amount)
        return {bound: Range(**{"from": near, "to": far})}
    return {bound: lasting}


def tiers(bounds: Collection[str] = LIMITS) -> st.SearchStrategy[tuple[Tier, ...]]:
    """Tiers that do not overlap: by bounds on a number, by words, or by whether a case arrived in opening time.

    Shrinks to two, of points below 10 and from 10 on, each within one working day.
    """
    return _tiers(limits(bounds))


@st.composite
def _tiers(draw: st.DrawFn, limit: st.SearchStrategy[_Limit]) -> tuple[Tier, ...]:
    conditions = list(picked(draw, _WAYS))
    if len(conditions) > 2 and rarely(draw, 3):
        del conditions[1]  # a hole: cases that no tier takes
    return tuple(Tier(name=f"tier {n}", when=when, **draw(limit)) for n, when in enumerate(conditions, 1))


def _by_number(cuts: tuple[int, ...], owned: bool) -> tuple[_When, ...]:
    """Conditions between cuts, of which each belongs to what lies above it (``owned``) or below."""
    low, high = ("from", "below") if owned else ("above", "to")
    between = ({"points": {low: a, high: b}} for a, b in pairwise(cuts))
    return {"points": {high: cuts[0]}}, *between, {"points": {low: cuts[-1]}}


#: the ways in which tiers are told apart, the plainest first
_WAYS: Final[tuple[tuple[_When, ...], ...]] = (
    *(_by_number(cuts, owned) for owned in (True, False) for cuts in ((10,), (20, 100), (2, 5, 40))),
    ({"sort": ["new"]}, {"sort": ["renewal"]}),
    ({"sort": ["new", "urgent"]}, {"sort": ["renewal"]}, {"sort": ["lost"]}),
    ({ARRIVED: "in opening time"}, {ARRIVED: "outside opening time"}),
    ({"points": {"below": 10}, "sort": ["new"]}, {"points": {"from": 10}, "sort": ["new"]}, {"sort": ["renewal"]}),
)
