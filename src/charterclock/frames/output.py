"""Rows as text for a terminal, as JSON, CSV or Markdown; whatever the cells hold stays inert."""

from __future__ import annotations

import csv
import io
import json
import math
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from charterclock.display import printable
from charterclock.frames.files import inert

__all__ = ["printable", "rows_as", "shown"]

_WIDEST = 60


def rows_as(names: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> str:
    """Rows in one of the forms ``table``, ``json``, ``csv`` and ``md``, ending in a line break."""
    if form == "json":
        plain = [{name: _number(cell) for name, cell in zip(names, row, strict=True)} for row in rows]
        return json.dumps(plain, ensure_ascii=False, default=str) + "\n"
    if form == "csv":
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([inert(name) for name in names])
        writer.writerows([["" if cell is None else inert(cell) for cell in row] for row in rows])
        return text.getvalue()
    if form == "md":
        lines = [_markdown(names), "|" + " --- |" * len(names), *(_markdown(row) for row in rows)]
        return "\n".join(lines) + "\n"
    cells = [[shown(cell) for cell in row] for row in [names, *rows]]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
             for row in cells]  # fmt: skip
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines) + "\n"


def shown(cell: Any) -> str:
    """A cell for a terminal: no control characters or direction marks, no more than 60 characters."""
    text = printable("" if cell is None else str(cell)[:400])
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _number(cell: Any) -> Any:
    """A cell with its number as JSON has them."""
    if isinstance(cell, Decimal):
        return int(cell) if cell == int(cell) else float(cell)
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _markdown(row: Sequence[Any]) -> str:
    cells = []
    for cell in row:
        text = " ".join(printable("" if cell is None else str(cell)).split())
        for sign, safe in (("\\", "\\\\"), ("|", "\\|"), ("<", "&lt;"), (">", "&gt;"), ("`", "\\`"), ("[", "\\[")):
            text = text.replace(sign, safe)
        cells.append(text)
    return "| " + " | ".join(cells) + " |"
