"""Hypothesis strategies: calendars with every oddity that offices have, and cases that sit on their boundaries.

Every strategy shrinks to what is plainest: an office open from 8 to 5, no days off, a case of today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from charterclock.calendars.calendar import Calendar, SpecialHours
from charterclock.calendars.holidays import Holiday
from charterclock.calendars.hours import Season, Spans, Week, read_spans
from charterclock.durations import UNITS, Duration
from charterclock.reckoning import Reckoning

__all__ = [
    "BOUNDS", "ZONES", "Case", "calendars", "cases", "dates_of", "durations", "holidays", "moments", "pauses",
    "reckonings", "seasons", "spans", "special_hours", "starts", "weekly_holidays", "weeks",
]  # fmt: skip

#: the first needs no thought; then no daylight saving, then more and more of it (gaps at midnight, half an hour, ...)
ZONES: Final = (
    "Asia/Kuala_Lumpur", "UTC", "Asia/Kathmandu", "America/New_York", "Europe/Paris", "America/Sao_Paulo",
    "Australia/Lord_Howe", "Africa/Casablanca",
)  # fmt: skip
BOUNDS: Final = ("within", "under", "after", "before", "at_least")

_DAY: Final = timedelta(days=1)
_TICK: Final = timedelta(microseconds=1)
_FIRST: Final = date(2015, 1, 1)
_LAST: Final = date(2026, 12, 31)
_USUAL: Final = (
    "08:00-17:00", "08:00-13:00 14:00-17:00", "08:00-12:15 14:45-17:00", "08:00-12:45", "00:00-24:00", "22:00-06:00",
    "07:00-15:00 23:00-07:00", "02:15-02:45", "00:00-00:30 23:30-24:00", "20:00-12:00", "00:00-08:00",
)  # fmt: skip
#: the first is (2, 4): the second and fourth of a month
_OCCURRENCES: Final = ((2, 4), (1, 3), (1, 3, 5), (5,))
_LARGEST: Final = {
    "clock second": 200_000, "clock minute": 5_000, "clock hour": 500, "working minute": 3_000, "working hour": 90,
    "calendar day": 60, "calendar week": 8, "working day": 25, "working week": 4, "statutory day": 14,
    "calendar month": 13, "calendar quarter": 4, "calendar year": 2, "working month": 6,
}  # fmt: skip
_FRACTIONS: Final = ("clock minute", "clock hour", "working minute", "working hour")
_PARTS: Final = (Fraction(1, 2), Fraction(1, 60), Fraction(1, 1_000_000))

_PLAIN: Final = Reckoning()
_T = TypeVar("_T")


@dataclass(frozen=True)
class Case:
    """One case: what a due is computed from."""

    start: datetime | date
    duration: Duration
    reckoning: Reckoning = _PLAIN
    bound: str = "within"
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
    at: datetime | None = None


def _rarely(plain: st.SearchStrategy[_T], odd: st.SearchStrategy[_T], one_in: int) -> st.SearchStrategy[_T]:
    """The odd one once in so many; shrinks to the plain one."""
    return st.integers(0, one_in - 1).flatmap(lambda n: odd if n == one_in - 1 else plain)


# calendars -----------------------------------------------------------------------------------------------------------


def spans() -> st.SearchStrategy[Spans]:
    """The opening hours of one day: usual ones, or several spans cut at any quarter of an hour, the last one
    sometimes over midnight. Shrinks to 08:00-17:00.
    """

    def cut(clocks: tuple[list[int], bool]) -> Spans:
        quarters, overnight = sorted(clocks[0]), clocks[1]
        ends = quarters[: len(quarters) // 2 * 2]
        if overnight and ends[-1] < 96:
            ends = [*ends[1:], ends[0]]
        texts = [f"{n // 4:02}:{n % 4 * 15:02}" for n in ends]
        return read_spans(" ".join(f"{a}-{b}" for a, b in zip(texts[::2], texts[1::2], strict=True)))

    any_cuts = st.tuples(st.lists(st.integers(0, 96), min_size=2, max_size=6, unique=True), st.booleans())
    return _rarely(st.sampled_from(_USUAL).map(read_spans), any_cuts.map(cut), 3)


@st.composite
def weeks(draw: st.DrawFn, since: date | None = None) -> Week:
    """A week of hours: some weekdays open, one of them with hours of its own, one only on some occurrences in the
    month; now and then 24x7. Shrinks to Monday to Friday, 08:00-17:00.
    """
    if draw(st.integers(0, 9)) == 9:
        return Week.read("24x7", since)
    usual = draw(spans())
    days = draw(st.sampled_from([(0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5), (6, 0, 1, 2, 3), (0, 2), (3,)]))
    rules: list[tuple[tuple[tuple[int, ...], Spans], ...]] = [(((), usual),) if n in days else () for n in range(7)]
    if draw(st.booleans()):
        rules[draw(st.sampled_from(days))] = (((), draw(spans())),)
    if draw(st.booleans()):
        nth = draw(st.sampled_from(_OCCURRENCES))
        rest = tuple(n for n in range(1, 6) if n not in nth)
        some = ((nth, draw(spans())),)
        rules[5] = (*some, (rest, draw(spans()))) if draw(st.integers(0, 3)) == 3 else some
    return Week(tuple(rules), since)


def holidays(first: date, last: date) -> st.SearchStrategy[list[Holiday]]:
    """Days off between two dates, of every kind, sometimes several on one date. Shrinks to none."""
    kinds = st.sampled_from(["public", "federal", "joint_leave", "civil_service_only", "replacement"])
    return st.lists(st.builds(Holiday, st.dates(first, last), st.just("day off"), kinds), max_size=12)


@st.composite
def seasons(draw: st.DrawFn, first: date, last: date) -> list[Season]:
    """At most one season, of one to forty days, for some weekdays. Shrinks to none."""
    if draw(st.integers(0, 2)) < 2:
        return []
    begins = draw(st.dates(first, last))
    ends = min(begins + draw(st.integers(0, 39)) * _DAY, last)
    return [Season("season", ((begins, ends),), draw(weeks()))]


def special_hours(first: date, last: date) -> st.SearchStrategy[list[SpecialHours]]:
    """Dates with hours of their own: opened by order, half days, closed. Shrinks to none."""
    hours = _rarely(spans(), st.just(()), 3)
    return st.lists(st.builds(SpecialHours, st.dates(first, last), hours), max_size=4, unique_by=lambda h: h.date)


def weekly_holidays(first: date, last: date) -> st.SearchStrategy[tuple[tuple[date | None, int], ...]]:
    """The one rest day of the law: Sunday, Friday, changed at a date, or none said. Shrinks to Sunday."""
    changed = st.dates(first, last).map(lambda day: ((None, 4), (day, 6)))
    return _rarely(st.sampled_from([((None, 6),), ((None, 4),)]), st.one_of(changed, st.just(())), 4)


@st.composite
def calendars(draw: st.DrawFn, zones: Sequence[str] = ZONES) -> Calendar:
    """A calendar of some months to two years between 2015 and 2026; one in eight covers all dates.

    Shrinks to an office in the first zone, open Monday to Friday from 8 to 5, without days off.
    """
    zone = draw(st.sampled_from(zones))
    latest = date(2018, 12, 31) if zone == "America/Sao_Paulo" else _LAST  # later it has no daylight saving
    first = draw(st.dates(_FIRST, latest - 150 * _DAY))
    last = min(first + draw(st.integers(60, 730)) * _DAY, latest)
    hours = [draw(weeks())]
    if draw(st.integers(0, 3)) == 3:
        hours.append(draw(weeks(draw(st.dates(first, last)))))
    return Calendar(
        zone=zone,
        weeks=hours,
        holidays=draw(holidays(first, last)),
        seasons=draw(seasons(first, last)),
        special=draw(special_hours(first, last)),
        weekly_holiday=draw(weekly_holidays(first, last)),
        joint_leave=draw(st.sampled_from(["holiday", "working"])),
        covers=draw(_rarely(st.just((first, last)), st.none(), 8)),
    )


# dates and instants of a calendar ------------------------------------------------------------------------------------


def _range(calendar: Calendar) -> tuple[date, date]:
    return calendar.covers or (date(2020, 1, 1), date(2021, 12, 31))


@lru_cache(maxsize=8)
def _interesting(calendar: Calendar) -> tuple[date, ...]:
    """The dates at which something changes."""
    first, last = _range(calendar)
    zone = ZoneInfo(calendar.zone)
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    offsets = [datetime.combine(day, time(12), tzinfo=zone).utcoffset() for day in days]
    changes = [day for day, a, b in zip(days[1:], offsets, offsets[1:], strict=False) if a != b]
    offs = {h.date for h in calendar.holidays} | {h.date for h in calendar.special}
    found = {first, first + _DAY, last, last - _DAY, *offs, *(day - _DAY for day in offs), *changes}
    found |= {day for day in days if (day + _DAY).day == 1 and day.month in (1, 2, 4, 12)}
    found |= {day for day in days if (day.month, day.day) == (2, 29)}
    found |= {week.since for week in calendar.weeks if week.since}
    found |= {day for season in calendar.seasons for pair in season.dates for day in pair}
    # those with a change of the clock count three times
    return (*sorted(day for day in found if first <= day <= last), *changes * 3)


def dates_of(calendar: Calendar) -> st.SearchStrategy[date]:
    """Dates that a calendar covers, most of them where something changes: days off, month ends, leap days, clock
    changes, the first and last day. Shrinks to the first date covered.
    """
    first, last = _range(calendar)
    return st.one_of(st.dates(first, last), st.sampled_from(_interesting(calendar)))


@st.composite
def moments(draw: st.DrawFn, calendar: Calendar, days: st.SearchStrategy[date] | None = None) -> datetime:
    """Instants, in UTC, on or one microsecond beside an opening, a closing, midnight, a usual cut-off or a change of
    the clock, or anywhere. Shrinks to an opening of the earliest date.
    """
    day = draw(dates_of(calendar) if days is None else days)
    covers = calendar.covers
    clocks = (
        [edge for span in calendar.hours_on(day) for edge in span]
        if not covers or covers[0] <= day <= covers[1]
        else []
    )
    clocks += [hour * 1_800_000_000 for hour in (32, 0, 48, 2, 3, 4, 5, 46, 47)]
    anywhere = st.integers(0, 86_399_999_999)
    clock = draw(_rarely(st.sampled_from(clocks), anywhere, 4))
    near = draw(st.sampled_from([0, 1, -1]))
    local = datetime.combine(day, time()) + timedelta(microseconds=clock)
    fold = draw(st.integers(0, 1))
    return local.replace(tzinfo=ZoneInfo(calendar.zone), fold=fold).astimezone(UTC) + near * _TICK


def starts(calendar: Calendar) -> st.SearchStrategy[datetime | date]:
    """What a case can start with: an instant with or without offset; one in ten a date alone. One instant in thirty is
    on the date before the first covered or after the last.

    Shrinks to an instant in UTC on a boundary of the earliest date.
    """
    zone = ZoneInfo(calendar.zone)
    first, last = _range(calendar)
    days = _rarely(dates_of(calendar), st.sampled_from([first - _DAY, last + _DAY]), 30)
    naive = moments(calendar, days).map(lambda t: t.astimezone(zone).replace(tzinfo=None, fold=0))
    instants: st.SearchStrategy[datetime | date] = st.one_of(moments(calendar, days), naive)
    alone: st.SearchStrategy[datetime | date] = dates_of(calendar)
    return _rarely(instants, alone, 10)


# cases ---------------------------------------------------------------------------------------------------------------


@st.composite
def durations(draw: st.DrawFn, units: Sequence[str] = UNITS, largest: int | None = None) -> Duration:
    """Durations of the given units, small ones mostly; of hours and minutes sometimes a fraction.

    Shrinks to none of the first unit.
    """
    unit = draw(st.sampled_from(units))
    if unit == "next working day":
        return Duration(unit=unit)
    most = _LARGEST[unit] if largest is None else min(largest, _LARGEST[unit])
    amount = Fraction(draw(st.one_of(st.integers(0, min(10, most)), st.integers(0, most))))
    if unit in _FRACTIONS and draw(st.integers(0, 3)) == 3:
        amount += draw(st.sampled_from(_PARTS))
        if amount * 60 * 10**6 % 1:
            amount = Fraction(int(amount))
    elif unit == "calendar year" and draw(st.integers(0, 3)) == 3:
        amount += Fraction(draw(st.integers(1, 11)), 12)
    return Duration(amount, unit)


@st.composite
def reckonings(draw: st.DrawFn) -> Reckoning:
    """Ways of counting, every field of its own. Shrinks to all defaults."""
    clock = st.sampled_from(["16:00", "08:00", "12:30", "00:00", "02:30", "23:59"])
    cutoff = clock.map(lambda text: f"cutoff {text}")
    return Reckoning(
        receipt=draw(st.one_of(st.just("actual"), st.just("next_opening"), cutoff)),
        first_day=draw(st.sampled_from(["excluded", "included"])),
        roll=draw(st.sampled_from(["following", "preceding", "none"])),
        rest_days=draw(_rarely(st.just("office"), st.just("statutory"), 3)),
        statutory_limit=draw(st.sampled_from([6, 7])),
        day_end=draw(st.one_of(st.just("midnight"), st.sampled_from(["closing", "same_time"]), clock)),
        paused=draw(st.sampled_from(["excluded", "excluded", "restart", "ignored"])),
    )


@st.composite
def pauses(
    draw: st.DrawFn, calendar: Calendar, start: datetime | date, most: int = 4
) -> tuple[tuple[datetime, datetime | None], ...]:
    """Pauses around and after a start, often on boundaries; they may overlap, touch, be empty, or still be open.

    Shrinks to none.
    """
    day = start if not isinstance(start, datetime) else start.date()
    first, last = _range(calendar)
    days = st.integers(-1, 20).map(lambda n: min(max(day + n * _DAY, first), last))
    found: list[tuple[datetime, datetime | None]] = []
    for _ in range(draw(st.integers(0, most))):
        begin = draw(moments(calendar, days))
        if draw(st.booleans()):
            end = begin + draw(st.sampled_from([0, 1, 60, 1440, 3000, 10000])) * timedelta(minutes=1)
        else:
            end = draw(moments(calendar, days))
        found.append((min(begin, end), max(begin, end)))
    if found and draw(st.integers(0, 7)) == 7:
        found[-1] = (found[-1][0], None)
    return tuple(found)


@st.composite
def cases(
    draw: st.DrawFn, calendar: Calendar, units: Sequence[str] = UNITS, bounds: Sequence[str] = BOUNDS,
    with_pauses: bool = True,
) -> Case:  # fmt: skip
    """Cases of one calendar: a start, a duration, a reckoning, a bound and pauses.

    Shrinks to a case without pauses, due at once by the default reckoning.
    """
    start = draw(starts(calendar))
    held = draw(pauses(calendar, start)) if with_pauses and draw(st.booleans()) else ()
    at: datetime | None = None
    if any(resumed is None for _, resumed in held) or (held and draw(st.integers(0, 4)) == 4):
        at = max(paused for paused, _ in held) + draw(st.integers(-1000, 10000)) * timedelta(minutes=1)
    return Case(start, draw(durations(units)), draw(reckonings()), draw(st.sampled_from(bounds)), held, at)
