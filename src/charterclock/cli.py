"""The command line: validate, schema, diff, due, explain, assess, breaches, report, what-if, tightest, calendar,
oracle, draft.

Data goes to standard output, messages to standard error. Exit code 0: fine; 1: what ``--fail-on`` names was found;
2: bad usage, or a bad file; 130 or 143: stopped. Nothing reads the time of day: open cases need ``--at``.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import charterclock as cc
from charterclock.almanac.commands import calendar_command, named_command
from charterclock.arguments import parser
from charterclock.case_commands import breaches, tightest, what_if
from charterclock.drafting.commands import draft_page
from charterclock.due_commands import due, explain
from charterclock.errors import CharterclockError
from charterclock.options import case_options, chosen, named, pair, print_rows, table_beside
from charterclock.oracle.commands import oracle
from charterclock.picture_commands import draw, is_picture
from charterclock.review.commands import changes, schema, validate

__all__ = ["main"]

#: what --fail-on can name
_VERDICTS: Final = ("met", "missed", "running", "overdue", "paused", "extended", "early", "excluded", "problem")
#: how messages call an argument in Python, and what it is called here
_ARGUMENTS: Final = (
    (r'over=\("2025-01-01", "2025-12-31"\)|over=\(first, last\)', "--over 2025-01-01..2025-12-31"),
    (r"\bover (?=is two|ends before)", "--over "),
    (r'at="(2025-06-30T17:00)"', r"--at \1"),
    (r"`at`|\bat(?= is (a date alone|needed))", "--at"),
    (r'prefix="our_"', "--prefix our_"),
    (r'columns=\{"theirs": "(\w+)"\}', r"--map THEIRS=\1"),
    (r'calendar\("\S+", zone=.*?\}\)', "write a calendar file with zone, hours and holidays"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line.

    Args:
        argv: the arguments; those of the process if ``None``.

    Returns:
        The exit code: 0, 1 or 2; 130 when it was stopped.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a sign shows another
            stream.reconfigure(errors="replace")
    given = sys.argv[1:] if argv is None else argv
    if not given:  # somebody who looks what there is
        parser(__doc__).print_help(sys.stderr)
        return 2
    arguments = parser(__doc__).parse_args(named_command(given))
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _told  # type: ignore[assignment]
            return _COMMANDS[arguments.command](arguments)
    except CharterclockError as error:
        for line in str(error).splitlines():
            _tell(line)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130


def _told(message: Warning | str, *_: Any) -> None:
    """A warning as one line."""
    _tell(f"warning: {message}")


def _tell(message: object) -> None:
    """A message to the person at the command line: one line, inert, with the arguments by their names here."""
    from charterclock.frames.output import printable

    text = str(message)
    for python, here in _ARGUMENTS:
        text = re.sub(python, here, text)
    print(printable(text), file=sys.stderr)


def _assess(arguments: argparse.Namespace) -> int:
    from charterclock.frames.files import plain_rows, write_table
    from charterclock.record.assess import assess_table, problems_of

    wanted = chosen(arguments.fail_on, _VERDICTS, "verdict")
    if _streams(arguments):
        from charterclock.engines.parquet import assess_files

        if not arguments.out:
            raise CharterclockError("CC807", "several files are judged into a folder", "--out verdicts/")
        more = _stream_options(arguments)
        counts = assess_files(cc.load(arguments.charter), arguments.cases, arguments.out,
                              overwrite=arguments.overwrite, prefix=arguments.prefix, **more)  # fmt: skip
        print_rows(["verdict", "cases"], [list(one) for one in sorted(counts.items())], arguments.format)
        return 1 if wanted & set(counts) else 0
    charter, table, options = case_options(arguments)
    frame, found = assess_table(charter, table.frame, prefix=arguments.prefix, broken=table.broken, **options)
    for problem in problems_of(found):
        _tell(table.placed(problem))
    if arguments.out:
        write_table(frame, arguments.out)
    else:
        print_rows(*plain_rows(frame), arguments.format)
    verdicts = ["problem" if verdict is None else verdict for verdict in found.verdict]
    return 1 if wanted & set(verdicts) else 0


def _streams(arguments: argparse.Namespace) -> bool:
    """Whether the cases are several files, or one that goes into a folder: judged batch by batch."""
    out = arguments.out or ""
    return len(arguments.cases) > 1 or (bool(arguments.cases) and (out.endswith(os.sep) or Path(out or ".x").is_dir()))


def _stream_options(arguments: argparse.Namespace) -> dict[str, Any]:
    if arguments.pauses or arguments.extensions:
        hint = "as columns paused and resumed, or as events of a log"
        raise CharterclockError("CC807", "files that are read in a stream have no second table beside them", hint)
    return {"at": arguments.at, "columns": dict(named(text) for text in arguments.map), "tell": _tell}


def _check(paths: Sequence[str]) -> int:
    """Printed tables of attainment, each row against its own counts."""
    from charterclock.record.printed import check_printed

    if not paths:
        raise CharterclockError("CC807", "give a table of printed figures", "charterclock report check printed.csv")
    statuses: Counter[str] = Counter()
    for path in paths:
        for found in check_printed(table_beside(path).frame):
            statuses[found.status] += 1
            if found.status == "wrong":
                print(f"{path + ', ' if len(paths) > 1 else ''}{found}")
    told = ", ".join(f"{statuses[status]} {status}" for status in ("right", "wrong", "not computable"))
    print(f"{statuses.total()} rows: {told}")
    return 1 if statuses["wrong"] else 0


def _report(arguments: argparse.Namespace) -> int:
    from charterclock.frames.output import printable
    from charterclock.record.layout import layout
    from charterclock.record.report import rows_of

    if arguments.charter == "check":
        return _check(arguments.cases)
    wanted = chosen(arguments.fail_on, _VERDICTS, "verdict")
    draws = is_picture(arguments.out) or bool(arguments.plot)
    if arguments.with_cases and (len(arguments.cases) != 1 or Path(arguments.out or "").suffix.lower() != ".xlsx"):
        hint = "one table of cases, and --out report.xlsx"
        raise CharterclockError("CC807", "--with-cases is for a workbook and the cases it was made of", hint)
    over = pair(arguments.over, "--over", "2025-01-01..2025-12-31") if arguments.over else None
    tables = {name: table_beside(getattr(arguments, name))
              for name in ("events", "answers", "counts", "outages") if getattr(arguments, name)}  # fmt: skip
    options: dict[str, Any] = {}
    more = {"by": arguments.by, "over": over, "note": arguments.note}
    more |= {name: table.frame for name, table in tables.items()}
    if not arguments.cases:
        record = cc.load(arguments.charter).attainment(at=arguments.at, **more)
    elif len(arguments.cases) > 1:
        from charterclock.engines.parquet import tally_files

        charter = cc.load(arguments.charter)
        tally = tally_files(charter, arguments.cases, by=arguments.by, **_stream_options(arguments))
        record = charter.attainment(tally, at=arguments.at, **more)
    else:
        charter, tables["cases"], options = case_options(arguments)
        record = charter.attainment(tables["cases"].frame, broken=tables["cases"].broken, **options, **more)
    for problem in record.problems:
        _tell(tables[problem.file or ""].placed(problem))
    reasons = table_beside(arguments.reasons).frame if arguments.reasons else None
    shown = {"layout": arguments.layout, "reasons": reasons}
    if draws:
        draw(arguments, record, tables, options)
    elif arguments.with_cases:
        beside = {name: options[name] for name in ("pauses", "extensions", "columns")}
        record.to_excel(arguments.out, arguments.language, **shown, cases=tables["cases"].frame,
                        broken=tables["cases"].broken, **beside)  # fmt: skip
    elif arguments.out:
        _write_report(record, arguments.out, arguments.language, shown)
    elif arguments.format == "json":
        print(record.to_json())
    elif arguments.format == "csv":
        print(record.to_csv(language=arguments.language, **shown), end="")
    elif arguments.format == "md":
        print(record.to_markdown(arguments.language, **shown), end="")
    else:
        table = layout(record, arguments.language, arguments.layout, reasons)
        heading, *rows = rows_of(table)
        print_rows(heading, rows, "table")
        print("", *map(printable, table.said), sep="\n")
    counts = {verdict: row.counts[verdict] for row in record.rows if row.tier is None for verdict in row.counts
              if row.counts[verdict]}  # fmt: skip
    return 1 if wanted & {*counts, *record.unplaced} else 0


def _write_report(record: cc.Record, path: str, language: str | None, shown: dict[str, Any]) -> None:
    from charterclock.record.report import writing

    ending = Path(path).suffix.lower()
    writers: dict[str, Any] = {
        ".html": record.to_html, ".csv": record.to_csv, ".xlsx": record.to_excel,
    }  # fmt: skip
    if ending in writers:
        writers[ending](path, language, **shown)
    elif ending in (".md", ".json"):
        text = record.to_markdown(language, **shown) if ending == ".md" else record.to_json() + "\n"
        with writing(path):
            Path(path).write_text(text, encoding="utf-8")
    else:
        raise CharterclockError("CC804", f"{path}: not a report", "one of .html, .csv, .xlsx, .md, .json")


_COMMANDS: Final = {
    "oracle": oracle, "draft": draft_page,
    "validate": validate, "schema": schema, "diff": changes,
    "due": due, "explain": explain, "assess": _assess, "report": _report,
    "breaches": lambda arguments: breaches(arguments, _tell), "what-if": lambda arguments: what_if(arguments, _tell),
    "tightest": lambda arguments: tightest(arguments, _tell),
    "calendar": calendar_command,
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
