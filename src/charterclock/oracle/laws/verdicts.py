"""Laws of verdicts: what somebody's assessment of a case, or of a table of cases, must say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from charterclock.calendars.calendar import Calendar
from charterclock.durations import NEXT_WORKING_DAY, UNITS, Duration
from charterclock.errors import CharterclockError
from charterclock.oracle.answers import Trial, Violation, ours
from charterclock.oracle.laws.running import EXAMPLES, World, run, worlds
from charterclock.oracle.strategies import BOUNDS, Case
from charterclock.oracle.support import Support, Unsupported
from charterclock.oracle.verdicts import verdict
from charterclock.reckoning import Reckoning

__all__ = ["Assess", "Count", "Judged", "paused_is_never_overdue", "splitting_adds_up", "verdicts"]

Pauses = tuple[tuple[datetime, datetime], ...]
#: somebody's verdict: start, duration, calendar, reckoning, bound, pauses, stop (or ``None``), at -> its word
Assess = Callable[[datetime | date, Duration, Calendar, Reckoning, str, Pauses, datetime | None, datetime], str]
#: somebody's counts by verdict of cases (start, stop) under one promise, at an instant
Count = Callable[
    [Sequence[tuple[datetime | date, datetime | None]], Duration, Calendar, Reckoning, str, datetime],
    Mapping[str, int],
]

_TICK: Final = timedelta(microseconds=1)
#: how far from the due a stop, or the instant of the verdict, lies
_AWAY: Final = st.sampled_from([0, 1, -1, 3600 * 10**6, -3600 * 10**6, 10**12, -(10**11)]).map(lambda n: n * _TICK)


@dataclass(frozen=True)
class Judged:
    """One case with its stop and the instant of the verdict, and both verdicts."""

    trial: Trial
    stop: datetime | None
    at: datetime
    ours: str
    theirs: str

    def explained(self) -> str:
        """The case, both verdicts, and our due day by day."""
        stopped = f"stopped at {self.stop}" if self.stop else "not stopped"
        due = replace(self.trial, theirs=self.trial.ours.instant) if self.trial.ours else self.trial
        return f"{due.explained()}\n{stopped}, looked at {self.at}: ours {self.ours}, theirs {self.theirs}"


def verdicts(
    assess: Assess, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
) -> None:
    """Every verdict is that of the table of verdicts; what a charter excludes is not asked.

    Args:
        assess: start, duration, calendar, reckoning, bound, pauses, stop (or ``None``), at -> the verdict's word.
        support: what it claims to judge.
        examples: how many calendars, each with up to 84 cases.
        seed: the same seed asks the same.

    Raises:
        Violation: the smallest case with another verdict.
    """

    def check(drawn: tuple[World, list[timedelta]]) -> None:
        world, away = drawn
        for case in world.cases:
            for stop, at in _instants(case, world.calendar, support, away):
                found = _judged(assess, case, world.calendar, stop, at)
                if found and found.ours != found.theirs:
                    raise Violation("verdicts", "the verdicts differ", (found,))

    run(st.tuples(worlds(support, 4, 3), st.lists(_AWAY, min_size=2, max_size=2)), check, support, examples, seed)


def paused_is_never_overdue(
    assess: Assess, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
) -> None:
    """A case paused before its due is never overdue during that pause; nothing to do where pauses are ignored.

    Raises:
        Violation: the paused case that is called overdue.
    """
    units = [unit for unit in UNITS if unit != NEXT_WORKING_DAY]
    narrowed = support.narrowed(units, [bound for bound in BOUNDS if bound != "before"])
    kept = narrowed and narrowed.narrowed(paused=("excluded", "restart"))

    def check(world: World) -> None:
        for case in world.cases:
            for paused, resumed in case.pauses:
                if resumed is None or paused >= resumed:
                    continue
                earlier = tuple(pause for pause in case.pauses if pause[0] < paused)
                try:
                    due = ours(replace(case, pauses=earlier), world.calendar)
                except CharterclockError:
                    continue
                if due is None or not due.start <= paused < due.instant:
                    continue
                found = _judged(assess, case, world.calendar, None, resumed - support.resolution)
                if found and found.theirs == "overdue":
                    raise Violation("paused_is_never_overdue", "overdue in a pause that began before the due", (found,))

    if kept and support.pauses:
        run(worlds(kept), check, support, examples, seed)


def splitting_adds_up(
    count: Count, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
) -> None:
    """Splitting a table of cases and adding the counts changes none of them.

    Raises:
        Violation: one of the cases of a table whose parts don't add up to it, with the counts.
    """
    narrowed = support.narrowed(pauses=False)

    def check(drawn: tuple[World, list[timedelta], int]) -> None:
        world, away, cut = drawn
        for promise in {(case.duration, case.reckoning, case.bound) for case in world.cases}:
            cases = [case for case in world.cases if (case.duration, case.reckoning, case.bound) == promise]
            try:
                dues = [ours(case, world.calendar) for case in cases]
                told = [(case.start, due.instant + away[0]) for case, due in zip(cases, dues, strict=True) if due]
                if not told or any(due is None for due in dues):
                    continue
                at = max(stop for _, stop in told) + away[1]
                parts = [Counter(count(part, promise[0], world.calendar, *promise[1:], at))
                         for part in (told[:cut], told[cut:], told)]  # fmt: skip
            except (CharterclockError, Unsupported):
                continue
            if parts[0] + parts[1] != +parts[2]:
                said = f"{dict(parts[0])} and {dict(parts[1])} are not {dict(parts[2])}"
                due = dues[0]
                raise Violation("splitting_adds_up", said, (Trial(cases[0], world.calendar, due, due and due.instant),))

    if narrowed:
        drawn = st.tuples(worlds(narrowed), st.lists(_AWAY, min_size=2, max_size=2), st.integers(0, 6))
        run(drawn, check, support, examples, seed)


def _instants(
    case: Case, calendar: Calendar, support: Support, away: list[timedelta]
) -> list[tuple[datetime | None, datetime]]:
    """Stops and instants of a verdict near the due: open before and after it, stopped before and after it."""
    try:
        due = ours(case, calendar)
    except CharterclockError:
        return []
    if due is None:
        return []
    near = [support.floored(due.instant + support.stepped(gap)) for gap in away]
    stop, at = min(near), max(near)
    if case.bound != "before" and stop < due.start:
        return [(None, at)] if at >= due.start else []
    return [(None, at), (stop, at)]


def _judged(
    assess: Assess, case: Case, calendar: Calendar, stop: datetime | None, at: datetime
) -> Judged | None:  # fmt: skip
    try:
        wanted = verdict(
            case.start, case.duration, calendar, case.reckoning, case.bound, at=at, stop=stop, pauses=case.pauses
        )
        held = tuple((paused, resumed) for paused, resumed in case.pauses if resumed is not None)
        found = assess(case.start, case.duration, calendar, case.reckoning, case.bound, held, stop, at)
        due = ours(case, calendar)
    except (CharterclockError, Unsupported):
        return None
    if wanted.verdict == "excluded":
        return None
    return Judged(Trial(case, calendar, due, None), stop, at, wanted.verdict, found)
