"""The cases behind the figures of a record: exactly those that it counts, each with the period of its figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import narwhals as nw
import numpy as np

from charterclock.calendars.moments import instant_of
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone_arrays import Ints
from charterclock.errors import CharterclockError
from charterclock.frames.columns import read_instants, words
from charterclock.frames.texts import Texts
from charterclock.record.assessment import Assessment
from charterclock.record.periods import periods_between
from charterclock.record.placed import Placed, margins
from charterclock.record.record import Record
from charterclock.record.tally import Tally, periods_of

__all__ = ["Behind", "cases_behind"]

#: so many differences are told of cases that are not those of a record
_TOLD: Final = 5
_STOPPED: Final = ("met", "missed", "early")


@dataclass(eq=False)
class Behind:
    """The cases that a record counts, in the order of their table; arrays have one entry a case.

    Attributes:
        row: the row of the table, from 1; of an event log the number of the case.
        name: what the table calls the case; ``None`` without a column ``case``.
        pledge: its promise.
        tier: its tier.
        period: the name of the period in which it is counted; blank where it is in none.
        verdict: as it is counted.
        due: the due, ``NEVER`` where there is none.
        stop: when it was done, ``NEVER`` where it is open.
        reason: why it is excluded.
        problem: what is wrong with it.
    """

    row: Ints
    name: list[Any] | None
    pledge: Texts
    tier: Texts
    period: Texts
    verdict: Texts
    due: Ints
    stop: Ints
    reason: Texts
    problem: Texts

    def __len__(self) -> int:
        return len(self.row)


def cases_behind(record: Record, cases: Any, most: int | None = None, **options: Any) -> Behind:
    """The cases that a record counts; none of another period, and all of those without one.

    Args:
        record: the record.
        cases: a table of them, raw or as ``assess`` gave it back.
        most: how many there may be.
        options: ``pauses``, ``extensions``, ``columns``, ``broken``, as ``attainment`` was given them.

    Raises:
        CharterclockError: CC706 where the cases, counted, are not what the record says; CC707 more than ``most``; and
            what ``attainment`` raises of cases.
    """
    charter, zone = record.charter, record.charter.office.zone
    placed = Placed.of(charter, cases, at=record.at, **options)
    low, high = _window(record)
    inside = (placed.instant >= low) & (placed.instant < high)
    _compare(record, Tally.of(placed, record.by, zone, inside))
    rows = np.flatnonzero(inside | (placed.instant >= NEVER))
    if most is not None and len(rows) > most:
        said = f"{len(rows):,} cases are more than a sheet holds ({most:,})"
        hint = "leave them out, and write them with charter.assess as Parquet; or report on fewer periods at once"
        raise CharterclockError("CC707", said, hint)
    period = periods_of(placed.instant, record.by, zone)
    row, name, due, stop, reason, problem = _details(placed)
    return Behind(
        row[rows] + 1, None if name is None else name[rows.tolist()].to_list(), placed.pledge.take(rows),
        placed.tier.take(rows), period.take(rows), placed.verdict.take(rows), due[rows], stop[rows], reason.take(rows),
        problem.take(rows),
    )  # fmt: skip


def _window(record: Record) -> tuple[int, int]:
    zone, (first, last) = record.charter.office.zone, record.over
    after = last + timedelta(days=1)
    begin = record.start or datetime(first.year, first.month, first.day)
    return instant_of(begin, zone), instant_of(record.end or datetime(after.year, after.month, after.day), zone)


def _details(placed: Placed) -> tuple[Ints, Any, Ints, Ints, Texts, Texts]:
    """Row from 0, name, due, stop, reason and problem of each case."""
    source = placed.source
    if isinstance(source, Assessment):
        name = source.cases.column("case") if source.cases.has("case") else None
        names = None if name is None else name[source.case.tolist()]
        return source.case, names, source.due, source.stop, source.reason, source.problem
    assert isinstance(source, nw.DataFrame)
    due = read_instants(source["due"], "UTC").at
    stop = np.where(placed.verdict.among(_STOPPED) & (due < NEVER), due - margins(source["margin"]), NEVER)
    reason = words(source["reason"]) if "reason" in source.columns else Texts.none(len(due))
    names = source["case"] if "case" in source.columns else None
    return np.arange(len(due)), names, due, stop, reason, words(source["problem"])


def _compare(record: Record, tally: Tally) -> None:
    """That cases, counted, give the record's own counts."""
    found = list(_differences(record, tally))
    if found:
        more = f", and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
        hint = "give the cases, pauses, extensions and columns that attainment was given"
        said = "; ".join(found[:_TOLD]) + more
        raise CharterclockError("CC706", f"these are not the cases that the record counts: {said}", hint)


def _differences(record: Record, tally: Tally) -> Iterator[str]:
    rows = tally.rows(record.charter, periods_between(*record.over, record.by))
    counted = {(row.pledge, row.tier, row.period): row.counts for of_pledge in rows.values() for row in of_pledge}
    for row in record.rows:
        if row.kind != "deadline":
            continue
        counts = counted.pop((row.pledge, row.tier, row.period), {})
        for verdict in dict.fromkeys((*row.counts, *counts)):
            told, here = row.counts.get(verdict, 0), counts.get(verdict, 0)
            if told != here:
                name = f"{row.pledge}{f' / {row.tier}' if row.tier else ''}, {row.period}"
                yield f"{name}: {told} {verdict} in the record, {here} among the cases"
    for (pledge, tier, period), counts in counted.items():
        if tier is None and any(counts.values()):
            yield f"{pledge}, {period}: {sum(counts.values())} among the cases, none in the record"
    unplaced = tally.unplaced()
    for verdict in dict.fromkeys((*record.unplaced, *unplaced)):
        told, here = record.unplaced.get(verdict, 0), unplaced.get(verdict, 0)
        if told != here:
            yield f"in no period: {told} {verdict} in the record, {here} among the cases"
