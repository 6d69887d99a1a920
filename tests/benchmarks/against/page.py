"""The figures of docs/performance.md between its marks, and its picture."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.benchmarks.against.tasks import Task

PAGE = Path("docs/performance.md")
PICTURE = Path("docs/performance.svg")
_SHOWN = f"![Nanoseconds an answer, by package and piece of work]({PICTURE.name})\n\n"
_BEGIN, _END = "<!-- figures: written by make bench-peers -->\n", "<!-- end of the figures -->\n"
_PEERS = (
    "numpy", "pandas", "polars", "duckdb", "workclock", "timegrid", "businesstimedelta", "business-duration",
    "workalendar", "bizdays", "business-calendar", "QuantLib", "timeboard",
)  # fmt: skip


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A Markdown table; the first column is text, the others are figures."""
    lines = [heads, [":--", *["--:"] * (len(heads) - 1)], *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines) + "\n"


def figure(nanoseconds: float) -> str:
    """Nanoseconds with three digits."""
    return f"{nanoseconds:,.0f}" if nanoseconds >= 100 else f"{nanoseconds:.3g}"


def of_task(task: Task) -> str:
    """The table of one piece of work."""
    ours, rows = task.contestants[0].median, []
    for one in task.contestants:
        low, high = one.spread
        said = [one.note] if one.note else []
        if one.differ[0]:
            said.append(f"{one.differ[0]:,} of {one.differ[1]:,} answers differ from ours")
        rows.append((one.name, figure(one.median), f"{figure(low)} to {figure(high)}", figure(one.median / ours),
                     "; ".join(said)))  # fmt: skip
    heads = ("", "ns an answer", "least to most", "times ours", "")
    return f"### {task.title}\n\n" + table(heads, rows)


def machine() -> str:
    """What the figures were read on."""
    versions = ", ".join(f"{name} {version(name)}" for name in _PEERS)
    when = datetime.now(UTC).date()
    return (
        f"Read on {when} on {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}: "
        f"{versions}.\n\n"
    )


def write(figures: str) -> None:
    """Puts the picture and the figures between the marks of the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    PAGE.write_text(before + _BEGIN + "\n" + _SHOWN + figures + _END + after, encoding="utf-8")


def draw(tasks: Sequence[Task]) -> None:
    """Bars on a scale of powers of ten: a group a task, ours dark, the addition hatched."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "charterclock"  # the same figures make the same file
    import matplotlib.pyplot as plt

    height = sum(len(task.contestants) + 2 for task in tasks)
    drawn, axes = plt.subplots(figsize=(9, 0.24 * height))
    place, places, names = 0.0, [], []
    for task in tasks:
        axes.text(0.001, place - 0.9, task.title, fontsize=9, fontweight="bold", va="center",
                  transform=axes.get_yaxis_transform())  # fmt: skip
        for one in task.contestants:
            ours, floor = one.name.startswith("charterclock"), one.compared == "no"
            axes.barh(place, one.median, color="#222" if ours else "#bbb", hatch="//" if floor else None,
                      edgecolor="#555", linewidth=0.5)  # fmt: skip
            axes.text(one.median * 1.08, place, figure(one.median), fontsize=7, va="center")
            places.append(place)
            names.append(one.name)
            place += 1
        place += 2
    axes.set_yticks(places, names, fontsize=7)
    axes.set_ylim(place - 1.5, -1.8)
    axes.set_xscale("log")
    axes.set_xlabel("nanoseconds an answer, each step ten times the last")
    axes.spines[["top", "right"]].set_visible(False)
    drawn.savefig(PICTURE, bbox_inches="tight", metadata={"Date": None})
