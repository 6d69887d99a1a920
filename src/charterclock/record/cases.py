"""A caller's table of cases, wide or as an event log, as columns of cases: milestones, facts, pauses, extensions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import narwhals as nw
import numpy as np

from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone_arrays import Bools, Ints
from charterclock.charter.fields import Milestone
from charterclock.charter.tiers import is_blank
from charterclock.errors import CharterclockError, nearest
from charterclock.frames.columns import Instants, factorized, read_instants, words
from charterclock.frames.texts import Texts
from charterclock.record.events import Events, extension_events, pause_events

__all__ = ["Cases", "as_frame", "blanks", "found_instead", "mapped", "read_cases"]

_LOG: Final = ("activity", "timestamp")
_MOST_NAMED: Final = 20


@dataclass(eq=False)
class Cases:
    """Columns of cases; every array has one entry a case.

    Attributes:
        frame: the table to which the result is joined: one row a case.
        log: the table of events, if it is one, sorted by case and time; else ``None``.
        of: for each row of ``log``, its case.
        at: what happened later is left out; ``None`` where nothing is.
        names: for each row of ``log``, its activity.
        problem: what is wrong with a case.
    """

    frame: nw.DataFrame[Any]
    zone: str
    at: int | None
    log: nw.DataFrame[Any] | None = None
    of: Ints | None = None
    names: Texts | None = None
    problem: Texts = field(default_factory=lambda: Texts.none(0))
    more_pauses: nw.DataFrame[Any] | None = None
    more_extensions: nw.DataFrame[Any] | None = None
    _columns: dict[tuple[str, str], Instants] = field(default_factory=dict)
    _times: dict[str, Instants] = field(default_factory=dict)
    _events: dict[tuple[Any, ...], Events] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.frame)

    def has(self, column: str) -> bool:
        """Whether the table has a column of facts of that name."""
        return column in self.frame.columns

    def column(self, name: str) -> nw.Series[Any]:
        """A column of facts."""
        return self.frame[name]

    def knows(self, milestone: str) -> bool:
        """Whether the milestone can be in the table: a log may have any, a wide table needs its column."""
        return self.log is not None or milestone in self.frame.columns

    def times(self, zone: str) -> Instants:
        """The timestamps of a log."""
        if zone not in self._times:
            assert self.log is not None
            self._times[zone] = read_instants(self.log["timestamp"], zone)
        return self._times[zone]

    def events(self, name: str, zone: str) -> tuple[Ints, Ints]:
        """Of a log, the cases and instants of an activity, up to ``at``, in order."""
        assert self.names is not None
        assert self.of is not None
        times = self.times(zone).at
        rows = np.flatnonzero(self.names.where(name) & (times < NEVER))
        if self.at is not None:
            rows = rows[times[rows] <= self.at]
        return self.of[rows], times[rows]

    def milestone(self, name: str, zone: str, last: bool, ahead: bool = False) -> Instants:
        """The first instant of a milestone in each case, or the last.

        Args:
            name: the milestone.
            zone: the zone of instants without offset.
            last: whether the last one counts (a stop) or the first (a start).
            ahead: whether what lies after ``at`` is known too: the event of a ``before`` pledge.
        """
        key = (f"{name}/{last}/{ahead}", zone)
        if key not in self._columns:
            self._columns[key] = self._read(name, zone, last, ahead)
        return self._columns[key]

    def _read(self, name: str, zone: str, last: bool, ahead: bool) -> Instants:
        if self.log is None:
            return read_instants(self.frame[name], zone)
        assert self.names is not None
        assert self.of is not None
        times = self.times(zone)
        rows = np.flatnonzero(self.names.where(name) & (times.at < NEVER))
        if self.at is not None and not ahead:
            rows = rows[times.at[rows] <= self.at]
        found = Instants.none(len(self))
        order = rows if last else rows[::-1]  # the last assignment stays
        found.at[self.of[order]] = times.at[order]
        found.is_date[self.of[order]] = times.is_date[order]
        return found

    def combined(self, milestone: Milestone, zone: str, last: bool, ahead: bool = False) -> Instants:
        """The instant of a milestone, of the last of several (``all``), or of the first of several (``any``)."""
        parts = [self.milestone(name, zone, last, ahead) for name in milestone.names]
        if len(parts) == 1:
            return parts[0]
        at = np.stack([part.at for part in parts])
        # A missing one is NEVER: it makes the last of several missing, and is passed over by the first of several.
        pick = at.argmax(axis=0) if milestone.all else at.argmin(axis=0)
        rows = np.arange(len(self))
        problem = parts[0].problem
        for part in parts[1:]:
            problem = problem.filled(part.problem)
        return Instants(at[pick, rows], np.stack([part.is_date for part in parts])[pick, rows], problem)

    def stops(self, stop: Milestone, zone: str) -> Ints:
        """The stops in force: one that a later ``reopened`` undoes is none. The first of several is the first of those
        that were not undone.
        """
        again = np.full(len(self), NEVER)
        if self.log is not None or self.has("reopened"):
            again = self.milestone("reopened", zone, last=True).at
        if self.at is not None:
            again = np.where(again > self.at, NEVER, again)

        def in_force(at: Ints) -> Ints:
            return np.where((again < NEVER) & (again >= at), NEVER, at)

        if stop.any:
            parts = [in_force(self.milestone(name, zone, last=True).at) for name in stop.names]
            first: Ints = np.min(np.stack(parts), axis=0)
            return first
        return in_force(self.combined(stop, zone, last=True).at)

    def withdrawn(self, zone: str) -> Bools:
        """Which cases were withdrawn."""
        if self.log is None and not self.has("withdrawn"):
            return np.zeros(len(self), dtype=np.bool_)
        when = self.milestone("withdrawn", zone, last=False).at
        return when < NEVER if self.at is None else when <= self.at

    def pauses(self, pause: str | None, stop: Milestone, zone: str) -> Events:
        """The pauses of the cases; ``pause`` is a pledge's own activity that stops the clock until the next one."""
        stops = () if stop.all else stop.names
        return self._once(("pause", pause, stops, zone), lambda: pause_events(self, pause, stops, zone))

    def extensions(self, zone: str) -> Events:
        """The extensions of the cases."""
        return self._once(("extension", zone), lambda: extension_events(self, zone))

    def _once(self, key: tuple[Any, ...], read: Callable[[], Events]) -> Events:
        """Events are those of all cases, whatever their pledge: they are read once for all groups."""
        if key not in self._events:
            self._events[key] = read()
        return self._events[key]


