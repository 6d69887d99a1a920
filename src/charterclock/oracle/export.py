"""Cases of one calendar with their right answers, as a flat table that a program in any language can read.

Every row stands alone: it holds the opening hours of the week, each date near the case that differs from it, and the
case itself. The same calendar, number, seed and options give the same rows, whatever is installed beside.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.hours import WEEKDAYS, Spans, write_spans
from charterclock.clock.due import Due, due
from charterclock.durations import NEXT_WORKING_DAY, TIME_UNITS, UNITS, Duration
from charterclock.errors import BeyondGazettedWarning, CharterclockError
from charterclock.reckoning import Reckoning

__all__ = ["COLUMNS", "Wanted", "exported", "row_schema"]

#: column, and what it holds
COLUMNS: Final[dict[str, str]] = {
    "id": "number of the row, from 1",
    "calendar": "code of the calendar, or the file it is read from",
    "zone": "IANA name of its time zone",
    **{day: f"opening hours of most {day} days near the case, such as 08:00-13:00 14:00-17:00, or closed; an end at or "
            "before its start lies on the next day; 24:00 is midnight" for day in WEEKDAYS},
    "other_days": "each date from known_from to known_to whose hours differ from its weekday's: date and hours, "
                  "separated by '; '",
    "statutory_rest": "with rest_days statutory: the dates from known_from to known_to that are no working days, "
                      "separated by '; '; else blank",
    "known_from": "first date that the row tells of", "known_to": "last date that the row tells of",
    "start": "when the case arrived (bound before: when the event is): ISO 8601 with offset",
    "amount": "how many of the unit, a decimal; blank for the next working day", "unit": "unit of the duration",
    "bound": "within, under, after, before or at_least",
    "receipt": "actual, next_opening or cutoff HH:MM", "first_day": "excluded or included",
    "roll": "following, preceding or none", "rest_days": "office or statutory", "statutory_limit": "6 or 7",
    "day_end": "midnight, closing, same_time or HH:MM", "paused": "excluded, ignored or restart",
    "pauses": "pauses, half-open: from/to in ISO 8601, separated by '; '",
    "due_date": "the right local date", "due_at": "the right last instant, inclusive; of a floor, when it is reached",
}  # fmt: skip

_DAY: Final = timedelta(days=1)
_BEFORE, _BEYOND = timedelta(days=10), timedelta(days=40)
_TICK: Final = timedelta(seconds=1)
#: the largest amounts
_AMOUNTS: Final = {
    "minute": 600, "second": 90_000, "hour": 60, "day": 25, "week": 6, "month": 14, "quarter": 5, "year": 2,
}  # fmt: skip
_BOUNDS: Final = ("within", "within", "within", "under", "after", "before", "at_least")
_FIELDS: Final = {
    "receipt": ("actual", "next_opening", "cutoff 16:00", "cutoff 12:30"), "first_day": ("excluded", "included"),
    "roll": ("following", "preceding", "none"), "rest_days": ("office", "statutory"), "statutory_limit": (6, 7),
    "day_end": ("midnight", "closing", "same_time", "16:00"), "paused": ("excluded", "restart", "ignored"),
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """Which cases to draw.

    Attributes:
        units: units of duration; all by default.
        bounds: bounds; all by default.
        reckonings: whether to vary the ways of counting; else all defaults.
        pauses: whether some cases are paused.
    """

    units: Collection[str] = UNITS
    bounds: Collection[str] = tuple(dict.fromkeys(_BOUNDS))
    reckonings: bool = True
    pauses: bool = True


def exported(
    calendar: Calendar, name: str, n: int, seed: int, wanted: Wanted = Wanted()
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """Rows of cases with their right answers; see ``COLUMNS``.

    Half of the starts and pauses lie on an opening, a closing, a midnight, or one second beside one; half of the dates
    are a day off, its eve, the end of a month, a leap day or a date on which hours change.

    Args:
        calendar: the calendar; rows are of dates that it covers and whose days off are settled.
        name: what is written in the column ``calendar``.
        n: how many rows.
        seed: the same seed gives the same rows.
        wanted: which cases to draw.

    Raises:
        ValueError: no unit that is wanted goes with a bound that is wanted.

    Example:
        >>> import charterclock as cc
        >>> row = next(exported(cc.calendar("MY-07"), "MY-07", 1, seed=1))
        >>> list(row) == list(COLUMNS), row["zone"]
        (True, 'Asia/Kuala_Lumpur')
    """
    drawing = _Drawing(calendar, Random(f"charterclock {seed}"), wanted)
    number = 0
    while number < n:
        case = drawing.case()
        answer = _answered(calendar, case)
        if answer is None:
            continue
        number += 1
        yield {"id": number, "calendar": name, **drawing.near_days(case, answer), **_case(case), **_answer(answer)}


def _answered(calendar: Calendar, case: _Case) -> Due | None:
    """The right answer; none beyond the dates covered, where days off are not settled, or if there is no question."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", BeyondGazettedWarning)
        try:
            return due(case.start, case.duration, calendar, case.reckoning, bound=case.bound, pauses=case.pauses)
        except (CharterclockError, BeyondGazettedWarning):
            return None


