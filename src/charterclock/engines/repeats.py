"""Cases that are several times in a table which is judged in parts: found before, told when they come by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from charterclock.calendars.zone_arrays import Bools, Ints
from charterclock.engines.parts import together
from charterclock.frames.texts import Texts
from charterclock.record.assign import tell_repeated

if TYPE_CHECKING:
    import pyarrow as pa

    from charterclock.charter.model import Charter

__all__ = ["Repeats"]


@dataclass(eq=False)
class Repeats:
    """The rows whose case is in another row, too; what was seen of them so far.

    Memory holds eight bytes for each of these rows, and the name of each of these cases; of all others nothing.

    Attributes:
        rows: the rows, from 0 over all files, in order.
        path: the file of the part that comes by.
        before: how many rows are in the files before.
        start: the first row of the part, over all files.
        next: the first row of the part that follows.
    """

    rows: Ints
    path: str = ""
    before: int = 0
    start: int = 0
    next: int = 0
    _seen: dict[Any, str] = field(default_factory=dict)

    @classmethod
    def none(cls) -> Repeats:
        """Where no case is there twice."""
        return cls(np.empty(0, np.int64))

    @classmethod
    def find(cls, read: Callable[[], Iterator[pa.Array]]) -> Repeats:
        """Looks for cases that are there several times; those without a name are none.

        Args:
            read: gives the column of cases from its beginning; read once where it rises from row to row, else twice.
        """
        import pyarrow as pa

        if _rises(read()):
            return cls.none()
        count, found = 0, [np.empty(0, np.int64)]

        def numbered() -> Iterator[pa.RecordBatch]:
            nonlocal count
            for case in read():
                rows = pa.array(np.arange(count, count + len(case)))
                count += len(case)
                yield _named(pa.RecordBatch.from_arrays([case, rows], names=["case", "row"]))

        for table in together(numbered(), "case"):
            case = table["case"].combine_chunks()
            words = case if pa.types.is_dictionary(case.type) else case.dictionary_encode()
            words = words.combine_chunks() if isinstance(words, pa.ChunkedArray) else words
            codes = words.indices.to_numpy()
            several = np.bincount(codes)[codes] > 1
            found.append(table["row"].to_numpy()[several])
        return cls(np.sort(np.concatenate(found)))

    def __call__(
        self, charter: Charter, frame: nw.DataFrame[Any], case: Ints, pledge: Texts, counted: Bools, problem: Texts
    ) -> None:
        """Tells which rows of a part are there already; see ``record.assign.report_repeated``."""
        first, last = np.searchsorted(self.rows, (self.start, self.start + len(frame)))
        if first == last:
            return
        several = np.zeros(len(frame), dtype=np.bool_)
        several[self.rows[first:last] - self.start] = True
        rows, offset = np.flatnonzero(several[case] & counted), self.start - self.before + 1
        told = lambda place: f"row {place + offset} of {self.path}"  # noqa: E731 - said once, here
        tell_repeated(charter, frame, case, pledge, rows, problem, self._seen, told)


def _rises(columns: Iterator[pa.Array]) -> bool:
    """Whether each case is beyond the one before, so that none is there twice; seen without any memory."""
    import pyarrow as pa
    import pyarrow.compute as pc

    last: Any = None
    for case in columns:
        if pa.types.is_dictionary(case.type) or case.null_count:
            return False
        if not len(case):
            continue
        rising = pc.all(pc.less(case[:-1], case[1:])).as_py()
        if rising is False or (last is not None and not pc.less(last, case[0]).as_py()):
            return False
        last = case[-1]
    return True


def _named(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The rows that name a case."""
    import pyarrow as pa
    import pyarrow.compute as pc

    case = batch.column(0)
    if pa.types.is_dictionary(case.type):
        case = case.cast(case.type.value_type)
    if pa.types.is_string(case.type) or pa.types.is_large_string(case.type):
        return batch.filter(pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(case), ""), False))
    return batch.filter(case.is_valid())
