"""A page as blocks: headings, items, lines and table rows, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from charterclock.files import UNPRINTABLE

__all__ = ["Block", "Page", "is_capitals", "lines_to_blocks", "plain_line", "rows_to_blocks"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page that stands by itself.

    Args:
        text: its words on one line.
        line: where it begins in the page, from 1; in HTML and PDF the line of the text that is shown.
        marker: how an item is marked: its sign (a bullet), or ``number``, ``roman``, ``letter``; empty for none.
        sign: the mark as it is printed.
        is_heading: whether it is a heading by its form.
        is_apart: whether a blank line stands before it.
        cells: the cells of a table row, and ``heads`` the heads of their columns.
    """

    text: str
    line: int
    marker: str = ""
    sign: str = ""
    is_heading: bool = False
    is_apart: bool = False
    cells: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        """The words with their mark."""
        return f"{self.sign} {self.text}".lstrip()


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a page, its title where it says one, and the lines that hold numbers alone."""

    blocks: tuple[Block, ...]
    title: str = ""
    numbers_alone: tuple[int, ...] = field(default=())


_MARKER: Final = re.compile(
    r"\s*(?:(?P<bullet>[•▪●◦‣·*–-])\s+(?![=:])"
    r"|(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]|[0-9]{1,2}(?:\.[0-9]{1,2})+)(?:\s+|$)(?:[0-9]{1,2}[.)]\s+)?"
    r"|\(?(?P<roman>[ivx]{1,5})[.)]\s*"
    r"|\(?(?P<letter>[a-zA-Z])[.)]\s+)"
)
#: results and page numbers: nothing but digits and signs
_NUMBERS_ALONE: Final = re.compile(r"[\s0-9.,:%/–—-]+")
_LONE_MARKER: Final = re.compile(r"\s*[0-9]{1,2}[.)]\s*")
_CAPITALS: Final = 0.8
_BRACKET: Final = re.compile(r"\([^()]*\)")
#: pages with a line that is longer were not wrapped by hand
_WRAPPED: Final = 120
_ROW: Final = re.compile(r"\s*\|(.*)\|\s*$")
_RULE: Final = re.compile(r"[\s|:=_-]+")
_EMPHASIS: Final = re.compile(r"\*\*|__|`")
_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def lines_to_blocks(text: str, markdown: bool = False) -> Page:
    """The blocks of a text, or of Markdown.

    Lines that follow each other are one block where the page was wrapped by hand; a marker that stands alone on its
    line belongs to the next one; lines of numbers alone are results, and no blocks.
    """
    text = UNPRINTABLE.sub(" ", text.expandtabs())  # no charter file may hold them
    lines = [line.rstrip() for line in text.splitlines()]
    wrapped = max(map(len, lines), default=0) <= _WRAPPED
    found: list[Block] = []
    numbers: list[int] = []
    table: list[tuple[int, tuple[str, ...]]] = []
    pending, apart = "", True
    for number, line in enumerate(lines, 1):
        line = line.replace("\u00a0", " ")
        if markdown:
            line = _LINK.sub(r"\1", _EMPHASIS.sub("", line))
        row = _ROW.match(line)
        if row is not None:
            cells = tuple(cell.strip() for cell in row[1].split("|"))
            if not _RULE.fullmatch(line):
                table.append((number, cells))
            continue
        found += rows_to_blocks(table)
        table = []
        if not line.strip():
            apart = True
            continue
        if markdown and line.startswith("#"):
            found.append(Block(plain_line(line.lstrip("#")), number, is_heading=True))
            pending, apart = "", True
            continue
        marker = _MARKER.match(line)
        if _NUMBERS_ALONE.fullmatch(line) and not _LONE_MARKER.fullmatch(line):
            numbers.append(number)
            apart = True
            continue
        rest = plain_line(line[marker.end() :] if marker else line)
        named = (marker["bullet"] or marker.lastgroup or "") if marker else ""
        if not rest:
            pending = named
            continue
        before = found[-1] if found else None
        goes_on = not named and not pending and before is not None and not apart and _goes_on(before, rest, wrapped)
        if goes_on and before is not None:
            found[-1] = replace(before, text=f"{before.text} {rest}")
        else:
            sign = marker[0].strip() if marker else ""
            found.append(Block(rest, number, named or pending, sign, _is_heading(rest), apart))
        pending, apart = "", False
    found += rows_to_blocks(table)
    title = next((block.text for block in found if block.is_heading), "")
    return Page(tuple(found), title, tuple(numbers))


def rows_to_blocks(rows: Iterable[tuple[int, tuple[str, ...]]]) -> list[Block]:
    """The rows of a table under its first one, which holds the heads of the columns."""
    listed = list(rows)
    if not listed:
        return []
    _, heads = listed[0]
    if len(listed) == 1:
        text = " | ".join(filter(None, heads))
        return [Block(text, listed[0][0], cells=heads, heads=("",) * len(heads))] if text else []
    return [
        Block(" | ".join(filter(None, cells)), line, cells=cells, heads=(*heads, *("",) * (len(cells) - len(heads))))
        for line, cells in listed[1:]
        if any(cells)
    ]


def _is_heading(text: str) -> bool:
    return is_capitals(text) and not text.endswith(":")


def _goes_on(before: Block, text: str, wrapped: bool) -> bool:
    """Whether a line goes on with the block before it."""
    if not wrapped or before.is_heading or before.cells:
        return False
    return not before.text.endswith((".", ";", ":", "!", "?"))


def is_capitals(text: str) -> bool:
    """Whether a text is set in capitals, but for brackets and numbers."""
    letters = [letter for letter in _BRACKET.sub("", text) if letter.isalpha()]
    return len(letters) > 3 and sum(letter.isupper() for letter in letters) > _CAPITALS * len(letters)


def plain_line(text: str) -> str:
    """A text on one line, without signs that no printer prints."""
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())