@dataclass(frozen=True)
class _Case:
    start: datetime
    duration: Duration
    reckoning: Reckoning
    bound: str
    pauses: Sequence[tuple[datetime, datetime]]


class _Drawing:
    """Draws cases near the boundaries of a calendar."""

    def __init__(self, calendar: Calendar, random: Random, wanted: Wanted) -> None:
        self.calendar, self.random, self.wanted = calendar, random, wanted
        self.zone = ZoneInfo(calendar.zone)
        covers = calendar.covers or (date(2015, 1, 1), date(2034, 12, 31))
        settled = min(covers[1], calendar.last_gazetted or covers[1])
        self.first, self.last = covers[0] + 400 * _DAY, settled - 400 * _DAY
        if self.first >= self.last:
            self.first, self.last = covers
        self.pairs = [
            (unit, bound)
            for bound in _BOUNDS if bound in wanted.bounds
            for unit in UNITS if unit in wanted.units and _goes(unit, bound)
        ]  # fmt: skip
        if not self.pairs:
            raise ValueError("no unit that is wanted goes with a bound that is wanted")
        offs = [holiday.date for holiday in calendar.holidays] + [hours.date for hours in calendar.special]
        changes = [week.since for week in calendar.weeks if week.since]
        changes += [day for season in calendar.seasons for pair in season.dates for day in pair]
        near = [*offs, *changes, *(day - _DAY for day in (*offs, *changes))]
        near += [date(year, month, 1) - _DAY for year in range(self.first.year, self.last.year) for month in (2, 3, 5)]
        self.known: dict[date, Spans] = {}
        self.near = sorted(day for day in set(near) if self.first <= day <= self.last) or [self.first]

    def hours(self, day: date) -> Spans:
        """The hours of a date, looked up once."""
        if day not in self.known:
            self.known[day] = self.calendar.hours_on(day)
        return self.known[day]

    def day(self) -> date:
        if self.random.random() < 0.5:
            return self.random.choice(self.near)
        return self.first + self.random.randrange((self.last - self.first).days + 1) * _DAY

    def instant(self, day: date) -> datetime:
        clocks = [edge // 1_000_000 for span in self.hours(day) for edge in span]
        clock = self.random.randrange(86_400)
        if self.random.random() < 0.5:
            clock = self.random.choice([*clocks, *clocks, 0, 57_600, 43_200])
        midnight = datetime.combine(day, datetime.min.time())
        local = midnight + timedelta(seconds=clock) + self.random.choice([0, 0, 1, -1]) * _TICK
        return local.replace(tzinfo=self.zone, fold=0).astimezone(UTC).astimezone(self.zone)

    def case(self) -> _Case:
        unit, bound = self.random.choice(self.pairs)
        start = self.instant(self.day())
        reckoning = Reckoning()
        if self.wanted.reckonings and self.random.random() < 0.5:
            reckoning = Reckoning(**{field: self.random.choice(values) for field, values in _FIELDS.items()})  # type: ignore[arg-type]
        pauses: list[tuple[datetime, datetime]] = []
        while self.wanted.pauses and len(pauses) < 3 and self.random.random() < 0.3:
            days = sorted(start.date() + self.random.randrange(10) * _DAY for _ in range(2))
            begin, end = sorted(self.instant(min(day, self.last)) for day in days)
            pauses.append((begin, end))
        return _Case(start, self._duration(unit), reckoning, bound, pauses)

    def _duration(self, unit: str) -> Duration:
        if unit == NEXT_WORKING_DAY:
            return Duration(unit=unit)
        most = _AMOUNTS[unit.split()[1]]
        amount = Fraction(self.random.choice([1, 1, 2, 3, self.random.randint(0, most)]))
        halves = unit.endswith("hour") and self.random.random() < 0.2
        return Duration(amount + Fraction(1, 2) if halves else amount, unit)

    def near_days(self, case: _Case, answer: Due) -> dict[str, Any]:
        """The columns that tell of the calendar near a case."""
        calendar = self.calendar
        moments = [case.start, answer.instant, *(moment for pause in case.pauses for moment in pause)]
        low, high = min(moments).date() - _BEFORE, max(moments).date() + _BEYOND
        if calendar.covers is not None:
            low, high = max(low, calendar.covers[0]), min(high, calendar.covers[1])
        days = [low + n * _DAY for n in range((high - low).days + 1)]
        hours = {day: self.hours(day) for day in days}
        counts: list[Counter[Spans]] = [Counter() for _ in range(7)]
        for day, spans in hours.items():
            counts[day.weekday()][spans] += 1
        week = [count.most_common(1)[0][0] if count else () for count in counts]
        others = [f"{day} {write_spans(spans)}" for day, spans in hours.items() if spans != week[day.weekday()]]
        rest: list[str] = []
        if case.reckoning.rest_days == "statutory":
            public = {holiday.date for holiday in calendar.holidays if holiday.is_public}
            rest = [str(day) for day in days if day in public or calendar.is_weekly_holiday(day)]
        return {
            "zone": calendar.zone,
            **{name: write_spans(spans) for name, spans in zip(WEEKDAYS, week, strict=True)},
            "other_days": "; ".join(others), "statutory_rest": "; ".join(rest),
            "known_from": str(low), "known_to": str(high),
        }  # fmt: skip


def _goes(unit: str, bound: str) -> bool:
    if bound == "after" and unit in TIME_UNITS:
        return False
    return not (bound in ("after", "before") and unit == NEXT_WORKING_DAY)


def _case(case: _Case) -> dict[str, Any]:
    amount, reckoning = Fraction(case.duration.amount), case.reckoning
    return {
        "start": case.start.isoformat(),
        "amount": "" if case.duration.unit == NEXT_WORKING_DAY else f"{float(amount):g}" if amount % 1 else str(amount),
        "unit": case.duration.unit, "bound": case.bound,
        **{field: getattr(reckoning, field) for field in _FIELDS},
        "pauses": "; ".join(f"{paused.isoformat()}/{resumed.isoformat()}" for paused, resumed in case.pauses),
    }  # fmt: skip


def _answer(answer: Due) -> dict[str, Any]:
    return {"due_date": str(answer.date), "due_at": answer.instant.isoformat()}


def row_schema() -> dict[str, Any]:
    """The JSON Schema of a row of JSON Lines; a CSV has the same columns as text."""
    numbers = {"id": "integer", "statutory_limit": "integer"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case and its right answer",
        "type": "object",
        "properties": {
            name: {"type": numbers.get(name, "string"), "description": said} for name, said in COLUMNS.items()
        },
        "required": list(COLUMNS),
    }
