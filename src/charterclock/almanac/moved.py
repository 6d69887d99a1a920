"""Cases assessed by two calendars: those whose due, tier or verdict moves."""

from __future__ import annotations

from collections.abc import Mapping
from operator import ne
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.zone_arrays import Bools
from charterclock.record.assess import assess_table
from charterclock.record.assessment import Assessment

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["moved_cases"]


def moved_cases(charter: Charter, first: Calendar, second: Calendar, frame: Any, options: Mapping[str, Any]) -> Any:
    """The rows of a table of cases that the one calendar judges otherwise; see ``Difference.cases``."""
    charters = [charter.replace(calendar=calendar) for calendar in (first, second)]
    (one, before), (two, after) = (
        assess_table(by, frame, **options, prefix=prefix)
        for by, prefix in zip(charters, ("first_", "second_"), strict=True)
    )
    # Which cases a pledge takes depends on no calendar: the rows of both stand side by side.
    ours, theirs = (nw.from_native(table, eager_only=True) for table in (one, two))
    added = [theirs[name] for name in theirs.columns if name.startswith("second_") and name not in ours.columns]
    moved = np.flatnonzero(_differ(before, after))
    return nw.to_native(ours.with_columns(*added)[moved.tolist()])


def _differ(before: Assessment, after: Assessment) -> Bools:
    found: Bools = (before.due != after.due) | (before.reached != after.reached)
    for one, two in ((before.verdict, after.verdict), (before.tier, after.tier), (before.problem, after.problem)):
        found |= np.fromiter(map(ne, one, two), np.bool_, len(before))
    return found
