"""The commands ``charterclock validate``, ``schema`` and ``diff``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from charterclock.errors import CharterclockError, Problem
from charterclock.frames.output import printable, rows_as
from charterclock.options import chosen, named, pair, table_beside
from charterclock.review.check import Checked, check, check_all, files_in
from charterclock.review.excerpts import Sources

if TYPE_CHECKING:
    from charterclock.charter.model import Charter
    from charterclock.record.record import Record
    from charterclock.review.effect import Effect

__all__ = ["changes", "schema", "validate"]

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
        print(_json([_for_editors(problem, level, sources) for problem, level in told]))
    elif arguments.format == "sarif":
        from charterclock.review.sarif import sarif

        print(_json(sarif(told, sources), indent=1))
    return 2 if any(level == "error" for _, level in told) else 0


def _for_editors(problem: Problem, level: str, sources: Sources) -> dict[str, Any]:
    """A problem as plain values, with the column at which what is underlined ends."""
    end = sources.end_column(problem)
    ends = {} if end is None else {"end_column": end}
    return {**problem.to_dict(), **ends, "level": level}


def _json(value: Any, indent: int | None = None) -> str:
    """JSON as it can be printed: a file name that is no UTF-8 is escaped."""
    return json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "backslashreplace").decode()


def _checked(arguments: argparse.Namespace, given: dict[str, bytes]) -> Sequence[Checked]:
    """Each file in the order of the command, standard input among them."""
    names = files_in(arguments.files)
    if not names:
        raise CharterclockError("CC807", f"no charter file is in {', '.join(arguments.files)}", "they end in .yaml")
    options: dict[str, Any] = {
        "language": arguments.language,
        "columns": None if arguments.cases is None else _recorded(arguments.cases),
        "certain": not (arguments.suggest or arguments.strict),
    }
    read = {name: check(name, text, **options) for name, text in given.items()}
    others = check_all([name for name in names if name not in read], **options)
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


def changes(arguments: argparse.Namespace) -> int:
    """Says what changed between two charters and, with cases, what was attained under each; the exit code."""
    from charterclock.charter.diff import KINDS

    wanted = chosen(arguments.fail_on, KINDS, "kind of change")
    old, new = _versions(arguments.old, arguments.new)
    found = old.diff(new)
    tables = [arguments.cases, arguments.outages, arguments.events, arguments.answers, arguments.counts]
    if arguments.format == "text":  # before the cases, which may have problems of their own
        for change in found:
            print(printable(change.message(arguments.language)))
    attained = _attained(arguments, old, new) if any(tables) else None
    if arguments.format == "json":
        told: dict[str, Any] = {"changes": [change.to_dict(arguments.language) for change in found]}
        if attained is not None:
            told["attainment"] = [effect.to_dict() for effect in attained]
        print(json.dumps(told, ensure_ascii=False))
    elif attained is not None:
        _print_attained(attained, arguments.language)
    return 1 if wanted & {change.kind for change in found} else 0


def _versions(old: str, new: str) -> tuple[Charter, Charter]:
    """Both charters; one of them can come from standard input, and then its files stand beside the other."""
    from charterclock.charter.load import load, with_document
    from charterclock.files import read_text

    def given(folder: Path) -> Charter:
        return with_document(lambda: read_text(sys.stdin.buffer.read(), "-", strict=False), folder)[0]

    if old == new == "-":
        raise CharterclockError("CC807", "one of the two charters is a file, the other can be -")
    first, second = (
        given(Path(other).parent) if name == "-" else load(name)
        for name, other in ((old, new), (new, old))
    )
    return first, second


def _attained(arguments: argparse.Namespace, old: Charter, new: Charter) -> list[Effect]:
    from charterclock.frames.files import read_table
    from charterclock.review.effect import effects

    tables = {name: table_beside(path) for name in ("events", "answers", "counts", "outages", "pauses", "extensions")
              if (path := getattr(arguments, name))}  # fmt: skip
    options: dict[str, Any] = {name: table.frame for name, table in tables.items()}
    if arguments.cases:
        tables["cases"] = read_table(arguments.cases)
        options |= {"cases": tables["cases"].frame, "broken": tables["cases"].broken}
        options["columns"] = dict(named(text) for text in arguments.map)
    over = pair(arguments.over, "--over", "2025-01-01..2025-12-31") if arguments.over else None
    options |= {"at": arguments.at, "by": arguments.by, "over": over}
    before, after = _records(old, new, options)
    for problem in dict.fromkeys([*before.problems, *after.problems]):
        print(printable(str(tables[problem.file or ""].placed(problem))), file=sys.stderr)
    return effects(before, after)


def _records(old: Charter, new: Charter, options: dict[str, Any]) -> list[Record]:
    """Both records, over the same dates: those of the cases that either of the charters takes, where none are given."""
    found: list[Record] = []
    none: CharterclockError | None = None
    for charter in (old, new):
        try:
            found.append(charter.attainment(**options))
        except CharterclockError as error:
            if error.code != "CC631":  # a charter that takes no case has no dates of its own
                raise
            none = error
    if not found and none is not None:
        raise none
    over = min(record.over[0] for record in found), max(record.over[1] for record in found)
    if len(found) == 2 and all(record.over == over for record in found):
        return found
    dates = (over[0].isoformat(), over[1].isoformat())
    return [charter.attainment(**{**options, "over": dates}) for charter in (old, new)]


def _print_attained(attained: list[Effect], language: str) -> None:
    """The figures that differ, as a table, and how many do not."""
    from charterclock.review.effect import WORDS

    words = WORDS[language]
    rows = [effect.cells(language) for effect in attained if not effect.is_none]
    if rows:
        heading = [words[name] for name in ("promise", "period", "old", "new")]
        sys.stdout.write("\n" + rows_as(heading, rows, "table"))
    print(f"\n{words['same']}: {len(attained) - len(rows)}")
