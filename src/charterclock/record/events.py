"""Pauses and extensions of many cases as flat columns, in order of case and time."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone_arrays import Ints
from charterclock.charter.tiers import is_blank
from charterclock.errors import CharterclockError, CharterclockWarning, nearest
from charterclock.frames.columns import Instants, factorized, local_days, numbered, read_instants

if TYPE_CHECKING:
    from charterclock.record.cases import Cases

__all__ = ["NO_DATE", "Events", "extension_events", "matched_cases", "pause_events"]

#: no date is stated
NO_DATE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """Pauses or extensions; one entry each, sorted by case, then time.

    Attributes:
        of: the case.
        begin: when the pause began, or the notice of the extension was given.
        end: when it resumed (``NEVER``: it has not), or the instant until which the time is extended.
        day: the day number until which it is extended; ``NO_DATE`` where none is stated.
        by: the phrase of the duration by which it is extended, or ``None``.
        problems: cases with what is wrong with their events.
    """

    of: Ints
    begin: Ints
    end: Ints
    day: Ints
    by: np.ndarray[Any, np.dtype[np.object_]]
    problems: tuple[tuple[int, str], ...] = ()

    def __len__(self) -> int:
        return len(self.of)

    def starts(self, count: int) -> Ints:
        """The place of the first entry of each case, and of the end: cases without entries have an empty stretch."""
        return np.searchsorted(self.of, np.arange(count + 1))


def _events(
    of: Ints, begin: Ints, end: Ints, day: Ints | None = None, by: Any = None,
    problems: list[tuple[int, str]] | None = None,
) -> Events:  # fmt: skip
    order = np.lexsort((begin, of))
    days = np.full(len(of), NO_DATE) if day is None else day
    phrases = np.full(len(of), None, dtype=object) if by is None else by
    return Events(of[order], begin[order], end[order], days[order], phrases[order], tuple(problems or ()))


def matched_cases(cases: Cases, table: nw.DataFrame[Any], what: str, column: str) -> tuple[Ints, Ints]:
    """The rows of a second table and the case of each; rows of cases that the first table lacks are warned of."""
    if "case" not in table.columns or not cases.has("case"):
        raise CharterclockError("CC641", f"{what} are joined by a column 'case', which is missing")
    if column not in table.columns:
        raise CharterclockError("CC641", f"{what} have no column {column!r}", nearest(column, table.columns))
    ours, theirs = cases.column("case"), table["case"]
    if ours.dtype == theirs.dtype and ours.implementation == theirs.implementation:
        codes, _ = factorized(nw.concat([ours.alias("case").to_frame(), theirs.to_frame()])["case"])
    else:
        codes = numbered([*ours.to_list(), *theirs.to_list()])
    one, two = codes[: len(ours)], codes[len(ours) :]
    order = np.argsort(one, kind="stable")
    low, high = np.searchsorted(one[order], two), np.searchsorted(one[order], two, side="right")
    count = high - low  # a case can be in several rows of the first table
    rows = np.repeat(np.arange(len(two)), count)
    turn = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    found = order[np.repeat(low, count) + turn]
    unknown = np.flatnonzero(count == 0)
    if len(unknown):
        shown = ", ".join(map(str, (unknown[:10] + 1).tolist())) + (" ..." if len(unknown) > 10 else "")
        warnings.warn(
            f"{len(unknown)} rows of {what} belong to no case of the table: rows {shown}",
            CharterclockWarning, stacklevel=4,
        )
    return rows, found


def _joined(parts: list[Events]) -> Events:
    if len(parts) == 1:
        return parts[0]
    problems = [problem for part in parts for problem in part.problems]
    of, begin, end, day = (
        np.concatenate([getattr(part, name) for part in parts] or [np.empty(0, np.int64)])
        for name in ("of", "begin", "end", "day")
    )
    by = np.concatenate([part.by for part in parts] or [np.empty(0, dtype=object)])
    return _events(of, begin, end, day, by, problems)


def pause_events(cases: Cases, pause: str | None, stops: Sequence[str], zone: str) -> Events:
    """The pauses of a table of cases, up to its ``at``: from its log, its own columns, or a second table.

    Args:
        cases: the table.
        pause: a pledge's own activity that stops the clock.
        stops: activities of a log that end an open pause, even if a later ``reopened`` undoes them.
        zone: the zone of instants without offset.
    """
    parts = []
    if cases.log is not None:
        parts.append(_logged_pauses(cases, pause, stops, zone))
    elif cases.has("paused"):
        everyone = np.arange(len(cases))
        resumed = read_instants(cases.column("resumed"), zone) if cases.has("resumed") else Instants.none(len(cases))
        parts.append(_listed(everyone, read_instants(cases.column("paused"), zone), resumed, cases.at))
    if cases.more_pauses is not None:
        rows, of = matched_cases(cases, cases.more_pauses, "pauses", "paused")
        begin = read_instants(cases.more_pauses["paused"], zone)
        ends = "resumed" in cases.more_pauses.columns
        end = read_instants(cases.more_pauses["resumed"], zone) if ends else Instants.none(len(begin.at))
        parts.append(_listed(of, begin.take(rows), end.take(rows), cases.at))
    return _joined(parts)


def _unread(of: Ints, *columns: Instants) -> list[tuple[int, str]]:
    """The cases with a cell that cannot be read, and what is wrong with it."""
    return [
        (int(of[row]), str(column.problem[row]))
        for column in columns
        for row in np.flatnonzero(~column.problem.blank).tolist()
    ]


def _listed(of: Ints, begin: Instants, end: Instants, at: int | None) -> Events:
    problems = _unread(of, begin, end)
    for side in (begin, end):
        problems += [(int(case), "CC602 a pause is a date alone") for case in of[side.is_date]]
    backward = (end.at < begin.at) | (begin.blank & ~end.blank)
    problems += [(int(case), "CC603 a pause ends before it begins") for case in of[backward]]
    keep = ~begin.blank & ~backward
    if at is not None:
        keep &= begin.at <= at
    closed = end.at if at is None else np.where(end.at > at, NEVER, end.at)
    return _events(of[keep], begin.at[keep], closed[keep], problems=problems)


def _logged_pauses(cases: Cases, pause: str | None, stops: Sequence[str], zone: str) -> Events:
    names, of, times = cases.names, cases.of, cases.times(zone)
    assert names is not None
    assert of is not None
    known = times.at < NEVER if cases.at is None else times.at <= cases.at
    rows = np.flatnonzero(known)
    names, of, at = names.take(rows), of[rows], times.at[rows]
    places = np.arange(len(rows))
    resumed = names.where("resumed")
    following = np.append(places[1:], len(rows))
    begins = names.where("paused")
    own = names.where(pause) if pause is not None else np.zeros(len(rows), dtype=np.bool_)
    later = np.where(resumed | names.among(stops), places, len(rows))
    next_end = np.minimum.accumulate(later[::-1])[::-1] if len(rows) else later
    stop = np.where(own, following, next_end)
    inside = np.append(of, -1).take(np.minimum(stop, len(rows))) == of
    end = np.where(inside, np.append(at, NEVER).take(np.minimum(stop, len(rows))), NEVER)
    starts = np.flatnonzero(begins | own)
    first_pause = np.full(len(cases), len(rows))
    first_pause[of[starts[::-1]]] = starts[::-1]
    stray = np.flatnonzero(resumed & (places < first_pause[of]))
    problems = [(int(case), "CC607 resumed without a pause") for case in dict.fromkeys(of[stray].tolist())]
    return _events(of[starts], at[starts], end[starts], problems=problems)


def extension_events(cases: Cases, zone: str) -> Events:
    """The extensions of a table of cases, up to its ``at``: from its log, its own columns, or a second table."""
    parts = []
    if cases.log is not None:
        assert cases.names is not None
        assert cases.of is not None
        rows = np.flatnonzero(cases.names.where("extended"))
        if len(rows):
            parts.append(_stated(cases.log, rows, cases.of[rows], cases.times(zone).take(rows), zone, cases.at))
    elif cases.has("extended"):
        everyone = np.arange(len(cases))
        notice = read_instants(cases.column("extended"), zone)
        parts.append(_stated(cases.frame, everyone, everyone, notice, zone, cases.at))
    if cases.more_extensions is not None:
        rows, of = matched_cases(cases, cases.more_extensions, "extensions", "extended")
        notice = read_instants(cases.more_extensions["extended"], zone).take(rows)
        parts.append(_stated(cases.more_extensions, rows, of, notice, zone, cases.at))
    found = _joined(parts)
    return replace(found, problems=(*found.problems, *_twice(found)))


def _twice(found: Events) -> list[tuple[int, str]]:
    """Cases that are told of one extension twice: by a duration, it would lengthen the time twice."""
    told = Counter(
        (case, when, str(by))
        for case, when, by in zip(found.of.tolist(), found.begin.tolist(), found.by, strict=True)
        if by is not None
    )
    return [(case, f"CC628 an extension by {by} is there twice") for (case, _, by), count in told.items() if count > 1]


def _stated(
    table: nw.DataFrame[Any], rows: Ints, of: Ints, notice: Instants, zone: str, at: int | None
) -> Events:
    until = read_instants(table["until"], zone).take(rows) if "until" in table.columns else Instants.none(len(rows))
    cells = [table["by"].to_list()[row] for row in rows] if "by" in table.columns else [None] * len(rows)
    by = np.array([None if is_blank(cell) else cell for cell in cells] + [None], dtype=object)[:-1]
    told = ~notice.blank & (True if at is None else notice.at <= at)
    has_by = np.array([cell is not None for cell in by], dtype=np.bool_)
    problems = _unread(of, notice, until)
    wrong = told & (has_by == ~until.blank)
    problems += [(int(case), "CC607 an extension is until a date, or by a duration") for case in of[wrong]]
    keep = told & ~wrong
    day = np.where(until.is_date, local_days(until.at, zone), NO_DATE)
    end = np.where(until.is_date, NEVER, until.at)
    return _events(of[keep], notice.at[keep], end[keep], day[keep], by[keep], problems)
