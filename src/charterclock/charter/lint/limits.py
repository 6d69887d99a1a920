"""Limits whose words can be read in two ways, or that promise no end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from charterclock.charter.lint.finding import Finding
from charterclock.charter.lint.reading import PrintedTime, printed_times
from charterclock.charter.model import Charter
from charterclock.charter.parts import Range
from charterclock.charter.pledges import Deadline, Tier
from charterclock.durations import Annual, Duration

__all__ = ["RULES", "is_rate", "limits_of", "said_twice"]

Path_ = tuple[str | int, ...]
#: a note that speaks of days
_SPEAKS_OF_DAYS: Final = re.compile(r"\b(?:hari|days?)\b", re.IGNORECASE)
#: the parts of a unit, and how many make a whole
_PARTS: Final = {
    "minute": ("second", 60), "hour": ("minute", 60), "day": ("hour", 24), "week": ("day", 7), "year": ("month", 12),
}  # fmt: skip
#: 24 hours a day, 7 days a week
_RATE: Final = re.compile(r"(?:an? |per |se)", re.IGNORECASE)
#: what stands between two times that are one promise
_BETWEEN: Final = re.compile(r"\s*(?:/|,|;|=|\(|atau|or|iaitu|yaitu)?\s*", re.IGNORECASE)


def limits_of(pledge: Deadline, path: Path_) -> Iterator[tuple[Deadline | Tier, Duration, Path_]]:
    """Every duration of a pledge, as written: its branch, the duration, the path of its place."""
    for index, branch in enumerate(pledge.branches):
        place = (*path, "tiers", index, branch.bound) if pledge.tiers else (*path, branch.bound)
        limit = getattr(branch, branch.bound)
        if isinstance(limit, Range):
            yield branch, limit.from_, (*place, "from")
            yield branch, limit.to, (*place, "to")
        elif not isinstance(limit, Annual):
            yield branch, limit, place


def _all_limits(charter: Charter) -> Iterator[tuple[Deadline, Deadline | Tier, Duration, Path_]]:
    for index, pledge in enumerate(charter.pledges):
        if isinstance(pledge, Deadline):
            for branch, limit, path in limits_of(pledge, ("pledges", index)):
                yield pledge, branch, limit, path


def bare_days(charter: Charter) -> Iterator[Finding]:
    """CC911, a print that says "days" and nowhere which days."""
    told: set[int] = set()
    for pledge, _, limit, path in _all_limits(charter):
        notes = (charter.source.note if charter.source else None, pledge.note)
        if limit.unit != "day" or id(pledge) in told or any(_SPEAKS_OF_DAYS.search(note) for note in notes if note):
            continue
        told.add(id(pledge))
        kinds = {name: Duration(limit.amount, f"{name} day") for name in ("working", "calendar")}
        yield Finding("CC911", path, {"limit": limit, "meaning": pledge.terms.resolved(limit), **kinds})


def working_months(charter: Charter) -> Iterator[Finding]:
    """CC912, a working month, which no law defines."""
    for pledge, _, limit, path in _all_limits(charter):
        if limit.unit == "working month" and pledge.terms.meanings.working_month is None:
            yield Finding("CC912", path)


def two_units(charter: Charter) -> Iterator[Finding]:
    """CC913, two times side by side: '1 Hari / 24 Jam'."""
    for index, pledge in enumerate(charter.pledges):
        for first, second in said_twice(pledge.says or ""):
            values = {"first": first.text, "second": second.text}
            yield Finding("CC913", ("pledges", index, "says"), values)


def said_twice(says: str) -> Iterator[tuple[PrintedTime, PrintedTime]]:
    """Two times of a sentence that stand side by side as one promise."""
    for first, second in pairwise(printed_times(says)):
        apart = not is_rate(second) and not _is_one_time(first.limit, second.limit)
        if apart and _BETWEEN.fullmatch(says[first.end : second.start]):
            yield first, second


def is_rate(time: PrintedTime) -> bool:
    """Whether a time may say how often the one before it comes: 24 hours a day, 7 days a week."""
    return _RATE.match(time.text) is not None


def _is_one_time(first: Duration, second: Duration) -> bool:
    """Whether two times are one unit, or one time such as 1 hour 30 minutes."""
    smaller, whole = _PARTS.get(first.unit.rpartition(" ")[2], ("", 0))
    second_unit = second.unit.rpartition(" ")[2]
    return first.unit == second.unit or (second_unit == smaller and second.amount < whole)


def floors(charter: Charter) -> Iterator[Finding]:
    """CC914, a floor where a promise to the client is meant."""
    for _, branch, limit, path in _all_limits(charter):
        if branch.bound == "at_least":
            yield Finding("CC914", path, {"limit": limit, "written": str(limit)})


RULES: Final = (bare_days, working_months, two_units, floors)
