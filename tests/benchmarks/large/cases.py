"""Cases of a mixed charter, drawn from a seed, as Parquet files."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

_ROWS = 1 << 20
_PLEDGES = ("lan-new", "email-account", "project-approval", "lan-nwe")
_SHARES = (0.4, 0.4, 0.199, 0.001)
_FIRST = np.datetime64("2016-01-01T00:00", "us").astype(np.int64)
_LAST = np.datetime64("2025-12-01T00:00", "us").astype(np.int64)
_HOUR = 3_600_000_000


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


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
