"""What fails, made as plain as it can be: an office open Monday to Friday, a case of Monday 09:00, one working day.

Each step replaces one part by a plainer one and keeps it where the failure stays. Every candidate is plainer than what
it replaces, so the steps end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.holidays import Holiday
from charterclock.calendars.hours import Week
from charterclock.durations import NEXT_WORKING_DAY, Duration
from charterclock.oracle.strategies import Case
from charterclock.oracle.support import Support
from charterclock.reckoning import Reckoning

__all__ = ["simplified"]

_T = TypeVar("_T")
_HOUR: Final = timedelta(hours=1)
_MONDAY: Final = date(2024, 1, 1)
_NINE: Final = time(9)
_PLAIN: Final = Calendar(
    zone="Asia/Kuala_Lumpur", weeks=[Week.read({"mon-fri": "08:00-17:00"})], weekly_holiday=((None, 6),)
)
#: the plainest first
_UNITS: Final = ("working day", "calendar day", "clock hour", "working hour", "calendar month")
#: a failure is tried to be made plainer so often
_TRIES: Final = 3_000


def simplified(drawn: _T, fails: Callable[[_T], bool], support: Support) -> _T:
    """The plainest drawn value found that still fails.

    Args:
        drawn: a ``World``, or a tuple with one in it, that fails.
        fails: whether a value fails; called some hundred times.
        support: what is claimed: nothing beyond it is tried.
    """
    tries = 0
    while True:
        for candidate in _plainer(drawn, support):
            tries += 1
            if tries > _TRIES:
                return drawn
            if fails(candidate):
                drawn = candidate
                break
        else:
            return drawn


def _plainer(value: Any, support: Support) -> Iterator[Any]:
    if isinstance(value, tuple):
        for place, part in enumerate(value):
            for other in _plainer(part, support):
                yield (*value[:place], other, *value[place + 1 :])
    elif isinstance(value, list):
        if len(value) > 1:
            yield from ([part] for part in value)
            yield from (value[:place] + value[place + 1 :] for place in range(len(value)))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from (n for n in (1, value // 2) if 0 < n < value)
    elif hasattr(value, "cases"):
        yield from _worlds(value, support)


def _worlds(world: Any, support: Support) -> Iterator[Any]:
    cases, calendar = world.cases, world.calendar
    if len(cases) > 1:
        yield from (replace(world, cases=(case,)) for case in cases)
        yield from (replace(world, cases=cases[:place] + cases[place + 1 :]) for place in range(len(cases)))
        if len(cases) > 2:
            return
    if support.calendars is None:
        yield from (replace(world, calendar=other) for other in _calendars(calendar))
    for other in _cases(cases[0], calendar, support) if cases else ():
        if support.cases is None or support.cases(other, calendar):
            same = replace(other, start=cases[0].start)
            rest = tuple(same if _alike(case, cases[0]) else case for case in cases[1:])
            yield replace(world, cases=(other, *rest))


def _alike(one: Case, two: Case) -> bool:
    return (one.duration, one.reckoning, one.bound) == (two.duration, two.reckoning, two.bound)


# calendars -----------------------------------------------------------------------------------------------------------


def _calendars(calendar: Calendar) -> Iterator[Calendar]:
    def changed(**parts: Any) -> Calendar:
        keys = ("zone", "weeks", "holidays", "seasons", "special", "weekly_holiday", "joint_leave", "covers")
        return Calendar(**{key: getattr(calendar, key) for key in keys} | parts)

    if calendar != _PLAIN:
        yield _PLAIN
    for key in ("holidays", "special", "seasons"):
        found = getattr(calendar, key)
        if found:
            yield changed(**{key: ()})
        if len(found) > 1:
            yield from (changed(**{key: (part,)}) for part in found)
            yield from (changed(**{key: found[:place] + found[place + 1 :]}) for place in range(len(found)))
    for key in ("weeks", "zone", "weekly_holiday", "joint_leave", "covers"):
        if getattr(calendar, key) != getattr(_PLAIN, key):
            yield changed(**{key: getattr(_PLAIN, key)})
    if len(calendar.weeks) > 1:
        yield from (changed(weeks=[replace(week, since=None)]) for week in calendar.weeks)
    for place, week in enumerate(calendar.weeks):
        for weekday, (rules, plain) in enumerate(zip(week.rules, _PLAIN.weeks[0].rules, strict=True)):
            if rules != plain:
                other = replace(week, rules=(*week.rules[:weekday], plain, *week.rules[weekday + 1 :]))
                yield changed(weeks=[*calendar.weeks[:place], other, *calendar.weeks[place + 1 :]])
    for place, holiday in enumerate(calendar.holidays):
        if holiday.kind != "public":
            other_day = Holiday(holiday.date, holiday.names)
            yield changed(holidays=[*calendar.holidays[:place], other_day, *calendar.holidays[place + 1 :]])


# cases ---------------------------------------------------------------------------------------------------------------


def _cases(case: Case, calendar: Calendar, support: Support) -> Iterator[Case]:
    if case.pauses:
        yield replace(case, pauses=())
        if len(case.pauses) > 1:
            yield from (replace(case, pauses=(pause,)) for pause in case.pauses)
    yield from (replace(case, reckoning=other) for other in _reckonings(case.reckoning, support))
    if case.bound != "within" and support.takes(case.duration.unit, "within"):
        yield replace(case, bound="within")
    for duration in _durations(case.duration):
        if support.takes(duration.unit, case.bound):
            yield replace(case, duration=duration)
    for start in _starts(case.start, calendar):
        moved = isinstance(start, datetime) and isinstance(case.start, datetime) and case.pauses
        by = start - case.start if moved else timedelta(0)  # type: ignore[operator]
        pauses = tuple((paused + by, resumed and resumed + by) for paused, resumed in case.pauses)
        yield replace(case, start=start, pauses=pauses)
    for place, (paused, resumed) in enumerate(case.pauses):
        for other in _pauses(paused, resumed, calendar):
            yield replace(case, pauses=(*case.pauses[:place], other, *case.pauses[place + 1 :]))


def _reckonings(reckoning: Reckoning, support: Support) -> Iterator[Reckoning]:
    given, usual = support.reckonings, Reckoning()
    fields = [name for name in Reckoning.__dataclass_fields__ if getattr(reckoning, name) != getattr(usual, name)]
    for names in (fields, *([name] for name in fields)) if fields else ():
        other = reckoning.replace(**{name: getattr(usual, name) for name in names})
        listed = isinstance(given, list | tuple) and other in given
        fields_of = given if isinstance(given, dict) else None
        if given is None or listed or (fields_of is not None and _allows(fields_of, usual, names)):
            yield other


def _allows(given: dict[str, Any], usual: Reckoning, names: list[str]) -> bool:
    return all(getattr(usual, name) in given.get(name, [getattr(usual, name)]) for name in names)


def _durations(duration: Duration) -> Iterator[Duration]:
    amount, unit = duration.amount, duration.unit
    if unit == NEXT_WORKING_DAY:
        return
    plainer = _UNITS[: _UNITS.index(unit)] if unit in _UNITS else _UNITS
    yield from (Duration(1, other) for other in plainer)
    yield from (Duration(int(amount) or 1, other) for other in plainer)
    whole = int(amount)
    amounts = [Fraction(n) for n in (1, 2, whole, whole // 2, whole - 1)]
    yield from (Duration(n, unit) for n in dict.fromkeys(amounts) if n >= 0 and abs(n - 1) < abs(Fraction(amount) - 1))


def _starts(start: datetime | date, calendar: Calendar) -> Iterator[datetime | date]:
    if not isinstance(start, datetime):
        yield from _dates(start, calendar)
        return
    zone = ZoneInfo(calendar.zone)
    local = start if start.tzinfo is None else start.astimezone(zone).replace(tzinfo=None)
    clocks = [_NINE, time(local.hour), time(local.hour, local.minute), local.time().replace(microsecond=0)]
    found = [local.replace(fold=0)] if local.fold else []
    found += [datetime.combine(day, clock) for day in _dates(local.date(), calendar) for clock in (_NINE, local.time())]
    found += [datetime.combine(local.date(), clock) for clock in clocks if _rank(clock) < _rank(local.time())]
    for moment in found:
        yield moment if start.tzinfo is None else moment.replace(tzinfo=zone).astimezone(UTC)


def _rank(clock: time) -> tuple[bool, int]:
    """How plain a clock time is: nine o'clock, then whole hours, minutes, seconds."""
    return clock != _NINE, 3 - (clock.microsecond == 0) - (clock.second == 0) - (clock.minute == 0)


def _dates(day: date, calendar: Calendar) -> Iterator[date]:
    """The first week of 2024, else the Monday of the same week, where the calendar covers them."""
    near = timedelta(0) <= day - _MONDAY < timedelta(days=7)
    monday = day - timedelta(days=day.weekday())
    found = [] if near else [_MONDAY, *(_MONDAY + timedelta(days=n) for n in (day.weekday(),) if n)]
    for other in [*found, *([monday] if day != monday else [])]:
        if calendar.covers is None or calendar.covers[0] <= other <= calendar.covers[1]:
            yield other


def _pauses(paused: datetime, resumed: datetime | None, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    if resumed is None:
        return
    length = resumed - paused
    if length > _HOUR:
        yield paused, paused + _HOUR
    if length > timedelta(days=1):
        yield paused, paused + timedelta(days=1)
    for moment in (paused.replace(minute=0, second=0, microsecond=0), paused.replace(second=0, microsecond=0)):
        if moment != paused:
            yield moment, moment + length
    rounded = timedelta(minutes=max(length // timedelta(minutes=1), 1))
    if rounded != length:
        yield paused, paused + rounded
