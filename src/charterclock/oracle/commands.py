"""The commands ``charterclock oracle export``, ``check`` and ``schema``."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from datetime import timedelta
from typing import Any

from charterclock.durations import UNITS
from charterclock.errors import CharterclockError, nearest

__all__ = ["oracle"]

_BOUNDS = ("within", "under", "after", "before", "at_least")


def oracle(arguments: argparse.Namespace) -> int:
    """Runs one of the commands, and returns its exit code."""
    return {"export": _export, "check": _check, "schema": _schema}[arguments.oracle](arguments)


def _export(arguments: argparse.Namespace) -> int:
    from charterclock.calendars.known import calendar
    from charterclock.oracle.export import COLUMNS, Wanted, exported

    wanted = Wanted(
        _listed(arguments.units, UNITS, "--units"), _listed(arguments.bounds, _BOUNDS, "--bounds"),
        not arguments.plain, not arguments.no_pauses,
    )  # fmt: skip
    try:
        rows = exported(calendar(arguments.calendar), arguments.calendar, arguments.n, arguments.seed, wanted)
        if arguments.format == "jsonl":
            for row in rows:
                print(json.dumps(row, ensure_ascii=False))
            return 0
        writer = csv.DictWriter(sys.stdout, list(COLUMNS), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    except ValueError as error:
        raise CharterclockError("CC807", str(error), "--bounds within") from None
    return 0


def _listed(text: str | None, allowed: tuple[str, ...], option: str) -> tuple[str, ...]:
    given = allowed if text is None else tuple(part.strip() for part in text.split(","))
    unknown = [part for part in given if part not in allowed]
    if unknown:
        hint = nearest(unknown[0], allowed) or "one of " + ", ".join(allowed)
        raise CharterclockError("CC807", f"{option} takes no {unknown[0]!r}", hint)
    return given


def _check(arguments: argparse.Namespace) -> int:
    from charterclock.oracle.judge import judged, read_answers
    from charterclock.oracle.support import Support

    steps: dict[str, Any] = {"microsecond": timedelta(microseconds=1), "second": timedelta(seconds=1)}
    resolution = steps.get(arguments.resolution, timedelta(minutes=1))
    found = judged(read_answers(arguments.answers), arguments.answers, Support(resolution=resolution))
    print(found)
    return 0 if found.ok else 1


def _schema(_: argparse.Namespace) -> int:
    from charterclock.oracle.export import row_schema

    print(json.dumps(row_schema(), indent=2))
    return 0
