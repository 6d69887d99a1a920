"""Rows of a case brought together in bounded memory: spread over temporary files by a hash of their case."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["hashes", "together"]

Hashes = np.ndarray[Any, np.dtype[np.uint64]]
_BITS: Final = 6
_PARTS: Final = 1 << _BITS
_DEPTH: Final = 64 // _BITS
#: rows that are held at once; with all that is computed of them some 400 MB
_MOST: Final = 1 << 20
#: rows of a batch that is spread
_ROWS: Final = 1 << 17
_FACTOR: Final = 0x9E3779B97F4A7C15


def together(batches: Iterable[pa.RecordBatch], case: str, *, most: int | None = None) -> Iterator[pa.Table]:
    """The same rows in tables that hold whole cases, in no order of the cases; rows of a case keep theirs.

    What is more than ``most`` rows goes through temporary files, in the folder that ``TMPDIR`` names; a part that is
    still too large is spread once more, until it is one case. They are removed when the last table is taken, or the
    iterator closed.

    Args:
        batches: record batches of one schema.
        case: the column whose equal cells belong together; blank ones, too.
        most: rows that are held at once.
    """
    most = _MOST if most is None else most
    held: list[pa.RecordBatch] = []
    rows, rest = 0, iter(batches)
    for batch in rest:
        held.append(batch)
        rows += batch.num_rows
        if rows > most:
            with tempfile.TemporaryDirectory(prefix="charterclock-") as folder:
                yield from _spread(_handed(held, rest), case, Path(folder), 0, most)
            return
    if held:
        yield _table(held, held[0].schema)


def hashes(case: Any) -> Hashes:
    """A number of 64 bits for each cell of a column, as it reads as text; that of a blank one is 0."""
    import pyarrow as pa

    if pa.types.is_dictionary(case.type):
        words = hashes(case.dictionary)
        places = case.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)
        found: Hashes = np.append(words, np.uint64(0))[places]
        return found
    known = case.is_valid().to_numpy(zero_copy_only=False)
    if not pa.types.is_binary(case.type) and not pa.types.is_large_binary(case.type):
        case = case.cast(pa.large_string())
    texts = case.cast(pa.large_binary()).fill_null(b"")
    if not len(texts):
        return np.empty(0, np.uint64)
    edges = np.frombuffer(texts.buffers()[1], np.int64)[texts.offset : texts.offset + len(texts) + 1]
    letters = np.frombuffer(texts.buffers()[2] or b"", np.uint8)[edges[0] : edges[-1]].astype(np.uint64) + np.uint64(1)
    lengths = np.diff(edges)
    within = np.arange(len(letters)) - np.repeat(edges[:-1] - edges[0], lengths)
    powers = np.cumprod(np.full(int(lengths.max()) + 1, _FACTOR, np.uint64))
    sums = np.append(np.uint64(0), np.cumsum(letters * powers[within]))  # modulo 2**64, as is the difference
    mixed = sums[edges[1:] - edges[0]] - sums[edges[:-1] - edges[0]]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):  # so that every bit tells all letters
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return np.where(known, mixed ^ (mixed >> np.uint64(31)), np.uint64(0))


def _handed(held: list[pa.RecordBatch], rest: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What is held, which is let go, and then the rest."""
    while held:
        yield held.pop(0)
    yield from rest


def _spread(
    batches: Iterator[pa.RecordBatch], case: str, folder: Path, depth: int, most: int
) -> Iterator[pa.Table]:  # fmt: skip
    """Spreads batches over files, and gives each file as a table, or spread once more."""
    import pyarrow as pa

    writers: dict[int, Any] = {}
    sizes = np.zeros(_PARTS, np.int64)
    low, high = np.full(_PARTS, np.iinfo(np.uint64).max, np.uint64), np.zeros(_PARTS, np.uint64)
    schema: pa.Schema = None
    try:
        for whole in batches:
            schema = whole.schema
            for start in range(0, whole.num_rows, _ROWS):
                batch = _plain(whole.slice(start, _ROWS))
                found = hashes(whole.column(case).slice(start, _ROWS))
                part = ((found >> np.uint64(_BITS * depth)) & np.uint64(_PARTS - 1)).astype(np.int64)
                np.minimum.at(low, part, found)
                np.maximum.at(high, part, found)
                order = np.argsort(part, kind="stable")
                batch = batch.take(pa.array(order))
                edges = np.searchsorted(part[order], np.arange(_PARTS + 1)).tolist()
                for number, (first, last) in enumerate(pairwise(edges)):
                    if first == last:
                        continue
                    if number not in writers:
                        options = pa.ipc.IpcWriteOptions(compression="lz4")
                        writers[number] = pa.ipc.new_stream(folder / f"{depth}-{number}", batch.schema, options=options)
                    writers[number].write_batch(batch.slice(first, last - first))
                    sizes[number] += last - first
    finally:
        for writer in writers.values():
            writer.close()
    for number in sorted(writers):
        path = folder / f"{depth}-{number}"
        with pa.OSFile(str(path)) as file, pa.ipc.open_stream(file) as reader:
            if sizes[number] > most and depth < _DEPTH and low[number] < high[number]:
                again = (_table([batch], schema).to_batches()[0] for batch in reader)
                yield from _spread(again, case, folder, depth + 1, most)
            else:
                yield _table(list(reader), schema)
        path.unlink()


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch without dictionaries, each of which would be in every piece."""
    import pyarrow as pa

    columns = [
        column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _table(batches: list[pa.RecordBatch], schema: pa.Schema) -> pa.Table:
    """One table of batches, of the schema that they had."""
    import pyarrow as pa

    return pa.Table.from_batches(batches).combine_chunks().cast(schema)
