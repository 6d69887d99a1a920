"""The strategy of each type that Hypothesis is told of (``charterclock_hypothesis``)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st

from charterclock.calendars.holidays import Holiday
from charterclock.charter.fields import read_meanings
from charterclock.durations import Annual
from charterclock.oracle.strategies.calendar import calendars
from charterclock.oracle.strategies.charter import charters, meanings
from charterclock.oracle.strategies.days_off import KINDS
from charterclock.oracle.strategies.duration import durations
from charterclock.oracle.strategies.hours import weeks
from charterclock.oracle.strategies.pledge import (
    availabilities,
    deadlines,
    frequencies,
    indexes,
    ratios,
    scores,
    statements,
)
from charterclock.oracle.strategies.reckoning import reckonings
from charterclock.oracle.strategies.tier import limits, tiers

__all__ = ["strategy_of"]


def _holidays() -> st.SearchStrategy[Holiday]:
    days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
    return st.builds(Holiday, days, st.just("day off"), st.sampled_from(KINDS))


def _dates_of_a_year() -> st.SearchStrategy[Annual]:
    return limits(["by"]).map(lambda limit: limit["by"])


_STRATEGIES: Final[dict[str, Callable[[], st.SearchStrategy[Any]]]] = {
    "Annual": _dates_of_a_year, "Availability": availabilities, "Calendar": calendars, "Charter": charters,
    "Deadline": deadlines, "Duration": durations, "Frequency": frequencies, "Holiday": _holidays, "Index": indexes,
    "Meanings": lambda: meanings().map(read_meanings), "Ratio": ratios, "Reckoning": reckonings, "Score": scores,
    "Statement": statements, "Tier": lambda: tiers().map(lambda found: found[0]), "Week": weeks,
}  # fmt: skip


def strategy_of(kind: type) -> st.SearchStrategy[Any]:
    """The strategy that draws values of one of our types; each shrinks as the strategy of its name does."""
    return _STRATEGIES[kind.__name__]()
