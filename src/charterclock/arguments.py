"""The arguments of the command line, each with its help."""

from __future__ import annotations

import argparse
from typing import Any, Final

from charterclock._version import __version__

__all__ = ["parser"]

_FORMATS: Final = ("table", "json", "csv", "md")
_LANGUAGES: Final = ("ms", "id", "en")
_INSTANT: Final = "such as 2025-06-30T17:00"
_CALENDAR: Final = "a code such as MY-07, or a calendar file"


def parser(description: str | None) -> argparse.ArgumentParser:
    """Reads a command line: what it finds has the name of the command in ``command``."""
    found = argparse.ArgumentParser(prog="charterclock", description=description, allow_abbrev=False,
                                    formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    found.add_argument("--version", action="version", version=f"charterclock {__version__}")
    commands = found.add_subparsers(required=True, dest="command", metavar="command")
    _validate(commands)
    _command(commands, "schema", "the JSON Schema of charter files, for editors")
    _diff(commands)
    _one_case(commands, "due", "the due date of one case", _FORMATS)
    _one_case(commands, "explain", "the same, day by day", ("table", "json"))
    _assess(commands)
    _breaches(commands)
    _report(commands)
    _what_if(commands)
    _tightest(commands)
    _calendar(commands)
    _oracle(commands)
    _draft(commands)
    return found


def _command(commands: Any, name: str, said: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, allow_abbrev=False, help=said, description=said)
    return command


def _format(command: argparse.ArgumentParser, formats: tuple[str, ...] = _FORMATS) -> None:
    command.add_argument("--format", choices=formats, default="table", help="of the answer; table: for people")


def _validate(commands: Any) -> None:
    command = _command(commands, "validate", "say what is wrong with charter files, with line and column")
    command.add_argument("files", nargs="+", help="charter files, calendar files, folders; - is standard input")
    command.add_argument("--suggest", action="store_true", help="tell what is doubtful, too")
    command.add_argument("--strict", action="store_true", help="the same, and exit 2 if there is anything")
    command.add_argument("--cases", help="a table of cases; with it, events that it does not record are told, too")
    command.add_argument("--language", choices=_LANGUAGES, default="en", help="of what is doubtful")
    command.add_argument("--format", choices=("text", "json", "sarif"), default="text",
                         help="of the answer; text: for people, json: for editors, sarif: for code hosts")  # fmt: skip


def _diff(commands: Any) -> None:
    command = _command(commands, "diff", "what changed between two versions of a charter, in words")
    command.add_argument("old", help="a charter file, the version before; - for standard input")
    command.add_argument("new", help="a charter file, the version after; - for standard input")
    _beside_cases(command)
    command.add_argument("--cases", help="a table of cases: what was attained under each of the two")
    _period(command)
    _tables(command)
    command.add_argument("--language", choices=_LANGUAGES, default="en", help="of the words of the answer")
    command.add_argument("--format", choices=("text", "json"), default="text", help="of the answer")
    command.add_argument("--fail-on", default="", metavar="KINDS",
                         help="exit 1 if any change is tighter, looser, changed, appeared, vanished")  # fmt: skip


def _one_case(commands: Any, name: str, said: str, formats: tuple[str, ...]) -> None:
    command = _command(commands, name, said)
    command.add_argument("start", help="when the case arrived, such as 2025-04-30T10:00")
    command.add_argument("duration", nargs="?", help="such as '2 working days'; not with --charter")
    command.add_argument("--calendar", help="a code such as MY-07, or a calendar file; needed without --charter")
    command.add_argument("--reckoning", help="the name of a preset, such as my-court")
    command.add_argument("--bound", help="within (default), under, after, before, at_least, by")
    command.add_argument("--pause", action="append", default=[], metavar="FROM..TO",
                         help="such as 2025-05-05T16:00..2025-05-06T10:00; may be given again")  # fmt: skip
    command.add_argument("--charter", help="a charter file; with --pledge")
    command.add_argument("--pledge", help="the id of a pledge of the charter")
    command.add_argument("--fact", action="append", default=[], metavar="COLUMN=VALUE",
                         help="what tiers ask for; may be given again")  # fmt: skip
    command.add_argument("--at", help=f"the instant up to which an open pause runs, {_INSTANT}")
    command.add_argument("--language", choices=_LANGUAGES, default="en", help="of the words of the answer")
    _format(command, formats)
    if name == "explain":
        command.add_argument("--stop", help=f"when the case was done, for the picture, {_INSTANT}")
        command.add_argument("--out", help="a picture of the case: .png, .svg or .pdf; with --charter")


def _one_table(commands: Any, name: str, said: str) -> argparse.ArgumentParser:
    """A command over one table of cases."""
    command = _command(commands, name, said)
    command.add_argument("charter", help="a charter file")
    command.add_argument("cases", nargs=1, help="a table: .csv, .parquet, .xlsx, or - for CSV")
    _beside_cases(command)
    return command


def _breaches(commands: Any) -> None:
    said = "open cases that are late or will soon be, the oldest due first"
    command = _one_table(commands, "breaches", said)
    command.add_argument("--risk", default="75%", help="a case is at risk from such a share of its time on (75%%)")
    command.add_argument("--all", action="store_true", help="the other open cases, too")
    command.add_argument("--language", choices=_LANGUAGES, help="of ICS; by default that of the charter")
    command.add_argument("--out", help="a file: .ics, .csv, .xlsx or .parquet; else standard output")
    _format(command, (*_FORMATS, "ics"))


def _what_if(commands: Any) -> None:
    said = "the same cases by another calendar, another reckoning or another promise"
    command = _one_table(commands, "what-if", said)
    command.add_argument("--other", metavar="CHARTER", help="another charter file; by default the same, changed")
    command.add_argument("--calendar", help=_CALENDAR)
    command.add_argument("--day-off", action="append", default=[], metavar="DATE",
                         help="a newly gazetted day off; may be given again")  # fmt: skip
    command.add_argument("--reckoning", help="the name of a preset, such as my-court")
    command.add_argument("--meaning", action="append", default=[], metavar="WORD=UNIT",
                         help="such as 'day=calendar day'; may be given again")  # fmt: skip
    command.add_argument("--limit", action="append", default=[], metavar="PLEDGE=DURATION",
                         help="another promise, of a tier as PLEDGE/TIER; may be given again")  # fmt: skip
    command.add_argument("--dues", action="store_true", help="list the cases whose due or verdict is another")
    command.add_argument("--language", choices=_LANGUAGES, default="en", help="of the sentence")
    command.add_argument("--out", help="a table in a file: .csv, .xlsx or .parquet")
    _format(command)


def _tightest(commands: Any) -> None:
    command = _one_table(commands, "tightest", "the tightest limits that enough of the cases would have met")
    command.add_argument("--pledge", action="append", default=[], help="its id; by default all that promise a time")
    command.add_argument("--share", default="95%", help="how many of the cases are to meet it (95%%)")
    command.add_argument("--language", choices=_LANGUAGES, default="en", help="of the sentences")
    _format(command)


def _assess(commands: Any) -> None:
    command = _command(commands, "assess", "due, verdict and margin of every case of a table")
    _table(command)
    command.add_argument("--prefix", default="", help="put before the names of result columns")
    command.add_argument("--overwrite", action="store_true", help="replace judged files that are there already")


def _report(commands: Any) -> None:
    command = _command(commands, "report", "attainment by period, as a table or a page")
    _table(command, "a charter file; or the word check, and tables of printed figures to compute again")
    _period(command)
    command.add_argument("--language", choices=_LANGUAGES, help="of the report; by default that of the charter")
    command.add_argument("--note", default="", help="a remark printed with the report")
    command.add_argument("--layout", default="matrix", metavar="NAME",
                         help="matrix, summary, federal, penang, council, quarters, side-by-side, years, months, "
                              "clinic, pledge or indonesia")  # fmt: skip
    command.add_argument("--reasons", help="a table: pledge, reason, and if wanted period, action")
    command.add_argument("--plot", choices=("heatmap", "uptime", "time-used"),
                         help="what a picture (--out .png, .svg or .pdf) shows: attainment by period (heatmap), time "
                              "lost, or time used of --pledge")  # fmt: skip
    command.add_argument("--pledge", help="its id, for --plot time-used")
    command.add_argument("--with-cases", action="store_true", help="a workbook has a sheet of the cases behind it, too")
    _tables(command)


def _period(command: argparse.ArgumentParser) -> None:
    command.add_argument("--by", choices=("month", "quarter", "year"), default="month", help="the length of a period")
    command.add_argument("--over", metavar="FIRST..LAST",
                         help="local dates, both included, such as 2025-01-01..2025-12-31")  # fmt: skip


def _tables(command: argparse.ArgumentParser) -> None:
    for table, columns in (("events", "pledge, date"), ("answers", "pledge, date, score"),
                           ("counts", "pledge, period, done, of"),
                           ("outages", "system, start, end, planned")):  # fmt: skip
        command.add_argument(f"--{table}", help=f"a table: {columns}")


def _table(command: argparse.ArgumentParser, charter: str = "a charter file") -> None:
    """What commands over a table of cases share."""
    command.add_argument("charter", help=charter)
    said = "a table: .csv, .parquet, .xlsx, or - for CSV; several of Parquet are read in a stream"
    command.add_argument("cases", nargs="*", help=said)
    _beside_cases(command)
    command.add_argument("--out", help="a file, by its ending; else standard output")
    _format(command)
    command.add_argument("--fail-on", default="", metavar="VERDICTS",
                         help="exit 1 if any case is one of these: missed,overdue,problem ...")  # fmt: skip


def _beside_cases(command: argparse.ArgumentParser) -> None:
    """What a table of cases comes with."""
    command.add_argument("--at", help=f"the instant at which open cases are judged, {_INSTANT}")
    command.add_argument("--pauses", help="a second table: case, paused, resumed")
    command.add_argument("--extensions", help="a second table: case, extended, until or by")
    command.add_argument("--map", action="append", default=[], metavar="THEIRS=OURS",
                         help="names a column of the table; may be given again")  # fmt: skip


def _calendar(commands: Any) -> None:
    said = "the days of a calendar, and why they are closed"
    command = _command(commands, "calendar", said)
    command.epilog = "A code in the place of a command shows its year: charterclock calendar MY-07 --year 2025"
    inner = command.add_subparsers(required=True, dest="calendar_command", metavar="command", help="what to do")
    show = _command(inner, "show", "a year: its working days, days off, short days")
    show.add_argument("code", help=_CALENDAR)
    show.add_argument("--year", type=int, required=True, help="such as 2025")
    show.add_argument("--all", action="store_true", help="rows for every day, not only days off and other hours")
    show.add_argument("--language", choices=_LANGUAGES, default="en", help="of the names of days off")
    show.add_argument("--format", choices=("text", "ics", "csv", "json", "parquet", "table", "md"),
                      help="text: a year for people (default); table, md: rows for people")  # fmt: skip
    show.add_argument("--out", help="a file, by its ending; else standard output")
    differ = _command(inner, "diff", "which days of two calendars differ, and which cases that moves")
    differ.add_argument("first", help=_CALENDAR)
    differ.add_argument("second", help="another")
    differ.add_argument("--year", type=int, required=True, help="such as 2025")
    differ.add_argument("--as-of", metavar="DATE", help="the first as it was known on that date")
    differ.add_argument("--charter", help="a charter file; with --cases")
    differ.add_argument("--cases", help="a table: .csv, .parquet, .xlsx, or - for CSV; shows the cases that move")
    differ.add_argument("--at", help=f"the instant at which open cases are judged, {_INSTANT}")
    differ.add_argument("--language", choices=_LANGUAGES, default="en", help="of the names of days off")
    differ.add_argument("--format", choices=("text", "csv", "json", "md"), default="text", help="text: for people")
    check = _command(inner, "check", "up to when days off are gazetted; exit 1 if the near future is not certain")
    check.add_argument("codes", nargs="*", help=f"{_CALENDAR}; by default all known ones")
    check.add_argument("--at", required=True, help="the date from which to look ahead, such as 2026-11-23")
    check.add_argument("--horizon", type=int, default=90, help="how many days should be certain (90)")
    _format(check)


def _oracle(commands: Any) -> None:
    said = "cases with their right answers, to test other deadline code by"
    command = _command(commands, "oracle", said)
    inner = command.add_subparsers(required=True, dest="oracle", metavar="command", help="what to do")
    export = _command(inner, "export", "cases of a calendar with their right answers")
    export.add_argument("--calendar", required=True, help="a code such as MY-07, or a calendar file")
    export.add_argument("--n", type=int, default=10_000, help="how many cases (10000)")
    export.add_argument("--seed", type=int, required=True, help="the same seed gives the same cases")
    export.add_argument("--units", help="only these, separated by commas, such as 'working day,working hour'")
    export.add_argument("--bounds", help="only these, separated by commas: within, under, after, before, at_least")
    export.add_argument("--plain", action="store_true", help="every case by the default way of counting")
    export.add_argument("--no-pauses", action="store_true", help="no case is paused")
    export.add_argument("--format", choices=("csv", "jsonl"), default="csv", help="CSV, or one JSON object a line")
    check = _command(inner, "check", "judge another program's answers, and group what is wrong by what it shares")
    check.add_argument("answers", help="the export with a column `answer`: .csv, .jsonl, .parquet, .xlsx, or - for CSV")
    check.add_argument("--resolution", choices=("microsecond", "second", "minute"), default="microsecond",
                       help="the smallest step of time that the program knows")  # fmt: skip
    _command(inner, "schema", "the JSON Schema of an exported row")


def _draft(commands: Any) -> None:
    command = _command(commands, "draft", "a charter file from a printed page, for a person to confirm")
    command.add_argument("page", help="a page: .txt, .md, .html, .pdf, or - for text from standard input")
    command.add_argument("--country", choices=("MY", "ID"), default="MY", help="whose law gives bare words a meaning")
    command.add_argument("--language", choices=_LANGUAGES, help="of the page; by default that of the country")
    command.add_argument("--calendar", help="a code such as MY-07, or a calendar file; by default the country")
    command.add_argument("--out", help="a charter file; what a person decided in one that is there stays")
