"""Draws cases, lets every engine judge and count them in a process of its own, and writes docs/engines.md.

Cases as wide tables and as event logs, whose events lie in any order.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.benchmarks.large import cases

PAGE = Path("docs/engines.md")
#: what is drawn: a name, how it is written, what the page says of a row of it
_KINDS: dict[str, tuple[Callable[[Path, int], None], str, int]] = {
    "wide": (cases.write, "cases of wide tables", 1),
    "log": (cases.write_log, "events of logs, four of each case and in no order", 4),
}
_RUNS = (("charterclock report", 1), ("PyArrow dataset", 1), ("Polars streaming", 1), ("Polars streaming", 2),
         ("DuckDB", 1), ("DuckDB", 2), ("Spark", 1), ("Spark", 2))  # fmt: skip


def run(engine: str, folder: Path, cores: int, gib: float, most: float) -> dict[str, Any]:
    """What one process found; Spark's Java takes its limit from Spark."""
    limit = 0 if engine == "Spark" else gib
    command = [sys.executable, "-m", "tests.benchmarks.large.run", engine, str(folder), str(cores), str(limit)]
    if hasattr(os, "sched_getaffinity"):  # one core is one core, whatever a library starts
        command = ["taskset", "-c", ",".join(map(str, sorted(os.sched_getaffinity(0))[:cores])), *command]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=most,
                              env={**os.environ, "POLARS_MAX_THREADS": str(cores)})  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"failed": f"more than {most / 60:.0f} minutes"}
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1][:120] if done.stderr else f"exit {done.returncode}"}
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def measured(
    kind: str, counts: Sequence[int], folder: Path, gib: float, only: Sequence[str], most: float
) -> str:  # fmt: skip
    """The table of one kind, as the page has it: a row for each engine that was asked."""
    write, said, events = _KINDS[kind]
    loads = [os.getloadavg()[0]]
    runs = [one for one in _RUNS if not only or one[0] in only]
    figures: dict[tuple[str, int], list[str]] = {one: [] for one in runs}
    peaks: dict[tuple[str, int], int] = dict.fromkeys(runs, 0)
    for count in counts:
        drawn = folder / kind / str(count)
        if not drawn.exists():
            write(drawn, count)
        known: Any = None
        for engine, cores in runs:
            found = run(engine, drawn, cores, gib, most)
            loads.append(os.getloadavg()[0])
            print(kind, count, engine, cores, {key: found[key] for key in found if key != "counts"}, flush=True)
            if "failed" in found:
                figures[engine, cores].append("none: " + found["failed"])
                continue
            known = known or found["counts"]
            assert found["counts"] == known, f"{engine} counts otherwise"
            assert found["cases"] == count // events
            figures[engine, cores].append(f"{count / found['seconds'] / 1e6:.2g}")
            peaks[engine, cores] = max(peaks[engine, cores], found["mb"])
    heads = ["engine", "cores", *(f"{count:,}" for count in counts), "MB at most"]
    rows = [[engine, cores, *figures[engine, cores], f"{peaks[engine, cores]:,}"] for engine, cores in runs]
    lines = [heads, [":--", *["--:"] * (len(heads) - 1)], *rows]
    table = "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)
    limit = f"each process was held to {gib:g} GiB of data by a limit of the system"
    return (
        f"Million {said}, a second, read from Parquet, judged and counted, by their number; start of the engine "
        f"included. Read on {datetime.now(UTC).date()}; {limit} (Spark's Java to 1 GiB by its own; the memory of Spark "
        f"is that of its Python side). All engines counted the same. The load of the machine, with {os.cpu_count()} "
        f"cores, was {min(loads):.0f} to {max(loads):.0f}: what is beyond the cores of a row is work of others."
        f"\n\n{table}"
    )


def write_page(kind: str, text: str) -> None:
    """Puts a table between the marks of its kind."""
    begin, end = f"<!-- figures of {kind}: written by make bench-large -->\n", f"<!-- end of {kind} -->\n"
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    PAGE.write_text(before + begin + "\n" + text + "\n" + end + rest.partition(end)[2], encoding="utf-8")


def main() -> None:
    """Writes the tables between the marks of the page."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks.large", description=__doc__)
    asked.add_argument("--rows", type=int, nargs="*", default=[10**5, 10**6, 10**7, 10**8], help="of wide tables")
    asked.add_argument("--events", type=int, nargs="*", default=[10**5, 10**6, 10**7, 10**8], help="of logs")
    asked.add_argument("--gib", type=float, default=2, help="of memory for each process")
    asked.add_argument("--minutes", type=float, default=30, help="after which a run is given up")
    asked.add_argument("--engines", nargs="*", default=[], help="only these; all by default")
    asked.add_argument("--folder", help="where the cases go; a temporary folder by default")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        for kind, counts in (("wide", given.rows), ("log", given.events)):
            if counts:
                folder = Path(given.folder or made)
                write_page(kind, measured(kind, counts, folder, given.gib, given.engines, given.minutes * 60))


if __name__ == "__main__":
    main()
