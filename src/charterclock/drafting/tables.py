"""Rows of tables: which cell is the time, which the service, and what the heads of the columns add."""

from __future__ import annotations

import re
from typing import Final

from charterclock.drafting.blocks import Block
from charterclock.drafting.labels import labelled, pair_cells
from charterclock.language import read
from charterclock.language.tokens import lexicon, parts_of, tokenise

__all__ = ["row_sections"]

#: a cell that is a number, so that its unit must stand in the head of the column
_NUMBER: Final = re.compile(r"[0-9]{1,4}(?:\s*[-–]\s*[0-9]{1,4})?")
_MEASURED: Final = ("deadline", "quota", "before_event", "not_before", "floor", "date", "frequency", "availability",
                    "ratio", "score", "volume")  # fmt: skip


def row_sections(block: Block, language: str | None) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """What a row of a table says: its words, the texts to be read, and the heads that tell these apart.

    A cell with a time is read behind the words of the cells that have none; a number takes its unit from the head of
    its column. Labels that stand in two cells are one text each. Columns of results, headed by a month or by a word for
    what was achieved, are passed over.
    """
    promised = [(cell, head) for cell, head in zip(block.cells, block.heads, strict=False) if not _is_result(head)]
    paired = _paired_section(promised, language)
    if paired is not None:
        return [paired]
    words: list[str] = []
    values: list[tuple[str, str]] = []
    shares: list[str] = []
    for cell, head in zip(block.cells, block.heads, strict=False):
        if not cell or _is_result(head):
            continue
        unit = _unit_of(head, language)
        if _NUMBER.fullmatch(cell) and unit:
            values.append((f"{cell} {unit}", head))
        elif re.fullmatch(r"[0-9.,]+\s*%", cell):
            shares.append(cell)
        elif _is_value(cell, language):
            values.append((cell, head))
        elif not _NUMBER.fullmatch(cell.rstrip(".")):
            words.append(cell)
    # results change every month, and are no part of what is promised
    printed = (cell for cell, head in zip(block.cells, block.heads, strict=False) if not _is_result(head))
    said = " | ".join(filter(None, printed))
    service = " | ".join(words)
    # a share and a time of one row belong together
    texts = tuple(" | ".join(filter(None, (service, " ".join((*shares, value))))) for value, _ in values)
    if shares and not values:
        texts = (" | ".join(filter(None, (service, " ".join(shares)))),)
    heads = tuple(head for _, head in values) if len(values) > 1 else ()
    return [(said, texts or (service or said,), heads)]


def _paired_section(
    cells: list[tuple[str, str]], language: str | None
) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
    """A row whose labels stand in one cell with words and in another with times: each label has its own time."""
    intro, pairs = pair_cells([_with_unit(cell, head, language) for cell, head in cells], language)
    if not pairs:
        return None
    others = [cell for cell, _ in cells if not labelled(cell).labels and not _NUMBER.fullmatch(cell.rstrip("."))]
    service = " | ".join(filter(None, (*others, intro)))
    texts = tuple(" | ".join(filter(None, (service, name, time))) for name, time in pairs)
    return " | ".join(cell for cell, _ in cells if cell), texts, tuple(name for name, _ in pairs)


def _with_unit(cell: str, head: str, language: str | None) -> str:
    """A cell of labelled numbers with the unit of its column: ``(i) 14 (ii) 7``."""
    found = labelled(cell)
    unit = _unit_of(head, language) if found.labels and all(map(_NUMBER.fullmatch, found.words)) else ""
    if not unit:
        return cell
    return " ".join(f"({label}) {number} {unit}" for label, number in zip(found.labels, found.words, strict=True))


def _is_value(cell: str, language: str | None) -> bool:
    """Whether a cell promises something measurable, and has few other words: the column of the service may, too."""
    found = read(cell, language)
    return any(reading.kind in _MEASURED for reading in found) or any(reading.doubt for reading in found)


def _is_result(head: str) -> bool:
    tokens = tokenise(head, lexicon(None))
    return parts_of(tokens) == "M" or any(token.part == "c" and token.name == "result" for token in tokens)


def _unit_of(head: str, language: str | None) -> str:
    """The unit that a head names: ``Tempoh (hari bekerja)``."""
    tokens = tokenise(head, lexicon(language, others=True))
    units = [token.text for token in tokens if token.part == "U"]
    return units[-1] if len(units) == 1 else ""
