"""Outages that many monitors told of, as few as the downtime is scattered: parts merge to what the whole is."""

from __future__ import annotations

from typing import Any

import numpy as np

from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone import as_datetime
from charterclock.errors import Problem
from charterclock.frames.tables import frame_of
from charterclock.record.inputs import Table
from charterclock.record.outages import planned_of, union

__all__ = ["merged_outages"]


def merged_outages(outages: Any, zone: str, *, backend: str | None = None) -> tuple[Any, list[Problem]]:
    """Outages of each system, those that overlap or touch as one; planned ones and others apart.

    Attainment of the merged ones is that of all: overlapping outages count once. So parts of a table can be merged
    wherever they lie, and their results together once more.

    Args:
        outages: any table with ``start``, ``end`` and optionally ``system``, ``planned``.
        zone: the zone of instants without offset.
        backend: ``pandas``, ``polars`` or ``pyarrow``: the kind of table that comes out.

    Returns:
        A table, sorted by system, with ``system``, ``start`` and ``end`` (aware, in the zone; no end where it has none
        yet), ``planned``; and the rows that could not be used, which are not in it.

    Raises:
        CharterclockError: CC640, CC641: no table, or a column is missing.

    Example:
        >>> import pandas as pd
        >>> told = pd.DataFrame({"start": ["2025-05-01T10:00", "2025-05-01T10:20"],
        ...                      "end": ["2025-05-01T10:30", "2025-05-01T11:00"]})
        >>> merged, problems = merged_outages(told, "Asia/Kuala_Lumpur", backend="pandas")
        >>> merged["end"].tolist()
        [Timestamp('2025-05-01 11:00:00+0800', tz='Asia/Kuala_Lumpur')]
    """
    table = Table.of(outages, "outages", ("start", "end"))
    begin, end = table.instants("start", zone), table.instants("end", zone)
    planned, systems = planned_of(table), table.words("system")
    problems: list[Problem] = []
    usable = np.ones(len(table), dtype=np.bool_)

    def refuse(rows: Any, column: str, said: Any) -> None:
        for row in np.flatnonzero(rows & usable).tolist():
            problems.append(Problem.of_cell(said(row), row=row + 1, field=column))
            usable[row] = False

    for column, cells in (("start", begin), ("end", end)):
        refuse(~cells.problem.blank, column, lambda row, said=cells.problem: str(said[row]))
        refuse(cells.is_date, column, lambda row: "CC602 a date alone; the time of day is needed")
    refuse(begin.blank, "start", lambda row: "CC601 the outage has no start")
    refuse(end.at < begin.at, "end", lambda row: "CC633 the outage ends before it starts")
    refuse(planned < 0, "planned", lambda row: "CC635 planned is yes or no")
    rows: list[tuple[str | None, Any, Any, str]] = []
    for system in [None, *sorted(systems.present())]:
        for kind, word in ((0, "no"), (1, "yes")):
            named = systems.blank if system is None else systems.where(system)
            here = usable & (planned == kind) & named
            for first, last in zip(*union(begin.at[here], end.at[here]), strict=True):
                closed = as_datetime(int(last), zone) if last < NEVER else None
                rows.append((system, as_datetime(int(first), zone), closed, word))
    names = ("system", "start", "end", "planned")
    merged = frame_of({name: [row[place] for row in rows] for place, name in enumerate(names)}, backend)
    return merged, sorted(problems, key=lambda problem: problem.row or 0)
