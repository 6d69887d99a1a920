"""Faults in opening time: breaks, nights, hours of another time, and whether an office is open at its edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from charterclock.calendars.hours import Season
from faulty.office import DAY, altered, week_on
from faulty.walker import Walker

MINUTE = 60_000_000
MIDNIGHT = 24 * 60 * MINUTE

# breaks


class LunchIgnored(Walker):
    """Opens from the first opening of a day to its last closing, over every break (B082, B119; words)."""

    def hours(self, day):
        spans = super().hours(day)
        return [(spans[0][0], spans[-1][1])] if spans else ()


class FirstSpanOnly(Walker):
    """Keeps one span a date, so that the afternoon is lost (B119; words)."""

    def hours(self, day):
        return super().hours(day)[:1]


class FridayAsThursday(Walker):
    """Gives a Friday the hours of a Thursday: the long break is ignored (B125; words)."""

    def hours(self, day):
        spans, usual = super().hours(day), week_on(self.calendar, day).spans(day)
        return week_on(self.calendar, day).spans(day - DAY) or usual if day.weekday() == 4 and spans == usual else spans


# nights


class NightCutAtMidnight(Walker):
    """Closes at midnight what is open over midnight (B025, B030; words)."""

    def hours(self, day):
        return [(opens, min(closes, MIDNIGHT)) for opens, closes in super().hours(day)]


class NightByTheDateOfTheMorning(Walker):
    """Gives the hours after midnight to the date on which they fall: early Monday, none on Saturday (B031; words)."""

    def hours(self, day):
        spans = super().hours(day)
        mornings = [(0, closes - MIDNIGHT) for _, closes in spans if closes > MIDNIGHT]
        return mornings + [(opens, min(closes, MIDNIGHT)) for opens, closes in spans]


class NightBeforeForgotten(Walker):
    """Sees only the spans that open on the date from which it looks, not the night before (B028, B033; words)."""

    def first_owner(self, day):
        return day


class NightEndsBeforeAClosedDate(Walker):
    """Closes at midnight where the next date is closed (B031; words)."""

    def hours(self, day):
        closed = self.is_known(day + DAY) and not super().hours(day + DAY)
        return [(opens, min(closes, MIDNIGHT) if closed else closes) for opens, closes in super().hours(day)]


class NightFlagLeaks(Walker):
    """Where any span crosses midnight, opens on each date as on the date before, too (B026; words)."""

    def hours(self, day):
        nights = [span for week in self.calendar.weeks for rule in week.rules for _, found in rule for span in found]
        before = super().hours(day - DAY) if self.is_known(day - DAY) and max(nights)[1] > MIDNIGHT else ()
        return sorted([*super().hours(day), *((a, b) for a, b in before if b <= MIDNIGHT)])


class OverlapCountedTwice(Walker):
    """Counts the morning twice in which one span still runs and the next has begun (B122; words)."""

    def stretches(self, day, until=None):
        for owner in self.walk(self.first_owner(day)):
            if until is not None and self.midnight(owner) >= until:
                return
            for opens, closes in self.spans(owner):
                if closes > self.midnight(day):
                    yield max(opens, self.midnight(day)), closes


class MidnightAt2359(Walker):
    """Writes 24:00 as 23:59 (B021, B024; words)."""

    def hours(self, day):
        return [(opens, closes - MINUTE if closes == MIDNIGHT else closes) for opens, closes in super().hours(day)]


class MidnightAt235959(Walker):
    """Writes 24:00 as 23:59:59 (B006, B015, B128; words)."""

    def hours(self, day):
        return [(opens, closes - 1_000_000 * (closes == MIDNIGHT)) for opens, closes in super().hours(day)]


# hours of another time


class SeasonIgnored(Walker):
    """Keeps the usual hours in Ramadan (words)."""

    def read_calendar(self, calendar):
        return altered(calendar, seasons=())


class SeasonWithoutItsLastDate(Walker):
    """Ends a season one date too early (words)."""

    def read_calendar(self, calendar):
        seasons = [(s.name, tuple((a, b - DAY) for a, b in s.dates), s.week) for s in calendar.seasons]
        return altered(calendar, seasons=[Season(*season) for season in seasons])


class SpecialHoursIgnored(Walker):
    """Ignores orders: half days, dates opened or closed (B082; words)."""

    def read_calendar(self, calendar):
        return altered(calendar, special=())


class FirstHoursForEver(Walker):
    """Keeps the hours and rest days that the calendar began with (B060, B061; words)."""

    def read_calendar(self, calendar):
        return altered(calendar, weeks=calendar.weeks[:1])


class HoursOfTheStartForEver(Walker):
    """Keeps the hours and rest days in force at the start, on every date (B061; words)."""

    def read_calendar(self, calendar):
        week = week_on(calendar, self.given.date() if hasattr(self.given, "date") else self.given)
        return altered(calendar, weeks=[replace(week, since=None)])


class NewHoursADayLate(Walker):
    """Changes hours and rest days a date too late (B061; words)."""

    def read_calendar(self, calendar):
        weeks = [replace(week, since=week.since and week.since + DAY) for week in calendar.weeks]
        return altered(calendar, weeks=weeks)


class EverySaturday(Walker):
    """Opens on every Saturday where only some of a month are open (B126; words)."""

    def read_calendar(self, calendar):
        weeks = calendar.weeks
        rules = [tuple(tuple(((), spans) for _, spans in rule[:1]) for rule in week.rules) for week in weeks]
        return altered(calendar, weeks=[replace(week, rules=every) for week, every in zip(weeks, rules, strict=True)])


class SaturdaysByCalendarRow(Walker):
    """Takes the Saturday of the second week of a month for its second Saturday (B126; words)."""

    def hours(self, day):
        spans, week = super().hours(day), week_on(self.calendar, day)
        row = (day.day + day.replace(day=1).weekday() - 1) // 7 + 1
        some = [found for nth, found in week.rules[day.weekday()] if nth]
        if not some or spans != (week.spans(day) or ()):
            return spans
        return next((found for nth, found in week.rules[day.weekday()] if row in nth), ())


# edges


class ClosingStillOpen(Walker):
    """Has a case received at the very closing, for the office was open (B006; rule 1)."""

    def holds(self, span, moment):
        return span[0] <= moment <= span[1]


class ClosingMinuteOpen(Walker):
    """Compares hours and minutes, and leaves the seconds: open until 17:00:59 (B032; rule 1)."""

    def holds(self, span, moment):
        return span[0] <= moment and moment.replace(second=0, microsecond=0) <= span[1]


class OpeningStillClosed(Walker):
    """Takes the very opening for closed (B028; rule 1)."""

    def holds(self, span, moment):
        return span[0] < moment < span[1]

    def next_opening(self, moment):
        return super().next_opening(moment + timedelta(microseconds=1))