def read_cases(
    frame: Any, zone: str, at: int | None, columns: Mapping[str, str] | None = None, facts: Collection[str] = (),
    broken: Mapping[int, str] | None = None,
) -> tuple[Cases, nw.DataFrame[Any]]:  # fmt: skip
    """A table of cases from a dataframe.

    Args:
        frame: pandas, Polars or PyArrow; wide (a row a case) or an event log (``case``, ``activity``, ``timestamp``).
        zone: the zone of instants without offset.
        at: what happened later is left out.
        columns: the caller's names, each with ours.
        facts: columns of a log that must not say two things of one case.
        broken: what is wrong with the shape of rows, by row from 0: a problem of the row, in a log of its case.

    Returns:
        The cases, and the caller's table of one row a case, with its own column names.

    Raises:
        CharterclockError: CC640 not a dataframe, CC641 a column is missing, CC642 a mapped column does not exist.
    """
    given = as_frame(frame)
    renamed = mapped(given, columns or {})
    if not set(_LOG) <= set(renamed.columns):
        if len(set(_LOG) & set(renamed.columns)) == 1:
            lacking = next(name for name in _LOG if name not in renamed.columns)
            hint = found_instead(lacking, renamed)
            raise CharterclockError("CC641", f"an event log needs a column {lacking!r}", hint)
        cases = Cases(renamed, zone, at, problem=Texts.none(len(renamed)))
        for row, said in (broken or {}).items():
            cases.problem.put(row, said)
        return cases, given
    if "case" not in renamed.columns:
        raise CharterclockError("CC641", "an event log needs a column 'case'", found_instead("case", renamed))
    return _from_log(renamed, zone, at, facts, broken or {})


