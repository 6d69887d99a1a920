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

__all__ = ["add_oracle"]

_BOUNDS = ("within", "under", "after", "before", "at_least")


def add_oracle(parser: argparse.ArgumentParser) -> None:
    """Adds the commands to a parser; each sets ``run``, a function of its arguments that returns the exit code."""
    commands = parser.add_subparsers(required=True, metavar="command")
    export = commands.add_parser("export", allow_abbrev=False, help="cases of a calendar with their right answers")
    export.add_argument("--calendar", required=True, help="a code such as MY-07, or a calendar file")
    export.add_argument("--n", type=int, default=10_000, help="how many cases (10000)")
    export.add_argument("--seed", type=int, required=True, help="the same seed gives the same cases")
    export.add_argument("--format", choices=("csv", "jsonl"), default="csv")
    export.add_argument("--units", help="only these, separated by commas, such as 'working day,working hour'")
    export.add_argument("--bounds", help="only these, separated by commas: " + ", ".join(_BOUNDS))
    export.add_argument("--plain", action="store_true", help="every case by the default way of counting")
    export.add_argument("--no-pauses", action="store_true", help="no case is paused")
    export.set_defaults(run=_export)

    check = commands.add_parser("check", allow_abbrev=False, help="judge another program's answers")
    check.add_argument("answers", help="the export with a column `answer`: .csv, .jsonl, .parquet, .xlsx, or -")
    check.add_argument("--resolution", choices=("microsecond", "second", "minute"), default="microsecond",
                       help="the smallest step of time that the program knows")  # fmt: skip
    check.set_defaults(run=_check)

    schema = commands.add_parser("schema", allow_abbrev=False, help="the JSON Schema of an exported row")
    schema.set_defaults(run=_schema)


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
