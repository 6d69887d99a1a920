"""Pictures that commands write: of a record, and of one case."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from charterclock.errors import CharterclockError
from charterclock.options import ending

if TYPE_CHECKING:
    from charterclock.clock.clock import Clock
    from charterclock.frames.files import Table
    from charterclock.record.record import Record

__all__ = ["draw", "draw_case", "is_picture"]

_PICTURES: Final = (".png", ".svg", ".pdf")


def is_picture(path: str | None) -> bool:
    """Whether a file is a picture, by its ending."""
    return ending(path) in _PICTURES


def draw(arguments: argparse.Namespace, record: Record, tables: Mapping[str, Table], options: dict[str, Any]) -> None:
    """A picture of a record, as ``--plot`` says: a heat map where it says nothing."""
    if not is_picture(arguments.out):
        raise CharterclockError("CC807", "a picture is written to a file", "--out picture.png, .svg or .pdf")
    kind = arguments.plot or "heatmap"
    if (kind == "time-used") != bool(arguments.pledge):
        raise CharterclockError("CC807", "--plot time-used is of one promise, others are of all", "--pledge ID")
    _without_screen()
    from charterclock.record.plot import heat_map, time_used, uptime

    if kind == "time-used":
        if len(arguments.cases) != 1:
            raise CharterclockError("CC807", "--plot time-used needs one table of cases")
        table = tables["cases"]
        used = time_used(record.charter, table.frame, arguments.pledge, None, arguments.language, broken=table.broken,
                         **options)  # fmt: skip
        _save(used, arguments.out)
    else:
        _save((heat_map if kind == "heatmap" else uptime)(record, None, arguments.language), arguments.out)


def draw_case(arguments: argparse.Namespace, clock: Clock, pauses: Sequence[tuple[str, str | None]]) -> None:
    """The time line of one case."""
    if not is_picture(arguments.out):
        raise CharterclockError("CC804", f"{arguments.out}: not a picture", "one of " + ", ".join(_PICTURES))
    _without_screen()
    from charterclock.record.plot import timeline

    for paused, resumed in pauses:
        clock = clock.pause(paused)
        clock = clock.resume(resumed) if resumed else clock
    if arguments.stop:
        clock = clock.stop(arguments.stop)
    _save(timeline(clock, language=arguments.language, at=arguments.at), arguments.out)


def _without_screen() -> None:
    try:
        import matplotlib
    except ImportError:
        raise CharterclockError("CC705", "a picture needs matplotlib", "pip install charterclock[plot]") from None
    matplotlib.use("Agg")


def _save(axes: Any, path: str) -> None:
    from matplotlib import pyplot

    from charterclock.record.report import writing

    # The same record gives the same file: no time of day goes into it.
    undated = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(ending(path))
    try:
        with writing(path):
            axes.figure.savefig(path, metadata=undated)
    finally:
        pyplot.close(axes.figure)  # which holds it until it is told
