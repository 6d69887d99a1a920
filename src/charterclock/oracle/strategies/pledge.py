"""Pledges of every kind that a charter can make."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from charterclock.charter.measures import STATEMENTS
from charterclock.charter.parts import LIMITS
from charterclock.charter.pledges import (
    Availability,
    Deadline,
    Frequency,
    Index,
    Maintenance,
    Ratio,
    Score,
    Statement,
    Systems,
)
from charterclock.oracle.strategies.drawing import picked, rarely
from charterclock.oracle.strategies.tier import limits, tiers

__all__ = [
    "availabilities", "deadlines", "frequencies", "indexes", "pledges", "ratios", "scores", "statements",
]  # fmt: skip

#: a name that every drawn pledge has until a charter gives it one of its own
_ID: Final = "pledge"
_STARTS: Final = (
    "received", "requested", {"all": ["approved", "invoiced"]}, {"any": ["mailed", "handed in"]},
    {"every": "quarter", "at": "end"}, {"every": "month", "at": "start"}, {"every": "year", "at": "end"},
)  # fmt: skip
_STOPS: Final = ("done", "delivered", {"all": ["checked", "signed"]}, {"any": ["settled", "refused"]})
_TARGETS: Final = (Fraction(98, 100), Fraction(8, 10), Fraction(1), Fraction(0), Fraction(2, 3), Fraction(9995, 10000))
_RECKONINGS: Final = (
    {"day_end": "closing"}, {"first_day": "included"}, {"receipt": "next_opening", "roll": "none"},
    {"preset": "my-court"}, {"paused": "restart"},
)  # fmt: skip


def deadlines(bounds: Collection[str] = LIMITS) -> st.SearchStrategy[Deadline]:
    """Promises of time for each case: a limit or tiers, and sometimes a target, milestones, a reckoning of its own.

    Shrinks to one within one working day.
    """
    return _deadlines(limits(bounds), tiers(bounds))


@st.composite
def _deadlines(draw: st.DrawFn, limit: st.SearchStrategy[dict[str, Any]], several: st.SearchStrategy[Any]) -> Deadline:
    keys: dict[str, Any] = {"tiers": draw(several)} if rarely(draw, 3) else draw(limit)
    if rarely(draw, 3):
        keys["clock"] = {"start": picked(draw, _STARTS), "stop": picked(draw, _STOPS)}
    if rarely(draw, 3):
        keys["target"] = picked(draw, _TARGETS)
    if rarely(draw, 4):
        keys["pause"] = "documents lacking"
    if rarely(draw, 4):
        keys["excludes"] = "sent on"
    if rarely(draw, 4):
        keys["reckoning"] = picked(draw, _RECKONINGS)
    return Deadline(id=_ID, **keys)


@st.composite
def availabilities(draw: st.DrawFn) -> Availability:
    """Shares of time in which a system is up. Shrinks to 98% of every month, day and night."""
    return Availability(
        id=_ID,
        kind="availability",
        at_least=picked(draw, _TARGETS),
        per=picked(draw, ("month", "quarter", "year", "all")),
        agreed=picked(draw, ("24x7", "opening time")),
        systems=Systems(names=("portal", "mail"), take=picked(draw, ("mean", "worst"))) if rarely(draw, 3) else None,
        maintenance=Maintenance(count="excluded", cap=picked(draw, (None, timedelta(hours=36))))
        if rarely(draw, 3) else Maintenance(),
    )  # fmt: skip


@st.composite
def frequencies(draw: st.DrawFn) -> Frequency:
    """So many times in a period. Shrinks to once a month."""
    if not rarely(draw, 2):
        return Frequency(id=_ID, kind="frequency", every=picked(draw, (1, 3, 4, 12, 2, 6)))
    per, part = picked(draw, (("year", "month"), ("year", "quarter"), ("quarter", "month"), ("month", None)))
    least = part if rarely(draw, 2) else None
    times = picked(draw, (12, 1, 2, 4))
    return Frequency(id=_ID, kind="frequency", times=times, per=per, at_least_once_per=least)


@st.composite
def scores(draw: st.DrawFn) -> Score:
    """Means on a printed scale. Shrinks to 5 on a scale from 1 to 7."""
    low, high, least = picked(draw, ((1, 7, 5), (1, 4, 3), (0, 10, 7), (1, 5, 5)))
    return Score(id=_ID, kind="score", scale=(Fraction(low), Fraction(high)), at_least=Fraction(least))


@st.composite
def indexes(draw: st.DrawFn) -> Index:
    """Indexes of public satisfaction. Shrinks to the one of nine elements, of at least 76.61."""
    elements = picked(draw, (9, 5, 1))
    least = picked(draw, (Fraction(7661, 100), None, Fraction(85)))
    return Index(id=_ID, kind="index", elements=elements, weight=Fraction(1, elements), at_least=least)


@st.composite
def ratios(draw: st.DrawFn) -> Ratio:
    """Shares of some cases. Shrinks to 98% of cases settled."""
    cohort = {"registered": {"below": "2018-01-01"}} if rarely(draw, 2) else {}
    return Ratio(id=_ID, kind="ratio", at_least=picked(draw, _TARGETS), of="cases settled", cohort=cohort)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """Sentences that promise nothing measurable. Shrinks to a plain one."""
    kinds: Any = ("statement", *(kind for kind in STATEMENTS if kind != "statement"))
    return Statement(id=_ID, kind=picked(draw, kinds), says="We are friendly and correct.")


_DEADLINES: Final = deadlines()
_OTHERS: Final = (availabilities(), frequencies(), scores(), indexes(), ratios(), statements())


@st.composite
def pledges(draw: st.DrawFn) -> Any:
    """Pledges of every kind, half of them deadlines. Shrinks to a deadline, within one working day."""
    plain = draw(_DEADLINES)  # even if it is another: what takes fewer draws is what is shrunk to
    other = picked(draw, (*(None,) * len(_OTHERS), *_OTHERS))
    return plain if other is None else draw(other)
