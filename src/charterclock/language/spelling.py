"""Slips of the pen in the long words of bounds: ``sekurang-kurangya``, ``maksimun``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

__all__ = ["corrected", "slips_of"]

#: in shorter words one letter makes another word
_SHORTEST: Final = 7
#: no slip is looked for in what is no word
_LONGEST: Final = 20


def slips_of(words: Iterable[str]) -> Mapping[str, str]:
    """Each word by itself and without any one letter; what two words share is none of both."""
    found: dict[str, str] = {}
    for word in words:
        if len(word) >= _SHORTEST:
            for shorter in (word, *_shorter(word)):
                found[shorter] = word if found.get(shorter, word) == word else ""
    return found


def corrected(word: str, slips: Mapping[str, str]) -> str:
    """The word that is meant, one letter away; the word itself where there is none.

    Example:
        >>> corrected("maksimun", slips_of(["maksimum"])), corrected("minggu", slips_of(["maksimum"]))
        ('maksimum', 'minggu')
    """
    if not _SHORTEST - 1 <= len(word) <= _LONGEST:
        return word
    for shorter in (word, *_shorter(word)):
        meant = slips.get(shorter, "")
        if meant and meant[0] == word[0] and _is_near(word, meant):
            return meant
    return word


def _shorter(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _is_near(word: str, meant: str) -> bool:
    """Whether one letter is missing, too many, or another, or two have changed places."""
    if len(word) != len(meant):
        return True  # they are found by the letter that one of them lacks
    different = [place for place, letter in enumerate(word) if letter != meant[place]]
    swapped = len(different) == 2 and all(word[one] == meant[sum(different) - one] for one in different)
    return len(different) == 1 or swapped
