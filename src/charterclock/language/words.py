"""The languages there are, and the signs that belong to none of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from charterclock.errors import DurationError, nearest
from charterclock.language.table import Words
from charterclock.language.words_en import ENGLISH
from charterclock.language.words_id import INDONESIAN
from charterclock.language.words_ms import MALAY

__all__ = [
    "ADDED_SIGNS",
    "BOUND_SIGNS",
    "TABLES",
    "TIMES_SIGNS",
    "WITHIN_SIGNS",
    "tables",
]

TABLES: Final[Mapping[str, Words]] = {words.code: words for words in (MALAY, INDONESIAN, ENGLISH)}

WITHIN_SIGNS: Final = ("≤", "<=", "=<", "⩽")
BOUND_SIGNS: Final[Mapping[str, str]] = {
    "<": "under",
    ">": "after",
    "≥": "at_least",
    ">=": "at_least",
    "=>": "at_least",
    "±": "about",
    "+/-": "about",
    "~": "about",
}
TIMES_SIGNS: Final = ("x", "×", "*")
ADDED_SIGNS: Final[Mapping[str, str]] = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}


def tables(language: str | None) -> tuple[Words, ...]:
    """The table of one language, or all of them.

    Raises:
        DurationError: CC306, a language that there is no table for.

    Example:
        >>> [words.code for words in tables(None)]
        ['ms', 'id', 'en']
    """
    if language is None:
        return tuple(TABLES.values())
    if language not in TABLES:
        hint = nearest(language, TABLES) or "one of " + ", ".join(TABLES)
        raise DurationError("CC306", f"no words are known for the language {language!r}", hint)
    return (TABLES[language],)
