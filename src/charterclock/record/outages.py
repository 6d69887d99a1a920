"""A table of outages, read into columns for each system of a pledge."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import numpy as np

from charterclock.calendars.zone_arrays import Bools, Ints
from charterclock.charter.pledges import Availability
from charterclock.errors import CaseError, Problem, nearest
from charterclock.frames.texts import Texts
from charterclock.record.inputs import Table

__all__ = ["Outages", "Spans", "planned_of", "read_outages", "union"]

#: spans as their begins and their ends
Spans = tuple[Ints, Ints]

_YES_NO: Final = {
    **dict.fromkeys(("yes", "true", "1", "ya"), 1),
    **dict.fromkeys(("no", "false", "0", "tidak"), 0),
}


@dataclass(frozen=True, eq=False)
class Outages:
    """The outages of one system in the order of the table: instants, half-open, microseconds since 1970 UTC."""

    begin: Ints
    end: Ints
    planned: Bools


@dataclass(eq=False)
class _Refused:
    """Rows that cannot be used, and why."""

    rows: Bools
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, rows: Bools, column: str, said: Callable[[int], str], hint: str | None = None) -> None:
        """Refuses rows; ``said`` gives for each, from 0, its code and message."""
        for row in np.flatnonzero(rows).tolist():
            self.problems.append(Problem.of_cell(said(row), row=row + 1, field=column, hint=hint))
        self.rows |= rows


def read_outages(
    pledge: Availability, given: Any, until: int | None, others: Collection[str]
) -> tuple[list[Outages], list[Problem]]:
    """The outages of each system that a pledge promises, in the order of its names.

    Args:
        pledge: one without ``systems`` has a single system, called by its id.
        given: any table with columns ``start``, ``end`` and optionally ``system``, ``planned``.
        until: what lies later has not happened, microseconds since 1970 UTC; ``None``: all of it has.
        others: systems of other pledges, which are passed over.

    Returns:
        The outages, ended by ``until``, and the rows that could not be used, in the order of the table.

    Raises:
        CaseError: CC632, an outage has no end and there is no ``until``.
        CharterclockError: CC640, CC641: no table, or a column is missing.
    """
    table = Table.of(given, "outages", ("start", "end"))
    names = pledge.systems.names if pledge.systems else (pledge.id,)
    named = table.words("system")
    system = _places(named, names)
    ours = ~(named.among(others) & (system < 0))
    planned = planned_of(table)
    zone = pledge.terms.office.zone
    begin, end = table.instants("start", zone), table.instants("end", zone)

    refused = _Refused(np.zeros(len(table), dtype=np.bool_))
    hint = "one of " + ", ".join(names)
    refused.refuse(ours & (system < 0), "system", lambda row: _unnamed(pledge, named[row]), hint)
    refused.refuse(ours & (planned < 0), "planned", lambda row: "CC635 planned is yes or no")
    for column, cells in (("start", begin), ("end", end)):
        refused.refuse(ours & ~cells.problem.blank, column, partial(_told, cells.problem))
        # A date alone would make a day of downtime more or less: no guess.
        refused.refuse(ours & cells.is_date, column, lambda row: "CC602 a date alone; the time of day is needed")
    refused.refuse(ours & begin.blank & ~refused.rows, "start", lambda row: "CC601 the outage has no start")
    ended = ours & (end.at < begin.at) & ~begin.blank
    refused.refuse(ended, "end", lambda row: "CC633 the outage ends before it starts")

    usable = ours & ~refused.rows
    if until is None and np.any(usable & end.blank):
        raise CaseError("CC632", f"the outage of row {np.argmax(usable & end.blank) + 1} has no end: at is needed")
    stop = end.at if until is None else np.minimum(end.at, until)
    rows = [np.flatnonzero(usable & (system == place)) for place in range(len(names))]
    problems = sorted(refused.problems, key=lambda problem: problem.row or 0)
    return [Outages(begin.at[which], stop[which], planned[which] == 1) for which in rows], problems


def _told(problem: Texts, row: int) -> str:
    return str(problem[row])


def _unnamed(pledge: Availability, name: str | None) -> str:
    if name is None:
        return f"CC634 pledge {pledge.id} has several systems, and the outage names none"
    near = nearest(name, pledge.systems.names) if pledge.systems else None
    return f"CC634 pledge {pledge.id} promises no system {name!r}" + (f"; {near}" if near else "")


def _places(named: Texts, names: tuple[str, ...]) -> Ints:
    """The place of each system among the names; -1 where it is none of them."""
    places = {name: place for place, name in enumerate(names)}
    unnamed = 0 if len(names) == 1 else -1
    return np.array([*(places.get(word, -1) for word in named.words), unnamed], dtype=np.int64)[named.codes]


def planned_of(table: Table) -> Ints:
    """1 where an outage was planned, 0 where not, -1 where that cannot be read."""
    told = table.words("planned")
    return np.array([*(_YES_NO.get(word.lower(), -1) for word in told.words), 0], dtype=np.int64)[told.codes]


def union(begin: Ints, end: Ints) -> Spans:
    """Spans sorted and merged where they overlap or touch; empty ones are none."""
    some = begin < end
    if not some.any():
        return begin[:0], end[:0]
    order = np.argsort(begin[some], kind="stable")
    begin, reach = begin[some][order], np.maximum.accumulate(end[some][order])
    apart = begin[1:] > reach[:-1]
    return begin[np.append(True, apart)], reach[np.append(apart, True)]
