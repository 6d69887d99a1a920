"""An amount with its unit, as it was printed: what it can be read as, and why there are several readings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Final

from charterclock.durations import BARE
from charterclock.errors import DurationError
from charterclock.language.refusals import ambiguous, disagreeing, shown, unreadable
from charterclock.language.shapes import NUMERAL
from charterclock.language.tokens import Token

__all__ = ["Quantity"]

#: what the two digits after a point can count, as in 13.22 minutes
_SMALLER: Final = {
    f"{kind}{unit}": smaller
    for kind in ("", "clock ", "working ")
    for unit, smaller in (("hour", "minute"), ("minute", "second"))
}
#: parts of a unit are said down to a twelfth, and smaller ones written as they are: 24/48 hours are two times
_SMALLEST_PART: Final = 12


@dataclass(slots=True)
class Quantity:
    """Some tokens in the shape of ``QUANTITY``; they still may contradict themselves, or mean two things.

    ``amounts`` and ``units`` are all that can be meant, the most literal first; ``doubts`` say why there are several.

    Raises:
        DurationError: CC306, when made: a number that is none.
    """

    phrase: str
    tokens: Sequence[Token]
    match: re.Match[str]
    doubts: list[DurationError] = field(default_factory=list)
    amounts: list[Fraction] = field(init=False)
    units: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.amounts = self._amounts()
        self.units = self._units()

    def _amounts(self) -> list[Fraction]:
        amounts = self._first_amounts()
        if self.match["later"]:
            amounts = [amount + self._tokens("later")[0].number for amount in amounts]
        again = self._numbers("again") if self.match["again"] else amounts
        agreed = [amount for amount in amounts if amount in again]
        if agreed:
            return agreed
        if self._tokens("number") == self._tokens("amount"):
            self.doubts.append(disagreeing(self.phrase, [*self._tokens("number"), *self._tokens("again")]))
        else:
            unit = self._tokens("unit")[0].text
            self.doubts.append(ambiguous(self.phrase, [f"{value} {unit}" for value in (*amounts, *again)]))
        return [*amounts, *again]

    def _first_amounts(self) -> list[Fraction]:
        match = self.match
        if match["article"]:
            return [Fraction(1)]
        if match["fraction"]:
            return [self._tokens("fraction")[0].number]
        if match["below"]:
            whole = self._numbers("whole") if match["whole"] else [Fraction(0)]
            below = self._numbers("below")
            if not all(below):
                raise unreadable(self.phrase, "it divides by zero", "write the amount as a number")
            parts = list(product(self._numbers("above"), below))
            if any(b > _SMALLEST_PART and (above / b).denominator < b for above, b in parts):
                reason = "two numbers with a stroke are two times, or a part that nobody says"
                raise unreadable(self.phrase, reason, "write one of them, or a range")
            return [w + above / b for w, (above, b) in product(whole, parts)]
        numbers = self._numbers("number")
        if match["times"]:
            return [number * times for number, times in product(numbers, self._numbers("times"))]
        added = self._tokens("added")[0].number if match["added"] else 0
        return [number + added for number in numbers]

    def _units(self) -> list[str]:
        unit = self._tokens("unit")[0].name
        longer = self._tokens("longer") or self._tokens("bracketed")
        if longer and longer[0].name != unit:
            # a bracket can say what kind of day is meant, but hours and working days are two things
            if longer[0].name not in BARE.get(unit, ()):
                self.doubts.append(self._two_units(longer[0]))
                return [unit, *(choice for choice in BARE.get(unit, ()) if choice.startswith("working"))]
            unit = longer[0].name
        return self._multiplied(unit) if self.match["times"] else [unit]

    def _multiplied(self, unit: str) -> list[str]:
        """2 x 24 hours are two times round the clock, unless the hours are said to be working hours."""
        if unit in ("hour", "clock hour"):
            return ["clock hour"]
        if unit == "working hour" and 24 in self._numbers("times"):
            readings = [f"{self.amounts[0]} working hours", f"{self._numbers('number')[0]} working days"]
            self.doubts.append(ambiguous(self.phrase, readings))
            return [unit]
        raise unreadable(self.phrase, "only clock hours are multiplied", "write the product, such as 48 clock hours")

    def _two_units(self, second: Token) -> DurationError:
        said = self._tokens("unit")[0]
        first = self.match.start("amount") if "amount" in self.match.re.groupindex else self.match.start()
        amount = shown([token for token in self.tokens[first : self.match.start("unit")] if token.part != "B"])
        readings = [f"{amount} {unit}s" for unit in BARE.get(said.name, (said.name,))]
        return ambiguous(self.phrase, [*readings, f"{amount} {said.text} that count on {second.text} only"])

    def _tokens(self, group: str) -> Sequence[Token]:
        return self.tokens[slice(*self.match.span(group))] if self.match[group] else ()

    def _numbers(self, group: str) -> list[Fraction]:
        """What the number of a group can be; it may be said twice, in words and in digits."""
        tokens = [token for token in self._tokens(group) if token.part in "WD"]
        first, *others = [[token.number] if token.part == "W" else self._numeral(token) for token in tokens]
        if not others:
            if len(first) > 1:
                self.doubts.append(self._two_numbers(tokens[0], first))
            return first
        agreed = [value for value in first if value in others[0]]
        if agreed:
            return agreed
        self.doubts.append(disagreeing(self.phrase, tokens))
        return [*first, *others[0]]

    def _numeral(self, token: Token) -> list[Fraction]:
        """What a numeral can be: 1.500 may be 1.5 or 1,500, and 13.22 minutes 13 minutes and 22 seconds."""
        match = NUMERAL.fullmatch(token.text)
        if match is None:
            raise unreadable(self.phrase, f"{token.text!r} is no number", "write digits, with one point or comma")
        whole, sign, rest = match.groups()
        if sign is None:
            return [Fraction(int(whole))]
        decimal = Fraction(f"{whole}.{rest}")
        if len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0"):
            return [decimal, Fraction(int(whole + rest))]
        unit = self._tokens("unit")[0]
        clock = unit.meaning.words is not None and unit.meaning.words.language.get("clock point") == "yes"
        if clock and sign == "." and len(rest) == 2 and 0 < int(rest) < 60 and unit.name in _SMALLER:
            return [decimal, int(whole) + Fraction(int(rest), 60)]
        return [decimal]

    def _two_numbers(self, token: Token, values: Sequence[Fraction]) -> DurationError:
        unit = self._tokens("unit")[0]
        match = NUMERAL.fullmatch(token.text)
        assert match is not None
        whole, sign, rest = match.groups()
        if values[1].denominator == 1 and len(rest) == 3:
            tenths = rest.rstrip("0")
            decimal = f"{whole}{sign}{tenths}" if tenths else whole
            return ambiguous(self.phrase, [f"{decimal} {unit.text}", f"{whole}{rest} {unit.text}"])
        readings = [f"{whole},{rest} {unit.text}", f"{whole} {unit.text} {int(rest)} {_SMALLER[unit.name]}s"]
        return ambiguous(self.phrase, readings, "write a decimal comma, or the smaller unit")
