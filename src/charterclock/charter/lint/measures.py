"""Promises over a period: an uptime without an outage, two frequencies in one, levels that all or none reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from charterclock.charter.dump import write_number
from charterclock.charter.lint import words
from charterclock.charter.lint.finding import Finding
from charterclock.charter.measures import Availability, Frequency, Index, Score
from charterclock.charter.model import Charter
from charterclock.durations import exact_number

__all__ = ["RULES"]

#: how many parts a period has
_PARTS: Final = {("year", "month"): 12, ("year", "quarter"): 4, ("quarter", "month"): 3}
_NUMBER: Final = re.compile(r"(?<![\w.,])\d{1,9}(?:[.,]\d{1,9})?(?![.,]?\d|\w)")
#: the periods by their words in three languages, the longer words first
_PERIOD_WORDS: Final = (
    ("quarter", "suku|triwulan|quarter"), ("half", "semester"), ("month", "bulan|month"), ("week", "minggu|week"),
    ("day", "hari|day"), ("year", "tahun|year"),
)  # fmt: skip
_AS_NUMBER: Final = {
    "twice": "2", "dua": "2", "two": "2", "tiga": "3", "three": "3", "empat": "4", "four": "4", "lima": "5",
    "five": "5", "enam": "6", "six": "6", "tujuh": "7", "seven": "7", "lapan": "8", "delapan": "8", "eight": "8",
    "sembilan": "9", "nine": "9", "sepuluh": "10", "ten": "10", "sebelas": "11", "eleven": "11", "twelve": "12",
}  # fmt: skip
_EVERY: Final = re.compile(r"(?:setiap|tiap|saban|every|each)\b", re.IGNORECASE)
_FREQUENCY: Final = re.compile(words.FREQUENCY, re.IGNORECASE)
_LEVEL: Final = re.compile(
    r"\b(?:skala|skor|nilai|tahap|purata|rata-rata|scale|score|level|rating|average)\D{0,20}?(\d+(?:[.,]\d+)?)"
    r"(?:\s*\([^()]*\))?\s*(?:daripada|dari|out of|of)\s*(?:skala\s*|a scale of\s*)?(\d+(?:[.,]\d+)?)",
    re.IGNORECASE,
)  # fmt: skip


def full_uptime(charter: Charter) -> Iterator[Finding]:
    """CC915, an availability of 100%."""
    for index, pledge in enumerate(charter.pledges):
        if isinstance(pledge, Availability) and pledge.at_least == 1:
            yield Finding("CC915", ("pledges", index, "at_least"))


def two_frequencies(charter: Charter) -> Iterator[Finding]:
    """CC916, a frequency that says two things."""
    for index, pledge in enumerate(charter.pledges):
        if not isinstance(pledge, Frequency):
            continue
        path = ("pledges", index)
        printed = _printed_frequencies(pledge.says or "")
        part, per, times = pledge.at_least_once_per, pledge.per, pledge.times
        if part and per and times:
            form = "same" if times <= _PARTS[per, part] else ""
            values = {"times": times, "per": per, "part": part, "written": f"every: 1 {part}"}
            yield Finding("CC916", (*path, "at_least_once_per"), values, form)
        elif len(printed) > 1:
            yield Finding("CC916", (*path, "says"), {"first": printed[0], "second": printed[1]}, "sentence")


def _printed_frequencies(says: str) -> list[str]:
    """How often a sentence says that something is, each in one of its words."""
    found: dict[tuple[tuple[str, ...], str], str] = {}
    for match in _FREQUENCY.finditer(says):
        said = match[0].casefold()
        period = next(name for name, part in _PERIOD_WORDS if re.search(part, said))
        numbers = [_AS_NUMBER.get(word, word) for word in re.findall(r"\w+", said)]
        count = tuple(number for number in numbers if number.isdecimal() and number != "1")
        found.setdefault((count, period), match[0].strip())
    return list(found.values())


def other_times(charter: Charter) -> Iterator[Finding]:
    """CC922, a number of times or a level of a score that is not among those that the sentence prints."""
    for index, pledge in enumerate(charter.pledges):
        path, says = ("pledges", index), pledge.says or ""
        if isinstance(pledge, Frequency) and pledge.times:
            printed = _printed_frequencies(says)
            counts = [_counted(text) for text in printed]
            if printed and all(counts) and pledge.times not in set().union(*counts):
                yield Finding("CC922", (*path, "times"), {"given": pledge.times, "printed": tuple(printed)})
        elif isinstance(pledge, Score):
            low, high = pledge.scale
            found = {text: exact_number(text.replace(",", ".")) for text in _NUMBER.findall(says)}
            levels = {text: number for text, number in found.items() if number is not None and low <= number <= high}
            if levels and pledge.at_least not in levels.values():
                values = {"given": write_number(pledge.at_least), "printed": tuple(levels)}
                yield Finding("CC922", (*path, "at_least"), values)


def _counted(said: str) -> set[int]:
    """How many times a printed frequency may say; nothing where it says only how far apart, or in longer words."""
    digits = {int(number) for number in re.findall(r"\d{1,9}", said)}
    words_ = re.findall(r"[^\W\d_]+", said.casefold())
    if digits:
        return digits
    if _EVERY.match(said) or "belas" in words_ or "puluh" in words_:
        return set()
    return {int(_AS_NUMBER[word]) for word in words_ if word in _AS_NUMBER} or {1}


def unreachable(charter: Charter) -> Iterator[Finding]:
    """CC917, a level that every result keeps or none, or one that is printed outside its scale."""
    for index, pledge in enumerate(charter.pledges):
        path = ("pledges", index)
        if isinstance(pledge, Score):
            yield from _level((*path, "at_least"), pledge.at_least, *pledge.scale)
        elif isinstance(pledge, Index) and pledge.at_least is not None:
            whole = pledge.elements * pledge.weight  # answers are from 1 to 4, their mean times 25
            yield from _level((*path, "at_least"), pledge.at_least, 25 * whole, 100 * whole)
        for found in _LEVEL.finditer(pledge.says or ""):
            level, highest = (exact_number(part.replace(",", ".")) for part in found.groups())
            if level is not None and highest is not None and level > highest:
                yield Finding("CC917", (*path, "says"), {"phrase": found[0]}, "printed")


def _level(path: tuple[str | int, ...], level: Fraction, lowest: Fraction, highest: Fraction) -> Iterator[Finding]:
    if level <= lowest:
        yield Finding("CC917", path, {"level": write_number(level)})
    elif level > highest:
        yield Finding("CC917", path, {"level": write_number(level), "highest": write_number(highest)}, "never")


RULES: Final = (full_uptime, two_frequencies, other_times, unreachable)
