"""How a law is run: over calendars and cases that a tested function claims to answer, down to the plainest failure."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeVar

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

from charterclock.calendars.calendar import Calendar
from charterclock.durations import Duration
from charterclock.errors import CharterclockError
from charterclock.oracle.answers import Trial, Violation, try_out
from charterclock.oracle.simplify import simplified
from charterclock.oracle.strategies import Case
from charterclock.oracle.strategies.drawing import picked
from charterclock.oracle.support import Support, Theirs, Unsupported
from charterclock.reckoning import Reckoning

__all__ = ["EXAMPLES", "Asked", "World", "ordered", "run", "worlds"]

#: calendars that a law looks at unless told otherwise, each with up to 84 cases
EXAMPLES: Final = 200
_T = TypeVar("_T")


@dataclass(frozen=True)
class World:
    """A calendar, and every start with its pauses under every rule."""

    calendar: Calendar
    cases: tuple[Case, ...]


def worlds(support: Support, starts: int = 12, rules: int = 7) -> st.SearchStrategy[World]:
    """Calendars with cases that a tested function claims to answer. Shrinks to one case of a plain office."""
    if not support.asks:
        return st.nothing()
    return _worlds(support, support.drawn_calendars(), support.drawn_rules(), starts, rules)


@st.composite
def _worlds(
    draw: st.DrawFn, support: Support, calendars: st.SearchStrategy[Calendar],
    rule: st.SearchStrategy[tuple[Duration, Reckoning, str]], starts: int, rules: int,
) -> World:  # fmt: skip
    calendar = draw(calendars)
    begin = support.drawn_starts(calendar)
    begun = [draw(begin) for _ in range(picked(draw, (1, starts // 2, starts, starts)))]
    held = [draw(support.drawn_pauses(calendar, start)) for start in begun]
    counted = [draw(rule) for _ in range(picked(draw, (1, rules // 2, rules, rules)))]
    cases = (Case(start, *each, pauses) for start, pauses in zip(begun, held, strict=True) for each in counted)
    allowed = support.cases or (lambda case, calendar: True)
    return World(calendar, tuple(case for case in cases if allowed(case, calendar)))


@dataclass
class Asked:
    """Somebody's function under one law: asks it, and counts what could not be asked.

    Attributes:
        asked: how often it was asked.
        skipped: how often it said that a case is none of its own.
    """

    theirs: Theirs
    support: Support
    law: str
    sentence: str
    asked: int = 0
    skipped: int = 0

    def trial(self, case: Case, calendar: Calendar) -> Trial | None:
        """Both answers; ``None`` where the case is no question, none of theirs, or beyond the calendar."""
        try:
            trial = try_out(self.theirs, case, calendar)
        except Unsupported:
            self.skipped += 1
            return None
        except CharterclockError:
            return None
        self.asked += 1
        if trial.ours is None:
            return None
        if not isinstance(trial.theirs, date):
            raise Violation(self.law, "there is an answer here", (trial,))
        return trial

    def broken(self, *trials: Trial) -> Violation:
        """What to raise where the law does not hold."""
        return Violation(self.law, self.sentence, trials)


def ordered(first: Trial, second: Trial, by_date: bool = False) -> bool:
    """Whether their first answer is not later than their second; by date where either is one, or where told."""
    if first.instant is None or second.instant is None or by_date:
        a, b = (trial.theirs if trial.instant is None else trial.instant.date() for trial in (first, second))
        return bool(a <= b)
    return first.instant <= second.instant


def drawn_from(strategy: st.SearchStrategy[_T], examples: int, seed: int | None) -> Iterator[_T]:
    """So many draws, the plainest first; none where nothing can be drawn.

    A run of Hypothesis begins with the plainest draw and then spends most of its time on variations of those before.
    So each draw is the second of a run of its own: in half the time that finds three times as many different rules.
    """
    base = random.SystemRandom().randrange(1 << 32) if seed is None else seed
    found: list[_T] = []

    def once(drawn: _T) -> None:
        found.append(drawn)

    test = hypothesis.settings(
        max_examples=2, deadline=None, database=None, print_blob=False, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )(hypothesis.given(strategy)(once))  # fmt: skip
    for number in range(examples):
        found.clear()
        try:
            hypothesis.seed(base * 1_000_003 + number)(test)()
        except Unsatisfiable:
            return  # nothing that is claimed lies within the law
        yield found[0] if number == 0 else found[-1]


def run(
    strategy: st.SearchStrategy[_T], check: Callable[[_T], Any], support: Support, examples: int, seed: int | None
) -> None:
    """Runs a check over many draws.

    Args:
        strategy: what is drawn.
        check: raises ``Violation`` where a law does not hold.
        support: what is claimed: a failure is made plainer within it.
        examples: how many draws.
        seed: the same seed draws the same; ``None`` draws anew each time.

    Raises:
        Violation: the plainest that was found.
    """
    for drawn in drawn_from(strategy, examples, seed):
        try:
            check(drawn)
        except Violation as violation:
            raise _plainest(drawn, check, support, violation) from None


def _plainest(drawn: _T, check: Callable[[_T], Any], support: Support, violation: Violation) -> Violation:
    law, last = violation.law, violation

    def fails(other: _T) -> bool:
        nonlocal last
        try:
            check(other)
        except Violation as found:
            if found.law == law:
                last = found
                return True
        return False

    simplified(drawn, fails, support)
    return Violation(last.law, last.sentence, last.trials)


def shifted(case: Case, by: timedelta) -> Case:
    """The case with a later start; a date alone moves by whole days."""
    step = by if isinstance(case.start, datetime) else timedelta(days=by.days)
    return replace(case, start=case.start + step)
