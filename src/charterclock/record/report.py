"""A record as a table of texts, CSV and Markdown; the page and the workbook have modules of their own."""

from __future__ import annotations

import csv
import html
import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from charterclock.errors import CharterclockError
from charterclock.frames.files import inert
from charterclock.record.layout import Layout, layout
from charterclock.record.page import page
from charterclock.record.record import Record
from charterclock.record.workbook import write_workbook

__all__ = ["matrix", "to_csv", "to_excel", "to_html", "to_markdown", "writing"]

_MARKDOWN: Final = re.compile(r"([\\`*_\[\]|~])")


def matrix(record: Record, language: str | None = None) -> list[list[str]]:
    """The monthly table of a record: a heading, then a row for each promise (and tier), a column for each period.

    Args:
        record: the record.
        language: ``ms``, ``id`` or ``en``; by default that of the charter.

    Returns:
        Number, promise and one cell for each period, in order of time: the figure, and ✓ or ✗ where it has a target
        and the period is over.
    """
    return _cells(layout(record, language))


def _cells(table: Layout) -> list[list[str]]:
    heading = [table.words["number"], table.words["promise"], *table.headings]
    return [heading, *([line.number, line.promise, *map(str, line.cells)] for line in table.lines)]


def to_csv(record: Record, path: str | os.PathLike[str] | None = None, language: str | None = None) -> str:
    """The matrix as CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe.

    What other outputs say under the table (the note, and how many problems there are) stands in the last cell of every
    row, so that the file stays one table.
    """
    table = layout(record, language)
    heading, *rows = _cells(table)
    said = "; ".join(table.notes)
    text = io.StringIO()
    noted = [[*heading, table.words["note"]], *([*row, said] for row in rows)]
    csv.writer(text).writerows([inert(cell) for cell in row] for row in noted)
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


def to_markdown(record: Record, language: str | None = None) -> str:
    """The matrix as a Markdown table, and under it the notes; no cell can hold markup, links or pictures."""
    table = layout(record, language)
    rows = [[_no_markup(cell) for cell in row] for row in _cells(table)]
    rows.insert(1, ["---"] * len(rows[0]))
    lines = [f"| {' | '.join(row)} |\n" for row in rows]
    return "".join([*lines, *(f"\n{_no_markup(note)}\n" for note in table.notes)])


def _no_markup(cell: str) -> str:
    return _MARKDOWN.sub(r"\\\1", html.escape(cell, quote=False))


def to_html(record: Record, path: str | os.PathLike[str] | None = None, language: str | None = None) -> str:
    """The report as one HTML page; see ``charterclock.record.page.page``."""
    text = page(record, language)
    if path is not None:
        with writing(path):
            Path(path).write_text(text, encoding="utf-8")
    return text


def to_excel(record: Record, path: str | os.PathLike[str], language: str | None = None) -> None:
    """The report as an XLSX workbook; see ``charterclock.record.workbook.write_workbook``."""
    with writing(path):
        write_workbook(record, path, language)
