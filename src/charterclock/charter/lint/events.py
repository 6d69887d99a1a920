"""Events and dates: what nobody records, what stops before it starts, names that differ by a letter, days left out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from charterclock.charter.conditions import ARRIVED
from charterclock.charter.lint.finding import Finding
from charterclock.charter.model import Charter
from charterclock.charter.parts import ClockEvents
from charterclock.charter.pledges import Deadline, Ratio

__all__ = ["RULES", "unrecorded"]

Path_ = tuple[str | int, ...]
_DAY: Final = timedelta(days=1)


def unrecorded(charter: Charter, columns: Iterable[str]) -> Iterator[Finding]:
    """CC931, a start or a stop that no column of the cases records."""
    known = {str(column) for column in columns}
    for index, pledge in enumerate(charter.pledges):
        ends = {"start": pledge.clock.start, "stop": pledge.clock.stop} if isinstance(pledge, Deadline) else {}
        for end, milestone in ends.items():
            for event in (name for name in milestone.names if name not in known):
                near = difflib.get_close_matches(event, sorted(known), n=1)
                values = {"event": event, "near": near[0] if near else ""}
                yield Finding("CC931", ("pledges", index, "clock", end), values, "near" if near else "")


def backward(charter: Charter) -> Iterator[Finding]:
    """CC932, a clock that starts and stops at one event, or whose events another pledge has in the other order."""
    order: dict[tuple[str, str], str] = {}
    for index, pledge in enumerate(charter.pledges):
        if not isinstance(pledge, Deadline) or pledge.clock == ClockEvents():  # what nobody wrote contradicts nothing
            continue
        path = ("pledges", index, "clock")
        starts, stops = pledge.clock.start.names, pledge.clock.stop.names
        for event in (name for name in starts if name in stops):
            yield Finding("CC932", path, {"event": event})
        if {branch.bound for branch in pledge.branches} == {"before"}:  # there the event comes last
            starts, stops = stops, starts
        for first, second in ((start, stop) for start in starts for stop in stops if start != stop):
            other = order.get((second, first))
            if other is not None:
                yield Finding("CC932", path, {"start": first, "stop": second, "other": other}, "order")
            order.setdefault((first, second), pledge.id)


def nearly_the_same(charter: Charter) -> Iterator[Finding]:
    """CC933, two names of events or columns that differ by one letter."""
    by_rest: dict[str, str] = {}
    places: dict[str, Path_] = {}
    for name, path in _names(charter):
        places.setdefault(name, path)
    for name, path in places.items():
        rests = _rests(name)
        first = next((by_rest[rest] for rest in rests if rest in by_rest), None)
        if first is not None:
            yield Finding("CC933", path, {"first": first, "second": name})
        for rest in rests:
            by_rest.setdefault(rest, name)


def _rests(name: str) -> list[str]:
    """A name, and what is left of it without one of its letters: names that share any of them differ by a letter.

    Digits tell names apart on purpose, as in phase1 and phase2, and short names are near each other by chance.
    """
    plain = "".join(letter for letter in name.casefold() if letter.isalnum())
    without = {plain[:n] + plain[n + 1 :] for n in range(len(plain)) if plain[n].isalpha() and len(plain) > 4}
    return [plain, *sorted(without)]


def _names(charter: Charter) -> Iterator[tuple[str, Path_]]:
    """The names of events and columns, in the order of the file, each with its place."""
    for index, pledge in enumerate(charter.pledges):
        path: Path_ = ("pledges", index)
        conditions: list[tuple[Any, Path_]] = [(pledge.applies, (*path, "applies"))]
        if isinstance(pledge, Ratio):
            conditions.append((pledge.cohort, (*path, "cohort")))
        if isinstance(pledge, Deadline):
            for end in ("start", "stop"):
                for name in getattr(pledge.clock, end).names:
                    yield name, (*path, "clock", end)
            conditions += [(tier.when, (*path, "tiers", n, "when")) for n, tier in enumerate(pledge.tiers)]
            for key in ("pause", "excludes"):
                if getattr(pledge, key):
                    yield getattr(pledge, key), (*path, key)
        for given, place in conditions:
            for column in given:
                if column != ARRIVED:
                    yield column, (*place, column)


def days_left_out(charter: Charter) -> Iterator[Finding]:
    """CC934, days between two revisions on which none is valid. (Days on which two are valid do not load: CC207.)"""
    by_id: dict[str, list[tuple[int, Any]]] = {}
    for place, pledge in enumerate(charter.pledges):
        by_id.setdefault(pledge.id, []).append((place, pledge.valid))
    for revisions in by_id.values():
        ordered = sorted(revisions, key=lambda found: found[1].from_ or date.min)
        for (place, before), (_, after) in pairwise(ordered):
            if before.to is not None and after.from_ is not None and before.to < after.from_:
                last = after.from_ - _DAY
                values = {"first": before.to, "last": last, "next": after.from_}
                form = "" if last == before.to else "span"
                yield Finding("CC934", ("pledges", place, "valid", "to"), values, form)


RULES: Final = (backward, nearly_the_same, days_left_out)
