"""Faults of memory and of borders: what one call leaves to the next, and dates that the calendar does not know."""

from __future__ import annotations

from typing import Any, ClassVar

from charterclock import Reckoning
from charterclock.errors import OutsideCalendarError
from faulty.office import DAY, altered
from faulty.walker import Walker

# what one call leaves to the next


class HoursKeptByDate(Walker):
    """Keeps the hours of a date for every calendar that comes after (B084, B111; words)."""

    kept: ClassVar[dict[Any, Any]] = {}

    def hours(self, day):
        if day not in self.kept:
            self.kept[day] = super().hours(day)
        return self.kept[day]


class WorkingDaysKeptByCalendar(Walker):
    """Keeps which days work for a calendar, whatever rest days are asked for next (words)."""

    kept: ClassVar[dict[Any, Any]] = {}

    def is_working(self, day):
        key = (self.calendar, day)
        if key not in self.kept:
            self.kept[key] = super().is_working(day)
        return self.kept[key]


class PausesOfEveryCaseBefore(Walker):
    """Adds the pauses of a case to a list that all cases share (B026; rule 6)."""

    seen: ClassVar[list[Any]] = []

    def read_pauses(self, pauses):
        self.seen.extend(pauses)
        return super().read_pauses(self.seen)


class RulesOfTheCaseBefore(Walker):
    """Counts a case by the rules that were set for the one before (B084; words)."""

    kept = Reckoning()

    def read_reckoning(self, reckoning):
        before, type(self).kept = self.kept, reckoning
        return before


class RulesLostWithPauses(Walker):
    """Has two paths, and the one for cases with pauses passes no rules on (B041, B082; words)."""

    def read_pauses(self, pauses):
        self.reckoning = Reckoning(paused=self.reckoning.paused) if pauses else self.reckoning
        return super().read_pauses(pauses)


# dates that the calendar does not know


class GuessesTheUsualHours(Walker):
    """Takes dates beyond the calendar for usual ones without days off (B039, B124; horizon)."""

    def read_calendar(self, calendar):
        return altered(calendar, covers=None)


class GuessesClosed(Walker):
    """Takes dates beyond the calendar for closed ones (B124; horizon)."""

    patience = 400

    def hours(self, day):
        return super().hours(day) if self.is_known(day) else ()


class LastDateUnknown(Walker):
    """Does not know the last date of its calendar (B040, B047; horizon)."""

    def read_calendar(self, calendar):
        return altered(calendar, covers=calendar.covers and (calendar.covers[0], calendar.covers[1] - DAY))


class StopsAtTheLastDate(Walker):
    """Answers with the last date it knows where it should refuse (B127; horizon)."""

    def due(self):
        try:
            return super().due()
        except OutsideCalendarError:
            return self.end_of(self.calendar.covers[1])


class WrapsAround(Walker):
    """Comes, before its first date, to its last one, as an index of -1 does (B047, B049; horizon)."""

    def walk(self, day, step=1):
        for found in super().walk(day, step):
            first, last = self.calendar.covers or (found, found)
            yield found + (last - first + DAY) if step < 0 and found < first else found


class DaysOffOfOneYear(Walker):
    """Knows the days off of the year of the start only (B039, B045; horizon)."""

    def read_calendar(self, calendar):
        return altered(calendar, holidays=[h for h in calendar.holidays if h.date.year == self.given.year])
