"""Labels that stand twice: ``(i) new (ii) renewal`` in one block or cell, ``(i) 14 days (ii) 7 days`` in the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from charterclock.drafting.blocks import Block
from charterclock.language import read

__all__ = ["Labelled", "labelled", "pair_blocks", "pair_cells"]

_LABEL: Final = re.compile(r"(?:^|(?<=[\s:;,.]))\(?(?P<label>[ivx]{1,4}|[a-h]|[1-9])[.)](?=\s|[A-Z0-9])\s*")
_SERIES: Final = (("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), tuple("abcdefgh"), tuple("123456789"))
#: the longest series of labels
_MOST: Final = 10
#: a time with more words says for itself what it is for
_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class Labelled:
    """The words of a text under its labels, and those before the first."""

    intro: str
    labels: tuple[str, ...]
    words: tuple[str, ...]


def labelled(text: str) -> Labelled:
    """A text by its labels, which follow each other from the first of their kind; without labels where they do not.

    Example:
        >>> found = labelled("Lesen: (i) baharu (ii) pembaharuan")
        >>> found.intro, found.labels, found.words
        ('Lesen:', ('i', 'ii'), ('baharu', 'pembaharuan'))
    """
    for series in _SERIES:
        marks: list[re.Match[str]] = []
        for mark in _LABEL.finditer(text):
            if len(marks) < len(series) and mark["label"] == series[len(marks)]:
                marks.append(mark)
        if len(marks) > 1:
            ends = [*(mark.start() for mark in marks[1:]), len(text)]
            words = tuple(text[mark.end() : end].strip(" ;,") for mark, end in zip(marks, ends, strict=True))
            return Labelled(text[: marks[0].start()].strip(), series[: len(marks)], words)
    return Labelled(text, (), ())


def pair_blocks(blocks: Sequence[Block], language: str | None) -> list[Block]:
    """The blocks of a page, where each label that stands twice has its words and its time in one block."""
    paired: list[Block] = []
    place = 0
    while place < len(blocks):
        found = _inline(blocks[place : place + 2], language)
        used = 2
        if not found:
            found, used = _listed(blocks[place : place + 2 * _MOST], language)
        paired += found or [blocks[place]]
        place += used if found else 1
    return paired


def pair_cells(cells: Sequence[str], language: str | None) -> tuple[str, list[tuple[str, str]]]:
    """The words before the labels of a row, and its pairs of label and time; no pairs where no labels stand twice."""
    found = [labelled(cell) for cell in cells]
    for place, names in enumerate(found):
        for times in found[place + 1 :]:
            if _belong(names, times, language):
                return names.intro, list(zip(names.words, times.words, strict=True))
    return "", []


def _inline(blocks: Sequence[Block], language: str | None) -> list[Block]:
    """Two blocks with all labels each, as an introduction and its items."""
    if len(blocks) < 2 or any(block.cells or block.is_heading for block in blocks):
        return []
    first, second = blocks
    names = labelled(first.text)
    names = names if names.labels else labelled(first.printed)
    times = labelled(second.printed)
    if not _belong(names, times, language):
        return []
    items = [
        Block(f"{name}: {time}", second.line, marker="roman", sign=f"({label})")
        for label, name, time in zip(names.labels, names.words, times.words, strict=True)
    ]
    if not names.intro:
        return items
    return [replace(first, text=names.intro.rstrip(" :-–") + ":", marker="", sign=""), *items]


def _listed(blocks: Sequence[Block], language: str | None) -> tuple[list[Block], int]:
    """Two lists with the same labels, item by item, and how many blocks they were."""
    signs = ["" if block.cells or block.is_heading else block.sign.strip("().").casefold() for block in blocks]
    series = next((series for series in _SERIES if signs[:1] == [series[0]]), None)
    if series is None:
        return [], 0
    length = next((at for at in range(1, len(signs)) if signs[at] == series[0]), 0)
    if length < 2 or signs[:length] != list(series[:length]) or signs[length : 2 * length] != signs[:length]:
        return [], 0
    first, second = blocks[:length], blocks[length : 2 * length]
    names = Labelled("", series[:length], tuple(block.text for block in first))
    times = Labelled("", series[:length], tuple(block.text for block in second))
    if not _belong(names, times, language):
        return [], 0
    return [replace(name, text=f"{name.text.rstrip(' :;,')}: {time.text}")
            for name, time in zip(first, second, strict=True)], 2 * length  # fmt: skip


def _belong(names: Labelled, times: Labelled, language: str | None) -> bool:
    """Whether the same labels have words without a time first, and then times alone."""
    if len(names.labels) < 2 or names.labels != times.labels or times.intro:
        return False
    if not all(names.words) or any(_is_measured(words, language) for words in names.words):
        return False
    return all(len(words.split()) <= _WORDS and _is_measured(words, language) for words in times.words)


def _is_measured(words: str, language: str | None) -> bool:
    return any(reading.duration is not None or reading.unit for reading in read(words, language))
