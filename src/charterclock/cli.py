"""The command line: validate, due, explain, assess, report, calendar, draft.

Data goes to standard output, messages to standard error. Exit code 0: fine; 1: what ``--fail-on`` names was found;
2: bad usage, or a bad file. Nothing reads the time of day: open cases need ``--at``.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import warnings
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import charterclock as cc
from charterclock.errors import CharterclockError, Problem

__all__ = ["main"]

_FORMATS: Final = ("table", "json", "csv", "md")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line.

    Args:
        argv: the arguments; those of the process if ``None``.

    Returns:
        The exit code: 0, 1 or 2.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a sign shows another
            stream.reconfigure(errors="replace")
    arguments = _parser().parse_args(argv)
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _told  # type: ignore[assignment]
            return int(arguments.run(arguments))
    except CharterclockError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _told(message: Warning | str, *_: Any) -> None:
    """A warning as one line."""
    print(f"warning: {message}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="charterclock", description=__doc__, allow_abbrev=False,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--version", action="version", version=f"charterclock {cc.__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")

    said = "say what is wrong with charter files, with line and column"
    validate = commands.add_parser("validate", allow_abbrev=False, help=said)
    validate.add_argument("files", nargs="+", help="charter files; - for standard input")
    validate.add_argument("--format", choices=("table", "json"), default="table")
    validate.set_defaults(run=_validate)

    for name, run, said in (("due", _due, "the due date of one case"), ("explain", _explain, "the same, day by day")):
        command = commands.add_parser(name, allow_abbrev=False, help=said)
        command.add_argument("start", help="when the case arrived, such as 2025-04-30T10:00")
        command.add_argument("duration", nargs="?", help="such as '2 working days'; not with --charter")
        command.add_argument("--calendar", help="a code such as MY-07, or a calendar file; by default MY")
        command.add_argument("--reckoning", help="the name of a preset")
        command.add_argument("--bound", help="within (default), under, after, before, at_least, by")
        command.add_argument("--pause", action="append", default=[], metavar="FROM..TO", help="may be given again")
        command.add_argument("--charter", help="a charter file; with --pledge")
        command.add_argument("--pledge")
        command.add_argument("--fact", action="append", default=[], metavar="COLUMN=VALUE", help="what tiers ask for")
        command.add_argument("--at", help="the instant up to which an open pause runs")
        command.add_argument("--language", choices=("ms", "id", "en"), default="en")
        command.add_argument("--format", choices=_FORMATS if name == "due" else ("table", "json"), default="table")
        command.set_defaults(run=run)

    for name, run, said in (
        ("assess", _assess, "due, verdict and margin of every case of a table"),
        ("report", _report, "attainment by period, as a table or a page"),
    ):
        command = commands.add_parser(name, allow_abbrev=False, help=said)
        command.add_argument("charter", help="a charter file")
        command.add_argument("cases", nargs="?", help="a table: .csv, .parquet, .xlsx, or - for CSV")
        command.add_argument("--at", help="the instant at which open cases are judged")
        command.add_argument("--pauses", help="a second table: case, paused, resumed")
        command.add_argument("--extensions", help="a second table: case, extended, until or by")
        command.add_argument("--map", action="append", default=[], metavar="THEIRS=OURS", help="names a column")
        command.add_argument("--out", help="a file, by its ending; else standard output")
        command.add_argument("--format", choices=_FORMATS, default="table")
        command.add_argument("--fail-on", default="", metavar="VERDICTS",
                             help="exit 1 if any case is one of these: missed,overdue,problem ...")  # fmt: skip
        command.set_defaults(run=run)
        if name == "assess":
            command.add_argument("--prefix", default="", help="put before the names of result columns")
        else:
            command.add_argument("--by", choices=("month", "quarter", "year"), default="month")
            command.add_argument("--over", metavar="FIRST..LAST", help="local dates, both included")
            command.add_argument("--language", choices=("ms", "id", "en"))
            command.add_argument("--note", default="", help="a remark printed with the report")
            for table, columns in (("events", "pledge, date"), ("answers", "pledge, date, score"),
                                   ("counts", "pledge, period, done, of"),
                                   ("outages", "system, start, end, planned")):  # fmt: skip
                command.add_argument(f"--{table}", help=f"a table: {columns}")

    said = "the days of a calendar, and why they are closed"
    calendar = commands.add_parser("calendar", allow_abbrev=False, help=said)
    calendar.add_argument("code", help="a code such as MY-07, or a calendar file")
    calendar.add_argument("--year", type=int, required=True)
    calendar.add_argument("--all", action="store_true", help="every day, not only days off and other hours")
    calendar.add_argument("--language", choices=("ms", "id", "en"), default="en")
    calendar.add_argument("--format", choices=_FORMATS, default="table")
    calendar.set_defaults(run=_calendar)

    said = "a charter file from a printed page, for a person to confirm"
    draft = commands.add_parser("draft", allow_abbrev=False, help=said)
    draft.add_argument("page", help="a page: .txt, .md, .html, .pdf, or - for text from standard input")
    draft.add_argument("--country", choices=("MY", "ID"), default="MY", help="whose law gives bare words a meaning")
    draft.add_argument("--language", choices=("ms", "id", "en"), help="by default that of the country")
    draft.add_argument("--calendar", help="a code such as MY-07, or a calendar file; by default the country")
    draft.add_argument("--out", help="a charter file; what a person decided in one that is there stays")
    draft.set_defaults(run=_draft)
    return parser


def _validate(arguments: argparse.Namespace) -> int:
    found: list[Problem] = []
    for name in arguments.files:
        try:
            charter = cc.loads(sys.stdin.buffer.read(), "-") if name == "-" else cc.load(name)
            if arguments.format == "table":
                print(f"{name}: {len(charter)} pledges")
        except (cc.FileError, cc.CharterError) as error:
            found += error.problems
    if arguments.format == "json":
        print(json.dumps([problem.to_dict() for problem in found], ensure_ascii=False))
    else:
        for problem in found:
            print(problem, file=sys.stderr)
    return 2 if found else 0


def _computed(arguments: argparse.Namespace) -> cc.Due:
    pauses = [_pair(text, "a pause") for text in arguments.pause]
    given = [(first, last or None) for first, last in pauses]
    if arguments.charter:
        said = (arguments.duration, arguments.calendar, arguments.reckoning, arguments.bound)
        if not arguments.pledge or any(said):
            raise CharterclockError("CC807", "with --charter give --pledge; it says duration, calendar and reckoning")
        charter = cc.load(arguments.charter)
        if arguments.pledge not in charter.ids:
            raise CharterclockError("CC623", f"unknown pledge {arguments.pledge!r}", "one of " + ", ".join(charter.ids))
        pledge = charter[arguments.pledge]
        if pledge.kind != "deadline":
            raise CharterclockError("CC625", f"pledge {pledge.id!r} is of kind {pledge.kind}, and has no due")
        facts = dict(_named(text) for text in arguments.fact)
        clock = cc.Clock.of(pledge, arguments.start, tier=facts.pop("tier", None), facts=facts)
        return clock.due(pauses=given, at=arguments.at)
    if not arguments.duration or arguments.pledge or arguments.fact:
        raise CharterclockError("CC807", "give a duration, or --charter and --pledge with its facts")
    calendar = cc.calendar(arguments.calendar or "MY")
    return cc.due(
        arguments.start, arguments.duration, calendar, arguments.reckoning,
        bound=arguments.bound or "within", pauses=given, at=arguments.at,
    )  # fmt: skip


def _due(arguments: argparse.Namespace) -> int:
    due = _computed(arguments)
    values = due.to_dict()
    if arguments.format == "json":
        print(json.dumps(values, ensure_ascii=False))
    elif arguments.format == "table":
        print(values["at"] or f"not before {values['reached_at']}")
    else:
        shown = {key: values[key] for key in ("date", "at", "reached_at", "start", "received", "provisional")}
        _print_rows(list(shown), [list(shown.values())], arguments.format)
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    due = _computed(arguments)
    text = due.explain(arguments.language)
    print(json.dumps({**due.to_dict(), "explanation": text.splitlines()}, ensure_ascii=False)
          if arguments.format == "json" else text)  # fmt: skip
    return 0


def _assess(arguments: argparse.Namespace) -> int:
    from charterclock.frames.files import plain_rows, write_table
    from charterclock.record.assess import assess_table

    wanted = _wanted(arguments)
    charter, table, options = _case_options(arguments)
    frame, found = assess_table(charter, table.frame, prefix=arguments.prefix, broken=table.broken, **options)
    for place, said in enumerate(found.problem):
        if said is not None:
            print(f"{arguments.cases}, row {found.case[place] + 1}: {said}", file=sys.stderr)
    if arguments.out:
        write_table(frame, arguments.out)
    else:
        _print_rows(*plain_rows(frame), arguments.format)
    verdicts = ["problem" if verdict is None else verdict for verdict in found.verdict]
    return 1 if wanted & set(verdicts) else 0


def _case_options(arguments: argparse.Namespace) -> tuple[cc.Charter, Any, dict[str, Any]]:
    from charterclock.frames.files import read_table

    charter = cc.load(arguments.charter)
    if arguments.cases is None:
        raise CharterclockError("CC807", "give a table of cases, or - for standard input")
    options: dict[str, Any] = {
        "at": arguments.at,
        "columns": dict(_named(text) for text in arguments.map),
        "pauses": read_table(arguments.pauses).frame if arguments.pauses else None,
        "extensions": read_table(arguments.extensions).frame if arguments.extensions else None,
    }
    return charter, read_table(arguments.cases), options


def _report(arguments: argparse.Namespace) -> int:
    from charterclock.frames.files import read_table

    wanted = _wanted(arguments)
    over = _pair(arguments.over, "--over") if arguments.over else None
    tables = {name: read_table(getattr(arguments, name)).frame
              for name in ("events", "answers", "counts", "outages") if getattr(arguments, name)}  # fmt: skip
    more = {"by": arguments.by, "over": over, "note": arguments.note, **tables}
    if arguments.cases is None:
        record = cc.load(arguments.charter).attainment(at=arguments.at, **more)
    else:
        charter, table, options = _case_options(arguments)
        record = charter.attainment(table.frame, broken=table.broken, **options, **more)
    for problem in record.problems:
        print(problem, file=sys.stderr)
    if arguments.out:
        _write_report(record, arguments.out, arguments.language)
    elif arguments.format == "json":
        print(record.to_json())
    elif arguments.format == "csv":
        print(record.to_csv(language=arguments.language), end="")
    elif arguments.format == "md":
        print(record.to_markdown(arguments.language), end="")
    else:
        heading, *rows = record.matrix(arguments.language)
        _print_rows(heading, rows, "table")
    counts = {verdict: row.counts[verdict] for row in record.rows if row.tier is None for verdict in row.counts
              if row.counts[verdict]}  # fmt: skip
    return 1 if wanted & {*counts, *record.unplaced} else 0


def _write_report(record: cc.Record, path: str, language: str | None) -> None:
    ending = Path(path).suffix.lower()
    writers: dict[str, Any] = {
        ".html": record.to_html, ".csv": record.to_csv, ".xlsx": record.to_excel,
    }  # fmt: skip
    try:
        if ending in writers:
            writers[ending](path, language)
        elif ending in (".md", ".json"):
            text = record.to_markdown(language) if ending == ".md" else record.to_json()
            Path(path).write_text(text + "\n", encoding="utf-8")
        else:
            raise CharterclockError("CC804", f"{path}: not a report", "one of .html, .csv, .xlsx, .md, .json")
    except OSError as error:
        raise CharterclockError("CC801", f"{path}: {error.strerror or error}") from None


def _calendar(arguments: argparse.Namespace) -> int:
    from charterclock.clock.sayings import sayings

    office, words = cc.calendar(arguments.code), sayings(arguments.language)
    try:
        day, last = date(arguments.year, 1, 1), date(arguments.year, 12, 31)
    except ValueError:
        raise CharterclockError("CC807", f"not a year: {arguments.year}") from None
    rows = []
    while day <= last:
        found = office.day(day)
        usual = found.why in ("", "rest day") and not found.holidays
        if arguments.all or not usual:
            hours = " ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in found.spans)
            names = "; ".join(dict.fromkeys(h.name(arguments.language) for h in found.holidays))
            first = found.holiday
            standing = [first.kind, first.status, first.source] if first else ["", "", ""]
            weekday = words.weekdays[day.weekday()]
            rows.append([day.isoformat(), weekday, hours or "closed", names or found.why, *standing])
        day += timedelta(days=1)
    _print_rows(["date", "weekday", "hours", "why", "kind", "status", "source"], rows, arguments.format)
    return 0


def _draft(arguments: argparse.Namespace) -> int:
    from charterclock.drafting import draft

    out = Path(arguments.out) if arguments.out else None
    if out is not None and out.suffix.lower() not in (".yaml", ".yml"):
        raise CharterclockError("CC804", f"{out}: not a charter file", "one of .yaml, .yml")
    try:
        earlier = out.read_text(encoding="utf-8") if out is not None and out.exists() else None
        given = (arguments.page, arguments.country, arguments.language)
        made = draft(*given, calendar=arguments.calendar, earlier=earlier)
        if out is None:
            sys.stdout.write(made.text)
        else:
            out.write_text(made.text, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CharterclockError("CC801", f"{out}: {getattr(error, 'strerror', None) or error}") from None
    counts = {"promises": made.promises, "statements": made.statements, "to confirm": made.confirm}
    if earlier is not None:
        counts["sentences kept"] = made.kept
    print(", ".join(f"{name}: {count}" for name, count in counts.items()), file=sys.stderr)
    return 0


def _wanted(arguments: argparse.Namespace) -> set[str]:
    """What ``--fail-on`` names; told before anything is printed."""
    wanted = {part.strip() for part in arguments.fail_on.split(",") if part.strip()}
    known = {"met", "missed", "running", "overdue", "paused", "extended", "early", "excluded", "problem"}
    if wanted - known:
        raise CharterclockError("CC807", f"--fail-on: unknown verdict {', '.join(sorted(wanted - known))}")
    return wanted


def _pair(text: str, what: str) -> tuple[str, str]:
    first, dots, last = text.partition("..")
    if not dots or not first:
        raise CharterclockError("CC807", f"{what} is FROM..TO, found {text!r}")
    return first, last


def _named(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise CharterclockError("CC807", f"write NAME=VALUE, found {text!r}")
    return name, value


def _print_rows(names: list[str], rows: list[list[Any]], form: str) -> None:
    from charterclock.frames.output import rows_as

    sys.stdout.write(rows_as(names, rows, form))


if __name__ == "__main__":
    sys.exit(main())
