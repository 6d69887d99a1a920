"""A record as an XLSX workbook: its table, the rows behind it, and the cases, with real numbers and percentages."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from charterclock.errors import CharterclockError
from charterclock.record.behind import Behind
from charterclock.record.case_sheet import rows_of_cases
from charterclock.record.layout import Cell, Layout
from charterclock.record.record import Record
from charterclock.record.sheet import Sheet

__all__ = ["write_workbook"]

#: the widths of the columns, in characters: number, promise, then figures
_WIDTHS: Final = (6, 60, 18)


def write_workbook(record: Record, table: Layout, path: str | os.PathLike[str], behind: Behind | None = None) -> None:
    """Writes a table, under it what it rests on and the notes, on a second sheet every row with its counts, and on a
    third the cases behind them.

    The sheets are written row by row, so that memory does not grow with them.

    Args:
        record: the record.
        table: the table of it.
        path: the file, replaced where there is one.
        behind: the cases; ``None`` for no sheet of them.

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
    book = Workbook(write_only=True)
    book.properties.identifier = record.fingerprint
    try:
        _table_sheet(Sheet(book.create_sheet(table.words["results"])), table)
        _rows_sheet(Sheet(book.create_sheet("rows")), record)
        if behind is not None:
            _cases_sheet(Sheet(book.create_sheet(table.words["each_case"])), record, behind, table)
        book.save(os.fspath(path))
    finally:
        for sheet in book.worksheets:  # each is an open file until it is closed
            if not sheet.closed:
                sheet.close()


def _table_sheet(sheet: Sheet, table: Layout) -> None:
    from openpyxl.utils import get_column_letter

    width = len(table.headings)
    sheet.prepare("C2", [*_WIDTHS[:2], *[_WIDTHS[2]] * (width - 2)])
    sheet.append(sheet.text(text, bold=True) for text in table.headings)
    row = 2
    for line in table.lines:
        promise = sheet.text(line.promise, indent=int(line.is_tier))
        sheet.append([sheet.text(line.number), promise, *(_figure(sheet, cell) for cell in line.cells)])
        row += 1
        if line.remark:
            sheet.append([None, sheet.text(line.remark, indent=0)])
            sheet.sheet.merged_cells.add(f"B{row}:{get_column_letter(width)}{row}")
            row += 1
    sheet.append([])
    for text in table.said:
        sheet.append([None, sheet.text(text, indent=0)])


def _rows_sheet(sheet: Sheet, record: Record) -> None:
    rows = record.to_dicts()
    names = list(dict.fromkeys(name for row in rows for name in row))
    sheet.prepare("A2", ())
    sheet.append(sheet.text(name) for name in names)
    for row in rows:
        sheet.append(_value(sheet, row, name) for name in names)


def _value(sheet: Sheet, row: Mapping[str, Any], name: str) -> Any:
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, bool | int | float):
        return sheet.text(", ".join(value) if isinstance(value, tuple) else value)
    share = row["kind"] not in ("score", "index") and name in ("value", "target", "progress")
    return sheet.cell(value, "0.0###%" if share and not isinstance(value, bool) else "")


def _cases_sheet(sheet: Sheet, record: Record, behind: Behind, table: Layout) -> None:
    from openpyxl.utils import get_column_letter

    headings, rows = rows_of_cases(record, behind, table, sheet)
    sheet.prepare("A2", [18] * len(headings))
    sheet.sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(behind) + 1}"
    sheet.append(sheet.text(text, bold=True) for text in headings)
    for row in rows:
        sheet.append(row)


def _figure(sheet: Sheet, cell: Cell) -> Any:
    """A figure as a number whose format shows it as the other outputs do, with the sign."""
    if cell.value is None:
        return sheet.text(str(cell))
    value = int(cell.value) if cell.form == "count" else float(cell.value)
    if cell.form == "change":
        return sheet.cell(value, cell.shown)
    said = str(cell).removeprefix(cell.figure)
    sign = f'"{said}"' if said else ""
    if cell.figure[0] in "<>":
        return sheet.cell(value, f'"{cell.figure}"{sign}')
    if cell.form == "percent":
        return sheet.cell(value, f"0.0%{sign}")
    if cell.form == "count":
        return sheet.cell(value, f"#,##0{sign}")
    # Excel would show the number alone; the class of an index goes with it.
    return sheet.cell(value, f'0.00" {cell.unit}"{sign}' if cell.unit else f"0.00{sign}")
