"""DuckDB functions: what a calendar answers, in SQL, for a connection that asked for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from charterclock import frames
from charterclock.calendars.calendar import Calendar
from charterclock.engines.mapper import Mapper
from charterclock.engines.needed import needed
from charterclock.engines.outages import merging
from charterclock.errors import CaseError, CharterclockError

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["assess", "merged_outages", "register"]

#: how Arrow lays out an interval
_INTERVAL: Final = np.dtype([("months", "<i4"), ("days", "<i4"), ("nanos", "<i8")])
_DAY_NS: Final = 86_400 * 10**9
_ROW: Final = "charterclock row"
Instants = Literal["TIMESTAMP", "TIMESTAMPTZ"]


def register(
    connection: Any, office: Calendar, *, prefix: str = "office_", instants: Instants = "TIMESTAMP",
    reckoning: Any = None, bound: str = "within", errors: str = "raise",
) -> None:  # fmt: skip
    """Gives a connection five functions of a calendar. NULL in, NULL out.

    ``office_shift(DATE, BIGINT)``: the n-th working day after a date. ``office_add(instant, INTERVAL)``: the instant
    at which so much opening time has passed. ``office_between(instant, instant)``: opening time, an INTERVAL.
    ``office_is_open(instant)``: BOOLEAN. ``office_due(instant, BIGINT, VARCHAR)``: the last permitted instant of so
    many of a unit, such as ``working day``. They are the functions of ``charterclock.frames``, with the same answers.

    Args:
        connection: a DuckDB connection; functions of these names must not be there yet.
        office: the calendar.
        prefix: what the names begin with, so that a connection can have several calendars.
        instants: the type of instants: ``TIMESTAMP``, clock times in the calendar's zone, or ``TIMESTAMPTZ``, which
            DuckDB makes of a TIMESTAMP by the zone of its session.
        reckoning: of ``due``: the rules of counting, or a preset's name; all defaults when ``None``.
        bound: of ``due``: ``within``, ``under``, ``after``, ``before``, ``at_least``.
        errors: ``raise``, or ``null``: rows outside the calendar become NULL.

    Raises:
        CharterclockError: CC646 an unknown type of instants, CC701 DuckDB or PyArrow is not installed.

    Example:
        >>> import charterclock as cc, duckdb as db
        >>> from charterclock.engines import duckdb
        >>> connection = db.connect()
        >>> duckdb.register(connection, cc.calendar("MY-07"))
        >>> connection.execute("select office_shift(date '2025-04-30', 2)").fetchone()
        (datetime.date(2025, 5, 5),)
    """
    needed("duckdb", "duckdb")
    needed("pyarrow", "duckdb")
    if instants not in ("TIMESTAMP", "TIMESTAMPTZ"):
        raise CharterclockError("CC646", f"instants are TIMESTAMP or TIMESTAMPTZ, found {instants!r}")

    def shift(dates: Any, n: Any) -> Any:
        return frames.shift(office, dates, n, errors=errors)

    def add(starts: Any, amounts: Any) -> Any:
        return frames.add(office, starts, _lengths(amounts), errors=errors)

    def between(starts: Any, ends: Any) -> Any:
        return _intervals(frames.between(office, starts, ends, errors=errors))

    def is_open(at: Any) -> Any:
        return frames.is_open(office, at, errors=errors)

    def due(starts: Any, amounts: Any, units: Any) -> Any:
        return _by_unit(
            units, starts.type,
            lambda rows, unit: frames.due(
                office, starts.filter(rows), amounts.filter(rows), unit, reckoning, bound, errors=errors
            ),
        )  # fmt: skip

    functions: list[tuple[Callable[..., Any], list[str], str]] = [
        (shift, ["DATE", "BIGINT"], "DATE"), (add, [instants, "INTERVAL"], instants),
        (between, [instants, instants], "INTERVAL"), (is_open, [instants], "BOOLEAN"),
        (due, [instants, "BIGINT", "VARCHAR"], instants),
    ]  # fmt: skip
    for function, takes, gives in functions:
        name = prefix + function.__name__
        connection.create_function(name, function, takes, gives, type="arrow", null_handling="special")


def assess(charter: Charter, cases: Any, cursor: Any, *, together: bool = False, **options: Any) -> Any:
    """Judged cases of a relation: a relation again. It is a stream, to be read once: write it out, or count it.

    Args:
        charter: the charter.
        cases: a relation of the connection, such as ``connection.sql("from 'cases/*.parquet'")``; an event log is
            brought into the order of its cases by DuckDB, which spills to disk where memory ends.
        cursor: reads the result: ``connection.cursor()``, since the connection of ``cases`` is busy as long as it is
            read from.
        together: brings the rows of a case together in a wide table, too, so that a case that is twice under one
            pledge is told wherever its rows lie; DuckDB orders it by case then.
        options: ``at``, ``columns``, ``prefix``, ``by``; see ``engines.mapper.Mapper``.

    Raises:
        CharterclockError: CC701, DuckDB or PyArrow is not installed; and what ``assess`` raises.

    Example:
        >>> import charterclock as cc, duckdb as db
        >>> from charterclock.engines import duckdb
        >>> connection = db.connect()
        >>> cases = connection.sql("select 'email-account' as pledge, timestamp '2025-04-30T10:00' as requested, "
        ...                        "timestamp '2025-05-06T16:00' as processed")
        >>> cursor = connection.cursor()
        >>> judged = duckdb.assess(cc.load("charters/penang-btmkn.yaml"), cases, cursor)
        >>> judged.aggregate("verdict, count(*)").fetchall()
        [('missed', 1)]
    """
    needed("duckdb", "duckdb")
    pa = needed("pyarrow", "duckdb")
    mapper = Mapper(charter, together=together, **options)
    if mapper.keeps_together(cases.columns):
        case = mapper.case_of(cases.columns).replace('"', '""')
        numbered = cases.project(f'*, row_number() over () as "{_ROW}"')  # rows of a case keep their order
        cases = numbered.order(f'"{case}", "{_ROW}"').project(f'* exclude ("{_ROW}")')
    reader = pa.RecordBatchReader.from_stream(cases)
    judged = pa.RecordBatchReader.from_batches(mapper.schema(reader.schema), mapper.map(reader))
    return cursor.from_arrow(judged)


def merged_outages(outages: Any) -> Any:
    """Outages of a relation, those that overlap or touch as one; merged by DuckDB, a relation again.

    Attainment of the merged ones is that of all. Parts of a table can be merged wherever they lie, in any order, and
    what they give once more.

    Args:
        outages: a relation with instants ``start`` and ``end`` (blank: it runs still), and ``system`` and ``planned``
            where there are any.

    Raises:
        CharterclockError: CC641, a column is missing.

    Example:
        >>> import duckdb as db
        >>> from charterclock.engines import duckdb
        >>> told = db.sql("select timestamp '2025-05-01T10:00' as start, timestamp '2025-05-01T10:30' as end union all "
        ...               "select timestamp '2025-05-01T10:20', timestamp '2025-05-01T11:00'")
        >>> duckdb.merged_outages(told).fetchall()
        [(datetime.datetime(2025, 5, 1, 10, 0), datetime.datetime(2025, 5, 1, 11, 0))]
    """
    return outages.query("outages", merging("outages", outages.columns, '"'))


def _lengths(amounts: Any) -> Any:
    """Intervals as lengths of time; days are 24 hours, and months have no length."""
    import pyarrow as pa

    column = amounts.combine_chunks() if isinstance(amounts, pa.ChunkedArray) else amounts
    if not len(column):
        return pa.array([], pa.duration("us"))
    cells = np.frombuffer(column.buffers()[1], _INTERVAL)[column.offset : column.offset + len(column)]
    blank = np.asarray(column.is_null())
    if (cells["months"][~blank] != 0).any():
        raise CaseError("CC646", "an interval of months or years has no length", "give hours or minutes")
    micros = cells["days"].astype(np.int64) * (_DAY_NS // 1000) + cells["nanos"] // 1000
    return pa.array(micros.view("m8[us]"), mask=blank)


def _intervals(lengths: Any) -> Any:
    import pyarrow as pa

    column = lengths.combine_chunks() if isinstance(lengths, pa.ChunkedArray) else lengths
    blank = np.asarray(column.is_null())
    cells = np.zeros(len(column), _INTERVAL)
    cells["nanos"] = np.where(blank, 0, column.cast(pa.duration("us")).fill_null(0).to_numpy().astype(np.int64)) * 1000
    valid = pa.array(~blank).buffers()[1] if len(column) else None
    kind = pa.month_day_nano_interval()
    return pa.Array.from_buffers(kind, len(column), [valid, pa.py_buffer(cells.tobytes())])


def _by_unit(units: Any, kind: Any, answer: Callable[[Any, str], Any]) -> Any:
    """The answers of rows whose units differ: all of one unit at once, each in its row again; blank without a unit."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows, answers = [], []
    for unit in units.unique().to_pylist():
        if unit is not None:
            here = pc.equal(units, unit).combine_chunks().fill_null(False)
            rows.append(np.flatnonzero(here))
            answers.append(answer(here, unit))
    place = np.full(len(units), -1)
    found = np.concatenate(rows) if rows else np.empty(0, np.int64)
    place[found] = np.arange(len(found))
    chunks = [chunk for part in answers for chunk in (part.chunks if isinstance(part, pa.ChunkedArray) else [part])]
    return pa.chunked_array(chunks, kind).take(pa.array(place, mask=place < 0))
