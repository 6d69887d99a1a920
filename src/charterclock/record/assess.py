"""A table of cases assessed: tier, due, verdict and margin of each, and what is wrong with those that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.known import calendar_of_code
from charterclock.calendars.moments import Moment, instant_of
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone_arrays import Ints
from charterclock.charter.pledges import Deadline
from charterclock.charter.tiers import asked_columns
from charterclock.errors import CharterclockError, Problem
from charterclock.frames.bare import NAT
from charterclock.frames.columns import words
from charterclock.frames.texts import Texts
from charterclock.record.assessment import RESULTS, Assessment
from charterclock.record.assign import Repeated, assign, report_repeated
from charterclock.record.cases import as_frame, read_cases
from charterclock.record.group import Group

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["assess", "assess_table", "assessment", "problems_of"]


def assess(
    charter: Charter,
    frame: Any,
    *,
    at: Moment | None = None,
    pauses: Any = None,
    extensions: Any = None,
    columns: Mapping[str, str] | None = None,
    prefix: str = "",
) -> Any:
    """Due, verdict and margin of every case of a table.

    Args:
        charter: the charter whose pledges the cases are under.
        frame: a pandas, Polars or PyArrow table: wide (a row a case, a column a milestone) or an event log (``case``,
            ``activity``, ``timestamp``); ``docs/format.md``. Instants without offset are in the calendar's zone.
        at: the instant at which open cases are judged; needed when there are any. What is later has not happened yet.
        pauses: a second table (``case``, ``paused``, ``resumed``).
        extensions: a second table (``case``, ``extended``, ``until`` or ``by``).
        columns: the caller's column names, each with ours: ``{"open_dt": "requested"}``. They keep their names: what
            is mapped to ``pledge`` or ``due`` stands for it in the result.
        prefix: put before the names of the result columns.

    Returns:
        The same kind of table, a row for each case and pledge, with ``pledge``, ``tier``, ``due`` (aware, in the zone
        of the charter's calendar), ``verdict`` (null where ``problem`` is set), ``margin`` (due minus stop, or minus
        ``at``; signed), ``reason`` (why excluded), ``problem`` (code and sentence).

    Raises:
        CharterclockError: CC640 no dataframe, CC641, CC642 columns, CC643 a result column that the table has already,
            CC644 open cases without ``at``.
    """
    options = {"at": at, "pauses": pauses, "extensions": extensions, "columns": columns}
    return assess_table(charter, frame, prefix=prefix, **options)[0]


def assess_table(charter: Charter, frame: Any, *, prefix: str = "", **options: Any) -> tuple[Any, Assessment]:
    """What ``assess`` gives back, and the arrays behind it; ``options`` are those of ``assessment``."""
    found = assessment(charter, frame, **options)
    theirs = {ours: name for name, ours in (options.get("columns") or {}).items()}
    return _joined(charter, found, prefix, theirs), found


def assessment(
    charter: Charter,
    frame: Any,
    *,
    at: Moment | None = None,
    pauses: Any = None,
    extensions: Any = None,
    columns: Mapping[str, str] | None = None,
    broken: Mapping[int, str] | None = None,
    repeated: Repeated = report_repeated,
) -> Assessment:
    """The arrays behind ``assess``; the same arguments, and what is wrong with rows of the file, by row from 0.

    ``repeated`` says which cases were counted already: those of the same table, or of one of which it is a part.
    """
    zone = charter.office.zone
    until = None if at is None else instant_of(at, zone, "at")
    cases, given = read_cases(frame, zone, until, columns, _facts(charter), broken)
    cases.more_pauses = None if pauses is None else as_frame(pauses)
    cases.more_extensions = None if extensions is None else as_frame(extensions)
    assigned = assign(charter, cases)
    count = len(assigned.case)
    receipt, due, reached, stop = (np.full(count, NEVER) for _ in range(4))
    result = Assessment(
        cases, given, assigned.case, assigned.pledge, Texts.none(count), receipt, due, reached, stop, Texts.none(count),
        assigned.reason, assigned.problem, until, np.full(count, -1),
    )  # fmt: skip
    result.verdict.put(~result.reason.blank, "excluded")
    for name in result.pledge.words:
        rows = np.flatnonzero(result.pledge.where(name) & result.problem.blank)
        if not len(rows):
            continue
        for calendar, here in _by_calendar(charter, result, rows):
            Group(charter, result, calendar, here).assess(name)
    counted = result.problem.blank & ~result.verdict.where("excluded")
    repeated(charter, cases.frame, result.case, result.pledge, counted, result.problem)
    result.verdict.put(~result.problem.blank, None)
    return result


def problems_of(found: Assessment) -> list[Problem]:
    """What is wrong with the cases, by row of their table; of an event log, whose rows are several, by case."""
    cases = found.cases
    names = cases.column("case").to_list() if cases.log is not None else None
    problems = []
    for place in np.flatnonzero(~found.problem.blank).tolist():
        said, case = str(found.problem[place]), int(found.case[place])
        problems.append(Problem.of_cell(said, row=case + 1) if names is None
                        else Problem.of_cell(said, case=str(names[case])))  # fmt: skip
    return problems


def _facts(charter: Charter) -> set[str]:
    """The columns of a case table on which a due or its exclusion can depend."""
    names = {"pledge", "tier", "calendar", "excluded", "period", "due"}
    for pledge in charter:
        names |= set(pledge.applies)
        if isinstance(pledge, Deadline):
            names |= set(asked_columns(pledge))
    return names


def _by_calendar(charter: Charter, result: Assessment, rows: Ints) -> Iterator[tuple[Calendar, Ints]]:
    """Rows by their calendar: that of the charter, or the one that a column ``calendar`` names for a row."""
    if not result.cases.has("calendar"):
        yield charter.office, rows
        return
    codes = words(result.cases.column("calendar")).take(result.case[rows])
    if codes.blank.any():
        yield charter.office, rows[codes.blank]
    for code in codes.present():
        here = rows[codes.where(code)]
        try:
            yield calendar_of_code(code), here
        except CharterclockError as error:
            result.problem.put(here, f"{error.code} {error.message}")


def _joined(charter: Charter, found: Assessment, prefix: str, theirs: Mapping[str, str]) -> Any:
    """The caller's table, a row for each case and pledge, with the result columns; ``theirs``: their names by ours."""
    given, taken = found.given, found.case
    passed_on = {ours: name for ours in ("pledge", "due")
                 if (name := theirs.get(ours, ours)) in given.columns and not prefix}  # fmt: skip
    own = [name for name in RESULTS if name not in passed_on]
    clash = [prefix + name for name in own if prefix + name in given.columns]
    if clash:
        raise CharterclockError("CC643", f"the table already has columns {', '.join(clash)}", 'give prefix="our_"')
    identical = len(taken) == len(given) and bool((taken == np.arange(len(given))).all())
    frame = given if identical else given[taken.tolist()]
    zone = charter.office.zone
    judged_at = np.where(found.stop < NEVER, found.stop, found.at if found.at is not None else NEVER)
    has_due = (found.due < NEVER) & found.problem.blank
    has_margin = has_due & (judged_at < NEVER)
    due = np.where(has_due, found.due, NAT).view("M8[us]")
    margin = np.where(has_margin, found.due - judged_at, NAT).view("m8[us]")
    backend = given.implementation
    values = {
        "pledge": found.pledge.series(backend),
        "tier": found.tier.series(backend),
        "due": nw.new_series("due", due, nw.Datetime("us"), backend=backend)
        .dt.replace_time_zone("UTC").dt.convert_time_zone(zone),
        "verdict": found.verdict.series(backend),
        "margin": nw.new_series("margin", margin, nw.Duration("us"), backend=backend),
        "reason": found.reason.series(backend),
        "problem": found.problem.series(backend),
    }  # fmt: skip
    native = nw.to_native(frame)
    index = getattr(native, "index", None) if backend.is_pandas_like() else None
    added = []
    if "pledge" in passed_on:  # several pledges in one cell: each row names its own
        name = passed_on["pledge"]
        frame = frame.with_columns(values["pledge"].alias(name)
                                   if index is None else _indexed(values["pledge"], index, name))  # fmt: skip
    for name in own:
        series = values[name].alias(prefix + name)
        added.append(series if index is None else _indexed(series, index, prefix + name))
    return nw.to_native(frame.with_columns(*added))


def _indexed(values: nw.Series[Any], index: Any, name: str) -> nw.Series[Any]:
    native = nw.to_native(values)
    native.index = index
    series: nw.Series[Any] = nw.from_native(native, series_only=True)
    return series.alias(name)


