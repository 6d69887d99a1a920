"""The languages there are, and the signs that belong to none of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from charterclock.errors import DurationError, nearest
from charterclock.language.table import Words, read_table

__all__ = [
    "ADDED_SIGNS",
    "ALWAYS_SIGNS",
    "BOUND_SIGNS",
    "PERCENT_SIGNS",
    "TABLES",
    "TIMES_SIGNS",
    "tables",
]

_FOLDER: Final = Path(__file__).with_name("words")
TABLES: Final[Mapping[str, Words]] = {code: read_table(_FOLDER / f"{code}.ini") for code in ("ms", "id", "en")}

BOUND_SIGNS: Final[Mapping[str, str]] = {
    "≤": "at_most",
    "<=": "at_most",
    "=<": "at_most",
    "⩽": "at_most",
    "<": "under",
    ">": "over",
    "≥": "at_least",
    "⩾": "at_least",
    ">=": "at_least",
    "=>": "at_least",
    "±": "about",
    "+": "plus",
    "+/-": "about",
    "+-": "about",
    "~": "about",
}
TIMES_SIGNS: Final = ("x", "×", "*")
ADDED_SIGNS: Final[Mapping[str, str]] = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
PERCENT_SIGNS: Final[Mapping[str, str]] = {"%": "percent", "‰": "per mille"}
ALWAYS_SIGNS: Final = ("24/7", "24x7", "24×7", "24 x 7")


def tables(language: str | None, *, others: bool = False) -> tuple[Words, ...]:
    """The table of one language, or all of them.

    Args:
        language: ``ms``, ``id`` or ``en``; ``None`` for all.
        others: whether the other languages follow the one that is named.

    Raises:
        DurationError: CC306, a language that there is no table for.

    Example:
        >>> [words.code for words in tables(None)]
        ['ms', 'id', 'en']
        >>> [words.code for words in tables("en", others=True)]
        ['en', 'ms', 'id']
    """
    if language is None:
        return tuple(TABLES.values())
    if language not in TABLES:
        hint = nearest(language, TABLES) or "one of " + ", ".join(TABLES)
        raise DurationError("CC306", f"no words are known for the language {language!r}", hint)
    rest = [words for code, words in TABLES.items() if code != language] if others else []
    return (TABLES[language], *rest)
