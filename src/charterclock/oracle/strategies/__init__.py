"""Hypothesis strategies: calendars with every oddity that offices have, cases that sit on their boundaries, charters
with every kind of pledge, and tables some of whose rows are bad in a way that is known.

Every strategy shrinks to what is plainest: an office open from 8 to 5, no days off, one working day from Monday 09:00.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from charterclock.oracle.strategies.calendar import calendars
from charterclock.oracle.strategies.case import BOUNDS, Case, cases
from charterclock.oracle.strategies.days_off import holidays, weekly_holidays
from charterclock.oracle.strategies.duration import amounts, durations
from charterclock.oracle.strategies.extension import extensions
from charterclock.oracle.strategies.hours import seasons, spans, special_hours, weeks
from charterclock.oracle.strategies.moment import dates_of, moments, starts
from charterclock.oracle.strategies.pause import pauses
from charterclock.oracle.strategies.reckoning import reckonings
from charterclock.oracle.strategies.zone import ZONES, zones

if TYPE_CHECKING:
    from charterclock.oracle.strategies.charter import charters, meanings
    from charterclock.oracle.strategies.log import event_logs
    from charterclock.oracle.strategies.outage import outages
    from charterclock.oracle.strategies.pledge import (
        availabilities,
        deadlines,
        frequencies,
        indexes,
        pledges,
        ratios,
        scores,
        statements,
    )
    from charterclock.oracle.strategies.table import Table, case_tables
    from charterclock.oracle.strategies.tier import limits, tiers

__all__ = [
    "BOUNDS", "ZONES", "Case", "Table", "amounts", "availabilities", "calendars", "case_tables", "cases", "charters",
    "dates_of", "deadlines", "durations", "event_logs", "extensions", "frequencies", "holidays", "indexes", "limits",
    "meanings", "moments", "outages", "pauses", "pledges", "ratios", "reckonings", "scores", "seasons", "spans",
    "special_hours", "starts", "statements", "tiers", "weekly_holidays", "weeks", "zones",
]  # fmt: skip

#: those of charters and tables, by module: loaded when first asked for, since they load pydantic and NumPy
_LAZY = {
    "Table": "table", "availabilities": "pledge", "case_tables": "table", "charters": "charter", "deadlines": "pledge",
    "event_logs": "log", "frequencies": "pledge", "indexes": "pledge", "limits": "tier", "meanings": "charter",
    "outages": "outage", "pledges": "pledge", "ratios": "pledge", "scores": "pledge", "statements": "pledge",
    "tiers": "tier",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
