"""Limits whose words can be read in two ways, or that promise no end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from charterclock.charter.lint import words
from charterclock.charter.lint.finding import Finding
from charterclock.charter.lint.reading import PrintedTime, printed_times
from charterclock.charter.model import Charter
from charterclock.charter.parts import Range
from charterclock.charter.pledges import Deadline, Tier
from charterclock.durations import Annual, Duration

__all__ = ["RULES", "is_rate", "limits_of", "said_twice", "sums"]

Path_ = tuple[str | int, ...]
_DAYS: Final = ("working day", "calendar day", "statutory day")
#: 3 days (working)
_WHICH: Final = re.compile(r"\s*\(\s*(?:bekerja|kerja|kalendar|kalender|takwim|working|calendar)\b", re.IGNORECASE)
#: a note that speaks of days
_SPEAKS_OF_DAYS: Final = re.compile(r"\b(?:hari|days?)\b", re.IGNORECASE)
#: the parts of a unit, and how many make a whole
_PARTS: Final = {
    "minute": ("second", 60), "hour": ("minute", 60), "day": ("hour", 24), "week": ("day", 7), "year": ("month", 12),
}  # fmt: skip
#: 24 hours a day, 7 days a week
_RATE: Final = re.compile(r"(?:an? |per |se)", re.IGNORECASE)
#: what stands between two times that are one promise
_BETWEEN: Final = re.compile(r"\s*(?:,|;|(?P<other>/|=|\(|atau|or|iaitu|yaitu))?\s*", re.IGNORECASE)
#: what stands between the parts of one time
_AND: Final = re.compile(r"\s*,?\s*(?:dan|and)?\s*", re.IGNORECASE)
#: clock time is one whatever its unit: an hour is sixty minutes
_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600}
#: the words that make a time a floor stand right before it
_FLOOR: Final = re.compile(rf"(?:{'|'.join(map(re.escape, words.FLOOR))})\s*\Z", re.IGNORECASE)
_FAR: Final = 40


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
        yield _bare(limit, pledge.terms.resolved(limit), path)


def bare_days_printed(charter: Charter) -> Iterator[Finding]:
    """CC911, a sentence that prints "days" where the file, without a note, says which."""
    for index, pledge in enumerate(charter.pledges):
        notes = (charter.source.note if charter.source else None, pledge.note)
        if not isinstance(pledge, Deadline) or any(_SPEAKS_OF_DAYS.search(note) for note in notes if note):
            continue
        says = pledge.says or ""
        times = [time.limit for time in printed_times(says) if not (is_rate(time) or _WHICH.match(says, time.end))]
        for _, limit, _ in limits_of(pledge, ()):
            bare = Duration(limit.amount, "day")
            if limit.unit in _DAYS and bare in times and limit not in times:
                yield _bare(bare, limit, ("pledges", index, "says"))
                break


def _bare(printed: Duration, meaning: Duration | Annual, path: Path_) -> Finding:
    kinds = {name: Duration(printed.amount, f"{name} day") for name in ("working", "calendar")}
    return Finding("CC911", path, {"limit": printed, "meaning": meaning, **kinds})


def working_months(charter: Charter) -> Iterator[Finding]:
    """CC912, a working month, which no law defines."""
    for pledge, _, limit, path in _all_limits(charter):
        if limit.unit == "working month" and pledge.terms.meanings.working_month is None:
            yield Finding("CC912", path)
    for index, deadline in enumerate(charter.pledges):
        if isinstance(deadline, Deadline) and deadline.terms.meanings.working_month is None:
            limits = tuple(limit for _, limit, _ in limits_of(deadline, ()))
            printed = [time for time in printed_times(deadline.says or "") if time.limit.unit == "working month"]
            if printed and limits and not any(limit.unit == "working month" for limit in limits):
                values = {"phrase": printed[0].text, "given": limits}
                yield Finding("CC912", ("pledges", index, "says"), values, "printed")


def two_units(charter: Charter) -> Iterator[Finding]:
    """CC913, two times side by side: '1 Hari / 24 Jam'."""
    for index, pledge in enumerate(charter.pledges):
        for first, second in said_twice(pledge.says or ""):
            values = {"first": first.text, "second": second.text}
            yield Finding("CC913", ("pledges", index, "says"), values)


def said_twice(says: str) -> Iterator[tuple[PrintedTime, PrintedTime]]:
    """Two times of a sentence that stand side by side as one promise."""
    for first, second in pairwise(printed_times(says)):
        between = _BETWEEN.fullmatch(says[first.end : second.start])
        if between and not is_rate(second) and not _is_one_time(first.limit, second.limit, bool(between["other"])):
            yield first, second


def sums(says: str) -> Iterator[tuple[Duration, tuple[PrintedTime, PrintedTime]]]:
    """The times that a sentence says in two parts, such as 1 hour 30 minutes, with their parts."""
    for first, second in pairwise(printed_times(says)):
        kind, _, unit = first.limit.unit.rpartition(" ")
        smaller, whole = _PARTS.get(unit, ("", 0)) if unit != "day" and unit != "week" else ("", 0)
        fits = second.limit.unit in (smaller, f"{kind} {smaller}".strip()) and second.limit.amount < whole
        if fits and _AND.fullmatch(says[first.end : second.start]):
            amount = first.limit.amount * whole + second.limit.amount
            yield Duration(amount, f"{kind} {smaller}".strip()), (first, second)


def is_rate(time: PrintedTime) -> bool:
    """Whether a time may say how often the one before it comes: 24 hours a day, 7 days a week."""
    return _RATE.match(time.text) is not None


def _is_one_time(first: Duration, second: Duration, other: bool) -> bool:
    """Whether two times are one unit, or one time such as 1 hour 30 minutes; not if the second is another way to say
    it (``other``), unless it is as long: 1 hour (60 minutes).
    """
    units = [time.unit.rpartition(" ")[2] for time in (first, second)]
    if first.unit == second.unit:
        return True
    if other:
        lengths = [time.amount * _SECONDS.get(unit, 0) for time, unit in zip((first, second), units, strict=True)]
        return lengths[0] == lengths[1] > 0
    smaller, whole = _PARTS.get(units[0], ("", 0))
    return units[1] == smaller and second.amount < whole


def floors(charter: Charter) -> Iterator[Finding]:
    """CC914, a floor where a promise to the client is meant."""
    for _, branch, limit, path in _all_limits(charter):
        if branch.bound == "at_least":
            yield Finding("CC914", path, {"limit": limit, "written": str(limit)})
    for index, pledge in enumerate(charter.pledges):
        if isinstance(pledge, Deadline) and not {b.bound for b in pledge.branches} & {"at_least", "before", "after"}:
            for phrase in _printed_floors(pledge):
                yield Finding("CC914", ("pledges", index, "says"), {"phrase": phrase}, "printed")


def _printed_floors(pledge: Deadline) -> list[str]:
    """The floors of a sentence; none where another time of it is the limit, and the floor may be for the client."""
    says, floors, others = pledge.says or "", [], set()
    for time in printed_times(says):
        found = _FLOOR.search(says[max(0, time.start - _FAR) : time.start])
        if found:
            floors.append(f"{found[0].strip()} {time.text}")
        else:
            others.add(_plain(time.limit))
    return [] if others & {_plain(limit) for _, limit, _ in limits_of(pledge, ())} else floors


def _plain(limit: Duration) -> tuple[object, str]:
    return limit.amount, limit.unit.rpartition(" ")[2]


RULES: Final = (bare_days, bare_days_printed, working_months, two_units, floors)
