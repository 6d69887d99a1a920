"""Draws cases, lets every engine judge and count them in a process of its own, and writes docs/engines.md."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.benchmarks.large import cases

PAGE = Path("docs/engines.md")
_BEGIN, _END = "<!-- figures: written by make bench-large -->\n", "<!-- end of the figures -->\n"
_RUNS = (("charterclock report", 1), ("PyArrow dataset", 1), ("Polars streaming", 1), ("Polars streaming", 2),
         ("DuckDB", 1), ("DuckDB", 2), ("Spark", 1), ("Spark", 2))  # fmt: skip


def run(engine: str, folder: Path, cores: int, gib: float) -> dict[str, Any]:
    """What one process found; Spark's Java takes its limit from Spark."""
    limit = 0 if engine == "Spark" else gib
    command = [sys.executable, "-m", "tests.benchmarks.large.run", engine, str(folder), str(cores), str(limit)]
    if hasattr(os, "sched_getaffinity"):  # one core is one core, whatever a library starts
        command = ["taskset", "-c", ",".join(map(str, sorted(os.sched_getaffinity(0))[:cores])), *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False,
                          env={**os.environ, "POLARS_MAX_THREADS": str(cores)})  # fmt: skip
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1][:120] if done.stderr else f"exit {done.returncode}"}
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def main() -> None:
    """Writes the tables between the marks of the page."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks.large", description=__doc__)
    asked.add_argument("--rows", type=int, nargs="+", default=[10**5, 10**6, 10**7, 10**8])
    asked.add_argument("--gib", type=float, default=2, help="of memory for each process")
    asked.add_argument("--folder", help="where the cases go; a temporary folder by default")
    given = asked.parse_args()
    figures: dict[tuple[str, int], list[str]] = {one: [] for one in _RUNS}
    peaks: dict[tuple[str, int], str] = {}
    with tempfile.TemporaryDirectory() as made:
        for count in given.rows:
            folder = Path(given.folder or made) / str(count)
            if not folder.exists():
                cases.write(folder, count)
            counts: Any = None
            for engine, cores in _RUNS:
                found = run(engine, folder, cores, given.gib)
                print(count, engine, cores, {key: found[key] for key in found if key != "counts"}, flush=True)
                if "failed" in found:
                    figures[engine, cores].append("none: " + found["failed"])
                    continue
                counts = counts or found["counts"]
                assert found["counts"] == counts, f"{engine} counts otherwise"
                assert found["cases"] == count
                figures[engine, cores].append(f"{count / found['seconds'] / 1e6:.3g}")
                peaks[engine, cores] = f"{found['mb']:,}"
    heads = ["engine", "cores", *(f"{count:,}" for count in given.rows), "MB at most"]
    rows = [[engine, cores, *figures[engine, cores], peaks.get((engine, cores), "")] for engine, cores in _RUNS]
    lines = [heads, [":--", *["--:"] * (len(heads) - 1)], *rows]
    table = "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)
    said = (
        f"Million cases a second, read from Parquet, judged and counted, by the number of cases; start of the engine "
        f"included. Read on {datetime.now(UTC).date()}; each process was held to {given.gib:g} GiB of data by a limit "
        f"of the system (Spark's Java to 1 GiB by its own; "
        f"the memory of Spark is that of its Python side). All engines counted the same.\n\n"
    )
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(_BEGIN)
    PAGE.write_text(before + _BEGIN + "\n" + said + table + "\n" + _END + rest.partition(_END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
