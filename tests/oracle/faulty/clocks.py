"""Faults with zones: offsets, dates at a border, clocks that are changed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from faulty.office import DAY, NONE, TICK, Hangs, altered, days_off
from faulty.walker import Walker

HOUR = timedelta(hours=1)

# offsets


class OffsetOfTheZone(Walker):
    """Gives a zone one offset, that of January, in all seasons (B007, B008, B009; words)."""

    def offset(self):
        return datetime(2020, 1, 1, tzinfo=self.zone).utcoffset()

    def local(self, moment):
        return (moment + self.offset()).replace(tzinfo=None)

    def instant(self, reading):
        return (reading - self.offset()).replace(tzinfo=UTC)


class OffsetOfTheStart(OffsetOfTheZone):
    """Keeps the offset of the start on every date (B004, B009; words)."""

    def offset(self):
        given = self.given if isinstance(self.given, datetime) else datetime.combine(self.given, time())
        return (given if given.tzinfo else given.replace(tzinfo=self.zone)).astimezone(self.zone).utcoffset()


class OffsetInWholeHours(Walker):
    """Drops the minutes of an offset (words)."""

    def local(self, moment):
        reading = super().local(moment)
        return reading - (reading - moment.replace(tzinfo=None)) % HOUR

    def instant(self, reading):
        offset = reading.replace(tzinfo=self.zone).utcoffset()
        return (reading - offset + offset % HOUR).replace(tzinfo=UTC)


class OffsetDropped(Walker):
    """Takes the clock time of a start and drops its offset (B010, B011; words)."""

    def read_start(self, start):
        return super().read_start(start.replace(tzinfo=None) if isinstance(start, datetime) else start)


class NaiveIsUTC(Walker):
    """Takes a start without an offset for UTC (B010; words)."""

    def read_start(self, start):
        naive = isinstance(start, datetime) and start.tzinfo is None
        return start.replace(tzinfo=UTC) if naive else super().read_start(start)


class DateIsMidnightUTC(Walker):
    """Takes a date alone for midnight UTC (B013, B017; words)."""

    def read_start(self, start):
        return super().read_start(start) if isinstance(start, datetime) else datetime.combine(start, time(), UTC)


# dates


class DatesInUTC(Walker):
    """Takes the date in UTC for the local date (B012, B016, B088; words)."""

    def date_of(self, moment):
        return moment.date()


class DaysOffInUTC(Walker):
    """Looks for a day off on the date in UTC at which a span opens (B005; words)."""

    def read_calendar(self, calendar):
        self.off = days_off(calendar)
        return altered(calendar, holidays=[h for h in calendar.holidays if h.date not in self.off])

    def spans(self, day):
        return [(opens, closes) for opens, closes in super().spans(day) if opens.date() not in self.off]


class DayEndsInUTC(Walker):
    """Ends the due date at midnight UTC (B012, B014; rule 5)."""

    def end_of(self, day):
        return datetime.combine(day + DAY, time(), UTC) - TICK


class DaysOf24Hours(Walker):
    """Steps from day to day by 24 hours from the receipt, and takes the date there (B071, B072; rule 4)."""

    def add_days(self, day, n):
        return self.date_of(self.received + n * DAY)


class SameTimeIn24HourDays(Walker):
    """Counts 24 hours a day to the due date for the same time of day (B003; rule 5)."""

    def same_time(self, day):
        return self.received + (day - self.date_of(self.received))


# clocks that are changed


class SecondOfARepeatedTime(Walker):
    """Takes the second of a clock time that comes twice (B002; words)."""

    def instant(self, reading):
        moment = super().instant(reading)
        second = reading.replace(tzinfo=self.zone, fold=1).astimezone(UTC)
        return second if self.local(second) == reading else moment


class GapMovesBack(Walker):
    """Takes a clock time that does not exist for the one an hour before (B001; words)."""

    def after_gap(self, reading):
        return reading.replace(tzinfo=self.zone, fold=1).astimezone(UTC)


class GapMovesForward(Walker):
    """Takes a clock time that does not exist for the one an hour later, not for the end of the gap (B001; words)."""

    def after_gap(self, reading):
        return reading.replace(tzinfo=self.zone, fold=0).astimezone(UTC)


class GapHangs(Walker):
    """Looks for ever for a clock time that does not exist (B001, B020; words)."""

    def after_gap(self, reading):
        raise Hangs


class ElapsedOnTheWall(Walker):
    """Adds clock hours to what the clock on the wall reads, so that a change of the clock bends them (B003; rule 2)."""

    def after_clock(self, begin, amount):
        return self.instant(self.local(begin) + amount)


class OpenOnTheWall(Walker):
    """Measures opening time by what the clock on the wall reads (B003; rule 2)."""

    def after_opening(self, begin, amount):
        for opens, closes in self.stretches(self.date_of(begin)) if amount else ():
            reading = self.local(max(opens, begin))
            length = max(self.local(closes) - reading, NONE)
            if length and amount <= length:
                return self.instant(reading + amount)
            amount -= length
        return begin


class PausedOnTheWall(Walker):
    """Measures a pause by what the clock on the wall reads (B003; rule 6)."""

    def cost(self, paused, resumed):
        return self.local(resumed) - self.local(paused) if self.counts_clock_time else super().cost(paused, resumed)
