"""One mapper for every engine: batches of cases in, batches of judged cases out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np

from charterclock.engines.needed import needed
from charterclock.engines.order import Order, plain
from charterclock.engines.parts import together
from charterclock.errors import CharterclockError, nearest
from charterclock.record.assess import assess_table
from charterclock.record.assessment import Assessment
from charterclock.record.assign import Repeated, report_repeated
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
    that are ordered by case and carries a case that is cut on to the next one; ``gather`` takes them in any order. That
    a case is twice under one pledge (CC628) is seen within a batch only, unless ``together`` is asked for.

    Attributes:
        charter: the charter.
        at: the instant at which open cases are judged.
        columns: the caller's column names, each with ours.
        prefix: put before the names of the result columns.
        by: ``month``, ``quarter`` or ``year``: one more column, ``period``, by which verdicts can be counted.
        together: whether the rows of a case are kept together in a wide table, too.
    """

    charter: Charter
    at: Moment | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    by: str | None = None
    together: bool = False

    def __call__(self, table: Any) -> Any:
        """Judged cases of a table, of the same kind.

        Args:
            table: a pandas, Polars or PyArrow table, or a PyArrow record batch.

        Raises:
            CharterclockError: what ``assess`` raises.
        """
        return self.judged(table)[0]

    def judged(self, table: Any, repeated: Repeated = report_repeated) -> tuple[Any, Assessment]:
        """Judged cases of a table, and the arrays behind them; ``repeated`` says which were there already."""
        batch = None
        if type(table).__name__ == "RecordBatch":
            pa, batch = needed("pyarrow", "arrow"), table
            table = pa.Table.from_batches([batch])
        options = {"at": self.at, "columns": self.columns, "repeated": repeated}
        frame, found = assess_table(self.charter, table, prefix=self.prefix, **options)
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
        return frame if batch is None else _as_batch(frame), found

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

    def gather(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Judged batches of batches in which cases lie in any order, and of whole cases each; in no order of the cases.

        Rows beyond a million go through temporary files, in the folder that ``TMPDIR`` names.
        """
        rest = iter(batches)
        first = next(rest, None)
        if first is not None:
            for table in together(chain([first], rest), self.case_of(first.schema.names)):
                yield self(_as_batch(table))

    def whole(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The same rows; where cases are kept together in batches that hold whole cases."""
        held: list[pa.RecordBatch] = []
        order = Order()
        for batch in batches:
            if not self.keeps_together(batch.schema.names):
                yield batch
                continue
            name = self.case_of(batch.schema.names)
            if not batch.num_rows:
                held = held or [batch]
                continue
            case = plain(batch.column(name))
            if not order.goes_on(case):
                said = "the event log is not ordered by case, so that a case could be cut in two"
                raise CharterclockError("CC651", said, "sort it by case")
            begins = _last_begins(case)
            if begins:
                yield _joined([*held, batch.slice(0, begins)])
                held = []
            elif held and held[-1].num_rows and plain(held[-1].column(name))[-1] != case[0]:
                yield _joined(held)
                held = []
            held.append(batch.slice(begins))
        if held:
            yield _joined(held)

    def keeps_together(self, names: Iterable[str]) -> bool:
        """Whether the rows of a case must come together, in a table of these columns."""
        return self.together or is_log(names, self.columns)

    def case_of(self, names: Iterable[str]) -> str:
        """The caller's name of the column ``case``.

        Raises:
            CharterclockError: CC641, there is none.
        """
        listed = list(names)
        found = [name for name in listed if self.columns.get(name, name) == "case"]
        if not found:
            raise CharterclockError("CC641", "cases are kept together by a column 'case', which is missing",
                                    nearest("case", listed))  # fmt: skip
        return found[0]


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
