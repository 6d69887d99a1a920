"""From blocks to what a charter has: sentences with their sub-items, rows of tables, headings, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from charterclock.drafting.blocks import Block
from charterclock.drafting.labels import pair_blocks
from charterclock.drafting.tables import row_sections
from charterclock.language import read
from charterclock.language.readings import Readings
from charterclock.language.tokens import lexicon, tokenise

__all__ = ["Section", "sections_of"]

#: a line with no more words, no full stop and nothing measurable is a heading
_HEADING_WORDS: Final = 6
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Section:
    """One sentence of a page, with its sub-items, and what was read in each part.

    Args:
        says: all its words.
        line: where it begins.
        parts: the texts that were read one by one: a sentence, or the sub-items after their introduction.
        found: the readings of each part.
        intro: the words before the sub-items.
        kind: ``promise``, ``heading``, or ``fragment``: words that are no sentence.
        labels: names of the parts that stand elsewhere, such as the head of a column.
        marked: whether it is an item of a list.
    """

    says: str
    line: int
    parts: tuple[str, ...]
    found: tuple[Readings, ...]
    intro: str = ""
    kind: str = "promise"
    labels: tuple[str, ...] = ()
    marked: bool = False


def sections_of(blocks: Sequence[Block], language: str | None) -> list[Section]:
    """The sections of a page, in its order; no block is left out."""
    return list(_merged(list(_sections(pair_blocks(blocks, language), language)), language))


def _sections(blocks: Sequence[Block], language: str | None) -> Iterator[Section]:
    place = 0
    while place < len(blocks):
        block = blocks[place]
        if block.cells:
            for says, parts, labels in row_sections(block, language):
                yield _section(says, block.line, parts, language, labels=labels)
            place += 1
            continue
        children = _children(blocks, place)
        place += 1 + len(children)
        if not children:
            yield from _single(block, language)
            continue
        found = [read(child.text, language) for child in children]
        if any(reading.kind != "statement" for readings in found for reading in readings):
            says = " ".join([block.text, *(child.printed for child in children)])
            parts = tuple(child.text for child in children)
            yield Section(says, block.line, parts, tuple(found), intro=block.text)
        else:
            yield from _single(block, language)
            for child in children:
                yield from _single(child, language)


def _children(blocks: Sequence[Block], place: int) -> list[Block]:
    """The sub-items of a block that introduces some: those marked in another way, or the lines that follow it."""
    block = blocks[place]
    if not block.text.rstrip(" -–").endswith(":") or block.is_heading or _vows(block.text):
        return []
    children: list[Block] = []
    for child in blocks[place + 1 :]:
        if child.is_heading or child.cells or (child.marker and child.marker == block.marker):
            break
        if not child.marker and child.is_apart:
            break
        if children and child.marker != children[0].marker and (not child.marker or child.is_apart):
            break
        children.append(child)
    return children


def _vows(text: str) -> bool:
    """Whether words only introduce the promises of a page, each of its own: ``Kami berjanji akan:``."""
    if not text.rstrip(" -–").endswith(":"):
        return False
    return any(token.name == "vow" for token in tokenise(text[:_LONGEST], lexicon(None)))


def _single(block: Block, language: str | None) -> Iterator[Section]:
    if (block.is_heading or _vows(block.text)) and _is_only_statement(read(block.text, language)):
        yield Section(block.text, block.line, (block.text,), (), kind="heading")
        return
    texts = [block.text] if len(block.text) <= _LONGEST else _SENTENCE_END.split(block.text)
    for text in texts:
        yield _section(text, block.line, (text,), language, marked=bool(block.marker))


def _section(
    says: str, line: int, parts: tuple[str, ...], language: str | None, *, marked: bool = True,
    labels: tuple[str, ...] = (),
) -> Section:  # fmt: skip
    found = tuple(read(part, language) for part in parts)
    kind = "promise"
    if all(map(_is_only_statement, found)) and not marked:
        words = len(says.split())  # BIL. is no sentence, either
        short = words <= _HEADING_WORDS and (words == 1 or not says.endswith((".", ";", "!", "?")))
        kind = "fragment" if short else "promise"
    return Section(says, line, parts, found, kind=kind, labels=labels, marked=marked and not labels)


def _is_only_statement(found: Readings) -> bool:
    return all(reading.kind == "statement" and reading.doubt is None for reading in found)


def _merged(sections: list[Section], language: str | None) -> Iterator[Section]:
    """Values alone under a heading are one promise with it: ``Waktu Penyelesaian``, ``1 Hari``, ``24 Jam``."""
    place = 0
    while place < len(sections):
        section = sections[place]
        values: list[Section] = []
        while place + 1 + len(values) < len(sections) and _is_bare(sections[place + 1 + len(values)]):
            values.append(sections[place + 1 + len(values)])
        if section.kind in ("heading", "fragment") and values and not _is_bare(section):
            says = " ".join([section.says, *(value.says for value in values)])
            text = " / ".join(value.says for value in values)
            yield Section(says, section.line, (text,), (read(text, language),), intro=section.says)
            place += 1 + len(values)
        elif _is_row(section, sections[place + 1 : place + 3]):
            yield _section(f"{section.says} | {sections[place + 1].says}", section.line,
                           (f"{section.says} {sections[place + 1].says}",), language)  # fmt: skip
            place += 2
        else:
            yield section
            place += 1


def _is_row(section: Section, after: Sequence[Section]) -> bool:
    """Whether an item that promises nothing has its one time on the next line, as the cells of a table have it."""
    if not section.marked or section.intro or not all(map(_is_only_statement, section.found)):
        return False
    times = [not other.marked and _is_bare(other, start=True) for other in after]
    return times[:1] == [True] and times[1:] != [True]


def _is_bare(section: Section, start: bool = False) -> bool:
    """Whether a section is a time and nothing else, or with what it starts from."""
    if section.kind != "promise" or len(section.found) != 1 or section.labels or " | " in section.says:
        return False  # the row of a table has its own words
    return bool(section.found[0]) and all(
        reading.duration is not None and not reading.stop and (start or not reading.start)
        for reading in section.found[0]
    )
