"""Whole numbers in words, 0 to 999: every number is spelled from the table, and reading looks the spelling up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from charterclock.language.table import Words, spellings

__all__ = ["LARGEST", "number_spellings", "write_number"]

#: the largest number that is read and written in words
LARGEST = 999


def number_spellings(number: int, words: Words) -> list[str]:
    """All spellings of a number in one language; the first is the one to write.

    Args:
        number: from 0 to ``LARGEST``.
        words: the table of the language.

    Raises:
        ValueError: the number is outside that range.

    Example:
        >>> from charterclock.language.words_en import ENGLISH
        >>> number_spellings(124, ENGLISH)[:2]
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
        >>> from charterclock.language.words_ms import MALAY
        >>> write_number(148, MALAY)
        'seratus empat puluh lapan'
    """
    return number_spellings(number, words)[0]


def _spelled(number: int, words: Words) -> Iterator[str]:
    if number in words.numbers:
        yield from spellings(words.numbers[number])
        return
    base = 100 if number > 100 else 10
    # "one hundred and four" and "one hundred four" are both said, "twenty and four" is not
    links = dict.fromkeys((words.number_link, "")) if base == 100 else [""]
    rest = number % base
    for head, link, tail in product(_spelled(number - rest, words), links, _spelled(rest, words)):
        yield " ".join(filter(None, (head, link, tail)))
