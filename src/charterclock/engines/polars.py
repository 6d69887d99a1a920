"""Polars: a calendar's answers as expressions, and judged cases of a lazy frame, in memory or streaming."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from charterclock import frames
from charterclock.calendars.calendar import Calendar
from charterclock.engines.mapper import Mapper
from charterclock.engines.needed import needed
from charterclock.engines.outages import keys_of
from charterclock.errors import CharterclockError

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["Expressions", "assess", "merged_outages", "register"]

_PART: Final = "charterclock part"
_BEGINS: Final = "charterclock begins"


class Expressions:
    """What a calendar answers for an expression of instants or dates; see ``register``.

    A Polars expression among the arguments stands for a column, and so does its name. Clock times without zone are in
    the calendar's zone. ``errors`` is ``raise``, or ``null``: rows outside the calendar become null.
    """

    def __init__(self, expression: Any) -> None:
        self._expression = expression

    def shift(self, office: Calendar, n: Any, *, errors: str = "raise") -> Any:
        """The n-th working day after (before, when negative) each date; see ``frames.shift``."""
        return self._asked(lambda at, by: frames.shift(office, at, by, errors=errors), n)

    def add(self, office: Calendar, amount: Any, *, landing: str | None = None, errors: str = "raise") -> Any:
        """The instant at which so much opening time has passed since each; see ``frames.add``."""
        return self._asked(lambda at, by: frames.add(office, at, by, landing=landing, errors=errors), amount)

    def between(self, office: Calendar, end: Any, *, errors: str = "raise") -> Any:
        """Opening time from each instant to another, a Duration in microseconds; see ``frames.between``."""
        import polars as pl

        length = pl.Duration("us")
        return self._asked(lambda at, to: frames.between(office, at, to, errors=errors).cast(length), end, length)

    def is_open(self, office: Calendar, *, errors: str = "raise") -> Any:
        """Whether each instant is in opening time; see ``frames.is_open``."""
        import polars as pl

        return self._asked(lambda at, _: frames.is_open(office, at, errors=errors), None, pl.Boolean())

    def due(
        self, office: Calendar, amount: Any, unit: str, reckoning: Any = None, bound: str = "within", *,
        errors: str = "raise",
    ) -> Any:  # fmt: skip
        """The last permitted instant of each case; see ``frames.due``."""
        return self._asked(lambda at, by: frames.due(office, at, by, unit, reckoning, bound, errors=errors), amount)

    def _asked(self, answer: Callable[[Any, Any], Any], other: Any, dtype: Any = None) -> Any:
        """An expression that asks row by row of what is its own, so that the streaming engine keeps it."""
        import polars as pl

        def told(at: Any, by: Any) -> Any:
            try:
                return answer(at, by)
            except CharterclockError as error:  # Polars makes the errors of its functions anew, out of one text
                raise pl.exceptions.ComputeError(str(error)) from error

        column = pl.col(other) if isinstance(other, str) else other
        if not isinstance(column, pl.Expr):
            known = pl.self_dtype() if dtype is None else dtype
            return self._expression.map_batches(lambda at: told(at, column), known, is_elementwise=True)

        def both(columns: Any) -> Any:
            at, by = columns
            return told(at, by.extend_constant(by[0], len(at) - 1) if len(by) == 1 < len(at) else by)

        known = pl.dtype_of(self._expression) if dtype is None else dtype
        return pl.map_batches([self._expression, column], both, known, is_elementwise=True)


def register() -> None:
    """Gives every Polars expression a namespace ``charterclock``; nothing is registered before.

    Raises:
        CharterclockError: CC701, Polars is not installed.

    Example:
        >>> import charterclock as cc, polars as pl
        >>> from datetime import datetime
        >>> from charterclock.engines import polars
        >>> polars.register()
        >>> office = cc.calendar("MY-07")
        >>> cases = pl.LazyFrame({"start": [datetime(2025, 4, 30, 10)], "days": [2]})
        >>> cases.select(pl.col("start").charterclock.due(office, "days", "working day")).collect().item()
        datetime.datetime(2025, 5, 5, 23, 59, 59, 999999)
    """
    pl = needed("polars", "polars")
    if getattr(pl.Expr, "charterclock", None) is not Expressions:
        pl.api.register_expr_namespace("charterclock")(Expressions)


def assess(charter: Charter, cases: Any, *, parts: int = 64, together: bool = False, **options: Any) -> Any:
    """Judged cases of a lazy frame: a lazy frame again, which the streaming engine computes batch by batch.

    Of an event log all events of a case must come together. When the result is asked for, Polars writes the log into
    temporary files by a hash of the case, in the folder that ``TMPDIR`` names, and judges them one after the other: in
    memory is a part of the log, and the cases come out in no order.

    Args:
        charter: the charter.
        cases: a LazyFrame; a wide table or an event log. The order of rows is kept of a wide table.
        parts: of an event log: how many temporary files it becomes; memory holds the largest of them.
        together: brings the rows of a case together in a wide table, too, so that a case that is twice under one pledge
            is told wherever its rows lie.
        options: ``at``, ``columns``, ``prefix``, ``by``; see ``engines.mapper.Mapper``.

    Raises:
        CharterclockError: CC640 what is no lazy frame, CC701 Polars is not installed; and what ``assess`` raises.

    Example:
        >>> import charterclock as cc, polars as pl
        >>> from charterclock.engines import polars
        >>> cases = pl.LazyFrame({"pledge": ["email-account"], "requested": ["2025-04-30T10:00"],
        ...                       "processed": ["2025-05-06T16:00"]})
        >>> judged = polars.assess(cc.load("charters/penang-btmkn.yaml"), cases)
        >>> judged.select("verdict").collect(engine="streaming").item()
        'missed'
    """
    pl = needed("polars", "polars")
    if not isinstance(cases, pl.LazyFrame):
        raise CharterclockError("CC640", f"not a lazy frame: {type(cases).__name__}", "charter.assess takes the others")
    mapper = Mapper(charter, together=together, **options)
    given = cases.collect_schema()
    schema = mapper(given.to_frame(eager=True)).schema
    if not mapper.keeps_together(given.names()):
        return cases.map_batches(mapper, schema=schema, streamable=True)
    case = mapper.case_of(given.names())

    def judged(columns: list[str] | None, wanted: Any, most: int | None, _: int | None) -> Iterator[Any]:
        for frame in _parts(cases, case, parts):
            found = mapper(frame)
            found = found if wanted is None else found.filter(wanted)
            found = found if columns is None else found.select(columns)
            if most is not None:
                found = found.head(most)
                most -= len(found)
            yield found
            if most == 0:
                return

    return pl.io.plugins.register_io_source(judged, schema=schema)


def merged_outages(outages: Any) -> Any:
    """Outages of a lazy frame, those that overlap or touch as one; merged by Polars, a lazy frame again.

    Attainment of the merged ones is that of all. Parts of a table can be merged wherever they lie, in any order, and
    what they give once more.

    Args:
        outages: a LazyFrame with instants ``start`` and ``end`` (blank: it runs still), and ``system`` and ``planned``
            where there are any.

    Raises:
        CharterclockError: CC640 what is no lazy frame, CC641 a column is missing.

    Example:
        >>> import polars as pl
        >>> from datetime import datetime
        >>> from charterclock.engines import polars
        >>> told = pl.LazyFrame({"start": [datetime(2025, 5, 1, 10, 20), datetime(2025, 5, 1, 10)],
        ...                      "end": [datetime(2025, 5, 1, 11), datetime(2025, 5, 1, 10, 30)]})
        >>> polars.merged_outages(told).collect().rows()
        [(datetime.datetime(2025, 5, 1, 10, 0), datetime.datetime(2025, 5, 1, 11, 0))]
    """
    pl = needed("polars", "polars")
    if not isinstance(outages, pl.LazyFrame):
        raise CharterclockError("CC640", f"not a lazy frame: {type(outages).__name__}", "take its .lazy()")
    keys = keys_of(outages.collect_schema().names())
    start, end = pl.col("start"), pl.col("end")
    usable = (start.is_not_null() & (end.is_null() | (end >= start))).fill_null(False)

    def within(expression: Any) -> Any:
        return expression.over(keys) if keys else expression

    spans = outages.select(*keys, "start", "end").filter(usable).sort("start")
    ended = within(pl.max_horizontal(start, end).cum_max().shift())
    runs = within(end.is_null().cum_max().shift())
    begun = spans.with_columns((~(runs | (start <= ended))).fill_null(True).alias(_BEGINS))
    numbered = begun.with_columns(within(pl.col(_BEGINS).cum_sum()).alias(_BEGINS))
    merged = numbered.group_by(*keys, _BEGINS).agg(
        start.min(), pl.when(end.is_null().any()).then(None).otherwise(end.max()).alias("end")
    )
    return pl.concat([merged.drop(_BEGINS), outages.select(*keys, "start", "end").filter(~usable)])


def _parts(cases: Any, case: str, count: int) -> Iterator[Any]:
    """A lazy frame in parts of whole cases, which Polars has written to temporary files."""
    import polars as pl

    with tempfile.TemporaryDirectory(prefix="charterclock-") as folder:
        by = pl.PartitionBy(folder, key=(pl.col(case).hash() % count).alias(_PART), include_key=False)
        cases.sink_parquet(by, compression="lz4", statistics=False, mkdir=True)
        for part in sorted(Path(folder).iterdir()):
            yield pl.read_parquet(part / "*.parquet", hive_partitioning=False)
            shutil.rmtree(part)
