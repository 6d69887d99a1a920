"""Laws that any due function keeps, whatever its rules: what a later start, more time, a day off or a pause may do.

They need no answer of ours, only the limits within which they hold. So they find faults also where conventions differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.holidays import Holiday
from charterclock.calendars.hours import DAY as WHOLE_DAY
from charterclock.calendars.hours import Week
from charterclock.durations import MONTH_UNITS, NEXT_WORKING_DAY, TIME_UNITS, UNITS, Duration
from charterclock.errors import OutsideCalendarError
from charterclock.oracle.answers import Trial
from charterclock.oracle.laws.running import EXAMPLES, Asked, World, ordered, run, shifted, worlds
from charterclock.oracle.strategies import BOUNDS, Case
from charterclock.oracle.support import Support, Theirs

__all__ = [
    "LAWS", "amounts_add_up", "later_start", "longer_pause", "more_time", "one_more_day_off", "pause_after_the_due",
    "pause_while_closed",
]  # fmt: skip

_DAY: Final = timedelta(days=1)
_FORWARD: Final = tuple(bound for bound in BOUNDS if bound != "before")
_AMOUNTS: Final = tuple(unit for unit in UNITS if unit != NEXT_WORKING_DAY)
_OPENING: Final = ("working minute", "working hour")
_ADDITIVE: Final = (*(unit for unit in TIME_UNITS), "working day")
#: by how much something comes later: days, or minutes up to two weeks
_GAPS: Final = st.lists(
    st.one_of(st.integers(0, 12).map(lambda n: n * _DAY), st.integers(0, 20_000).map(lambda n: timedelta(minutes=n))),
    min_size=1, max_size=5,
)  # fmt: skip


def later_start(
    theirs: Theirs, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
) -> None:
    """A later start never gives an earlier due date, nor (but for ``same_time``) an earlier instant.

    For months only without pauses; for working weeks only where both are received in one regular week. Left out is
    where rules 1, 3 and 6 themselves say otherwise: a cut-off in an office open over midnight; the day of receipt
    counted, or no days at all, together with pauses.

    Raises:
        Violation: two starts, the later of which is due earlier.
    """
    asked = Asked(theirs, support, "later_start", "a later start gives an earlier due")

    def check(drawn: tuple[World, list[timedelta]]) -> None:
        world, gaps = drawn
        for cases in _by_rule(world):
            first, runs = cases[0], dict[tuple[Week, ...], list[Trial]]()
            if (first.duration.unit in MONTH_UNITS and first.pauses) or _page_breaks_it(first, world.calendar):
                continue
            starts = [*cases, *(shifted(case, support.stepped(gap)) for case in cases for gap in gaps)]
            for case in starts:
                trial = asked.trial(replace(case, pauses=first.pauses), world.calendar)
                if trial is not None and trial.ours is not None:
                    weekly = case.duration.unit == "working week"
                    key = _regular_week(world.calendar, trial.ours.received) if weekly else ()
                    runs.setdefault(key, []).append(trial)
            by_date = first.reckoning.day_end == "same_time"
            for trials in runs.values():
                trials.sort(key=lambda trial: trial.begun)
                for one, two in pairwise(trials):
                    if not ordered(one, two, by_date):
                        raise asked.broken(one, two)

    run(st.tuples(worlds(support), _GAPS), check, support, examples, seed)


def more_time(
    theirs: Theirs, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
) -> None:
    """More time never gives an earlier due, except ``before``, and statutory days across their limit (R-MY-3).

    Raises:
        Violation: two amounts of one unit, the larger of which is due earlier.
    """
    narrowed = support.narrowed(_AMOUNTS, _FORWARD)
    asked = Asked(theirs, support, "more_time", "more time gives an earlier due")

    def check(drawn: tuple[World, list[int]]) -> None:
        world, extra = drawn
        for case in world.cases:
            least = case.duration.amount
            amounts = sorted({least, *(least + more for more in extra)})
            if case.duration.unit == "statutory day":
                limit = case.reckoning.statutory_limit
                amounts = [amount for amount in amounts if (amount <= limit) == (least <= limit)]
            made = (replace(case, duration=Duration(amount, case.duration.unit)) for amount in amounts)
            for one, two in pairwise(_answered(asked, made, world.calendar)):
                if not ordered(one, two):
                    raise asked.broken(one, two)

    if narrowed:
        more = st.lists(st.integers(1, 9), min_size=1, max_size=3)
        run(st.tuples(worlds(narrowed), more), check, support, examples, seed)


def amounts_add_up(
    theirs: Theirs, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
) -> None:
    """The due of one amount, and from it of another, is the due of their sum.

    For clock units, working minutes, hours and days of at least one; receipt ``actual``, first day excluded,
    ``within``, no pauses. With ``same_time`` their dates: a clock that skips the time on the way changes it for good.

    Raises:
        Violation: the first amount, the second from there, and the sum.
    """
    narrowed = support.narrowed(
        _ADDITIVE, ("within",), pauses=False, receipt=("actual",), first_day=("excluded",)
    )  # fmt: skip
    asked = Asked(theirs, support, "amounts_add_up", "one amount and then another is not their sum")

    def check(drawn: tuple[World, list[int]]) -> None:
        world, (more,) = drawn
        for case in world.cases:
            unit, days = case.duration.unit, case.duration.unit == "working day"
            first = max(case.duration.amount, 1) if days else case.duration.amount
            one = asked.trial(replace(case, duration=Duration(first, unit)), world.calendar)
            if one is None or one.instant is None:
                continue
            start = one.instant.astimezone(ZoneInfo("UTC"))
            two = asked.trial(replace(case, start=start, duration=Duration(more, unit)), world.calendar)
            both = asked.trial(replace(case, duration=Duration(first + more, unit)), world.calendar)
            by_date = days and case.reckoning.day_end == "same_time"
            if two and both and not (ordered(two, both, by_date) and ordered(both, two, by_date)):
                raise asked.broken(one, two, both)

    if narrowed and "aware" in support.starts:
        amount = st.lists(st.integers(1, 12), min_size=1, max_size=1)
        run(st.tuples(worlds(narrowed), amount), check, support, examples, seed)


def one_more_day_off(
    theirs: Theirs, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
) -> None:
    """One more day off never makes a due earlier: roll ``following``; ``within``, ``under`` and ``after``.

    Not with ``same_time`` and a moved receipt, nor for months with pauses, nor where a day off that is no public
    holiday closes an office that is counted by statutory rest days and ends its days at closing (rule 5).

    Raises:
        Violation: the case without and with the day off.
    """
    narrowed = support.narrowed(UNITS, ("within", "under", "after"), roll=("following",))
    asked = Asked(theirs, support, "one_more_day_off", "one more day off makes a due earlier")

    def check(drawn: tuple[World, list[int], str]) -> None:
        world, places, kind = drawn

        @cache  # one for a date: its tables are what takes time
        def fuller(day: date) -> Calendar:
            return _with_day_off(world.calendar, Holiday(day, "one more", kind))

        for case in world.cases:
            rules = case.reckoning
            if rules.day_end == "same_time" and rules.receipt != "actual":
                continue
            if case.duration.unit in MONTH_UNITS and case.pauses:
                continue
            if kind != "public" and rules.rest_days == "statutory" and rules.day_end == "closing":
                continue
            one = asked.trial(case, world.calendar)
            if one is None or one.ours is None:
                continue
            for place in places:
                day = min(one.ours.start.date() + place * _DAY, (world.calendar.covers or (None, one.ours.date))[1])
                two = asked.trial(case, fuller(day))
                if two is None or two.ours is None:
                    continue
                weeks = [_regular_week(world.calendar, trial.ours.received) for trial in (one, two) if trial.ours]
                if case.duration.unit == "working week" and weeks[0] != weeks[1]:
                    continue
                if not ordered(one, two):
                    raise asked.broken(one, two)

    if narrowed:
        places = st.lists(st.integers(0, 30), min_size=1, max_size=4, unique=True)
        kinds = st.sampled_from(["public", "joint_leave", "civil_service_only"])
        run(st.tuples(worlds(narrowed), places, kinds), check, support, examples, seed)


def pause_while_closed(
    theirs: Theirs, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
) -> None:
    """A pause outside opening time moves no due in working minutes and hours (``restart`` is a new start).

    Raises:
        Violation: the case without and with the pause.
    """
    narrowed = support.narrowed(_OPENING, paused=("excluded", "ignored")) if support.pauses else None
    asked = Asked(theirs, support, "pause_while_closed", "a pause while the office is closed moves the due")

    def check(drawn: tuple[World, list[timedelta]]) -> None:
        world, gaps = drawn
        office = world.calendar
        for case in world.cases:
            one = asked.trial(case, office)
            if one is None or one.ours is None:
                continue
            for gap in gaps:
                try:
                    begin = one.ours.start + gap
                    begin = office.next_close(begin) if office.is_open(begin) else begin
                    end = office.next_open(begin)
                except OutsideCalendarError:
                    continue
                held = (support.floored(begin), support.floored(end))
                two = asked.trial(replace(case, pauses=(*case.pauses, held)), office)
                if two and not (ordered(one, two) and ordered(two, one)):
                    raise asked.broken(one, two)

    if narrowed:
        run(st.tuples(worlds(narrowed), _GAPS), check, support, examples, seed)


def pause_after_the_due(
    theirs: Theirs, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
) -> None:
    """A pause that begins at or after the due, and touches none that began before it, changes nothing.

    Raises:
        Violation: the case without and with the pause.
    """
    asked = Asked(theirs, support, "pause_after_the_due", "a pause after the due changes it")

    def check(drawn: tuple[World, list[timedelta]]) -> None:
        world, gaps = drawn
        for case in world.cases:
            one = asked.trial(case, world.calendar)
            if one is None or one.ours is None:
                continue
            begin = support.floored(one.ours.instant + support.resolution) + support.stepped(gaps[0])
            if any(paused <= begin <= resumed for paused, resumed in case.pauses if resumed is not None):
                continue
            held = (begin, begin + support.stepped(gaps[-1]))
            two = asked.trial(replace(case, pauses=(*case.pauses, held)), world.calendar)
            if two and not (ordered(one, two) and ordered(two, one)):
                raise asked.broken(one, two)

    if support.pauses:
        run(st.tuples(worlds(support), _GAPS), check, support, examples, seed)


def longer_pause(
    theirs: Theirs, support: Support = Support(), *, examples: int = EXAMPLES, seed: int | None = None
) -> None:
    """A longer pause never makes a due earlier.

    One that restarts the time is a later start, with its limits: not with ``same_time``, nor in working weeks, nor in
    months with more pauses, nor where a later start itself may be due earlier.

    Raises:
        Violation: the case with the shorter and with the longer pause.
    """
    asked = Asked(theirs, support, "longer_pause", "a longer pause makes a due earlier")

    def check(drawn: tuple[World, list[timedelta]]) -> None:
        world, gaps = drawn
        for case in world.cases:
            restarts, unit = case.reckoning.paused == "restart", case.duration.unit
            if not case.pauses or (restarts and (unit == "working week" or case.reckoning.day_end == "same_time")):
                continue
            if restarts and _page_breaks_it(replace(case, pauses=()), world.calendar):
                continue
            (paused, resumed), *others = case.pauses[:1] if restarts and unit in MONTH_UNITS else case.pauses
            if resumed is None:
                continue
            ends = sorted([resumed, *(resumed + support.stepped(gap) for gap in gaps)])
            made = (replace(case, pauses=((paused, end), *others)) for end in ends)
            for one, two in pairwise(_answered(asked, made, world.calendar)):
                if not ordered(one, two):
                    raise asked.broken(one, two)

    if support.pauses:
        run(st.tuples(worlds(support), _GAPS), check, support, examples, seed)


def _answered(asked: Asked, cases: Iterator[Case], calendar: Calendar) -> list[Trial]:
    return [trial for case in cases if (trial := asked.trial(case, calendar)) is not None]


def _by_rule(world: World) -> Sequence[Sequence[Case]]:
    found: dict[tuple[object, ...], list[Case]] = {}
    for case in world.cases:
        kind = type(case.start), getattr(case.start, "tzinfo", None) is None
        found.setdefault((case.duration, case.reckoning, case.bound, *kind), []).append(case)
    return list(found.values())


def _with_day_off(calendar: Calendar, holiday: Holiday) -> Calendar:
    keys = ("zone", "weeks", "seasons", "special", "weekly_holiday", "joint_leave", "covers")
    return Calendar(holidays=[*calendar.holidays, holiday], **{key: getattr(calendar, key) for key in keys})


def _regular_week(calendar: Calendar, moment: datetime) -> tuple[Week, ...]:
    """The hours in force on a date of receipt, as a tuple of one."""
    return tuple(week for week in calendar.weeks if week.since is None or week.since <= moment.date())[-1:]


def _page_breaks_it(case: Case, calendar: Calendar) -> bool:
    """Where the rules themselves give a later start an earlier due (see ``later_start``)."""
    rules = case.reckoning
    days = case.duration.unit in ("working day", "working week", "statutory day")
    counted = days and bool(case.pauses) and (rules.first_day == "included" or case.duration.amount == 0)
    return counted or (rules.cutoff is not None and _opens_over_midnight(calendar))


def _opens_over_midnight(calendar: Calendar) -> bool:
    weeks = [*calendar.weeks, *(season.week for season in calendar.seasons)]
    spans = [span for week in weeks for weekday in week.rules for _, found in weekday for span in found]
    spans += [span for hours in calendar.special for span in hours.spans]
    return any(closes > WHOLE_DAY for _, closes in spans)


LAWS: Final = (
    later_start, more_time, amounts_add_up, one_more_day_off, pause_while_closed, pause_after_the_due, longer_pause,
)  # fmt: skip
