"""From text to pieces: numerals, words and signs with their places, and the key that a phrase is found by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from charterclock.language.words import ADDED_SIGNS

__all__ = ["Key", "Piece", "key_of", "pieces_of"]

# ½ counts as a letter, and pages hide zero-width marks between words; quotation marks say nothing here
_HIDDEN: Final = str.maketrans(dict.fromkeys("\u200b\ufeff\u00ad\"“”„«»", " "))
# within a word, also with a space that slipped in on one side, Serta -merta, or with the dash that writing programs put
# there, selewat–lewatnya
_HYPHENS: Final = re.compile(r"(?<=[^\W_])(?:[-‐‑] ?| [-‐‑]|[–—−])(?=[^\W\d_])")
# a line that goes on: what follows begins no sentence, and no cell
_WRAPPED: Final = re.compile(r"(?<=[^\s.;:|!?])\n(?=[a-z0-9(±≤<])")
_WORD: Final = r"[^\W\d_" + "".join(ADDED_SIGNS) + "]"
_TOKEN: Final = re.compile(rf"[0-9]+(?:[.,:][0-9]+)*|{_WORD}+|\n|\S")

Key = tuple[str, ...]
#: its words, and where it begins and ends in the text
Piece = tuple[str, int, int]


def pieces_of(text: str) -> Iterator[Piece]:
    """The pieces of a text, in order; nothing of it but white space is left out."""
    # what is replaced keeps its length, so that places in the text stay what they are
    plain = _HYPHENS.sub(lambda hyphen: " " * len(hyphen[0]), _WRAPPED.sub(" ", text.translate(_HIDDEN)))
    return ((found[0], found.start(), found.end()) for found in _TOKEN.finditer(plain))


def key_of(phrase: str) -> Key:
    """The words of a phrase as they are looked up: without case, hyphens and the number of spaces."""
    folded = phrase.casefold()
    if folded.isascii() and folded.replace(" ", "").isalpha():
        return tuple(folded.split())  # the same, ten times as fast
    return tuple(piece[0].casefold() for piece in pieces_of(phrase))
