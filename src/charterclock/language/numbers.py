"""Whole numbers in words, 0 to 9,999: written from the table, and read by the same table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from charterclock.language.table import Words

__all__ = ["LARGEST", "follows", "number_spellings", "write_number"]

#: the largest number that is read and written in words
LARGEST: Final = 9999


def number_spellings(number: int, words: Words) -> list[str]:
    """All spellings of a number in one language; the first is the one to write.

    Args:
        number: from 0 to ``LARGEST``.
        words: the table of the language.

    Raises:
        ValueError: the number is outside that range.

    Example:
        >>> from charterclock.language.words import TABLES
        >>> number_spellings(124, TABLES["en"])[:2]
        ['one hundred and twenty four', 'one hundred twenty four']
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"numbers in words go from 0 to {LARGEST}, found {number}")
    return list(_spelled(number, words))


def write_number(number: int, words: Words) -> str:
    """A number in words.

    Args:
        number: from 0 to ``LARGEST``.
        words: the table of the language.

    Raises:
        ValueError: the number is outside that range.

    Example:
        >>> from charterclock.language.words import TABLES
        >>> write_number(1148, TABLES["ms"])
        'seribu seratus empat puluh lapan'
    """
    return number_spellings(number, words)[0]


def follows(number: int, rest: int, linked: bool) -> bool:
    """Whether a number word can be followed by another that adds to it: ``dua puluh`` by ``empat``, not by ``sepuluh``.

    Args:
        number: the value so far.
        rest: the value of the next word.
        linked: whether a word such as ``and`` stands between: said only before what is less than a hundred.
    """
    if number < 20 or rest == 0:
        return False
    if linked and (number % 100 or rest >= 100):
        return False
    place = next(place for place in (1000, 100, 10, 1) if number % place == 0)
    return rest < place


def _spelled(number: int, words: Words) -> Iterator[str]:
    if str(number) in words.numbers:
        yield from words.numbers[str(number)]
        return
    base = next(base for base in (1000, 100, 10) if number > base)
    rest = number % base
    # "one hundred and four" and "one hundred four" are both said, "twenty and four" is not
    link = words.language.get("number link", "")
    links = dict.fromkeys((link, "")) if base >= 100 > rest else [""]
    for head, linked, tail in product(_spelled(number - rest, words), links, _spelled(rest, words)):
        yield " ".join(filter(None, (head, linked, tail)))
