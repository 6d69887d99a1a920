"""A record as an XLSX workbook: its table, and the rows behind it, with real numbers and percentages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from charterclock.errors import CharterclockError
from charterclock.frames.files import is_formula
from charterclock.record.layout import Cell, Layout, plain
from charterclock.record.record import Record

__all__ = ["write_workbook"]

#: the widths of the columns, in characters: number, promise, then figures
_WIDTHS: Final = (6, 60, 18)
_LONGEST: Final = 32_767


def write_workbook(record: Record, table: Layout, path: str | os.PathLike[str]) -> None:
    """Writes a table, under it what it rests on and the notes, and on a second sheet every row with its counts.

    Args:
        record: the record.
        table: the table of it.
        path: the file, replaced where there is one.

    Raises:
        CharterclockError: CC702, openpyxl is not installed; CC804, the file does not end in ``.xlsx``.
    """
    if Path(path).suffix.lower() != ".xlsx":
        raise CharterclockError("CC804", f"{os.fspath(path)}: not an XLSX file", "a name that ends in .xlsx")
    try:
        from openpyxl import Workbook
    except ImportError:
        raise CharterclockError(
            "CC702", "an XLSX file needs openpyxl, which is not installed", "pip install charterclock[excel]"
        ) from None
    book = Workbook()
    book.properties.identifier = record.fingerprint
    _table_sheet(book.active, table)
    _rows_sheet(book.create_sheet(), record)
    book.save(os.fspath(path))


def _table_sheet(sheet: Any, table: Layout) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.title = table.words["results"]
    for column, text in enumerate(table.headings, 1):
        _text(sheet.cell(1, column), text)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[min(column, 3) - 1]
    row = 2
    for line in table.lines:
        _text(sheet.cell(row, 1), line.number)
        _text(sheet.cell(row, 2), line.promise)
        sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top", indent=int(line.is_tier))
        for column, cell in enumerate(line.cells, 3):
            _figure(sheet.cell(row, column), cell)
        row += 1
        if line.remark:
            _text(sheet.cell(row, 2), line.remark)
            sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=len(table.headings))
            row += 1
    for place, text in enumerate(table.said, row + 1):
        _text(sheet.cell(place, 2), text)
        sheet.cell(place, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "C2"


def _rows_sheet(sheet: Any, record: Record) -> None:
    sheet.title = "rows"
    rows = record.to_dicts()
    names = list(dict.fromkeys(name for row in rows for name in row))
    for column, name in enumerate(names, 1):
        _text(sheet.cell(1, column), name)
        for place, row in enumerate(rows, 2):
            value = row.get(name)
            cell = sheet.cell(place, column)
            if isinstance(value, bool | int | float):
                cell.value = value
                if row["kind"] not in ("score", "index") and name in ("value", "target", "progress"):
                    cell.number_format = "0.0###%"
            elif value is not None:
                _text(cell, ", ".join(value) if isinstance(value, tuple) else value)
    sheet.freeze_panes = "A2"


def _figure(place: Any, cell: Cell) -> None:
    """A figure as a number whose format shows it as the other outputs do, with the sign."""
    if cell.value is None:
        _text(place, str(cell))
        return
    place.value = int(cell.value) if cell.form == "count" else float(cell.value)
    sign = f'" {cell.sign}"' if cell.sign else ""
    if cell.figure[0] in "<>":
        place.number_format = f'"{cell.figure}"{sign}'
    elif cell.form == "percent":
        place.number_format = f"0.0%{sign}"
    elif cell.form == "count":
        place.number_format = f"#,##0{sign}"
    else:
        # Excel would show the number alone; the class of an index goes with it.
        place.number_format = f'0.00" {cell.unit}"{sign}' if cell.unit else f"0.00{sign}"


def _text(place: Any, text: Any) -> None:
    """Text as text: what begins with = stays a string and is never taken for a formula or an error."""
    place.value = plain(text)[:_LONGEST]
    place.data_type = "s"
    # Without it a cell that somebody edits and leaves as it is would become a formula after all.
    place.quotePrefix = is_formula(place.value)
