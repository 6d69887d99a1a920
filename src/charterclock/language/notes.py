"""Notes that say what a word means in a whole document: ``Hari/minggu adalah merujuk kepada hari bekerja``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from charterclock.durations import BARE
from charterclock.language.tokens import Token, lexicon, parts_of, tokenise

__all__ = ["is_rule", "read_meanings", "read_starred"]

_RULE: Final = re.compile(r"(?P<words>U(?:[/ra,]U)*)[?fcS]{1,4}A?(?P<meaning>U)")
#: Semua tempoh adalah dalam hari bekerja; Hari bekerja tidak termasuk cuti
_COUNTED_IN: Final = re.compile(r"fB(?P<meaning>U)")
_DEFINED: Final = re.compile(r"\??Ux")
#: * = Hari Bekerja, at the foot of a table
_STARRED: Final = re.compile(r"(?:[?c]*:)?X[?:-]?(?P<meaning>U)\.?")
_LONGEST_NOTE: Final = 200
_KINDS: Final = ("working", "calendar", "statutory")


def is_rule(tokens: Sequence[Token], parts: str) -> bool:
    """Whether a phrase without an amount is a rule of its document."""
    if any(token.name == "counted" or token.text.casefold() == "force majeure" for token in tokens):
        return True
    if _counted_in(tokens, parts) or _DEFINED.match(parts):
        return True
    starred = _STARRED.fullmatch(parts)
    if starred is not None:
        return tokens[starred.start("meaning")].name.split(" ", 1)[0] in _KINDS
    match = _RULE.search(parts)
    if match is None:
        return False
    if any(token.name == "rule" for token in tokens[slice(*match.span())]):
        return True
    return tokens[match.start("meaning")].name in BARE.get(tokens[match.start("words")].name, ())


def _counted_in(tokens: Sequence[Token], parts: str) -> str:
    """The unit that all times of a document are counted in, or nothing."""
    match = _COUNTED_IN.search(parts)
    unit = tokens[match.start("meaning")].name if match else ""
    return unit if unit.split(" ", 1)[0] in _KINDS else ""


def read_meanings(text: str) -> dict[str, str]:
    """What a note says of the words for units, as the ``meanings`` of a charter; nothing where it says nothing.

    Example:
        >>> read_meanings("NOTA : Hari/minggu adalah merujuk kepada hari bekerja")
        {'day': 'working day', 'week': 'working week'}
    """
    tokens = tokenise(text, lexicon(None))
    parts = parts_of(tokens)
    every = _counted_in(tokens, parts)
    word = every.partition(" ")[2]
    if every in BARE.get(word, ()):
        return {word: every}
    match = _RULE.search(parts)
    if match is None or not is_rule(tokens, parts):
        return {}
    kind = tokens[match.start("meaning")].name.split(" ", 1)[0]
    if kind not in _KINDS:
        return {}
    words = [token.name for token in tokens[slice(*match.span("words"))] if token.part == "U"]
    return {word: f"{kind} {word}" for word in words if f"{kind} {word}" in BARE.get(word, ())}


def read_starred(text: str) -> str:
    """The unit that a note gives to times with a star, or nothing.

    Example:
        >>> read_starred("* = Hari Bekerja")
        'working day'
    """
    tokens = tokenise(text[:_LONGEST_NOTE], lexicon(None))
    starred = _STARRED.fullmatch(parts_of(tokens))
    unit = tokens[starred.start("meaning")].name if starred else ""
    return unit if unit.split(" ", 1)[0] in _KINDS else ""
