"""The lexicon: every phrase of the tables of words, with its part in a promise.

A part is one letter, so that the parts of a text make a string and the shapes of durations and of other measures are
patterns over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final, NamedTuple

from charterclock.durations import BARE, UNITS
from charterclock.language.pieces import Key, key_of
from charterclock.language.spelling import slips_of
from charterclock.language.table import Words
from charterclock.language.words import ADDED_SIGNS, ALWAYS_SIGNS, BOUND_SIGNS, PERCENT_SIGNS, TIMES_SIGNS, tables

__all__ = ["GLUED", "NUMBER", "Lexicon", "Meaning", "alone", "lexicon", "working_words"]

# The parts of an amount and its unit. A bracket, a slash, a dash, a point, a colon and a comma stand for themselves;
# ; is what else separates.
DIGITS: Final = "D"
NUMBER: Final = "W"
ARTICLE: Final = "A"
FRACTION: Final = "F"
ADDED: Final = "P"  # a fraction that follows a whole number
HALF: Final = "H"  # a fraction that does both
UNIT: Final = "U"
OTHER_UNIT: Final = "G"  # one that is no time
PERCENT: Final = "%"
TIMES: Final = "K"  # kali
CROSS: Final = "X"  # the sign
MONEY: Final = "$"
NEXT: Final = "N"
# what stands beside it
UPPER: Final = "B"  # a bound that a duration may carry, or none
OTHER_BOUND: Final = "L"
BEHIND: Final = "l"  # a bound that only stands behind its amount
AT_END: Final = "e"  # the same, where no word follows that it could belong to
ON: Final = "o"
FILLER: Final = "f"
RANGE: Final = "R"
OR: Final = "r"
AND: Final = "a"
BETWEEN: Final = "b"
WORKING: Final = "w"
EVERY: Final = "E"
ADVERB: Final = "Q"  # monthly, where nothing else can be meant
LOOSE_ADVERB: Final = "q"
START: Final = "S"
EXCEPTION: Final = "x"
UNKNOWN: Final = "?"

#: the parts of a moment, of a date, and of what tells the kind of a promise
_MOMENTS: Final = {
    "next working day": NEXT, "same day": "J", "day of": "j", "immediate": "I", "soon": "i", "at once": "i",
    "always": "V", "all year": "Y",
}  # fmt: skip
_DATES: Final = {
    "day of month": "d", "ordinal": "n", "clock": "t", "morning": "m", "afternoon": "m", "zone": "m", "weekday": "y",
    "academic": "z", "first": "O", "second": "O", "third": "O", "fourth": "O",
    "fifth": "O", "sixth": "O", "seventh": "O", "eighth": "O", "ninth": "O", "tenth": "O", "last": "O", "nth": "O",
    "event day": "h",
}  # fmt: skip
_EVENTS: Final = {
    "start": START, "at once after": START, "counted": START, "exception": EXCEPTION, "working time": WORKING,
    "working days": WORKING,
}  # fmt: skip
MONTH: Final = "M"
CUE: Final = "c"
_SIGNS: Final = {
    **dict.fromkeys("([", "("), **dict.fromkeys(")]", ")"), "/": "/", **dict.fromkeys("-–—‑‐−", "-"), ",": ",",
    **dict.fromkeys(";|•\n", ";"), ".": ".", ":": ":",
}  # fmt: skip
#: what bounds only a date, or none
_BESIDE: Final = {"on": ON, "on day": ON, "filler": FILLER}
#: the places of a bound that does not stand before its amount
_PLACES: Final = {" behind": BEHIND, " at the end": AT_END}
#: a bound that never follows its amount, as "by post" and "under section 5" do not bound the time before them
_IN_FRONT: Final = " in front"
#: bounds that a duration may carry without saying anything else
_UPPER_BOUNDS: Final = ("bare", "within", "at_most")
#: the bounds whose words are read with a slip
_SPELLED: Final = ("at_most", "at_least")
#: shorter words than this are not taken apart
GLUED: Final = 4


class Meaning(NamedTuple):
    """What a phrase means: its part, and a number, or a name (unit, comparison, cue), as the part asks."""

    part: str
    number: Fraction = Fraction(0)
    name: str = ""
    words: Words | None = None


_DIGITS: Final = Meaning(DIGITS)
_UNKNOWN: Final = Meaning(UNKNOWN)
_SIGN_MEANINGS: Final = {sign: Meaning(part) for sign, part in _SIGNS.items()}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases that are known.

    ``longest`` has the length of the longest phrase that begins with a word, ``fused`` the words to read as two,
    ``ends`` and ``begins`` the words that slips of the pen join: one that ends a unit or a number with the next.
    ``openings`` are the first two words of bounds, which are joined as well: to each other, or to the word before.
    ``words`` are all words of all phrases, ``slips`` the ways of getting one letter of a bound wrong.
    """

    meanings: Mapping[Key, Meaning]
    longest: Mapping[str, int]
    fused: Mapping[str, Key]
    unit_words: tuple[str, ...]
    ends: frozenset[str]
    begins: frozenset[str]
    openings: frozenset[Key]
    words: frozenset[str]
    slips: Mapping[str, str]


