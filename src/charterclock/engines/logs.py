"""An event log in several Parquet files, whose cases lie in any order: judged in a stream, each case once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from charterclock.calendars.zone_arrays import Ints
from charterclock.engines.mapper import Mapper
from charterclock.engines.order import Order
from charterclock.engines.parts import together
from charterclock.engines.told import Tell, Told
from charterclock.errors import CharterclockError
from charterclock.frames.bar import bar_of
from charterclock.record.assessment import Assessment
from charterclock.record.placed import Placed

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Log"]

#: the row over all files, carried beside the columns of the log
_ROW: Final = "charterclock row"


class Log:
    """An event log in files that are open, with what judges it and is told of its problems."""

    def __init__(
        self, paths: Sequence[str], files: Sequence[Any], mapper: Mapper, tell: Tell | None, rows: int
    ) -> None:  # fmt: skip
        self.paths, self.files, self.mapper, self.tell, self.rows = paths, files, mapper, tell, rows
        self.schema: pa.Schema = files[0].schema_arrow
        self.case = mapper.case_of(self.schema.names)
        for path, file in zip(paths, files, strict=True):
            if set(file.schema_arrow.names) != set(self.schema.names):
                said = f"{path}: the columns of the log are not those of {paths[0]}"
                raise CharterclockError("CC801", said, "files of one log have the same columns")

    def judged(self) -> Iterator[pa.RecordBatch]:
        """Its cases, judged, in batches."""
        for batch, _ in self._each():
            yield batch.select([name for name in batch.schema.names if name != _ROW])

    def placed(self) -> Iterator[Placed]:
        """Its cases, judged, as they are counted."""
        for _, found in self._each():
            yield Placed.judged(self.mapper.charter, found)

    def _each(self) -> Iterator[tuple[pa.RecordBatch, Assessment]]:
        """Judged cases, each with the row in which it is first; what is wrong is told."""
        import pyarrow as pa

        told = [Told(path, self.tell) for path in self.paths]
        edges = np.cumsum([0, *(file.metadata.num_rows for file in self.files)])
        whole = self.mapper.whole if self._is_ordered() else self._together
        with bar_of(int(edges[-1]), what="judged") as went:
            for batch in whole(self._batches()):
                table = pa.Table.from_batches([batch])
                frame, found = self.mapper.judged(table)
                judged = frame.combine_chunks().to_batches()[0] if len(frame) else None
                if judged is not None:
                    self._tell(told, edges, judged, found)
                    yield judged, found
                went(batch.num_rows)
        for one in told:
            one.close()

    def _tell(self, told: Sequence[Told], edges: Ints, judged: pa.RecordBatch, found: Assessment) -> None:
        wrong = np.flatnonzero(~found.problem.blank)
        if not len(wrong):
            return
        rows = judged.column(_ROW).to_numpy()[wrong]
        files = np.searchsorted(edges, rows, side="right") - 1
        for file in np.unique(files).tolist():
            places = wrong[files == file]
            names = judged.column(self.case).take(places).to_pylist()
            told[file].of_rows(found.problem.take(places), rows[files == file] - edges[file], names.__getitem__)

    def _is_ordered(self) -> bool:
        """Whether the cases come in order over all files, which spares the temporary files."""
        order = Order()
        return all(order.goes_on(batch.column(0)) for file in self.files
                   for batch in file.iter_batches(self.rows, columns=[self.case]))  # fmt: skip

    def _together(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        def read() -> Iterator[pa.RecordBatch]:
            with bar_of(sum(file.metadata.num_rows for file in self.files), what="brought together") as went:
                for batch in batches:
                    yield batch
                    went(batch.num_rows)

        for table in together(read(), self.case):
            yield table.to_batches()[0]

    def _batches(self) -> Iterator[pa.RecordBatch]:
        """The rows of all files, with their number and the columns of the first."""
        import pyarrow as pa

        count, schema = 0, self.schema.append(pa.field(_ROW, pa.int64()))
        for path, file in zip(self.paths, self.files, strict=True):
            for group in range(file.metadata.num_row_groups):  # asked for all at once, the reader holds what it read
                for batch in file.iter_batches(self.rows, row_groups=[group]):
                    table = pa.Table.from_batches([batch]).select(self.schema.names)
                    numbered = table.append_column(_ROW, pa.array(np.arange(count, count + len(table))))
                    count += len(table)
                    try:
                        yield from numbered.cast(schema).combine_chunks().to_batches()
                    except pa.ArrowInvalid as error:
                        said = f"{path}: a column is not of the kind that it has in {self.paths[0]}: {str(error)[:200]}"
                        raise CharterclockError("CC801", said) from None
