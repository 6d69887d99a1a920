"""Verdicts into attainment, for each promise, tier and period; and the other kinds of promise beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from charterclock.calendars.moments import Moment, instant_of, read_moment
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone import as_datetime
from charterclock.charter.conditions import FrozenMap
from charterclock.charter.pledges import Availability, Deadline, Frequency, Index, Ratio, Score
from charterclock.errors import CharterclockError, Problem
from charterclock.record.availability import availability
from charterclock.record.frequency import frequencies
from charterclock.record.inputs import Table, strangers
from charterclock.record.periods import LENGTHS, Period, periods_between
from charterclock.record.placed import Placed
from charterclock.record.record import Record
from charterclock.record.row import Row
from charterclock.record.scores import index, ratios, scores
from charterclock.record.tally import Tally

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["attainment"]

_DAY: Final = timedelta(days=1)
Over = tuple[Moment, Moment]


def attainment(
    charter: Charter,
    cases: Any = None,
    *,
    at: Moment | None = None,
    by: str = "month",
    over: Over | None = None,
    pauses: Any = None,
    extensions: Any = None,
    columns: Mapping[str, str] | None = None,
    events: Any = None,
    answers: Any = None,
    counts: Any = None,
    outages: Any = None,
    note: str = "",
    broken: Mapping[int, str] | None = None,
) -> Record:
    """How well the promises of a charter were kept, by period.

    Args:
        charter: the charter.
        cases: a table of cases, raw or as ``assess`` gave it back; or a ``Tally`` of them, by the same ``by``.
        at: the instant at which open cases, running windows and open outages are judged.
        by: ``month``, ``quarter`` or ``year``; availability goes by its own ``per``, frequencies by theirs.
        over: the first and last local date, both included, or two instants, half-open; by default the periods of
            the data.
        pauses: see ``assess``; for raw cases.
        extensions: see ``assess``; for raw cases.
        columns: see ``assess``.
        events: of frequencies: ``pledge``, ``date``.
        answers: of scores: ``pledge``, ``date``, ``score``; of an index also ``element``.
        counts: of ratios: ``pledge``, ``period``, ``done``, ``of``.
        outages: of availability: ``system``, ``start``, ``end``, ``planned``.
        note: a remark that every output prints.
        broken: what is wrong with rows of the cases' file, by row from 0.

    Returns:
        A record with a row for each pledge, tier and period. The target is compared with the exact value, once the
        period is over; without cases there is no data, never 100%.

    Raises:
        CharterclockError: CC631 ``by`` or ``over``, and what ``assess`` raises.
    """
    if by not in LENGTHS:
        raise CharterclockError("CC631", f"by is month, quarter or year, found {by!r}")
    zone = charter.office.zone
    placed, tally = None, cases if isinstance(cases, Tally) else None
    if cases is not None and tally is None:
        options = {"pauses": pauses, "extensions": extensions, "columns": columns, "broken": broken}
        placed = Placed.of(charter, cases, at=at, **options)
    elif tally is not None and tally.by != by:
        raise CharterclockError("CC631", f"the cases are tallied by {tally.by}, and reported by {by}")
    low, high, first, last = _window(over, zone, placed, tally, by)
    whole = Period.of(first, by).first, Period.of(last, by).last
    if tally is not None and (whole != (first, last) or isinstance(over and read_moment(over[0]), datetime)):
        raise CharterclockError("CC631", f"{first} to {last} are no whole {by}s, which is all that a tally knows")
    rows: list[Row] = []
    problems = [] if placed is None else _of("cases", placed.problems)
    if placed is not None:
        tally = Tally.of(placed, by, zone, (placed.instant >= low) & (placed.instant < high))
    of_pledges = {} if tally is None else tally.rows(charter, periods_between(first, last, by))
    until = None if at is None else as_datetime(instant_of(at, zone, "at"), zone)
    for table, what in ((events, "events"), (answers, "answers"), (counts, "counts")):
        problems += [] if table is None else _of(what, strangers(table, what, charter.ids))
    for pledge in charter.ids:
        for position, revision in enumerate(charter.revisions(pledge)):
            if isinstance(revision, Deadline):
                if position == 0:  # the cases of all revisions are counted under one id
                    rows += of_pledges.get(pledge, [])
                continue
            span = _valid_span(revision, first, last)
            if span is None:
                continue
            table, (found, wrong) = _other(charter, revision, span, over, until, by, events, answers, counts, outages)
            rows += found
            problems += _of(table, wrong)
    said = tuple(dict.fromkeys(problems))
    unplaced = FrozenMap({} if tally is None else tally.unplaced())
    untold = 0 if tally is None or placed is not None else tally.unjudged
    return Record(charter, tuple(rows), by, (first, last), until, said, unplaced, note,
                  as_datetime(high, zone), untold, as_datetime(low, zone))  # fmt: skip


def _of(table: str, problems: Sequence[Problem]) -> list[Problem]:
    """Problems with the table whose rows they count: ``cases``, ``outages``, ``events``, ``answers`` or ``counts``."""
    return [replace(problem, file=table) for problem in problems]


def _other_systems(charter: Charter, pledge: Availability) -> set[str]:
    """The names of the systems of a charter's other availability pledges."""
    names: set[str] = set()
    for other in charter:
        if isinstance(other, Availability) and other.id != pledge.id:
            names |= {other.id, *(other.systems.names if other.systems else ())}
    return names


