"""Durations as people write them: ``dua (2) minggu``, ``2x24 jam``, ``half a year``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from charterclock.durations import BARE, NEXT_WORKING_DAY, Duration
from charterclock.errors import DurationError
from charterclock.language.refusals import ambiguous, disagreeing, refusal, shown, unreadable
from charterclock.language.shapes import DURATION, NUMERAL, parts_of
from charterclock.language.table import spellings
from charterclock.language.tokens import Token, lexicon, tokenise
from charterclock.language.words import tables

__all__ = ["format_duration", "read_duration"]

LONGEST_PHRASE: Final = 300
#: what the two digits after a point can count, as in 13.22 minutes
_SMALLER: Final = {
    f"{kind}{unit}": smaller
    for kind in ("", "clock ", "working ")
    for unit, smaller in (("hour", "minute"), ("minute", "second"))
}


def read_duration(phrase: str, language: str | None = None) -> Duration:
    """Reads a duration in Malay, Indonesian or English.

    Words for an upper bound ("within", "tidak melebihi") may stand before it. Any other word that is not understood
    is an error: nothing is guessed and nothing left out. "Hari", "jam" and the like stay bare words.

    Args:
        phrase: up to 300 characters.
        language: ``ms``, ``id`` or ``en`` to allow only the words of one, and the unit names that files use.

    Raises:
        DurationError: CC306 the phrase cannot be read, CC307 number and numeral disagree, CC308 it can be read in
            two ways; CC301 and CC303 for an amount that no duration can have.

    Example:
        >>> read_duration("dalam tempoh dua (2) minggu")
        Duration(2, 'week')
        >>> read_duration("2x24 jam")
        Duration(48, 'clock hour')
        >>> read_duration("sehari bekerja", "ms")
        Duration(1, 'working day')
    """
    if len(phrase) > LONGEST_PHRASE:
        raise unreadable(
            phrase[:40] + "...", f"it has more than {LONGEST_PHRASE} characters", "write the duration alone"
        )
    known = lexicon(language)
    tokens = tokenise(phrase.strip().rstrip(".,;:"), known)
    match = DURATION.fullmatch(parts_of(tokens))
    if match is None:
        raise refusal(phrase, tokens, known)
    if match["next"]:
        return Duration(unit=NEXT_WORKING_DAY)
    reading = _Reading(phrase, tokens, match)
    return Duration(reading.amount(), reading.unit())


def format_duration(duration: Duration, language: str = "en") -> str:
    """Writes a duration so that ``read_duration`` gives it back, unit included.

    Args:
        duration: any duration; a bare word stays one.
        language: ``ms``, ``id`` or ``en``.

    Raises:
        DurationError: CC306, a language that there is no table for.

    Example:
        >>> format_duration(Duration(3, "working day"), "id")
        '3 hari kerja'
        >>> format_duration(Duration("0.5", "calendar year"), "ms")
        'setengah tahun'
    """
    (words,) = tables(language)
    if duration.unit == NEXT_WORKING_DAY:
        return spellings(words.next_working_day)[0]
    unit = words.written[duration.unit]
    if duration.amount == Fraction(1, 2):
        return words.half_irregular.get(duration.unit) or words.half.format(unit)
    ending = "" if 0 < duration.amount <= 1 else words.plural
    return f"{_written(duration.amount, words.decimal_sign)} {unit}{ending}"


def _written(amount: int | Fraction, decimal_sign: str) -> str:
    """Tenths as a decimal, which cannot be taken for a time of day or for thousands; other parts as 1 1/3."""
    whole, rest = divmod(amount, 1)
    if not rest:
        return str(whole)
    if (rest * 10).denominator == 1:
        return f"{whole}{decimal_sign}{rest * 10}"
    return f"{whole} {rest}" if whole else str(rest)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text that has the shape of a duration; it still may contradict itself, or mean two things."""

    phrase: str
    tokens: list[Token]
    match: re.Match[str]

    def amount(self) -> Fraction:
        amount = self._first_amount()
        again = self._number("again") if self.match["again"] else amount
        if again == amount:
            return amount
        if self._tokens("number") == self._tokens("amount"):
            raise disagreeing(self.phrase, [*self._tokens("number"), *self._tokens("again")])
        unit = self._tokens("unit")[0].text
        raise ambiguous(self.phrase, [f"{value} {unit}" for value in (amount, again)])

    def _first_amount(self) -> Fraction:
        match = self.match
        if match["article"]:
            return Fraction(1)
        if match["fraction"]:
            return self._tokens("fraction")[0].number
        if match["below"]:
            whole = self._number("whole") if match["whole"] else 0
            below = self._number("below")
            if not below:
                raise unreadable(self.phrase, "it divides by zero", "write the amount as a number")
            return whole + self._number("above") / below
        amount = self._number("number")
        if match["times"]:
            return amount * self._number("times")
        return amount + (self._tokens("added")[0].number if match["added"] else 0)

    def unit(self) -> str:
        unit = self._tokens("unit")[0].name
        longer = self._tokens("longer") or self._tokens("bracketed")
        if longer and longer[0].name != unit:
            # a bracket can say what kind of day is meant, but hours and working days are two things
            if longer[0].name not in BARE.get(unit, ()):
                raise self._two_units(longer[0])
            unit = longer[0].name
        return self._multiplied(unit) if self.match["times"] else unit

    def _multiplied(self, unit: str) -> str:
        """2 x 24 hours are two times round the clock, unless the hours are said to be working hours."""
        if unit in ("hour", "clock hour"):
            return "clock hour"
        if unit == "working hour" and self._number("times") == 24:
            readings = [f"{self.amount()} working hours", f"{self._number('number')} working days"]
            raise ambiguous(self.phrase, readings)
        raise unreadable(self.phrase, "only clock hours are multiplied", "write the product, such as 48 clock hours")

    def _two_units(self, second: Token) -> DurationError:
        said = self._tokens("unit")[0]
        amount = shown([token for token in self.tokens[: self.match.start("unit")] if token.part != "B"])
        readings = [f"{amount} {unit}s" for unit in BARE.get(said.name, (said.name,))]
        return ambiguous(self.phrase, [*readings, f"{amount} {said.text} that count on {second.text} only"])

    def _tokens(self, group: str) -> list[Token]:
        return self.tokens[slice(*self.match.span(group))] if self.match[group] else []

    def _number(self, group: str) -> Fraction:
        """The number of a group, which may say it twice, in words and in digits."""
        tokens = [token for token in self._tokens(group) if token.part in "WD"]
        values = {self._numeral(token) if token.part == "D" else token.number for token in tokens}
        if len(values) > 1:
            raise disagreeing(self.phrase, tokens)
        return values.pop()

    def _numeral(self, token: Token) -> Fraction:
        match = NUMERAL.fullmatch(token.text)
        if match is None:
            raise unreadable(self.phrase, f"{token.text!r} is no number", "write digits, with one point or comma")
        whole, sign, rest = match.groups()
        if sign is None:
            return Fraction(int(whole))
        unit = self._tokens("unit")[0]
        if len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0"):
            tenths = rest.rstrip("0")
            decimal = f"{whole}{sign}{tenths}" if tenths else whole
            raise ambiguous(self.phrase, [f"{decimal} {unit.text}", f"{whole}{rest} {unit.text}"])
        clock = unit.meaning.words is not None and unit.meaning.words.clock_point
        if clock and sign == "." and len(rest) == 2 and 0 < int(rest) < 60 and unit.name in _SMALLER:
            readings = [f"{whole},{rest} {unit.text}", f"{whole} {unit.text} {int(rest)} {_SMALLER[unit.name]}s"]
            raise ambiguous(self.phrase, readings, "write a decimal comma, or the smaller unit")
        return Fraction(f"{whole}.{rest}")
