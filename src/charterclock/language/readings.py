"""What a phrase promises: readings as values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, overload

from charterclock.durations import Duration
from charterclock.errors import Problem

__all__ = ["Reading", "Readings", "Span"]

#: places in the text, the end excluded
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a phrase promises, or one way of reading it.

    Args:
        kind: one of ``kinds.KINDS``.
        amount: the number; of a range the far end, which binds. ``None`` where none is printed or none is needed.
        unit: one of ``kinds.UNITS_READ``; empty where none is printed.
        comparison: one of ``kinds.COMPARISONS``: what the words make of the amount.
        low: the near end of a range.
        dates: dates as ``MM-DD``, ``MM--`` (a month) or ``--DD``; clock times as ``HH:MM``.
        quota: the share of the cases for which it is promised, from 0 to 1.
        window: the period of a count or share: ``year``, ``4 month``.
        scale: the ends of the scale of a score.
        start: the words that name the start of the clock.
        stop: the words that name the end: those after ``sehingga``, else those before the amount.
        about: the words before the amount: what is done, or for which cases.
        cases: the words after the amount that name a class of cases: ``14 hari bagi penyelesaian dalaman``.
        condition: the words that name an exception or a condition.
        duration: the time as a duration; ``None`` for what is none.
        limit: the amount and its unit as they were printed.
        spans: the words that it rests on, in the order of the text.
        choice: readings of the same promise, of which one is meant, have the same number.
        doubt: why there are several readings, or why the amount is missing.
    """

    kind: str
    amount: int | Fraction | None = None
    unit: str = ""
    comparison: str = "bare"
    low: int | Fraction | None = None
    dates: tuple[str, ...] = ()
    quota: Fraction | None = None
    window: str = ""
    scale: tuple[int | Fraction, int | Fraction] | None = None
    start: str = ""
    stop: str = ""
    about: str = ""
    cases: str = ""
    condition: str = ""
    duration: Duration | None = None
    limit: str = ""
    spans: tuple[Span, ...] = ()
    choice: int = 0
    doubt: Problem | None = None

    def to_dict(self) -> dict[str, Any]:
        """The fields that are set, as texts and numbers ready for JSON; a range is ``3..5``, a quota ``80%``.

        Example:
            >>> from charterclock.language import read
            >>> read("80% panggilan dijawab dalam tempoh 10 saat")[0].to_dict()["quota"]
            '80%'
        """
        values = {
            "kind": self.kind,
            "amount": self.amount_text,
            "unit": self.unit,
            "comparison": self.comparison,
            "quota": f"{plain(self.quota * 100)}%" if self.quota is not None else "",
            "window": self.window,
            "scale": f"{plain(self.scale[0])}-{plain(self.scale[1])}" if self.scale else "",
            "start": self.start,
            "stop": self.stop,
            "cases": self.cases,
            "condition": self.condition,
            "limit": self.limit,
            "doubt": str(self.doubt) if self.doubt else "",
        }
        return {key: value for key, value in values.items() if value} | {
            "spans": [list(span) for span in self.spans],
            "choice": self.choice,
        }

    @property
    def amount_text(self) -> str:
        """The amount as a table has it: ``14``, ``99.5``, ``3..5``, ``05-31;11-30``, or nothing."""
        if self.dates:
            return ";".join(self.dates)
        if self.amount is None:
            return ""
        return plain(self.amount) if self.low is None else f"{plain(self.low)}..{plain(self.amount)}"


@dataclass(frozen=True, slots=True)
class Readings(Sequence[Reading]):
    """All that was found in a phrase, in its order; a sequence of ``Reading``.

    Args:
        text: the phrase.
        found: the readings. Where a promise can be read in several ways all of them are here, with one ``choice``.
        unplaced: numbers, units and bounds that no reading rests on.
        problems: why a promise has several readings, or lacks its number or unit.
    """

    text: str
    found: tuple[Reading, ...]
    unplaced: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def promises(self) -> list[list[Reading]]:
        """The readings by promise: a list of several is a choice that a person must make."""
        grouped: dict[int, list[Reading]] = {}
        for reading in self.found:
            grouped.setdefault(reading.choice, []).append(reading)
        return list(grouped.values())

    def words(self, spans: Sequence[Span]) -> list[str]:
        """The words at some places of the text."""
        return [self.text[start:end] for start, end in spans]

    @overload
    def __getitem__(self, index: int) -> Reading: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Reading, ...]: ...
    def __getitem__(self, index: int | slice) -> Reading | tuple[Reading, ...]:
        return self.found[index]

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Reading]:
        return iter(self.found)


def plain(value: int | Fraction) -> str:
    """A number as people write it: ``99.5``, and ``1/3`` where no decimal ends."""
    value = Fraction(value)
    for places in range(1, 13):
        if value.denominator == 1:
            return str(value.numerator)
        if (value * 10**places).denominator == 1:
            digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
            return ("-" if value < 0 else "") + f"{digits[:-places]}.{digits[-places:]}"
    return str(value)
