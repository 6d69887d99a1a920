"""What a peer claims to answer, asked many times over, and what is known to come of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from tests.oracle.peers.offices import day, offices

from charterclock import Calendar, Reckoning
from charterclock.oracle import Support, Unsupported, check_due, strategies

SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Outcome:
    """How many answers were compared, and how many differ from ours; what was found, in words."""

    cases: int
    wrong: int
    skipped: int
    told: str

    @property
    def agrees(self) -> bool:
        return self.cases > 0 and not self.wrong and not self.told


@dataclass(frozen=True)
class Claim:
    """One operation of a peer, read in one way.

    Args:
        name: the operation and the reading.
        theirs: their answer.
        differs: why answers are known to differ, starting with ``convention`` or ``wrong``; empty where all agree.
        slow: how many times fewer cases a slow peer is asked.
    """

    name: str
    theirs: Callable[..., Any]
    differs: str = ""
    slow: int = field(default=1, kw_only=True)

    def ask(self, examples: int, seed: int, verbose: bool = False) -> Outcome:
        """Asks; what is known already is told in words only where ``verbose``, since that takes its time."""
        raise NotImplementedError


@dataclass(frozen=True)
class Due(Claim):
    """Dues, by ``check_due``: all cases within ``support``."""

    support: Support = field(default_factory=Support)

    def ask(self, examples: int, seed: int, verbose: bool = False) -> Outcome:
        report = check_due(self.theirs, self.support, examples=examples, seed=seed)
        told = [
            f"{found.count} wrong; all: {'; '.join(found.traits)} ({found.share:.0%})\n{found.smallest.trials[0]}"
            for found in report.findings
        ]
        told += [f"{law.broken}" for law in report.laws if law.broken and not report.findings]
        return Outcome(report.cases, report.wrong, report.skipped, "\n".join(told))


@dataclass(frozen=True)
class Question(Claim):
    """A question with two answers, theirs and ours, put to every calendar of a strategy.

    Args:
        calendars: which offices.
        resolution: the smallest step of time that the peer knows.
    """

    calendars: st.SearchStrategy[Calendar] = field(default_factory=offices)
    resolution: timedelta = timedelta(microseconds=1)

    def asked(self, calendar: Calendar) -> st.SearchStrategy[tuple[Any, ...]]:
        """What is asked about a calendar."""
        raise NotImplementedError

    def ours(self, calendar: Calendar, *asked: Any) -> Any:
        raise NotImplementedError

    def moments(
        self, calendar: Calendar, days: st.SearchStrategy[date] | None = None
    ) -> st.SearchStrategy[datetime]:
        """Instants on and beside boundaries, in steps of the resolution."""
        return strategies.moments(calendar, days).map(lambda moment: moment - (moment - _EPOCH) % self.resolution)

    def answers(self, calendar: Calendar, *asked: Any) -> tuple[Any, Any]:
        """Theirs (or what it raises) and ours."""
        ours = self.ours(calendar, *asked)
        try:
            return self.theirs(*asked, calendar), ours
        except Unsupported:
            raise
        except Exception as error:  # noqa: BLE001 (whatever a peer raises is its answer)
            return error, ours

    def ask(self, examples: int, seed: int, verbose: bool = False) -> Outcome:
        cases = wrong = skipped = 0

        @st.composite
        def drawn(draw: st.DrawFn) -> tuple[Calendar, list[tuple[Any, ...]]]:
            calendar = draw(self.calendars)
            return calendar, draw(st.lists(self.asked(calendar), min_size=8, max_size=20))

        def count(found: tuple[Calendar, list[tuple[Any, ...]]]) -> None:
            nonlocal cases, wrong, skipped
            for asked in found[1]:
                try:
                    theirs, ours = self.answers(found[0], *asked)
                except Unsupported:
                    skipped += 1
                    continue
                cases += 1
                wrong += theirs != ours

        settings = hypothesis.settings(
            max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )  # fmt: skip
        hypothesis.seed(seed)(settings(hypothesis.given(drawn())(count)))()
        tell = wrong and (verbose or not self.differs)
        return Outcome(cases, wrong, skipped, self.smallest(seed) if tell else "")

    def smallest(self, seed: int) -> str:
        """The plainest case in which the answers differ."""

        def differs(found: tuple[Calendar, tuple[Any, ...]]) -> bool:
            try:
                theirs, ours = self.answers(found[0], *found[1])
            except Unsupported:
                return False
            return bool(theirs != ours)

        single = self.calendars.flatmap(lambda calendar: st.tuples(st.just(calendar), self.asked(calendar)))
        settings = hypothesis.settings(
            max_examples=5_000, deadline=None, database=None, suppress_health_check=list(HealthCheck)
        )
        try:
            calendar, asked = hypothesis.find(single, differs, settings=settings, random=random.Random(seed))
        except NoSuchExample:
            return "differs, but rarely: no small case was found"
        theirs, ours = self.answers(calendar, *asked)
        days = ", ".join(str(holiday.date) for holiday in calendar.holidays)
        week = {n: rules[0][1] for n, rules in enumerate(calendar.weeks[0].rules) if rules}
        opened = ", ".join(str(hours.date) for hours in calendar.special)
        return f"{calendar.zone} {week} off [{days}] opened [{opened}]\n{asked}\nours   {ours!r}\ntheirs {theirs!r}"


# working days, as most peers have them --------------------------------------------------------------------------------


def days(
    calendars: st.SearchStrategy[Calendar] | None = None, bounds: tuple[str, ...] = ("within",),
    reckoning: Reckoning = Reckoning(), start: str = "date", **more: Any,
) -> Support:  # fmt: skip
    """A claim to count working days from a date (or an instant) in offices of the plain kind."""
    calendars = offices() if calendars is None else calendars
    return Support(["working day"], bounds, [reckoning], False, calendars, [start], **more)


def counting(add: Callable[[date, int, Calendar], date], least: int = 0) -> Callable[..., date]:
    """A due function from one that adds so many working days to a date, and counts back where they are negative."""

    def theirs(
        start: datetime | date, duration: Any, calendar: Calendar, reckoning: Reckoning, bound: str, pauses: Any
    ) -> date:
        n = int(duration.amount)
        if n < max(least, bound == "before"):
            raise Unsupported("no days at all are not claimed; there is no minus zero")
        first = day(start, calendar)
        if calendar.covers and not calendar.covers[0] <= first <= calendar.covers[1]:
            raise Unsupported("the start is not a date that the peer knows")
        return add(first, -n if bound == "before" else n, calendar)

    return theirs


ROLLS = Support(
    ["calendar day", "calendar week"], ["within"], {"roll": ["following", "preceding"]}, False, offices(), ["date"]
)


def rolling(roll: Callable[[date, str, Calendar], date]) -> Callable[..., date]:
    """A due function for calendar days and weeks from one that rolls a date, ``following`` or ``preceding``."""

    def theirs(
        start: date, duration: Any, calendar: Calendar, reckoning: Reckoning, bound: str, pauses: Any
    ) -> date:
        days = int(duration.amount) * (7 if duration.unit == "calendar week" else 1)
        found = roll(start + days * _DAY, reckoning.roll, calendar)
        if found < start:
            raise Unsupported("rule 5: a due is never before its receipt")
        return found

    return theirs


# questions -----------------------------------------------------------------------------------------------------------


class Between(Question):
    """The opening time between two instants, the earlier one first; both are in UTC."""

    def asked(self, calendar: Calendar) -> st.SearchStrategy[tuple[Any, ...]]:
        def to(begin: datetime) -> st.SearchStrategy[tuple[Any, ...]]:
            days = st.one_of(st.integers(0, 4), st.integers(0, 30)).map(lambda n: begin.date() + n * _DAY)
            return self.moments(calendar, days).map(lambda end: (min(begin, end), max(begin, end)))

        return self.moments(calendar).flatmap(to)

    def ours(self, calendar: Calendar, *asked: datetime) -> timedelta:
        return calendar.between(*asked)


class IsOpen(Question):
    """Whether an instant, in UTC, is in opening time."""

    def asked(self, calendar: Calendar) -> st.SearchStrategy[tuple[Any, ...]]:
        return st.tuples(self.moments(calendar))

    def ours(self, calendar: Calendar, *asked: datetime) -> bool:
        return calendar.is_open(*asked)


class IsWorking(Question):
    """Whether a date is a working day."""

    def asked(self, calendar: Calendar) -> st.SearchStrategy[tuple[Any, ...]]:
        return st.tuples(strategies.dates_of(calendar))

    def ours(self, calendar: Calendar, *asked: date) -> bool:
        return calendar.is_working_day(*asked)


class Count(Question):
    """The working days d with first < d <= last, for two dates in order."""

    def asked(self, calendar: Calendar) -> st.SearchStrategy[tuple[Any, ...]]:
        dates = strategies.dates_of(calendar)
        end = calendar.covers[1] if calendar.covers else date.max
        near = st.tuples(dates, st.integers(0, 40)).map(lambda pair: (pair[0], min(pair[0] + pair[1] * _DAY, end)))
        return st.one_of(near, st.tuples(dates, dates).map(lambda pair: (min(pair), max(pair))))

    def ours(self, calendar: Calendar, *asked: date) -> int:
        return calendar.count(*asked)
