"""What a printed sentence holds: its times, its percentages, its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from charterclock.charter.lint import words
from charterclock.durations import Duration, duration, exact_number
from charterclock.errors import DurationError

__all__ = ["PrintedTime", "disagreements", "printed_percents", "printed_times", "words_of"]

#: no printed time has more words
_LONGEST: Final = 7
_WORD: Final = re.compile(r"[^\s/]+")
_EDGE: Final = "()[]{}.,;:'\"“”‘’"
_PERCENT: Final = re.compile(r"(?<!\d)(\d++(?:[.,]\d++)?)\s*+(?:%|peratus\b|persen\b|per ?cent\b)", re.IGNORECASE)
#: tujuh (7), of which the words are looked for backwards, and 7 (tujuh); a text of one long word takes no long time
_DIGITS_IN_BRACKETS: Final = re.compile(r"\((\d{1,40})\)")
_WORDS_BEFORE: Final = re.compile(r"(?:[^\W\d_]++[ -]+){0,4}[^\W\d_]++\s*\Z")
_WORDS_IN_BRACKETS: Final = re.compile(r"(?<!\d)(\d{1,40})\s*+\(([^()\d]{1,100})\)")
_FAR: Final = 120


@dataclass(frozen=True, slots=True)
class PrintedTime:
    """A time in a sentence: what it says, and where."""

    limit: Duration
    text: str
    start: int
    end: int


@lru_cache(maxsize=512)
def printed_times(sentence: str) -> tuple[PrintedTime, ...]:
    """The times that a sentence prints, the longest reading of each, in their order."""
    found: list[PrintedTime] = []
    pieces = list(_WORD.finditer(sentence))
    place = 0
    while place < len(pieces):
        time = _time_from(sentence, pieces, place)
        if time is None:
            place += 1
        else:
            found.append(time)
            while place < len(pieces) and pieces[place].start() < time.end:
                place += 1
    return tuple(found)


def _time_from(sentence: str, pieces: list[re.Match[str]], place: int) -> PrintedTime | None:
    for last in range(min(place + _LONGEST, len(pieces)) - 1, place - 1, -1):
        if pieces[last][0].strip(_EDGE).casefold() not in words.UNITS:
            continue
        limit = _read(_text(sentence, pieces, place, last))
        if limit is None:
            continue
        first = place
        for later in range(place + 1, last + 1):  # a bound such as "within" is no part of the time
            if _counts(pieces[later - 1][0]):
                break
            if _read(_text(sentence, pieces, later, last)) == limit:
                first = later
        if first > place:  # the bound may have taken the place of the last words, such as working days
            return _time_from(sentence, pieces, first)
        text = _text(sentence, pieces, first, last)
        begin = sentence.index(text, pieces[first].start())
        return PrintedTime(limit, text, begin, begin + len(text))
    return None


def _text(sentence: str, pieces: list[re.Match[str]], first: int, last: int) -> str:
    text = sentence[pieces[first].start() : pieces[last].end()].strip(".,;:<≤")
    if text.count("(") != text.count(")") or (text[:1], text[-1:]) == ("(", ")"):  # a bracket of the sentence
        text = text.strip("()")
    return text


@lru_cache(maxsize=4096)
def _read(text: str) -> Duration | None:
    try:
        return duration(text)
    except DurationError:
        return None


def _counts(word: str) -> bool:
    """Whether a word is a number, in digits or not."""
    plain = word.strip(_EDGE)
    return any(letter.isdigit() for letter in plain) or _read(f"{plain} jam") is not None


def disagreements(sentence: str) -> Iterator[str]:
    """Numbers that a sentence says in words and in digits, and that are not the same."""
    numbered: list[tuple[int, list[str]]] = []
    for found in _DIGITS_IN_BRACKETS.finditer(sentence):
        before = _WORDS_BEFORE.search(sentence[max(0, found.start() - _FAR) : found.start()])
        said = before[0].split() if before else []
        phrases = [f"{' '.join(said[n:])} {found[0]}" for n in range(len(said)) if _counts(said[n])]
        numbered.append((found.start(), phrases))
    for found in _WORDS_IN_BRACKETS.finditer(sentence):
        numbered.append((found.start(), [f"{found[1]} ({found[2]})"]))
    for _, phrases in sorted(numbered):
        for phrase in phrases:
            try:
                duration(f"{phrase} jam")
                break
            except DurationError as error:
                if error.code == "CC307":
                    yield phrase
                    break


def printed_percents(sentence: str) -> list[tuple[Fraction, str]]:
    """The percentages of a sentence, as shares and as printed."""
    found = []
    for match in _PERCENT.finditer(sentence):
        number = exact_number(match[1].replace(",", "."))
        if number is not None:
            found.append((number / 100, match[0]))
    return found


def words_of(sentence: str, known: Iterable[str]) -> list[str]:
    """The known words and phrases that stand in a sentence, in the order of the sentence."""
    text = sentence.casefold()
    found = [(match.start(), word) for word in known if word in text and (match := _whole(word).search(text))]
    return [word for _, word in sorted(found)]


@lru_cache(maxsize=1024)
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}\b")
