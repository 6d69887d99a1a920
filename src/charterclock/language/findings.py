"""A promise as it was found in a sentence, and the readings that it gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Final

from charterclock.durations import BARE, NEXT_WORKING_DAY, UNITS, Duration
from charterclock.errors import DurationError, Problem
from charterclock.language.context import Sentence
from charterclock.language.measures import Measure
from charterclock.language.readings import Reading, Span

__all__ = ["Finding"]

#: how units are called in readings
_CALLED: Final = {
    "clock second": "second", "clock minute": "minute", "clock hour": "hour", "calendar quarter": "quarter",
    "calendar year": "year",
}  # fmt: skip
#: the units of durations; asking ``Duration`` about others costs a search for the nearest
_OF_TIME: Final = frozenset({*UNITS, *BARE, "second", "quarter", "year"})


@dataclass(slots=True, eq=False)
class Finding:
    """One promise of a sentence, before its amounts are told apart."""

    sentence: Sentence
    measure: Measure
    kind: str
    comparison: str = ""
    quota: Measure | None = None
    window: Measure | None = None
    start: str = ""
    stop: str = ""
    about: str = ""
    cases: str = ""
    condition: str = ""
    restates: bool = False  # another value of the promise before
    also: tuple[str, ...] = ()  # other comparisons that can be meant
    extra: tuple[Measure, ...] = ()
    doubt: Problem | None = None
    scaled: tuple[Fraction, Fraction] | None = None

    def continues(self, before: Finding) -> bool:
        """Whether it goes on with the opening hours of the sentence before, on other days."""
        return self.kind == before.kind == "service_hours" and self.measure.what == before.measure.what == "hours"

    def readings(self, choice: int) -> Iterator[Reading]:
        """Each way of reading it: one, or one for each amount, unit and comparison that can be meant."""
        measure = self.measure
        doubts = [Problem(error.code, error.message, hint=error.hint) for error in measure.doubts]
        doubt = self.doubt or (doubts[0] if doubts else None)
        comparison = self.comparison or measure.comparison
        base = Reading(
            self.kind, None, "", comparison, dates=measure.dates,
            quota=self.quota.amount / 100 if self.quota and self.quota.amount is not None else None,
            window=_window(self.window), scale=self.scaled, start=self.start, stop=self.stop, about=self.about,
            cases=self.cases, condition=self.condition,
            limit=self.sentence.quote(measure.first, measure.end), spans=self._spans(), choice=choice, doubt=doubt,
        )  # fmt: skip
        amounts: Sequence[Fraction | None] = measure.amounts or [None]
        for unit, amount, said in product(measure.units or [""], amounts, (comparison, *self.also)):
            yield replace(base, amount=_plain(amount), unit=_CALLED.get(unit, unit), low=_plain(measure.low),
                          comparison=said, duration=_duration(amount, unit))  # fmt: skip

    def _spans(self) -> tuple[Span, ...]:
        tokens = self.sentence.tokens
        pieces = [(self.measure.left, self.measure.end)]
        pieces += self.measure.others
        pieces += [(extra.left, extra.end) for extra in (self.quota, self.window, *self.extra) if extra is not None]
        places = sorted((tokens[first].start, tokens[end - 1].end) for first, end in pieces if end > first)
        merged: list[Span] = []
        for start, end in places:
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return tuple(merged)


def _plain(amount: Fraction | None) -> int | Fraction | None:
    return amount.numerator if amount is not None and amount.denominator == 1 else amount


def _duration(amount: Fraction | None, unit: str) -> Duration | None:
    try:
        if unit == "same day":
            return Duration(0, "working day")
        if unit == NEXT_WORKING_DAY:
            return Duration(unit=unit)
        return Duration(amount, unit) if amount is not None and unit in _OF_TIME else None
    except DurationError:  # half of a day
        return None


def _window(measure: Measure | None) -> str:
    if measure is None:
        return ""
    unit = _CALLED.get(measure.unit, measure.unit)
    return unit if measure.amount == 1 or measure.amount is None else f"{_plain(measure.amount)} {unit}"
