"""The commands ``charterclock validate``, ``schema`` and ``diff``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from charterclock.errors import CharterclockError, Problem
from charterclock.frames.output import printable
from charterclock.review.check import Checked, check, check_all, files_in
from charterclock.review.excerpts import Sources

__all__ = ["schema", "validate"]

Told = list[tuple[Problem, str]]


def validate(arguments: argparse.Namespace) -> int:
    """Says what is wrong with charter files, and, where asked, what is doubtful; the exit code."""
    given = {"-": sys.stdin.buffer.read()} if "-" in arguments.files else {}
    sources, told = Sources(given), []
    for found in _checked(arguments, given):
        of_file = _told(found, arguments)
        told += of_file
        if arguments.format == "text":
            if found.said:
                print(printable(f"{found.name}: {found.said}"))
            for problem, _ in of_file:
                print(sources.shown(problem), file=sys.stderr)
    if arguments.format == "json":
        print(json.dumps([{**problem.to_dict(), "level": level} for problem, level in told], ensure_ascii=False))
    elif arguments.format == "sarif":
        from charterclock.review.sarif import sarif

        print(json.dumps(sarif(told, sources), ensure_ascii=False, indent=1))
    return 2 if any(level == "error" for _, level in told) else 0


def _checked(arguments: argparse.Namespace, given: dict[str, bytes]) -> Sequence[Checked]:
    """Each file in the order of the command, standard input among them."""
    names = files_in(arguments.files)
    if not names:
        raise CharterclockError("CC807", f"no charter file is in {', '.join(arguments.files)}", "they end in .yaml")
    columns = None if arguments.cases is None else _recorded(arguments.cases)
    read = {name: check(name, text, language=arguments.language, columns=columns) for name, text in given.items()}
    others = check_all([name for name in names if name not in read], arguments.language, columns)
    return [read[name] if name in read else next(others) for name in names]


def _told(found: Checked, arguments: argparse.Namespace) -> Told:
    """What is told of a file, each with its level: a mistake counts, a remark where that is asked for."""
    from charterclock.charter.lint import CERTAIN

    told = [(problem, "error") for problem in found.problems]
    for remark in found.remarks:
        if arguments.strict or remark.code in CERTAIN:
            told.append((remark, "error"))
        elif arguments.suggest:
            told.append((remark, "note"))
    return list(dict.fromkeys(told))


def _recorded(path: str) -> list[str]:
    """The columns of a table of cases; of an event log its activities, too."""
    from charterclock.frames.files import plain_rows, read_table

    names, rows = plain_rows(read_table(path).frame)
    if "activity" not in names:
        return names
    place = names.index("activity")
    return [*names, *dict.fromkeys(str(row[place]) for row in rows)]


def schema(_: argparse.Namespace) -> int:
    """Prints the JSON Schema of charter files; the exit code."""
    from charterclock.charter.schema import schema as made

    print(json.dumps(made(), indent=1))
    return 0
