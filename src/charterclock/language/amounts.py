"""One measure of a text, and the plain numbers that measures are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from charterclock.errors import DurationError
from charterclock.language.shapes import NUMERAL
from charterclock.language.tokens import Token

__all__ = ["Measure", "Tokens", "is_label", "number_of", "plain_number"]

Tokens = Sequence[Token]


@dataclass(slots=True, eq=False)
class Measure:
    """One measure: the tokens from ``first`` up to ``end``, and what they say.

    ``what`` is time, moment, share, count, thing (a unit that is no time), money, period, window (a period that also is
    a time: setahun), date, clock, hours, score, always or year. ``amounts`` and ``units`` are all that can be meant.
    """

    what: str
    first: int
    end: int
    amounts: list[Fraction] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    low: Fraction | None = None
    dates: tuple[str, ...] = ()
    scale: tuple[Fraction, Fraction] | None = None
    doubts: list[DurationError] = field(default_factory=list)
    comparison: str = "bare"
    is_nth: bool = False  # the fifth day: a day on which something is done
    is_before: bool = False  # H-3: its sign says before
    left: int = 0  # the first token of its bound
    right: int = 0  # the end of what belongs to it
    others: list[tuple[int, int]] = field(default_factory=list)  # tokens elsewhere that it rests on

    def __post_init__(self) -> None:
        self.left, self.right = self.first, self.end

    @property
    def amount(self) -> Fraction | None:
        return self.amounts[0] if self.amounts else None

    @property
    def unit(self) -> str:
        return self.units[0] if self.units else ""

    @property
    def is_one(self) -> bool:
        """Whether it is one unit of time, so that it can be a period: setahun, a year."""
        return self.what == "window" or (self.what == "time" and self.amounts == [1])


def plain_number(tokens: Tokens) -> list[Fraction]:
    """What a number without a unit can be: two values where it is said twice and disagrees, none where it is none."""
    values = []
    for token in tokens:
        if token.part == "W":
            values.append(token.number)
        elif token.part == "D":
            match = NUMERAL.fullmatch(token.text)
            if match is None:  # 1.2.3, 8:30
                return []
            thousands = match["sign"] == "," and len(match["rest"]) == 3 and not match["whole"].startswith("0")
            values.append(Fraction(token.text.replace(",", "" if thousands else ".")))
    return list(dict.fromkeys(values))


def number_of(tokens: Tokens, match: re.Match[str], group: str) -> list[Fraction]:
    """The numbers that a group of a pattern can be; none where the group is empty.

    Raises:
        DurationError: CC306, a number that is none.
    """
    if not match[group]:
        return []
    numbers = plain_number(tokens[slice(*match.span(group))])
    if not numbers:
        raise DurationError("CC306", f"{match[group]!r} is no number")
    return numbers


def is_label(tokens: Tokens, place: int) -> bool:
    """Whether the number at a place is a name: Borang 5, Tahap 2."""
    before = tokens[place - 1] if place else None
    return before is not None and before.part == "c" and before.name in ("label", "age")
