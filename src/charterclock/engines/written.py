"""Files of a run that may be stopped: read with a bar on a terminal, written whole or not at all."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from charterclock.engines.needed import needed
from charterclock.errors import CharterclockError

__all__ = ["check_targets", "opened", "stopped_in_order", "written"]


@contextmanager
def opened(paths: Sequence[str]) -> Iterator[list[Any]]:
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


def check_targets(paths: Sequence[str], targets: Sequence[Path], overwrite: bool) -> None:
    """That nothing is written over: no file that is there already, none that is read, none twice.

    Raises:
        CharterclockError: CC811.
    """
    names = Counter(target.name for target in targets)
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        raise CharterclockError("CC811", f"two files are called {twice[0]}", "judge them into two folders")
    read = {Path(path).resolve(): path for path in paths}
    same = [read[target.resolve()] for target in targets if target.resolve() in read]
    if same:
        raise CharterclockError("CC811", f"{same[0]} would be written over itself", "give another folder")
    there = [str(target) for target in targets if target.exists()]
    if there and not overwrite:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        raise CharterclockError("CC811", f"{there[0]}{more} is there already", "--overwrite replaces it")


@contextmanager
def written(target: Path) -> Iterator[str]:
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


@contextmanager
def stopped_in_order() -> Iterator[None]:
    """Lets a request to end (SIGTERM) clean up, as Ctrl-C does; a process that is told to end by default just does."""
    ours = threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    if ours:
        signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        if ours:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _end(number: int, _: object) -> None:
    raise SystemExit(128 + number)
