"""From text to tokens: each numeral, sign, and longest known phrase, with its part in a duration.

A part is one letter, so that the parts of a text make a string and the shapes of durations are patterns over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

from charterclock.durations import BARE, UNITS
from charterclock.language.numbers import LARGEST, number_spellings
from charterclock.language.table import Words, spellings
from charterclock.language.words import ADDED_SIGNS, BOUND_SIGNS, TIMES_SIGNS, WITHIN_SIGNS, tables

__all__ = ["Lexicon", "Token", "lexicon", "tokenise"]

# the parts; a bracket, a slash and a dash stand for themselves
DIGITS: Final = "D"
NUMBER: Final = "W"
ARTICLE: Final = "A"
FRACTION: Final = "F"
ADDED: Final = "P"  # a fraction that follows a whole number
HALF: Final = "H"  # a fraction that does both
UNIT: Final = "U"
NEXT: Final = "N"
WITHIN: Final = "B"
OTHER_BOUND: Final = "L"
RANGE: Final = "R"
TIMES: Final = "X"
UNKNOWN: Final = "?"
_SIGNS: Final = {"(": "(", ")": ")", "[": "(", "]": ")", "/": "/", "-": "-", "–": "-", "—": "-", "‑": "-", "‐": "-"}

# ½ would count as a letter, and pages hide zero-width marks between words
_SPACED: Final = str.maketrans({**{sign: f" {sign} " for sign in ADDED_SIGNS}, "\u200b": " ", "\ufeff": " "})
_HYPHENS: Final = re.compile(r"(?<=[^\W_])[-‐‑](?=[^\W\d_])")
_TOKEN: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|\S")

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase means: its part, and a number, a unit or a key of a charter file, as the part asks."""

    part: str
    number: Fraction = Fraction(0)
    name: str = ""
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text as it was written, and what it means."""

    text: str
    meaning: Meaning

    @property
    def part(self) -> str:
        return self.meaning.part

    @property
    def number(self) -> Fraction:
        return self.meaning.number

    @property
    def name(self) -> str:
        return self.meaning.name


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases that are known.

    ``longest`` has the length of the longest phrase that begins with a word, ``fused`` the words to read as two.
    """

    meanings: Mapping[_Key, Meaning]
    longest: Mapping[str, int]
    fused: Mapping[str, _Key]
    unit_words: tuple[str, ...]


def tokenise(text: str, known: Lexicon) -> list[Token]:
    """The tokens of a text, in order; nothing of it but white space is left out.

    Example:
        >>> "".join(token.part for token in tokenise("dalam tempoh dua puluh empat (24) jam", lexicon(None)))
        'BW(D)U'
    """
    pieces = [part for piece in _pieces(text) for part in known.fused.get(piece.casefold(), (piece,))]
    keys = [piece.casefold() for piece in pieces]
    tokens = []
    start = 0
    while start < len(keys):
        end, meaning = _longest(keys, start, known)
        tokens.append(Token(" ".join(pieces[start:end]), meaning))
        start = end
    return tokens


@cache
def lexicon(language: str | None) -> Lexicon:
    """All phrases of one language, or of all, together with the signs and the unit names that files use.

    Raises:
        DurationError: CC306, a language that there is no table for.
    """
    meanings: dict[_Key, Meaning] = {}
    for phrase, meaning in _engine_units():
        meanings[_key(phrase)] = meaning
    for phrase, meaning in _signs():
        meanings[_key(phrase)] = meaning
    for words in tables(language):
        for phrase, meaning in _phrases(words):
            # an entry in two tables means the same in both; the first table keeps it
            meanings.setdefault(_key(phrase), meaning)
    longest: dict[str, int] = {}
    for key in meanings:
        longest[key[0]] = max(len(key), longest.get(key[0], 0))
    fused = {word: _key(phrase) for words in tables(language) for word, phrase in words.fused.items()}
    unit_words = tuple(" ".join(key) for key, meaning in meanings.items() if meaning.part == UNIT)
    return Lexicon(meanings, longest, fused, unit_words)


def _pieces(text: str) -> list[str]:
    return _TOKEN.findall(_HYPHENS.sub(" ", text.translate(_SPACED)))


def _key(phrase: str) -> _Key:
    folded = phrase.casefold()
    if folded.isascii() and folded.replace(" ", "").isalpha():
        return tuple(folded.split())  # the same, ten times as fast: there are thousands of number words
    return tuple(piece.casefold() for piece in _pieces(phrase))


def _longest(keys: list[str], start: int, known: Lexicon) -> tuple[int, Meaning]:
    first = keys[start]
    for length in range(min(known.longest.get(first, 0), len(keys) - start), 0, -1):
        meaning = known.meanings.get(tuple(keys[start : start + length]))
        if meaning is not None:
            return start + length, meaning
    return start + 1, Meaning(DIGITS if "0" <= first[0] <= "9" else _SIGNS.get(first, UNKNOWN))


def _engine_units() -> Iterator[tuple[str, Meaning]]:
    for unit in (*UNITS, *BARE, "second", "quarter", "year"):
        if unit.startswith("next"):
            yield unit, Meaning(NEXT, name=unit)
        else:
            yield unit, Meaning(UNIT, name=unit)
            yield unit + "s", Meaning(UNIT, name=unit)


def _signs() -> Iterator[tuple[str, Meaning]]:
    yield from _all(WITHIN_SIGNS, Meaning(WITHIN))
    yield from _all(TIMES_SIGNS, Meaning(TIMES))
    for sign, key in BOUND_SIGNS.items():
        yield sign, Meaning(OTHER_BOUND, name=key)
    for sign, value in ADDED_SIGNS.items():
        yield sign, Meaning(HALF, Fraction(value))


def _phrases(words: Words) -> Iterator[tuple[str, Meaning]]:
    for number in range(LARGEST + 1):
        yield from _all(number_spellings(number, words), Meaning(NUMBER, Fraction(number), words=words))
    for phrase in words.fractions.keys() | words.added_fractions.keys():
        added = words.added_fractions.get(phrase)
        part = ADDED if phrase not in words.fractions else FRACTION if added is None else HALF
        yield phrase, Meaning(part, Fraction(added or words.fractions[phrase]), words=words)
    for entry, unit in words.units.items():
        yield from _all(spellings(entry), Meaning(UNIT, name=unit, words=words))
    yield from _all(spellings(words.next_working_day), Meaning(NEXT, name="next working day"))
    yield from _all(words.articles, Meaning(ARTICLE, Fraction(1)))
    yield from _all(words.within, Meaning(WITHIN))
    yield from _all(words.ranges, Meaning(RANGE))
    yield from _all(words.times, Meaning(TIMES))
    for phrase, key in words.other_bounds.items():
        yield phrase, Meaning(OTHER_BOUND, name=key)


def _all(phrases: Iterable[str], meaning: Meaning) -> Iterator[tuple[str, Meaning]]:
    return ((phrase, meaning) for phrase in phrases)