def found_instead(column: str, frame: nw.DataFrame[Any]) -> str:
    """What to say of a column that a table lacks: the nearest that it has, else all of them."""
    shown = ", ".join(frame.columns[:_MOST_NAMED]) + (" ..." if len(frame.columns) > _MOST_NAMED else "")
    return nearest(column, frame.columns) or f"the table has {shown or 'no columns'}"


def as_frame(frame: Any) -> nw.DataFrame[Any]:
    """A dataframe of any supported kind.

    Raises:
        CharterclockError: CC640, not a dataframe.
    """
    try:
        return nw.from_native(frame, eager_only=True)
    except TypeError:
        hint = "a pandas, Polars or PyArrow table; charterclock.engines take lazy frames, relations and datasets"
        raise CharterclockError("CC640", f"not a dataframe: {type(frame).__name__}", hint) from None


def mapped(frame: nw.DataFrame[Any], columns: Mapping[str, str]) -> nw.DataFrame[Any]:
    """A table with the caller's names replaced by ours.

    Raises:
        CharterclockError: CC642, no such column, or two of one name.
    """
    for theirs, ours in columns.items():
        if theirs not in frame.columns:
            hint = found_instead(theirs, frame)
            raise CharterclockError("CC642", f"there is no column {theirs!r} to be mapped to {ours!r}", hint)
        if list(columns.values()).count(ours) > 1:
            raise CharterclockError("CC642", f"two columns are mapped to {ours!r}")
        if ours in frame.columns and ours not in columns:
            raise CharterclockError("CC642", f"column {theirs!r} cannot be mapped to {ours!r}: there is one already")
    return frame.rename(dict(columns)) if columns else frame


def _from_log(
    log: nw.DataFrame[Any], zone: str, at: int | None, facts: Collection[str], broken: Mapping[int, str]
) -> tuple[Cases, nw.DataFrame[Any]]:
    """One row a case, in order of first appearance, with the one value that each column of facts has in it."""
    codes, firsts = factorized(log["case"])
    count = len(firsts)
    times = read_instants(log["timestamp"], zone)
    names = words(log["activity"])
    problem = Texts.none(count)
    wrong = np.flatnonzero(~times.problem.blank)
    lacking = np.flatnonzero((times.at >= NEVER) & times.problem.blank)
    problem.put(codes[lacking], "CC601 a row of the log has no timestamp")
    problem.put(codes[wrong], times.problem.take(wrong))
    problem.put(blanks(log["case"])[firsts], "CC629 a row of the log names no case")
    for row in sorted(broken, reverse=True):  # of several rows of a case the first is told
        problem.put(codes[row], f"{broken[row]} (row {row + 1})")
    order = np.lexsort((np.arange(len(codes)), times.at, codes))
    data: dict[str, nw.Series[Any]] = {}
    for column in log.columns:
        if column in ("activity", "timestamp", "until", "by"):
            continue
        filled = np.flatnonzero(~blanks(log[column]))
        place = np.array(firsts, dtype=np.int64)
        place[codes[filled[::-1]]] = filled[::-1]
        data[column] = log[column][place.tolist()]
        if column in facts:
            said = words(log[column]).codes
            differ = codes[filled][said[filled] != said[place[codes[filled]]]]
            problem.put(differ, f"CC627 the rows of the case say two things of {column}")
    frame = log[list(map(int, firsts))].select(*data) if count else log.select(*data)
    if count:
        told = {column: series for column, series in data.items() if column != "case"}
        if log.implementation.is_pandas_like():  # whose columns are joined by their index
            told = {column: nw.new_series(column, series.to_list(), series.dtype, backend=log.implementation)
                    for column, series in told.items()}  # fmt: skip
        frame = frame.with_columns(**told)
    sorted_log = log[order.tolist()]
    cases = Cases(frame, zone, at, sorted_log, codes[order], names.take(order), problem)
    return cases, frame


def blanks(series: nw.Series[Any]) -> Bools:
    """Which cells of a column of any kind hold nothing."""
    if series.dtype == nw.String:
        return (series.is_null() | (series.str.strip_chars().str.len_chars() == 0)).fill_null(True).to_numpy().astype(
            np.bool_
        )
    if series.dtype == nw.Object:
        return np.array([is_blank(cell) for cell in series.to_list()], dtype=np.bool_)
    return series.is_null().to_numpy().astype(np.bool_)
