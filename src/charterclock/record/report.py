"""A record in a layout as a table of texts, CSV and Markdown; the page and the workbook have modules of their own."""

from __future__ import annotations

import csv
import html
import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from charterclock.errors import CharterclockError
from charterclock.frames.files import inert
from charterclock.record.behind import cases_behind
from charterclock.record.case_sheet import MOST_CASES
from charterclock.record.layout import Layout
from charterclock.record.layout import layout as table_of
from charterclock.record.page import page
from charterclock.record.record import Record
from charterclock.record.workbook import write_workbook

__all__ = ["matrix", "rows_of", "to_csv", "to_excel", "to_html", "to_markdown", "writing"]

_MARKDOWN: Final = re.compile(r"([\\`*_\[\]|~])")


def matrix(record: Record, language: str | None = None, layout: str = "matrix", reasons: Any = None) -> list[list[str]]:
    """The table of a record as texts: a heading, then a row for each promise (and tier).

    Args:
        record: the record.
        language: ``ms``, ``id`` or ``en``; by default that of the charter.
        layout: one of ``charterclock.record.columns.LAYOUTS``.
        reasons: why promises were missed; see ``charterclock.record.reasons.Reasons.read``.

    Returns:
        Number, promise and a cell for each column of the layout; ✓ or ✗ beside a figure that has a target and whose
        period is over. A justification has a row of its own, under the promise.
    """
    return rows_of(table_of(record, language, layout, reasons))


def rows_of(table: Layout) -> list[list[str]]:
    """A table as texts, the headings first."""
    rows = [list(table.headings)]
    for line in table.lines:
        rows.append([line.number, line.promise, *map(str, line.cells)])
        if line.remark:
            rows.append(["", line.remark, *[""] * len(line.cells)])
    return rows


def to_csv(
    record: Record, path: str | os.PathLike[str] | None = None, language: str | None = None, layout: str = "matrix",
    reasons: Any = None,
) -> str:  # fmt: skip
    """The table as CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe.

    Justifications have a column, and what other outputs say beside the table (what it rests on, the note, and how many
    problems there are) stands in the last cell of every row, so that the file stays one table.
    """
    table = table_of(record, language, layout, reasons)
    said = "; ".join(table.said)
    heading = [*table.headings, *([table.words["justification"]] if table.has_remarks else []), table.words["note"]]
    rows = [heading]
    for line in table.lines:
        remark = [line.remark] if table.has_remarks else []
        rows.append([line.number, line.promise, *map(str, line.cells), *remark, said])
    text = io.StringIO()
    csv.writer(text).writerows([inert(cell) for cell in row] for row in rows)
    if path is not None:
        # The mark of UTF-8 at the start is for spreadsheets, which take the file for another encoding without it.
        with writing(path):
            Path(path).write_text(text.getvalue(), encoding="utf-8-sig", newline="")
    return text.getvalue()


@contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[None]:
    """A file that cannot be written is told as such: CC801."""
    try:
        yield
    except OSError as error:
        raise CharterclockError("CC801", f"{os.fspath(path)}: {error.strerror or error}") from None


def to_markdown(record: Record, language: str | None = None, layout: str = "matrix", reasons: Any = None) -> str:
    """The table in Markdown, under it what it rests on and the notes; no cell can hold markup, links or pictures."""
    table = table_of(record, language, layout, reasons)
    rows = [[_no_markup(cell) for cell in row] for row in rows_of(table)]
    rows.insert(1, ["---"] * len(rows[0]))
    lines = [f"| {' | '.join(row)} |\n" for row in rows]
    said = "".join(f"- {_no_markup(text)}\n" for text in table.said)
    return "".join([*lines, *(["\n", said] if said else [])])


def _no_markup(cell: str) -> str:
    return _MARKDOWN.sub(r"\\\1", html.escape(cell, quote=False))


def to_html(
    record: Record, path: str | os.PathLike[str] | None = None, language: str | None = None, layout: str = "matrix",
    reasons: Any = None,
) -> str:  # fmt: skip
    """The report as one HTML page; see ``charterclock.record.page.page``."""
    text = page(record, table_of(record, language, layout, reasons))
    if path is not None:
        with writing(path):
            Path(path).write_text(text, encoding="utf-8")
    return text


def to_excel(
    record: Record, path: str | os.PathLike[str], language: str | None = None, layout: str = "matrix",
    reasons: Any = None, cases: Any = None, **options: Any,
) -> None:  # fmt: skip
    """The report as an XLSX workbook; see ``Record.to_excel``."""
    table = table_of(record, language, layout, reasons)
    behind = None if cases is None else cases_behind(record, cases, MOST_CASES, **options)
    with writing(path):
        write_workbook(record, table, path, behind)
