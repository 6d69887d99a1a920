"""Pages from files: text, Markdown, HTML, and PDF with the extra ``pdf``."""

from __future__ import annotations

import io
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from charterclock.drafting.blocks import Block, Page, is_capitals, lines_to_blocks, plain_line, rows_to_blocks
from charterclock.errors import CharterclockError
from charterclock.files import UNPRINTABLE

__all__ = ["html_to_blocks", "read_page"]

MAX_BYTES: Final = 20 * 2**20
_ENDINGS: Final = ".txt, .md, .html or .pdf; - for text from standard input"


def read_page(path: str) -> Page:
    """The blocks of a printed charter.

    Args:
        path: a file by its ending: ``.txt``, ``.md``, ``.html``, ``.pdf``; ``-`` for text from standard input.

    Raises:
        CharterclockError: CC801 the file cannot be read, CC804 an unknown ending, CC805 PDF without its library.
    """
    ending = Path(path).suffix.lower()
    if path != "-" and ending not in (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".pdf"):
        raise CharterclockError("CC804", f"{path}: not a page", "one of " + _ENDINGS)
    raw = _raw(path)
    if ending == ".pdf":
        return lines_to_blocks(_pdf_text(raw, path))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CharterclockError("CC801", f"{path}: not UTF-8", "save the file as UTF-8") from None
    if ending in (".html", ".htm"):
        return html_to_blocks(text)
    return lines_to_blocks(text, markdown=ending in (".md", ".markdown"))


def _raw(path: str) -> bytes:
    try:
        if path == "-":
            raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with open(path, "rb") as stream:
                raw = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise CharterclockError("CC801", f"{path}: {getattr(error, 'strerror', None) or error}") from None
    if len(raw) > MAX_BYTES:
        raise CharterclockError("CC801", f"{path}: larger than {MAX_BYTES // 2**20} MiB", "give the pages that matter")
    return raw


def _pdf_text(raw: bytes, path: str) -> str:
    try:
        import pypdf
    except ImportError:
        raise CharterclockError("CC805", "PDF files need pypdf", "pip install charterclock[pdf]") from None
    try:
        pages = pypdf.PdfReader(io.BytesIO(raw)).pages
        return "\n\n".join(page.extract_text() for page in pages)
    except Exception as error:  # noqa: BLE001 - a broken PDF raises whatever its contents make the library raise
        raise CharterclockError("CC801", f"{path}: not a PDF that can be read: {str(error)[:200]}") from None


def html_to_blocks(text: str) -> Page:
    """The blocks of an HTML page: headings, items of lists, paragraphs, and tables with their heads."""
    reader = _Html()
    reader.feed(text)
    reader.close()
    reader.end_page()
    title = next((block.text for block in reader.blocks if block.is_heading), reader.title)
    return Page(tuple(reader.blocks), title.strip())


_BREAKS: Final = frozenset((
    "p", "div", "section", "article", "header", "footer", "main", "ul", "ol", "dl", "dd", "dt", "br", "hr",
    "blockquote", "caption", "table", "thead", "tbody", "tfoot",
))  # fmt: skip
_HIDDEN: Final = frozenset(("script", "style", "head", "nav", "noscript", "template", "svg"))
_HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))


class _Html(HTMLParser):
    """Collects the blocks of an HTML page; what is never shown is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.title = ""
        self._words: list[str] = []
        self._line = 1
        self._marker = ""
        self._lists: list[str] = []
        self._hidden: list[str] = []
        self._heading = False
        self._in_title = False
        self._rows: list[tuple[int, tuple[str, ...]]] = []
        self._row: list[str] | None = None
        self._in_cell = False
        self._spans: dict[int, tuple[int, str]] = {}  # by column: for how many rows a cell goes on, and its text
        self._rowspan = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self._in_title = True
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag in _HEADINGS:
            self.end_block()
            self._heading = True
        elif tag == "tr":
            self._end_row()
            self.end_block()
            self._row = []
        elif tag in ("td", "th") and self._row is not None:
            self._end_cell()
            self._in_cell = True
            self._words = []
            span = dict(attrs).get("rowspan") or "1"
            self._rowspan = int(span) if span.isdecimal() and len(span) < 4 else 1
        elif tag == "li":
            self.end_block()
            # the depth of a list tells its items from those of the list around it
            self._marker = ("number" if self._lists and self._lists[-1] == "ol" else "bullet") + str(len(self._lists))
        elif tag in _BREAKS and self._row is None:
            self.end_block()
        elif tag in _BREAKS:  # inside a cell
            self._words.append(" ")
        if tag in ("ul", "ol"):
            self._lists.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
        elif tag in _HEADINGS or (tag in ("li", *_BREAKS) and self._row is None):
            self.end_block()
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        if tag == "table":
            self._end_table()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        data = UNPRINTABLE.sub(" ", data)
        if self._in_title:
            self.title += data
        elif not self._hidden and data.strip():
            if not self._words:
                self._line = self.getpos()[0]
            self._words.append(data)
        elif self._words:
            self._words.append(" ")

    def end_page(self) -> None:
        """What is still open ends with the page."""
        self._end_table()
        self.end_block()

    def end_block(self) -> None:
        """What was read since the last break is a block, if it has words."""
        text = self._taken()
        if text:
            heading = self._heading or is_capitals(text)
            self.blocks.append(Block(text, self._line, self._marker, is_heading=heading, is_apart=True))
        self._heading, self._marker = False, ""

    # cells and rows end where the next begins, too

    def _end_cell(self) -> None:
        if not self._in_cell or self._row is None:
            return
        self._in_cell = False
        self._fill_spanned(self._row)
        cell = self._taken()
        if self._rowspan > 1:
            self._spans[len(self._row)] = (self._rowspan - 1, cell)
        self._row.append(cell)

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            self._fill_spanned(self._row)
            self._rows.append((self.getpos()[0], tuple(self._row)))
            self._row = None

    def _end_table(self) -> None:
        self._end_row()
        self.blocks += rows_to_blocks(self._rows)
        self._rows, self._spans = [], {}

    def _taken(self) -> str:
        text = plain_line("".join(self._words))
        self._words = []
        return text

    def _fill_spanned(self, row: list[str]) -> None:
        """Cells of rows above that go on into this one."""
        while len(row) in self._spans:
            rows, cell = self._spans.pop(len(row))
            if rows > 1:
                self._spans[len(row)] = (rows - 1, cell)
            row.append(cell)
