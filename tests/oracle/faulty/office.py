"""What a plain engine reads of a case and its office: clocks, opening time, working days.

Instants are kept in UTC; ``local`` and ``instant`` are the only doors to the clock on the wall.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from charterclock import Calendar, Duration, OutsideCalendarError, Reckoning
from charterclock.calendars.hours import Week

TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)
NONE = timedelta(0)

Span = tuple[datetime, datetime]


class Hangs(Exception):
    """What a fault raises where its original searches for ever."""


class Office:
    """One case as it was given, and what its office can say."""

    #: so many dates are looked at in one search: weeks and months repeat within 28 years, 40 across a century
    patience = 41 * 366

    def __init__(
        self,
        start: datetime | date,
        duration: Duration,
        calendar: Calendar,
        reckoning: Reckoning,
        bound: str,
        pauses: Sequence[Span],
    ) -> None:
        self.given = start
        self.zone = ZoneInfo(calendar.zone)
        self.calendar = self.read_calendar(calendar)
        self.reckoning = self.read_reckoning(reckoning)
        self.duration = self.read_duration(duration)
        self.bound = self.read_bound(bound)
        self.start = self.received = self.read_start(start)
        self.pauses = self.read_pauses(pauses)

    # what it makes of what it is given

    def read_calendar(self, calendar: Calendar) -> Calendar:
        return calendar

    def read_reckoning(self, reckoning: Reckoning) -> Reckoning:
        return reckoning

    def read_duration(self, duration: Duration) -> Duration:
        return duration

    def read_bound(self, bound: str) -> str:
        return bound

    def read_start(self, start: datetime | date) -> datetime:
        if not isinstance(start, datetime):
            return self.midnight(start)
        return self.instant(start) if start.tzinfo is None else start.astimezone(UTC)

    def read_pauses(self, pauses: Sequence[Span]) -> list[Span]:
        """In order of time; those that overlap or touch are one."""
        merged: list[Span] = []
        for paused, resumed in sorted((p.astimezone(UTC), r.astimezone(UTC)) for p, r in pauses):
            if merged and paused <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], resumed))
            else:
                merged.append((paused, resumed))
        return merged

    @property
    def counts_time(self) -> bool:
        return self.duration.unit.endswith((" second", " minute", " hour"))

    @property
    def counts_clock_time(self) -> bool:
        return self.counts_time and self.duration.unit.startswith("clock")

    # clocks

    def local(self, moment: datetime) -> datetime:
        """What the clock on the wall reads."""
        return moment.astimezone(self.zone).replace(tzinfo=None, fold=0)

    def instant(self, reading: datetime) -> datetime:
        """When the clock on the wall first reads that, or later."""
        moment = reading.replace(tzinfo=self.zone, fold=0).astimezone(UTC)
        return moment if self.local(moment) == reading else self.after_gap(reading)

    def after_gap(self, reading: datetime) -> datetime:
        """The end of the gap in which a reading lies: clocks are changed on a full minute."""
        moment = reading.replace(tzinfo=self.zone, fold=1, second=0, microsecond=0).astimezone(UTC)
        while self.local(moment) < reading:
            moment += timedelta(minutes=1)
        return moment

    def date_of(self, moment: datetime) -> date:
        return self.local(moment).date()

    def clock_of(self, moment: datetime) -> timedelta:
        """How long after midnight the clock reads."""
        reading = self.local(moment)
        return reading - datetime.combine(reading.date(), time())

    def at(self, day: date, clock: timedelta) -> datetime:
        return self.instant(datetime.combine(day, time()) + clock)

    def midnight(self, day: date) -> datetime:
        """Where a date begins."""
        return self.at(day, NONE)

    # opening time

    def hours(self, day: date) -> Sequence[tuple[int, int]]:
        """The spans that begin on a date, in microseconds after its midnight."""
        return self.calendar.hours_on(day)

    def spans(self, day: date) -> list[Span]:
        clocks = [(timedelta(microseconds=a), timedelta(microseconds=b)) for a, b in self.hours(day)]
        spans = [(self.at(day, opens), self.at(day, closes)) for opens, closes in clocks]
        return [(opens, closes) for opens, closes in spans if opens < closes]

    def stretches(self, day: date, until: datetime | None = None) -> Iterator[Span]:
        """Opening time from a date on, each moment once; no date is looked at that begins at ``until`` or later."""
        reached = self.midnight(day)
        for owner in self.walk(self.first_owner(day)):
            if until is not None and max(reached, self.midnight(owner)) >= until:
                return
            for opens, closes in self.spans(owner):
                opens = max(opens, reached)
                if until is not None and opens >= until:
                    return
                if opens < closes:
                    yield opens, closes
                    reached = closes

    def first_owner(self, day: date) -> date:
        """The first date whose spans can reach into a date."""
        return day - DAY if self.is_known(day - DAY) else day

    def is_open(self, moment: datetime) -> bool:
        return any(self.holds(span, moment) for span in self.stretches(self.date_of(moment), moment + TICK))

    def holds(self, span: Span, moment: datetime) -> bool:
        return span[0] <= moment < span[1]

    def opening_between(self, begin: datetime, end: datetime) -> timedelta:
        stretches = self.stretches(self.date_of(begin), end)
        return sum((max(min(closes, end) - max(opens, begin), NONE) for opens, closes in stretches), NONE)

    # days

    def is_known(self, day: date) -> bool:
        covers = self.calendar.covers
        return covers is None or covers[0] <= day <= covers[1]

    def walk(self, day: date, step: int = 1) -> Iterator[date]:
        for _ in range(self.patience):
            yield day
            day += step * DAY
        raise OutsideCalendarError("CC410", "nothing is found")

    def is_working(self, day: date) -> bool:
        opens = bool(self.spans(day))
        if self.reckoning.rest_days == "office":
            return opens
        return not self.calendar.is_weekly_holiday(day) and not self.is_public_holiday(day)

    def is_public_holiday(self, day: date) -> bool:
        return any(holiday.is_public for holiday in self.calendar.holidays_on(day))

    def working(self, day: date, step: int = 1) -> date:
        """The date, or the next one (-1: the one before) that is a working day."""
        return next(found for found in self.walk(day, step) if self.is_working(found))

    def nth_working(self, day: date, n: int, step: int = 1) -> date:
        for _ in range(n):
            day = self.working(day + step * DAY, step)
        return day


def altered(calendar: Calendar, **changes: object) -> Calendar:
    """The same calendar but for some of its parts."""
    keys = ("zone", "weeks", "holidays", "seasons", "special", "weekly_holiday", "joint_leave", "covers")
    return Calendar(**{key: getattr(calendar, key) for key in keys} | changes)


def days_off(calendar: Calendar) -> dict[date, int]:
    """How many days off close the office, by date; one opened by order is not closed."""
    closing = [h.date for h in calendar.holidays if h.kind != "joint_leave" or calendar.joint_leave == "holiday"]
    return Counter(day for day in closing if all(day != hours.date for hours in calendar.special))


def week_on(calendar: Calendar, day: date) -> Week:
    """The week of hours in force on a date."""
    return [week for week in calendar.weeks if week.since is None or week.since <= day][-1]
