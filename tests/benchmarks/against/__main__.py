"""Times everything and writes the page; ``--quick`` shows that it runs, and writes nothing."""

from __future__ import annotations

import argparse

from tests.benchmarks.against import growth, page
from tests.benchmarks.against.columns import columns
from tests.benchmarks.against.measure import measure
from tests.benchmarks.against.one_value import one_value

_COSTS = ("shift", "add", "between")


def main() -> None:
    """Checks answers, measures in interleaved rounds, writes docs/performance.md and its picture."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks.against", description=__doc__)
    asked.add_argument("--rounds", type=int, default=15)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--most", type=int, default=10**8, help="rows of the longest column")
    asked.add_argument("--quick", action="store_true")
    given = asked.parse_args()
    if given.quick:
        given.rounds, given.rows, given.most = 1, 10_000, 10**4
    told, tasks = page.machine(), []
    for title, some in (("One value at a time", one_value()), ("Columns", columns(given.rows))):
        told += f"## {title}\n\n"
        for task in some:
            task.check()
            measure(task.contestants, given.rounds)
            told += page.of_task(task)
            tasks.append(task)
            print(page.of_task(task), flush=True)
    told += "## Whole tables\n\n" + page.table(("", "rows a second"), growth.tables(given.most))
    told += "## How cost grows\n\nNanoseconds a row, a column of a million rows where nothing else is said.\n\n"
    told += page.table(("rows", *_COSTS), growth.rows(given.most))
    told += page.table(("years covered", "ms until it answers", "between"), growth.years())
    told += page.table(("spans a day", *_COSTS), growth.spans())
    told += page.table(("openings on", *_COSTS), growth.grids())
    told += "A second thread gains as much as both cores are free; one addition tells what the memory allows.\n\n"
    told += page.table(("elapsed ns a row", "one thread", "two threads", "times as fast"), growth.threads())
    print(told[told.index("## Whole tables"):])
    if not given.quick:
        page.write(told)
        page.draw(tasks)


if __name__ == "__main__":
    main()
