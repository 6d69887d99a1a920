"""The commands ``charterclock calendar``: ``show``, ``diff`` and ``check``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from charterclock.errors import CalendarError, CharterclockError, CharterError, FileError

if TYPE_CHECKING:
    from charterclock.almanac.diff import Difference
    from charterclock.almanac.year import Year

__all__ = ["calendar_command", "named_command"]

#: the form that the ending of ``--out`` says
_ENDINGS: Final = {".txt": "text", ".md": "md", ".csv": "csv", ".json": "json", ".ics": "ics", ".parquet": "parquet"}


def named_command(words: Sequence[str]) -> list[str]:
    """A command line with the command of ``calendar`` that was meant: a code alone shows its year.

    Example:
        >>> named_command(["calendar", "MY-07", "--year", "2025"])
        ['calendar', 'show', 'MY-07', '--year', '2025']
    """
    given = list(words)
    if given[:1] == ["calendar"] and given[1:2] and given[1] not in (*_COMMANDS, "-h", "--help"):
        given.insert(1, "show")
    return given


def calendar_command(arguments: argparse.Namespace) -> int:
    """Runs one of the commands, and returns its exit code."""
    return _COMMANDS[arguments.calendar_command](arguments)


def _show(arguments: argparse.Namespace) -> int:
    from charterclock.almanac.year import year_of
    from charterclock.calendars.known import calendar
    from charterclock.record.report import writing

    form = _form(arguments)
    year = year_of(calendar(arguments.code), arguments.year)
    if form == "parquet":
        if arguments.out is None:
            raise CharterclockError("CC807", "Parquet is written to a file", "--out days.parquet")
        _write_parquet(year, arguments)
        return 0
    written = _written(year, form, arguments)
    if arguments.out is None:
        sys.stdout.write(written.decode("utf-8"))
        return 0
    with writing(arguments.out):
        Path(arguments.out).write_bytes(written)
    return 0


def _form(arguments: argparse.Namespace) -> str:
    """The form that is asked for, or that the ending of ``--out`` says; text where neither says one."""
    if arguments.format is not None:
        return str(arguments.format)
    if arguments.out is None:
        return "text"
    form = _ENDINGS.get(Path(arguments.out).suffix.lower())
    if form is None:
        raise CharterclockError("CC804", f"{arguments.out}: not a file of days", "one of " + ", ".join(_ENDINGS))
    return form


def _written(year: Year, form: str, arguments: argparse.Namespace) -> bytes:
    from charterclock.almanac.export import DAY_COLUMNS, day_rows, year_ics
    from charterclock.almanac.text import year_text
    from charterclock.frames.output import rows_as

    if form == "ics":
        return year_ics(year, arguments.language)
    if form == "text":
        return year_text(year, arguments.language).encode()
    rows = day_rows(year, arguments.language, arguments.all)
    return rows_as(DAY_COLUMNS, [[str(cell) for cell in row] for row in rows], form).encode()


def _write_parquet(year: Year, arguments: argparse.Namespace) -> None:
    from charterclock.almanac.export import DAY_COLUMNS, day_rows
    from charterclock.frames.files import write_table
    from charterclock.frames.tables import frame_of

    rows = day_rows(year, arguments.language, arguments.all)
    cells = list(zip(*rows, strict=True)) or [()] * len(DAY_COLUMNS)
    columns = dict(zip(DAY_COLUMNS, cells, strict=True))
    out = Path(arguments.out)
    if out.suffix.lower() != ".parquet":
        raise CharterclockError("CC804", f"{out}: not a Parquet file", "a name that ends in .parquet")
    write_table(frame_of(columns, "pyarrow"), str(out))


def _diff(arguments: argparse.Namespace) -> int:
    from charterclock.almanac.diff import DIFF_COLUMNS
    from charterclock.calendars.known import calendar
    from charterclock.frames.output import rows_as

    if (arguments.charter is None) != (arguments.cases is None):
        raise CharterclockError("CC807", "cases that move need both", "--charter charter.yaml --cases cases.csv")
    options = {} if arguments.as_of is None else {"as_of": arguments.as_of}
    first, second = calendar(arguments.first, **options), calendar(arguments.second)
    found = first.diff(second, f"{arguments.year:04}-01-01", f"{arguments.year:04}-12-31")
    if arguments.charter is not None:
        _print_moved(found, arguments)
    elif arguments.format == "text":
        print(found.to_text(arguments.language))
    else:
        rows = [[str(cell) for cell in row] for row in found.to_rows(arguments.language)]
        sys.stdout.write(rows_as(DIFF_COLUMNS, rows, arguments.format))
    return 0


def _print_moved(found: Difference, arguments: argparse.Namespace) -> None:
    from charterclock.charter.load import load
    from charterclock.frames.files import plain_rows, read_table
    from charterclock.frames.output import rows_as

    table = read_table(arguments.cases)
    if table.broken:
        raise FileError(table.broken_rows())
    moved = found.cases(load(arguments.charter), table.frame, at=arguments.at)
    names, rows = plain_rows(moved)
    if arguments.format == "text":
        names, rows = _without_repeats(names, rows)
    sys.stdout.write(rows_as(names, rows, "table" if arguments.format == "text" else arguments.format))


def _without_repeats(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[list[str], list[list[Any]]]:
    """A table for people: without columns of the assessments that are blank, or name the same pledge twice."""
    cells = {name: [row[place] for row in rows] for place, name in enumerate(names)}

    def says(name: str) -> bool:
        side, _, rest = name.partition("_")
        sides = [cells.get(f"{one}_{rest}") for one in ("first", "second")]
        if side not in ("first", "second") or None in sides:
            return True
        same = sides[0] == sides[1]
        return not (same and (rest in ("pledge", "tier") or all(cell in (None, "") for cell in cells[name])))

    kept = [place for place, name in enumerate(names) if says(name)]
    return [names[place] for place in kept], [[row[place] for place in kept] for row in rows]


def _check(arguments: argparse.Namespace) -> int:
    from charterclock.almanac.check import CHECK_COLUMNS, check, check_rows, known_codes
    from charterclock.calendars.known import calendar
    from charterclock.frames.output import printable, rows_as

    if arguments.horizon < 0:
        raise CharterclockError("CC807", f"--horizon is a number of days, found {arguments.horizon}")
    found, broken = [], False
    for code in dict.fromkeys(arguments.codes or known_codes()):
        try:
            office = calendar(code)
        except (FileError, CharterError, CalendarError) as error:  # the others are checked all the same
            print(printable(str(error)), file=sys.stderr)
            broken = True
        else:
            found.append(check(office, arguments.at, arguments.horizon))
    if not found:
        return 2
    rows = check_rows(found) if arguments.format == "table" else [row for one in found for row in check_rows([one])]
    sys.stdout.write(rows_as(CHECK_COLUMNS, rows, arguments.format))
    return 2 if broken else 0 if all(found) else 1


_COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {"show": _show, "diff": _diff, "check": _check}
