"""Verdicts into attainment, for each promise, tier and period; and the other kinds of promise beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np

from charterclock.calendars.moments import Moment, instant_of, read_moment
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone import as_datetime
from charterclock.calendars.zone_arrays import Ints
from charterclock.charter.conditions import FrozenMap
from charterclock.charter.pledges import Availability, Deadline, Frequency, Index, Ratio, Score
from charterclock.errors import CharterclockError, Problem
from charterclock.frames.columns import local_days, microseconds, numbers, read_instants, words
from charterclock.frames.texts import Texts
from charterclock.record.assess import assessment, problems_of
from charterclock.record.assign import report_repeated
from charterclock.record.availability import availability
from charterclock.record.cases import as_frame, mapped
from charterclock.record.frequency import frequencies
from charterclock.record.group import Assessment
from charterclock.record.inputs import Table, strangers
from charterclock.record.periods import LENGTHS, Period, periods_between
from charterclock.record.record import COUNTED, SHOWN, Record, Row, reaches
from charterclock.record.scores import index, ratios, scores

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["attainment", "attainment_row"]

_VERDICTS: Final = (*COUNTED, *SHOWN)
_ASSESSED: Final = ("pledge", "verdict", "due", "margin", "problem")
_DAY: Final = timedelta(days=1)
Over = tuple[Moment, Moment]


@dataclass(eq=False)
class _Placed:
    """Judged cases with the instant that places each in a period: ``NEVER`` where there is none."""

    pledge: Texts
    tier: Texts
    verdict: Texts
    instant: Ints
    problems: Sequence[Problem]


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
        cases: a table of cases, raw or as ``assess`` gave it back.
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
    placed = None
    if cases is not None:
        options = {"pauses": pauses, "extensions": extensions, "columns": columns, "broken": broken}
        placed = _placed(charter, cases, at=at, **options)
    low, high, first, last = _window(over, zone, placed, by)
    rows: list[Row] = []
    problems = [] if placed is None else _of("cases", placed.problems)
    unplaced: dict[str, int] = {}
    if placed is not None:
        inside = (placed.instant >= low) & (placed.instant < high)
        nowhere = placed.verdict.take(placed.instant >= NEVER)
        for verdict in _VERDICTS:
            count = int(np.count_nonzero(nowhere.where(verdict)))
            unplaced |= {verdict: count} if count else {}
        tables = _Counts(placed, inside, periods_between(first, last, by), zone)
    until = None if at is None else as_datetime(instant_of(at, zone, "at"), zone)
    for table, what in ((events, "events"), (answers, "answers"), (counts, "counts")):
        problems += [] if table is None else _of(what, strangers(table, what, charter.ids))
    for pledge in charter.ids:
        for position, revision in enumerate(charter.revisions(pledge)):
            if isinstance(revision, Deadline):
                if position == 0:  # the cases of all revisions are counted under one id
                    rows += tables.rows(charter.revisions(pledge)) if placed is not None else []
                continue
            span = _valid_span(revision, first, last)
            if span is None:
                continue
            table, (found, wrong) = _other(charter, revision, span, over, until, by, events, answers, counts, outages)
            rows += found
            problems += _of(table, wrong)
    said = tuple(dict.fromkeys(problems))
    return Record(charter, tuple(rows), by, (first, last), until, said, FrozenMap(unplaced), note,
                  as_datetime(high, zone))  # fmt: skip


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


def _window(over: Over | None, zone: str, placed: _Placed | None, by: str) -> tuple[int, int, date, date]:
    """The window as instants, half-open, and as its first and last local date."""
    if over is None:
        known = placed.instant[placed.instant < NEVER] if placed is not None else np.empty(0, dtype=np.int64)
        if not len(known):
            raise CharterclockError("CC631", "no case has a date: say which dates to report on", "over=(first, last)")
        low, high = (as_datetime(int(edge), zone).date() for edge in (known.min(), known.max()))
        first, last = Period.of(low, by).first, Period.of(high, by).last
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


def _placed(charter: Charter, cases: Any, **options: Any) -> _Placed:
    frame = mapped(as_frame(cases), options["columns"] or {})
    if set(_ASSESSED) <= set(frame.columns):
        return _from_assessed(charter, frame, {name: options[name] for name in ("at", "pauses", "extensions")})
    found = assessment(charter, cases, **options)
    return _from_assessment(charter, found)


def _from_assessment(charter: Charter, found: Assessment) -> _Placed:
    instant = {"due": found.reached, "receipt": found.receipt, "stop": found.stop}[charter.period_by]
    verdict = found.verdict.copy()
    verdict.put(~found.problem.blank, "problem")
    return _Placed(found.pledge, found.tier, verdict, instant, problems_of(found))


def _from_assessed(charter: Charter, frame: Any, options: Mapping[str, Any]) -> _Placed:
    """Cases that ``assess`` has judged. A floor has no due there: when it was reached is computed again from the case,
    where its milestones are in the table.
    """
    if charter.period_by == "receipt":
        raise CharterclockError("CC645", "a charter whose periods go by receipt needs the raw cases, not assessed ones")
    zone = charter.office.zone
    due = _with_floors(charter, frame, read_instants(frame["due"], zone).at, options)
    verdict = words(frame["verdict"])
    if charter.period_by == "stop":
        lengths = _microseconds(frame["margin"])
        stopped = verdict.among(("met", "missed", "early"))
        due = np.where(stopped & (due < NEVER), due - lengths, NEVER)
    pledge, problem = words(frame["pledge"]), words(frame["problem"])
    counted = problem.blank & ~verdict.blank & ~verdict.where("excluded")
    report_repeated(charter, frame, np.arange(len(frame)), pledge, counted, problem)
    fine = problem.blank
    tier = words(frame["tier"]) if "tier" in frame.columns else Texts.none(len(frame))
    verdict.put(~fine | verdict.blank, "problem")
    problems = [Problem.of_cell(str(problem[row]), row=row + 1) for row in np.flatnonzero(~fine).tolist()]
    return _Placed(pledge, tier, verdict, due, problems)


def _microseconds(margin: Any) -> Ints:
    """Margins as they come from a table, or in seconds as they come from a file."""
    if margin.dtype == nw.Duration:
        return microseconds(margin)[0]
    micros: Ints = np.nan_to_num(numbers(margin)[0] * 1e6).round().astype(np.int64)
    return micros


def _with_floors(charter: Charter, frame: Any, due: Ints, options: Mapping[str, Any]) -> Ints:
    floors = [
        pledge.id
        for pledge in charter
        if isinstance(pledge, Deadline) and any(branch.bound == "at_least" for branch in pledge.branches)
    ]
    if not floors:
        return due
    rows = np.flatnonzero(words(frame["pledge"]).among(floors) & (due >= NEVER))
    if not len(rows):
        return due
    raw = frame[rows.tolist()].drop("tier", "due", "verdict", "margin", "reason", "problem", strict=False)
    found = assessment(charter, raw.to_native(), **options)
    due[rows] = found.reached
    return due


class _Counts:
    """Cases counted by pledge, tier, period and verdict, all at once."""

    def __init__(self, placed: _Placed, inside: Any, periods: Sequence[Period], zone: str) -> None:
        self.periods = periods
        rows = np.flatnonzero(inside)
        days = local_days(placed.instant[rows], zone)
        starts = np.array([period.first.toordinal() for period in periods], dtype=np.int64)
        period = np.searchsorted(starts, days, side="right") - 1
        # the last place of pledges and tiers is for those that have none
        self.pledges, self.tiers = placed.pledge.words, placed.tier.words
        shape = (len(self.pledges) + 1, len(self.tiers) + 1, len(periods), len(placed.verdict.words))
        axes: tuple[Ints, ...] = (
            placed.pledge.codes[rows].astype(np.int64), placed.tier.codes[rows].astype(np.int64), period,
            placed.verdict.codes[rows].astype(np.int64),
        )  # fmt: skip
        flat = np.zeros(len(rows), dtype=np.int64)
        for length, place in zip(shape, axes, strict=True):
            flat = flat * length + np.where(place < 0, length - 1, place)
        table = np.bincount(flat, minlength=int(np.prod(shape))).reshape(shape)
        verdicts = [placed.verdict.words.index(name) if name in placed.verdict.words else -1 for name in _VERDICTS]
        self.table = np.stack([table[..., place] if place >= 0 else np.zeros_like(table[..., 0]) for place in verdicts],
                              axis=-1)  # fmt: skip

    def rows(self, revisions: Sequence[Deadline]) -> list[Row]:
        """The rows of a pledge, then of the tiers that any of its revisions has, period by period."""
        names = dict.fromkeys(tier.name for pledge in revisions for tier in pledge.tiers)
        return [row for tier in (None, *names) for row in self._rows(revisions, tier)]

    def _rows(self, revisions: Sequence[Deadline], tier: str | None) -> list[Row]:
        pledge = revisions[-1]
        table = np.zeros(self.table.shape[2:], dtype=np.int64)
        if pledge.id in self.pledges and (tier is None or tier in self.tiers):
            of_pledge = self.table[self.pledges.index(pledge.id)]
            table = of_pledge.sum(axis=0) if tier is None else of_pledge[self.tiers.index(tier)]
        return [
            attainment_row(
                pledge, tier, period, _target(revisions, tier, period),
                dict(zip(_VERDICTS, table[place].tolist(), strict=True)),
            )
            for place, period in enumerate(self.periods)
        ]  # fmt: skip


def _target(revisions: Sequence[Deadline], tier: str | None, period: Period) -> Fraction | None:
    """The target in a period: that of the revision in force on its first date, else of the last that has the tier."""
    having = [pledge for pledge in revisions if tier is None or any(part.name == tier for part in pledge.tiers)]
    pledge = next((pledge for pledge in having if period.first in pledge.valid), having[-1])
    own = next((part.target for part in pledge.tiers if part.name == tier), None)
    return own if own is not None else pledge.target


def attainment_row(
    pledge: Deadline, tier: str | None, period: Period, target: Fraction | None, counts: Mapping[str, int]
) -> Row:
    """Attainment from counts by verdict: met of met, missed, overdue and early. Without a target all is promised."""
    counted = sum(counts.get(verdict, 0) for verdict in COUNTED)
    met = counts.get("met", 0)
    value = Fraction(met, counted) if counted else None
    wanted = Fraction(1) if target is None else target
    return Row(
        pledge.id, tier, pledge.kind, period, wanted, value, reaches(value, wanted), met, counted, FrozenMap(counts)
    )
