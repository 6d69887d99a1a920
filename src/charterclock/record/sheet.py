"""A sheet of a workbook, written row by row: whatever a cell holds, it is a number or an inert text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from charterclock.frames.files import is_formula
from charterclock.record.layout import plain

__all__ = ["Sheet"]

#: what a cell holds
_LONGEST: Final = 32_767


class Sheet:
    """A sheet that is written row by row; what it looks like is said before the first."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.known: dict[Any, Any] = {}

    def prepare(self, freeze: str, widths: Iterable[float]) -> None:
        """Which rows and columns stay in sight, and how wide the columns are, in characters; printed on A4 on its side,
        as wide as the paper, with the heading on every page.
        """
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        self.sheet.freeze_panes = freeze
        self.sheet.print_title_rows = "1:1"
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        setup = self.sheet.page_setup
        setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", 9, 1, 0
        for column, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    def cell(self, value: Any = None, form: str = "") -> Any:
        """A number, truth or instant, in a format of numbers."""
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self.sheet, value)
        if form:
            cell.number_format = form
        return cell

    def text(self, text: Any, *, bold: bool = False, indent: int | None = None) -> Any:
        """Text as text: what begins with = stays a string and is never taken for a formula or an error."""
        from openpyxl.styles import Alignment, Font

        cell = self.cell()
        cell.value = plain(text)[:_LONGEST]
        cell.data_type = "s"
        # Without it a cell that somebody edits and leaves as it is would become a formula after all.
        cell.quotePrefix = is_formula(cell.value)
        if bold:
            cell.font = Font(bold=True)
        if indent is not None:
            cell.alignment = Alignment(wrap_text=True, vertical="top", indent=indent)
        return cell

    def word(self, text: str | None) -> Any:
        """A text of which few differ: its cell is made once."""
        if text is None:
            return None
        if text not in self.known:
            self.known[text] = self.text(text)
            # openpyxl writes into a cell without style when the next one comes, which would spoil it for its next use.
            self.known[text].number_format = "@"
        return self.known[text]

    def append(self, cells: Iterable[Any]) -> None:
        """The next row: cells or nothing, never bare values, which openpyxl would write into the cell before."""
        self.sheet.append(list(cells))