@cache
def lexicon(language: str | None, *, others: bool = False) -> Lexicon:
    """All phrases of one language, or of all, together with the signs and the unit names that files use.

    Args:
        language: ``ms``, ``id`` or ``en``; ``None`` for all.
        others: whether the other languages are read too, where they do not contradict the one that is named.

    Raises:
        DurationError: CC306, a language that there is no table for.
    """
    said = tables(language, others=others)
    meanings: dict[Key, Meaning] = {}
    for phrase, meaning in (*_engine_units(), *_signs()):
        meanings[key_of(phrase)] = meaning
    for words in said:
        for phrase, meaning in _phrases(words):
            meanings.setdefault(key_of(phrase), meaning)  # the first table, and the first entry, keeps it
    longest: dict[str, int] = {}
    for key in meanings:
        longest[key[0]] = max(len(key), longest.get(key[0], 0))
    fused = {word: key_of(two) for words in said for two, spelled in words.fused.items() for word in spelled}
    unit_words = tuple(" ".join(key) for key, meaning in meanings.items() if meaning.part == UNIT)
    return Lexicon(meanings, longest, fused, unit_words, _edge(meanings, NUMBER + UNIT, -1),
                   _edge(meanings, UNIT + UPPER + OTHER_BOUND + START + WORKING, 0),
                   frozenset(key[:2] for key, meaning in meanings.items() if meaning.part in UPPER + OTHER_BOUND
                             and len(key) > 1 and min(map(len, key[:2])) >= GLUED),
                   frozenset(word for key in meanings for word in key),
                   slips_of(dict.fromkeys(word for key, meaning in meanings.items() if meaning.name in _SPELLED
                                          for word in key)))  # fmt: skip


@cache
def working_words() -> tuple[str, ...]:
    """The single words for working time in every language."""
    said = (word for words in tables(None) for word in words.events["working time"])
    return tuple(dict.fromkeys(word.casefold() for word in said if " " not in word))


def _edge(meanings: Mapping[Key, Meaning], parts: str, place: int) -> frozenset[str]:
    return frozenset(
        key[place] for key, meaning in meanings.items() if meaning.part in parts and len(key[place]) >= GLUED
    )


def alone(word: str) -> Meaning:
    """What a piece means that no phrase begins with: a numeral, a sign, or nothing that is known."""
    return _DIGITS if "0" <= word[0] <= "9" else _SIGN_MEANINGS.get(word, _UNKNOWN)


def _engine_units() -> Iterator[tuple[str, Meaning]]:
    for unit in (*UNITS, *BARE, "second", "quarter", "year"):
        if unit.startswith("next"):
            yield unit, Meaning(NEXT, name=unit)
        else:
            yield unit, Meaning(UNIT, name=unit)
            yield unit + "s", Meaning(UNIT, name=unit)


def _signs() -> Iterator[tuple[str, Meaning]]:
    yield from _all(TIMES_SIGNS, Meaning(CROSS))
    yield from _all(ALWAYS_SIGNS, Meaning("V", name="24x7"))
    for sign, comparison in BOUND_SIGNS.items():
        yield sign, _bound(comparison)
    for sign, unit in PERCENT_SIGNS.items():
        yield sign, Meaning(PERCENT, name=unit)
    for sign, value in ADDED_SIGNS.items():
        yield sign, Meaning(HALF, Fraction(value))


def _bound(comparison: str) -> Meaning:
    for place, part in _PLACES.items():
        if comparison.endswith(place):
            return Meaning(part, name=comparison.removesuffix(place))
    name = comparison.removesuffix(_IN_FRONT)
    part = UPPER if name in _UPPER_BOUNDS else _BESIDE.get(name, OTHER_BOUND)
    return Meaning(part, Fraction(name != comparison), name)


def _phrases(words: Words) -> Iterator[tuple[str, Meaning]]:
    for number, said in words.numbers.items():
        yield from _all(said, Meaning(NUMBER, Fraction(number), words=words))
    yield from _fractions(words)
    for unit, said in words.units.items():
        yield from _all(said, Meaning(UNIT, name=unit, words=words))
        if words.language.get("plural"):
            yield said[0] + words.language["plural"], Meaning(UNIT, name=unit, words=words)
    for unit, said in words.other_units.items():
        yield from _all(said, Meaning(PERCENT if unit.startswith("per") else OTHER_UNIT, name=unit))
    for number, said in words.articles.items():
        yield from _all(said, Meaning(ARTICLE, Fraction(number)))
    for comparison, said in words.bounds.items():
        yield from _all(said, _bound(comparison))
    named = (
        (words.counting, {"times": TIMES, "money": MONEY}),
        (words.joins, {"range": RANGE, "or": OR, "and": AND, "between": BETWEEN, "share of": "u", "not": UNKNOWN,
                        "for": UNKNOWN}),
        (words.periods, {"every": EVERY}),
        (words.moments, _MOMENTS),
        (words.events, _EVENTS),
        (words.dates, _DATES),
    )
    for section, parts in named:
        for name, said in section.items():
            part = parts.get(name, MONTH if section is words.dates else ADVERB)
            yield from _all(said, Meaning(part, name=name))
    for name, said in words.adverbs.items():
        yield from _all(said, Meaning(LOOSE_ADVERB, name=name))
    for name, said in words.cues.items():
        yield from _all(said, Meaning(CUE, name=name))


def _fractions(words: Words) -> Iterator[tuple[str, Meaning]]:
    added = {said: value for value, entries in words.added_fractions.items() for said in entries}
    alone = {said: value for value, entries in words.fractions.items() for said in entries}
    for said in added.keys() | alone.keys():
        part = ADDED if said not in alone else HALF if said in added else FRACTION
        yield said, Meaning(part, Fraction(alone.get(said, added.get(said, "0"))), words=words)


def _all(phrases: Iterable[str], meaning: Meaning) -> Iterator[tuple[str, Meaning]]:
    return ((phrase, meaning) for phrase in phrases)
