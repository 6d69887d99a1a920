"""A calendar read one day at a time, and in each day its spans: what ``reference.py`` asks of the world."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from charterclock.calendars.calendar import Calendar
from charterclock.errors import OutsideCalendarError
from charterclock.reckoning import Reckoning

__all__ = ["DAY", "NONE", "TICK", "Moment", "Office", "Span", "clock_of", "outside"]

Moment = datetime | date | str
Span = tuple[datetime, datetime]

TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)
NONE = timedelta(0)
#: a walk that finds nothing in so many days stops: weeks and months repeat within 28 years, 40 across a century
_WALK = 41 * 366


def outside(what: object) -> OutsideCalendarError:
    """The answer for dates that a calendar does not know."""
    return OutsideCalendarError("CC410", f"the answer depends on dates that the calendar does not know: {what}")


def clock_of(local: datetime) -> timedelta:
    """How long after midnight a local clock reads."""
    return local - datetime.combine(local.date(), time())


class Office:
    """A calendar, read one day at a time."""

    def __init__(self, calendar: Calendar, reckoning: Reckoning) -> None:
        self.calendar, self.rest_days, self.zone = calendar, reckoning.rest_days, ZoneInfo(calendar.zone)

    def local(self, moment: datetime) -> datetime:
        """What the local clock reads at an instant, without a zone."""
        return moment.astimezone(self.zone).replace(tzinfo=None, fold=0)

    def date_of(self, moment: datetime) -> date:
        return self.local(moment).date()

    def instant(self, day: date, clock: timedelta = NONE) -> datetime:
        """The first instant whose local clock reads that time of that date, or later; (g) 0:00 is where it starts."""
        reading = datetime.combine(day, time()) + clock
        moment = reading.replace(tzinfo=self.zone, fold=0).astimezone(UTC)
        if self.local(moment) == reading:
            return moment  # a clock time that comes twice is the first: fold 0
        # the clock skips that time; halve until the first instant after the gap is found
        before = reading.replace(tzinfo=self.zone, fold=1).astimezone(UTC)
        while moment - before > TICK:
            middle = before + (moment - before) // 2
            before, moment = (before, middle) if self.local(middle) >= reading else (middle, moment)
        return moment

    def read(self, moment: Moment) -> tuple[datetime, bool]:
        """An instant as given, and whether it is a date alone (then: where the date starts)."""
        if isinstance(moment, str):
            moment = date.fromisoformat(moment) if len(moment) == 10 else datetime.fromisoformat(moment)
        if not isinstance(moment, datetime):
            return self.instant(moment), True
        if moment.tzinfo is not None:
            return moment.astimezone(UTC), False
        return self.instant(moment.date(), clock_of(moment)), False

    def spans(self, day: date) -> list[Span]:
        """Opening time: the spans that begin on a date. (g) One that a clock gap leaves empty does not open."""
        if self.calendar.covers is not None and not self.calendar.covers[0] <= day <= self.calendar.covers[1]:
            raise outside(day)
        clocks = [(timedelta(microseconds=a), timedelta(microseconds=b)) for a, b in self.calendar.hours_on(day)]
        spans = [(self.instant(day, opens), self.instant(day, closes)) for opens, closes in clocks]
        return [(opens, closes) for opens, closes in spans if opens < closes]

    def open_on(self, day: date) -> Iterator[Span]:
        """The opening time that falls on a date, in order: what the evening before left open, then its own spans."""
        first = self.calendar.covers is not None and day <= self.calendar.covers[0]
        reached, end = self.instant(day), self.instant(day + DAY)
        for owner in (day,) if first else (day - DAY, day):  # (i) nothing is open before the first covered date
            for opens, closes in self.spans(owner):
                if max(opens, reached) < min(closes, end):
                    yield max(opens, reached), min(closes, end)
                    reached = min(closes, end)  # overlapping spans are one

    def open_until(self, day: date, end: datetime) -> Iterator[Span]:
        """(i) The same, as far as an instant: what comes later need not be known."""
        for opens, closes in self.open_on(day) if self.instant(day) < end else ():
            yield opens, min(closes, end)
            if closes >= end:
                return

    def is_open(self, moment: datetime) -> bool:
        return any(opens <= moment < closes for opens, closes in self.open_on(self.date_of(moment)))

    def is_working(self, day: date) -> bool:
        """Working day: at least one span begins on it; statutory: neither public holiday nor weekly holiday."""
        opens = bool(self.spans(day))
        if self.rest_days == "office":
            return opens
        return not self.calendar.is_weekly_holiday(day) and not any(
            holiday.is_public for holiday in self.calendar.holidays_on(day)
        )

    def walk(self, day: date, step: int = 1) -> Iterator[date]:
        """Dates from ``day`` on, one after the other."""
        for _ in range(_WALK):
            yield day
            day += step * DAY
        raise outside("it stays closed")

    def working(self, day: date, step: int = 1) -> date:
        """The date if it is a working day, else the next one (``step`` -1: the one before)."""
        return next(found for found in self.walk(day, step) if self.is_working(found))

    def nth_working(self, day: date, n: int, step: int = 1) -> date:
        """The n-th working day after (before) a date."""
        for _ in range(n):
            day = self.working(day + step * DAY, step)
        return day

    def opening_time(self, begin: datetime, end: datetime) -> timedelta:
        """How much opening time lies between two instants."""
        total, day = NONE, self.date_of(begin)
        while self.instant(day) < end:
            for opens, closes in self.open_until(day, end):
                total += max(closes - max(opens, begin), NONE)
            day += DAY
        return total