def _other(
    charter: Charter, pledge: Any, span: tuple[date, date], over: Over | None, at: datetime | None, by: str,
    events: Any, answers: Any, counts: Any, outages: Any,
) -> tuple[str, tuple[list[Row], list[Problem]]]:  # fmt: skip
    """The table of a pledge that is not judged case by case, and its rows; none where its data is not given."""
    if isinstance(pledge, Availability) and outages is not None:
        exact = over is not None and isinstance(read_moment(over[0]), datetime)
        window = over if exact and over is not None else span
        return "outages", availability(pledge, outages, window, at, others=_other_systems(charter, pledge))
    if isinstance(pledge, Frequency) and events is not None:
        return "events", frequencies(pledge, events, span, at)
    if isinstance(pledge, Score) and answers is not None:
        return "answers", scores(pledge, answers, span, by)
    if isinstance(pledge, Index) and answers is not None and "element" in Table.of(answers, "answers", ()).names:
        return "answers", index(pledge, answers, span, by)
    if isinstance(pledge, Ratio) and counts is not None:
        return "counts", ratios(pledge, counts, span)
    return "", ([], [])


def _valid_span(pledge: Any, first: date, last: date) -> tuple[date, date] | None:
    """The dates of a window on which a revision is in force."""
    low = max(first, pledge.valid.from_ or first)
    high = min(last, pledge.valid.to - _DAY if pledge.valid.to else last)
    return (low, high) if low <= high else None


def _window(
    over: Over | None, zone: str, placed: Placed | None, tally: Tally | None, by: str
) -> tuple[int, int, date, date]:
    """The window as instants, half-open, and as its first and last local date."""
    if over is None:
        span = _span(placed, zone) if tally is None else tally.span
        if span is None:
            raise CharterclockError("CC631", "no case has a date: say which dates to report on", "over=(first, last)")
        first, last = Period.of(span[0], by).first, Period.of(span[1], by).last
    else:
        hint = 'over=("2025-01-01", "2025-12-31")'
        if not isinstance(over, tuple | list) or len(over) != 2:
            raise CharterclockError("CC631", f"over is two dates, or two instants, found {over!r}", hint)
        begin, end = read_moment(over[0]), read_moment(over[1])
        if isinstance(begin, datetime) != isinstance(end, datetime):
            raise CharterclockError("CC631", "over is two dates, or two instants, found one of each", hint)
        if isinstance(begin, datetime):
            start, stop = instant_of(begin, zone), instant_of(end, zone)
            if stop <= start:
                raise CharterclockError("CC631", f"over ends before it begins: {over[0]} to {over[1]}")
            return start, stop, as_datetime(start, zone).date(), as_datetime(stop - 1, zone).date()
        first, last = begin, end
        if last < first:
            raise CharterclockError("CC631", f"over ends before it begins: {first} to {last}")
    midnight = [datetime(day.year, day.month, day.day) for day in (first, last + _DAY)]
    return instant_of(midnight[0], zone), instant_of(midnight[1], zone), first, last


def _span(placed: Placed | None, zone: str) -> tuple[date, date] | None:
    """The first and last date of some cases."""
    known: Any = [] if placed is None else placed.instant[placed.instant < NEVER]
    if not len(known):
        return None
    low, high = (as_datetime(int(edge), zone).date() for edge in (np.min(known), np.max(known)))
    return low, high
