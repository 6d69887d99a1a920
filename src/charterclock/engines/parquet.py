"""Parquet files of cases in a stream: judged into files of their own, whole or not at all; or counted."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from charterclock.engines.mapper import Mapper, is_log
from charterclock.engines.needed import needed
from charterclock.errors import CharterclockError, Problem
from charterclock.frames.bar import bar_of
from charterclock.record.placed import Placed
from charterclock.record.tally import Tally

if TYPE_CHECKING:
    import pyarrow as pa

    from charterclock.charter.model import Charter

__all__ = ["assess_files", "tally_files"]

#: rows of a batch: with all that is computed of it some 25 MB
_ROWS: Final = 1 << 17
#: so many problems of a file are told one by one
_TOLD: Final = 20
Tell = Callable[[Problem | str], object]


def assess_files(
    charter: Charter, paths: Sequence[str], folder: str, *, overwrite: bool = False, tell: Tell | None = None,
    **options: Any,
) -> Counter[str]:  # fmt: skip
    """Judges Parquet files of cases, each into a file of its name in a folder.

    A run that is stopped leaves no half-written file: each is written beside its place and moved there when it is
    whole. Memory holds a few batches, however long the files are.

    Args:
        charter: the charter.
        paths: the files; an event log must be ordered by case, and a case is in one file.
        folder: where the judged files go; made if it is not there.
        overwrite: whether files that are there already are replaced.
        tell: is told the first problems of each file, with file and row, and in words how many more there are.
        options: ``at``, ``columns``, ``prefix``, ``by``; see ``engines.mapper.Mapper``.

    Returns:
        How many cases there are by verdict; ``problem`` for those that could not be judged.

    Raises:
        CharterclockError: CC651 an event log that is not ordered by case, CC701 PyArrow is not installed, CC801 a file
            that cannot be read or written, CC811 files that are there already, or two of one name; what ``assess``
            raises.
    """
    pq = needed("pyarrow.parquet", "arrow")
    targets = [Path(folder) / Path(path).name for path in paths]
    _check_targets(paths, targets, overwrite)
    mapper, counts = Mapper(charter, **options), Counter[str]()
    with _opened(paths) as files, bar_of(sum(file.metadata.num_rows for file in files)) as bar:
        last: Any = None
        for path, file, target in zip(paths, files, targets, strict=True):
            last = _check_next(file, mapper, path, last)
            with _written(target) as part, pq.ParquetWriter(part, mapper.schema(file.schema_arrow)) as writer:
                seen = _Problems(path, mapper, tell)
                for batch in mapper.map(_batches(file, bar)):
                    writer.write_batch(batch)
                    seen.of(batch)
                    told = batch.column(f"{mapper.prefix}verdict").value_counts().to_pylist()
                    counts.update({one["values"] or "problem": one["counts"] for one in told})
                seen.close()
    return counts


def tally_files(
    charter: Charter, paths: Sequence[str], *, by: str = "month", tell: Tell | None = None, **options: Any
) -> Tally:
    """Counts the cases of Parquet files, raw or judged.

    Args:
        charter: the charter.
        paths: the files; an event log must be ordered by case, and a case is in one file.
        by: ``month``, ``quarter`` or ``year``.
        tell: is told the first problems of each file.
        options: ``at`` and ``columns``; see ``assess``.

    Raises:
        CharterclockError: what ``assess_files`` raises, but CC811.
    """
    needed("pyarrow.parquet", "arrow")
    mapper, found = Mapper(charter, **options), Tally(by, {})
    with _opened(paths) as files, bar_of(sum(file.metadata.num_rows for file in files)) as bar:
        last: Any = None
        for path, file in zip(paths, files, strict=True):
            last = _check_next(file, mapper, path, last)
            row, told = 0, 0
            for batch in mapper.whole(_batches(file, bar)):
                placed = Placed.of(charter, _table(batch), at=mapper.at, columns=mapper.columns)
                found = found + Tally.of(placed, by, charter.office.zone)
                for problem in placed.problems[: max(_TOLD - told, 0) if tell else 0]:
                    assert tell is not None
                    place = None if problem.row is None else problem.row + row
                    tell(Problem(problem.code, problem.message, path, row=place, case=problem.case))
                told += len(placed.problems)
                row += batch.num_rows
            _tell_rest(path, told, tell)
    return found


def _table(batch: pa.RecordBatch) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_batches([batch])


class _Problems:
    """Tells the first problems of a file whose judged batches go by."""

    def __init__(self, path: str, mapper: Mapper, tell: Tell | None) -> None:
        self.path, self.mapper, self.tell = path, mapper, tell
        self.row = self.count = 0

    def of(self, batch: pa.RecordBatch) -> None:
        problem = batch.column(f"{self.mapper.prefix}problem")
        if self.tell is not None and self.count < _TOLD and problem.null_count < len(problem):
            names = batch.schema.names
            case = next((name for name in names if self.mapper.columns.get(name, name) == "case"), None)
            rows = [row for row, wrong in enumerate(problem.is_valid().to_pylist()) if wrong]
            for row in rows[: _TOLD - self.count]:
                code, _, said = str(problem[row]).partition(" ")
                named = None if case is None else str(batch.column(case)[row])
                self.tell(Problem(code, said, self.path, row=self.row + row + 1, case=named))
        self.count += len(problem) - problem.null_count
        self.row += batch.num_rows

    def close(self) -> None:
        _tell_rest(self.path, self.count, self.tell)


def _tell_rest(path: str, count: int, tell: Tell | None) -> None:
    if tell is not None and count > _TOLD:
        tell(f"{path}: {count - _TOLD:,} more cases could not be judged")


def _check_targets(paths: Sequence[str], targets: Sequence[Path], overwrite: bool) -> None:
    names = Counter(target.name for target in targets)
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        raise CharterclockError("CC811", f"two files are called {twice[0]}", "judge them into two folders")
    same = [path for path, target in zip(paths, targets, strict=True) if target.resolve() == Path(path).resolve()]
    if same:
        raise CharterclockError("CC811", f"{same[0]} would be written over itself", "give another folder")
    there = [str(target) for target in targets if target.exists()]
    if there and not overwrite:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        raise CharterclockError("CC811", f"{there[0]}{more} is there already", "--overwrite replaces it")


@contextmanager
def _opened(paths: Sequence[str]) -> Iterator[list[Any]]:
    """Parquet files, all of them opened before the first is read: what is wrong with one is known at once."""
    pq = needed("pyarrow.parquet", "arrow")
    files: list[Any] = []
    try:
        for path in paths:
            try:
                files.append(pq.ParquetFile(path))
            except FileNotFoundError:
                raise CharterclockError("CC801", f"{path}: no such file") from None
            except Exception as error:  # noqa: BLE001 - Arrow raises what its readers raise
                raise CharterclockError("CC801", f"{path}: not a Parquet file: {str(error)[:200]}") from None
        yield files
    finally:
        for file in files:
            file.close()


@contextmanager
def _written(target: Path) -> Iterator[str]:
    """A path beside the target, moved there when it is whole and removed when it is not."""
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.touch()  # says at once where nothing can be written
    except OSError as error:
        raise CharterclockError("CC801", f"{target}: {error.strerror or error}") from None
    try:
        yield str(part)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def _batches(file: Any, bar: Callable[[int], object]) -> Iterator[pa.RecordBatch]:
    for group in range(file.metadata.num_row_groups):  # asked for all at once, the reader holds what it has read
        for batch in file.iter_batches(_ROWS, row_groups=[group]):
            yield batch
            bar(batch.num_rows)


def _check_next(file: Any, mapper: Mapper, path: str, last: Any) -> Any:
    """Of an event log: that the file goes on after the last case of the one before; its own last case."""
    names = file.schema_arrow.names
    if not is_log(names, mapper.columns) or not file.metadata.num_rows:
        return last
    case = next(name for name in names if mapper.columns.get(name, name) == "case")
    groups = file.metadata.num_row_groups
    first = file.read_row_group(0, [case]).column(0)[0].as_py()
    if last is not None and not (first is not None and last < first):
        said = f"{path} begins with case {first}, the file before it ends with {last}"
        raise CharterclockError("CC651", said, "order the cases over all files, and give the files in their order")
    return file.read_row_group(groups - 1, [case]).column(0)[-1].as_py()
