"""Tables in files: CSV, Parquet and XLSX in, the same out. A row that is no row is kept, and said."""

from __future__ import annotations

import csv
import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import narwhals as nw

from charterclock.errors import CharterclockError, Problem
from charterclock.frames.columns import microseconds
from charterclock.frames.tables import frame_of

__all__ = ["Table", "inert", "is_formula", "plain_rows", "read_table", "write_csv", "write_table"]

_MOST_BYTES: Final = 4 * 2**30
#: what a formula begins with; the wide forms where a spreadsheet runs in Chinese or Japanese
_SIGNS: Final = "=+-@\t\r＝＋－＠"
_NUMBER: Final = re.compile(r"[+-]\d+(\.\d+)?([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Table:
    """A table from a file.

    Attributes:
        frame: the dataframe.
        name: the file, as it was given.
        broken: what is wrong with the shape of a row, by row from 0.
        lines: the line of the file on which each row begins, from 1; of a workbook the row of its sheet. None where a
            file has no lines.
    """

    frame: Any
    name: str
    broken: dict[int, str] = field(default_factory=dict)
    lines: Sequence[int] = ()

    def placed(self, problem: Problem) -> Problem:
        """A problem of this table with its file, and with the line where it names a row."""
        row = problem.row
        line = self.lines[row - 1] if row is not None and row <= len(self.lines) else None
        return replace(problem, file=self.name, line=line)

    def broken_rows(self) -> list[Problem]:
        """The rows of another shape than the heading, as problems with their places."""
        return [self.placed(Problem.of_cell(said, row=row + 1)) for row, said in self.broken.items()]


def read_table(path: str) -> Table:
    """A table from a file; ``-`` is CSV from standard input.

    Cells of CSV stay text, so that nothing is guessed before a column's meaning is known. Its separator is the comma;
    where the heading has none, a semicolon or a tab, as spreadsheets write that have a decimal comma.

    Raises:
        CharterclockError: CC801 the file cannot be read, CC802 it is empty, CC803 its heading is wrong, CC804 an
            ending that is none of ``.csv``, ``.parquet``, ``.xlsx``.
    """
    ending = ".csv" if path == "-" else Path(path).suffix.lower()
    if ending not in (".csv", ".parquet", ".xlsx"):
        raise CharterclockError("CC804", f"{path}: not a table file", "one of .csv, .parquet, .xlsx, or - for CSV")
    try:
        if ending == ".csv":
            return _read_csv(path)
        if not Path(path).is_file():
            raise CharterclockError("CC801", f"{path}: no such file")
        return Table(_read_parquet(path), path) if ending == ".parquet" else _read_xlsx(path)
    except OSError as error:
        raise CharterclockError("CC801", f"{path}: {error.strerror or error}") from None


def _read_csv(path: str) -> Table:
    name = "standard input" if path == "-" else path
    if path == "-":
        raw = sys.stdin.buffer.read()
    elif not Path(path).is_file():
        raise CharterclockError("CC801", f"{path}: no such file")
    elif os.path.getsize(path) > _MOST_BYTES:
        raise CharterclockError("CC801", f"{path}: larger than 4 GiB", "give it as Parquet")
    else:
        raw = Path(path).read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CharterclockError("CC801", f"{name}:{line}: not UTF-8", "save the file as UTF-8") from None
    try:
        return _from_rows(name, _csv_rows(text))
    except csv.Error as error:
        raise CharterclockError("CC801", f"{name}: {error}") from None


def _csv_rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows that hold something, each with the line on which it begins."""
    rows, separator = _separated(text, ","), ","
    if rows and len(rows[0][1]) == 1:  # a table has more columns than one
        separator = next((sign for sign in ";\t" if sign in rows[0][1][0]), ",")
    return rows if separator == "," else _separated(text, separator)


def _separated(text: str, separator: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    found, line = [], 1
    for row in reader:
        if row:
            found.append((line, row))
        line = reader.line_num + 1
    return found


def _read_xlsx(path: str) -> Table:
    try:
        import openpyxl
    except ImportError:
        raise CharterclockError("CC805", "XLSX files need openpyxl", "pip install charterclock[excel]") from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    except Exception as error:  # noqa: BLE001 - openpyxl raises what zip, XML and its own parts raise
        raise CharterclockError("CC801", f"{path}: not an XLSX workbook: {error}") from None
    cells = [
        (number, [_cell(value) for value in row])
        for number, row in enumerate(rows, 1)
        if any(value is not None for value in row)
    ]
    width = len(cells[0][1]) if cells else 0
    # A workbook leaves out the blanks at the end of a row.
    return _from_rows(path, [(number, row + [None] * (width - len(row))) for number, row in cells])


def _cell(value: Any) -> str | None:
    """A cell as text; Excel knows no dates, so that a midnight is a date alone."""
    if isinstance(value, datetime):
        return (value.date() if value.time() == datetime.min.time() else value).isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _from_rows(name: str, rows: Sequence[tuple[int, list[Any]]]) -> Table:
    if not rows:
        raise CharterclockError("CC802", f"{name}: there is nothing in it", "a heading, then a row a case")
    heading = [str(cell or "").strip() for cell in rows[0][1]]
    twice = sorted({column for column in heading if heading.count(column) > 1})
    if "" in heading or twice:
        said = f"column {', '.join(twice)} twice" if twice else "a column without a name"
        raise CharterclockError("CC803", f"{name}:{rows[0][0]}: the heading has {said}")
    width, broken, body = len(heading), {}, [row for _, row in rows[1:]]
    for place, row in enumerate(body):
        if len(row) != width:
            broken[place] = f"CC806 the row has {len(row)} cells, the heading {width}{_beyond(row[width:])}"
            body[place] = (row + [None] * width)[:width]
    columns = {column: [_blank(row[i]) for row in body] for i, column in enumerate(heading)}
    return Table(frame_of(columns), name, broken, [line for line, _ in rows[1:]])


def _beyond(cells: Iterable[Any]) -> str:
    """The cells of a row that stand under no heading, so that they are not lost."""
    shown = ", ".join(repr(cell) for cell in cells)
    return f"; beyond it {shown[:200]}" if shown else ""


def _blank(cell: Any) -> Any:
    return None if cell == "" else cell


def _read_parquet(path: str) -> Any:
    for backend in ("polars", "pandas", "pyarrow"):
        try:
            return nw.read_parquet(path, backend=backend).to_native()
        except ImportError:
            continue
        except Exception as error:  # noqa: BLE001 - each backend has errors of its own
            raise CharterclockError("CC801", f"{path}: not a Parquet file: {str(error)[:200]}") from None
    raise CharterclockError("CC805", "Parquet files need Polars or PyArrow", "pip install charterclock[polars]")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would evaluate a text: a sign of a formula with more than signs behind it; no number.

    Example:
        >>> [is_formula(text) for text in ("=1+1", "-", "-5", "-5 days")]
        [True, False, False, True]
    """
    return text.startswith(tuple(_SIGNS)) and bool(text.strip(_SIGNS + " ")) and not _NUMBER.fullmatch(text)


def inert(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula, made a plain text by an apostrophe before it."""
    return "'" + cell if isinstance(cell, str) and is_formula(cell) else cell


def write_table(frame: Any, path: str) -> None:
    """Writes a dataframe by the ending of ``path``: ``.csv`` (formulas made inert), ``.parquet`` or ``.xlsx``.

    Raises:
        CharterclockError: CC801 the file cannot be written, CC804 an unknown ending, CC805 a missing library.
    """
    table = nw.from_native(frame, eager_only=True)
    ending = Path(path).suffix.lower()
    try:
        if ending == ".parquet":
            table.write_parquet(path)
        elif ending == ".csv":
            with open(path, "w", newline="", encoding="utf-8") as file:
                write_csv(table, file)
        elif ending == ".xlsx":
            _write_xlsx(table, path)
        else:
            raise CharterclockError("CC804", f"{path}: not a table file", "one of .csv, .parquet, .xlsx")
    except OSError as error:
        raise CharterclockError("CC801", f"{path}: {error.strerror or error}") from None


def plain_rows(frame: Any) -> tuple[list[str], list[list[Any]]]:
    """The columns and the rows of a dataframe as plain values: instants as ISO 8601, margins as seconds, exactly."""
    table = nw.from_native(frame, eager_only=True)
    cells = [_plain_column(table[name]) for name in table.columns]
    return list(table.columns), [list(row) for row in zip(*cells, strict=True)]


def _plain_column(series: nw.Series[Any]) -> list[Any]:
    if series.dtype == nw.Duration:
        lengths, blank = microseconds(series)
        return [None if gone else Decimal(value) / 10**6 for value, gone in zip(lengths.tolist(), blank, strict=True)]
    gone = series.is_null().to_list()
    return [None if null else _plain(value) for value, null in zip(series.to_list(), gone, strict=True)]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def write_csv(frame: Any, file: Any) -> None:
    """A dataframe as CSV; texts that a spreadsheet would take for formulas are made inert."""
    names, rows = plain_rows(frame)
    writer = csv.writer(file)
    writer.writerow([inert(name) for name in names])
    writer.writerows([["" if cell is None else inert(cell) for cell in row] for row in rows])


def _write_xlsx(table: nw.DataFrame[Any], path: str) -> None:
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    except ImportError:
        raise CharterclockError("CC805", "XLSX files need openpyxl", "pip install charterclock[excel]") from None
    book = Workbook(write_only=True)
    sheet = book.create_sheet("cases")
    names, rows = plain_rows(table)
    for row in [names, *rows]:
        cells = []
        for value in row:
            value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula
            cells.append(cell)
        sheet.append(cells)
    book.save(path)
