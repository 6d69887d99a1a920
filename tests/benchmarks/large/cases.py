"""Cases of a mixed charter, drawn from a seed, as Parquet files: a row a case, or a row an event."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

_ROWS = 1 << 20
_PLEDGES = ("lan-new", "email-account", "project-approval", "lan-nwe")
_SHARES = (0.4, 0.4, 0.199, 0.001)
_FIRST = np.datetime64("2016-01-01T00:00", "us").astype(np.int64)
_LAST = np.datetime64("2025-12-01T00:00", "us").astype(np.int64)
_HOUR = 3_600_000_000
_ACTIVITIES = ("requested", "paused", "resumed", "delivered", "processed", "passed on")
_NOTED = 5


def write(folder: Path, count: int, seed: int = 1, files: int = 4) -> None:
    """Writes so many cases into a folder: ten years, four pledges of which one is misspelt, some open."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    edges = np.linspace(0, count, files + 1).astype(int)
    for part in range(files):
        writer = None
        for first in range(edges[part], edges[part + 1], _ROWS):
            table = _drawn(random, first, int(min(_ROWS, edges[part + 1] - first)))
            writer = writer or pq.ParquetWriter(folder / f"{part}.parquet", table.schema)
            writer.write_table(table)
        if writer is not None:
            writer.close()


def _drawn(random: np.random.Generator, first: int, count: int) -> pa.Table:
    requested = random.integers(_FIRST, _LAST, count)
    stopped = requested + random.integers(1, 24 * 40, count) * _HOUR
    is_open = random.random(count) < 0.02
    stop = pa.array(stopped.view("M8[us]"), mask=is_open)
    pledge = pa.DictionaryArray.from_arrays(random.choice(4, count, p=_SHARES).astype(np.int32), pa.array(_PLEDGES))
    return pa.table({
        "case": np.arange(first, first + count), "pledge": pledge, "requested": requested.view("M8[us]"),
        "delivered": stop, "processed": stop, "points": random.integers(1, 200, count).astype(np.int16),
    })  # fmt: skip


def write_log(folder: Path, events: int, seed: int = 1) -> None:
    """Writes so many events into a folder, four of each case and each in a file of its own, in no order within it.

    Half of the cases are paused for some days; what stands in the place of a pause, or of a stop that is not there yet,
    is an activity that the charter does not name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count, random = events // 4, np.random.default_rng(seed)
    writers: list[pq.ParquetWriter | None] = [None] * 4
    for first in range(0, count, _ROWS):
        for part, table in enumerate(_logged(random, first, min(_ROWS, count - first))):
            writer = writers[part] = writers[part] or pq.ParquetWriter(folder / f"{part}.parquet", table.schema)
            writer.write_table(table)
    for writer in writers:
        if writer is not None:
            writer.close()


def _logged(random: np.random.Generator, first: int, count: int) -> Iterator[pa.Table]:
    """The first events of some cases, then the second ones, and so on."""
    when = random.integers(_FIRST, _LAST, count)
    is_paused, is_open = random.random(count) < 0.5, random.random(count) < 0.02
    case = pc.binary_join_element_wise("c", pa.array(np.arange(first, first + count)).cast(pa.string()), "")
    pledge = random.choice(4, count, p=_SHARES).astype(np.int32)
    points = random.integers(1, 200, count).astype(np.int16)
    stop = np.where(is_open, _NOTED, np.where(pledge == 1, _NOTED - 1, _NOTED - 2))
    for activity in (np.zeros(count, int), np.where(is_paused, 1, _NOTED), np.where(is_paused, 2, _NOTED), stop):
        order = random.permutation(count)
        yield pa.table({
            "case": case.take(pa.array(order)), "timestamp": when[order].view("M8[us]"), "points": points[order],
            "activity": pa.DictionaryArray.from_arrays(activity[order].astype(np.int32), pa.array(_ACTIVITIES)),
            "pledge": pa.DictionaryArray.from_arrays(pledge[order], pa.array(_PLEDGES)),
        })  # fmt: skip
        when = when + random.integers(1, 24 * 20, count) * _HOUR


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
