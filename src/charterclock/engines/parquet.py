"""Parquet files of cases in a stream: judged into files of their own, whole or not at all; or counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from charterclock.calendars.zone_arrays import Ints
from charterclock.engines.logs import Log
from charterclock.engines.mapper import Mapper, is_log
from charterclock.engines.needed import needed
from charterclock.engines.order import plain
from charterclock.engines.repeats import Repeats
from charterclock.engines.told import Tell, Told
from charterclock.engines.written import check_targets, opened, stopped_in_order, written
from charterclock.frames.bar import bar_of
from charterclock.record.placed import Placed
from charterclock.record.tally import Tally

if TYPE_CHECKING:
    import pyarrow as pa

    from charterclock.charter.model import Charter

__all__ = ["assess_files", "tally_files"]

#: rows of a batch: with all that is computed of it some 25 MB
_ROWS: Final = 1 << 17
#: the file into which an event log of several files is judged
_LOG: Final = "cases.parquet"


def assess_files(
    charter: Charter, paths: Sequence[str], folder: str, *, overwrite: bool = False, tell: Tell | None = None,
    **options: Any,
) -> Counter[str]:  # fmt: skip
    """Judges Parquet files of cases, each into a file of its name in a folder; a log of several into ``cases.parquet``.

    A run that is stopped leaves no half-written file: each is written beside its place and moved there when it is
    whole. Memory holds a few batches, however long the files are; of an event log that is not ordered by case a million
    rows, and the rest lies in temporary files, in the folder that ``TMPDIR`` names. A case that is twice under one
    pledge is told wherever its rows lie.

    Args:
        charter: the charter.
        paths: the files; those of an event log are one log, whose cases lie in any order.
        folder: where the judged files go; made if it is not there.
        overwrite: whether files that are there already are replaced.
        tell: is told the first problems of each file, with file and row, and in words how many more there are; of a
            log the row in which the case is first.
        options: ``at``, ``columns``, ``prefix``, ``by``; see ``engines.mapper.Mapper``.

    Returns:
        How many cases there are by verdict; ``problem`` for those that could not be judged.

    Raises:
        CharterclockError: CC701 PyArrow is not installed, CC801 a file that cannot be read or written, or has other
            columns than the log, CC811 files that are there already, or two of one name; what ``assess`` raises.
    """
    pq = needed("pyarrow.parquet", "arrow")
    mapper, counts = Mapper(charter, **options), Counter[str]()

    def count(batch: pa.RecordBatch) -> None:
        verdicts = batch.column(f"{mapper.prefix}verdict").value_counts().to_pylist()
        counts.update({one["values"] or "problem": one["counts"] for one in verdicts})

    with stopped_in_order(), opened(paths) as files:
        if files and is_log(files[0].schema_arrow.names, mapper.columns):
            target = Path(folder) / (Path(paths[0]).name if len(paths) == 1 else _LOG)
            check_targets(paths, [target], overwrite)
            log = Log(paths, files, mapper, tell, _ROWS)
            with written(target) as part, pq.ParquetWriter(part, mapper.schema(log.schema)) as writer:
                for batch in log.judged():
                    writer.write_batch(batch)
                    count(batch)
            return counts
        targets = [Path(folder) / Path(path).name for path in paths]
        check_targets(paths, targets, overwrite)
        seen = _repeats(files, mapper)
        with bar_of(_rows(files), what="judged") as went:
            for path, file, target in zip(paths, files, targets, strict=True):
                told = Told(path, tell)
                with written(target) as part, pq.ParquetWriter(part, mapper.schema(file.schema_arrow)) as writer:
                    for batch in _passing(file, path, seen):
                        judged, found = mapper.judged(batch, seen)
                        writer.write_batch(judged)
                        count(judged)
                        told.of_rows(found.problem, found.case + (seen.start - seen.before),
                                     _named(batch, _case_of(file, mapper), found.case))
                        went(batch.num_rows)
                told.close()
    return counts


def tally_files(
    charter: Charter, paths: Sequence[str], *, by: str = "month", tell: Tell | None = None, **options: Any
) -> Tally:
    """Counts the cases of Parquet files, raw or judged.

    Args:
        charter: the charter.
        paths: the files; those of an event log are one log, whose cases lie in any order.
        by: ``month``, ``quarter`` or ``year``.
        tell: is told the first problems of each file.
        options: ``at`` and ``columns``; see ``assess``.

    Raises:
        CharterclockError: what ``assess_files`` raises, but CC811.
    """
    needed("pyarrow.parquet", "arrow")
    mapper, counted = Mapper(charter, **options), Tally(by, {})
    with stopped_in_order(), opened(paths) as files:
        if files and is_log(files[0].schema_arrow.names, mapper.columns):
            for placed in Log(paths, files, mapper, tell, _ROWS).placed():
                counted = counted + Tally.of(placed, by, charter.office.zone)
            return counted
        seen = _repeats(files, mapper)
        with bar_of(_rows(files), what="judged") as went:
            for path, file in zip(paths, files, strict=True):
                told = Told(path, tell)
                for batch in _passing(file, path, seen):
                    placed = Placed.of(charter, _table(batch), at=mapper.at, columns=mapper.columns, repeated=seen)
                    counted = counted + Tally.of(placed, by, charter.office.zone)
                    told.of_problems(placed.problems, seen.start - seen.before)
                    went(batch.num_rows)
                told.close()
    return counted


def _table(batch: pa.RecordBatch) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_batches([batch])


def _rows(files: Sequence[Any]) -> int:
    return sum(file.metadata.num_rows for file in files)


def _case_of(file: Any, mapper: Mapper) -> str | None:
    """What a file calls its column ``case``, where it has one."""
    return next((name for name in file.schema_arrow.names if mapper.columns.get(name, name) == "case"), None)


def _named(batch: pa.RecordBatch, name: str | None, rows: Ints) -> Callable[[int], Any]:
    """What the case of a judged row is called, by its place; ``rows``: the row of the batch for each."""
    return lambda place: None if name is None else batch.column(name)[int(rows[place])].as_py()


def _passing(file: Any, path: str, seen: Repeats) -> Iterator[pa.RecordBatch]:
    """The batches of a file, while it is known which goes by."""
    seen.path, seen.before = path, seen.next
    for group in range(file.metadata.num_row_groups):  # asked for all at once, the reader holds what it has read
        for batch in file.iter_batches(_ROWS, row_groups=[group]):
            seen.start, seen.next = seen.next, seen.next + batch.num_rows
            yield batch


def _repeats(files: Sequence[Any], mapper: Mapper) -> Repeats:
    """The cases that are in several rows of the files."""
    import pyarrow as pa

    names = [_case_of(file, mapper) for file in files]
    if not any(names):
        return Repeats.none()
    kinds = {str(file.schema_arrow.field(name).type) if name else "" for file, name in zip(files, names, strict=True)}

    def read() -> Iterator[pa.Array]:
        with bar_of(_rows(files), what="looked for cases that are there twice") as went:
            for file, name in zip(files, names, strict=True):
                if name is None:
                    yield pa.nulls(file.metadata.num_rows, pa.large_string())
                    continue
                for batch in file.iter_batches(_ROWS, columns=[name]):
                    case = batch.column(0)
                    yield case if len(kinds) == 1 else plain(case).cast(pa.large_string())
                    went(batch.num_rows)

    return Repeats.find(read)
