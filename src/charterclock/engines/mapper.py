"""One mapper for every engine: batches of cases in, batches of judged cases out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np

from charterclock.engines.needed import needed
from charterclock.errors import CharterclockError
from charterclock.record.assess import assess_table
from charterclock.record.placed import Placed
from charterclock.record.tally import periods_of

if TYPE_CHECKING:
    import pyarrow as pa

    from charterclock.calendars.moments import Moment
    from charterclock.charter.model import Charter

__all__ = ["Mapper", "is_log"]

_LOG: Final = {"case", "activity", "timestamp"}


def is_log(names: Iterable[str], columns: Mapping[str, str]) -> bool:
    """Whether a table of these columns is an event log, some of them having our names by ``columns``."""
    return {columns.get(name, name) for name in names} >= _LOG


@dataclass(frozen=True)
class Mapper:
    """Judges tables of cases, each by itself. It can be pickled; a process compiles its calendars once.

    A wide table may be cut anywhere. Of an event log all events of a case must come together: ``map`` takes batches
    that are ordered by case and carries a case that is cut on to the next one. That a case is twice under one pledge
    (CC628) is seen within a batch only.

    Attributes:
        charter: the charter.
        at: the instant at which open cases are judged.
        columns: the caller's column names, each with ours.
        prefix: put before the names of the result columns.
        by: ``month``, ``quarter`` or ``year``: one more column, ``period``, by which verdicts can be counted.
    """

    charter: Charter
    at: Moment | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    by: str | None = None

    def __call__(self, table: Any) -> Any:
        """Judged cases of a table, of the same kind.

        Args:
            table: a pandas, Polars or PyArrow table, or a PyArrow record batch.

        Raises:
            CharterclockError: what ``assess`` raises.
        """
        batch = None
        if type(table).__name__ == "RecordBatch":
            pa, batch = needed("pyarrow", "arrow"), table
            table = pa.Table.from_batches([batch])
        frame, found = assess_table(self.charter, table, prefix=self.prefix, at=self.at, columns=self.columns)
        if self.by is not None:
            instants = Placed.judged(self.charter, found).instant
            period = periods_of(instants, self.by, self.charter.office.zone)
            judged: nw.DataFrame[Any] = nw.from_native(frame, eager_only=True)
            name = f"{self.prefix}period"
            if name in judged.columns:
                raise CharterclockError("CC643", f"the table already has columns {name}", 'give prefix="our_"')
            values = nw.to_native(period.series(judged.implementation))
            if judged.implementation.is_pandas_like():
                values.index = frame.index
            column: nw.Series[Any] = nw.from_native(values, series_only=True)
            frame = judged.with_columns(column.alias(name)).to_native()
        if batch is None:
            return frame
        return _as_batch(frame)

    def schema(self, given: pa.Schema) -> pa.Schema:
        """The schema of what comes out, by that of what goes in; Arrow schemas."""
        return self(given.empty_table()).schema

    def map(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Judged batches of batches: what Spark's ``mapInArrow`` asks for.

        Raises:
            CharterclockError: CC651, an event log that is not ordered by case; and what ``assess`` raises.
        """
        for batch in self.whole(batches):
            yield self(batch)

    def whole(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The same rows; of an event log in batches that hold whole cases."""
        held: list[pa.RecordBatch] = []
        for batch in batches:
            if not is_log(batch.schema.names, self.columns):
                yield batch
                continue
            if not batch.num_rows:
                held = held or [batch]
                continue
            case = batch.column(self._name_of_case(batch))
            _check_order(case, held[-1].column(self._name_of_case(batch)) if held and held[-1].num_rows else None)
            begins = _last_begins(case)
            if begins:
                yield _joined([*held, batch.slice(0, begins)])
                held = []
            elif held and held[-1].num_rows and held[-1].column(self._name_of_case(batch))[-1] != case[0]:
                yield _joined(held)
                held = []
            held.append(batch.slice(begins))
        if held:
            yield _joined(held)

    def _name_of_case(self, batch: pa.RecordBatch) -> str:
        names: list[str] = batch.schema.names
        return next(name for name in names if self.columns.get(name, name) == "case")


def _joined(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    import pyarrow as pa

    return _as_batch(pa.Table.from_batches(batches))


def _as_batch(table: pa.Table) -> pa.RecordBatch:
    import pyarrow as pa

    found = table.combine_chunks().to_batches()
    return found[0] if found else pa.RecordBatch.from_pylist([], schema=table.schema)


def _last_begins(case: Any) -> int:
    """The row at which the last case of a batch begins."""
    import pyarrow.compute as pc

    if len(case) < 2:
        return 0
    apart = pc.fill_null(pc.not_equal(case[1:], case[:-1]), True)
    changes = np.flatnonzero(apart.to_numpy(zero_copy_only=False))
    return int(changes[-1]) + 1 if len(changes) else 0


def _check_order(case: Any, before: Any) -> None:
    import pyarrow.compute as pc

    rising = pc.all(pc.less_equal(case[:-1], case[1:])).as_py()
    joins = True if before is None else pc.less_equal(before[-1], case[0]).as_py()
    if rising is False or joins is False:
        raise CharterclockError(
            "CC651", "the event log is not ordered by case, so that a case could be cut in two", "sort it by case"
        )
