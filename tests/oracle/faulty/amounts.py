"""Faults in counting time: from where, to where, in what unit, and how exactly."""

from __future__ import annotations

from datetime import timedelta

from charterclock import Duration
from faulty.office import DAY, NONE
from faulty.walker import Walker

# where it begins and ends


class ClosingMovesToTheNextOpening(Walker):
    """Moves a due that falls on a closing to the next opening (B086; rule 2)."""

    def is_enough(self, amount, length):
        return amount < length


class EarlyStartCounts(Walker):
    """Counts from a start before the opening, though the office is closed (B065, B094, B095; rule 2)."""

    def after_opening(self, begin, amount):
        opening = self.next_opening(begin) if amount and not self.is_open(begin) else begin
        if self.date_of(opening) != self.date_of(begin):
            return super().after_opening(begin, amount)
        early = min(amount, opening - begin)
        return super().after_opening(opening, amount - early) if early < amount else begin + amount


class LateStartLosesADay(Walker):
    """Drops the first working day after a start behind the last closing (B062, B063, B064, B075, B096; rule 2)."""

    def after_opening(self, begin, amount):
        spans = self.spans(self.date_of(begin)) if amount else []
        if spans and spans[-1][1] <= begin:
            begin = self.midnight(self.working(self.date_of(begin) + DAY) + DAY)
        return super().after_opening(begin, amount)


class NoTimeMovesToTheOpening(Walker):
    """Moves a due of no working hours to the next opening (rule 2)."""

    def after_opening(self, begin, amount):
        return super().after_opening(begin, amount) if amount or self.is_open(begin) else self.next_opening(begin)


# in what unit


class WorkingHoursOnTheClock(Walker):
    """Ignores that only opening time counts (B106, B120; rule 2)."""

    def read_duration(self, duration):
        unit = duration.unit.replace("working", "clock")
        return Duration(duration.amount, unit) if unit in ("clock hour", "clock minute") else duration


class ClockHoursAtWork(Walker):
    """Counts opening time where elapsed time is promised (B101; rule 2)."""

    def read_duration(self, duration):
        unit = duration.unit.replace("clock", "working")
        return Duration(duration.amount, unit) if unit in ("working hour", "working minute") else duration


class DayOf24OpenHours(Walker):
    """Takes a working day for 24 hours of opening time (B098, B099, B100, B101; meanings)."""

    hours_a_day = 24

    def read_duration(self, duration):
        days = duration.unit == "working day"
        return Duration(duration.amount * self.hours_a_day, "working hour") if days else duration


class DayOf8OpenHours(DayOf24OpenHours):
    """Takes a working day for eight hours of opening time (B083, B097; meanings)."""

    hours_a_day = 8


# how exactly, and how far


class FloatHours(Walker):
    """Keeps what is left in hours with a point, and never comes quite to the end of it (B023; rule 2)."""

    def after_opening(self, begin, amount):
        left = amount / timedelta(hours=1)
        for opens, closes in self.stretches(self.date_of(begin)) if left else ():
            length = max(closes - max(opens, begin), NONE) / timedelta(hours=1)
            if left <= length and length:
                return max(opens, begin) + timedelta(seconds=int(left * 3.6e9) / 1e6)
            left -= length
        return begin


class FloorsToTheMinute(Walker):
    """Drops the seconds of a due in hours (rule 2)."""

    def after_time(self, begin, amount):
        return super().after_time(begin, amount).replace(second=0, microsecond=0)


class FloorsToTheSecond(Walker):
    """Drops the fractions of a second of a due in hours (B066; rule 2)."""

    def after_time(self, begin, amount):
        return super().after_time(begin, amount).replace(microsecond=0)


class WholeMinutesOnly(Walker):
    """Drops the seconds of an amount (rule 2)."""

    def after_time(self, begin, amount):
        return super().after_time(begin, amount - amount % timedelta(minutes=1))


class RoundsBeforeItCompares(Walker):
    """Compares what is left with a span in whole seconds (rule 2)."""

    def is_enough(self, amount, length):
        return round(amount.total_seconds()) <= round(length.total_seconds())


class WholeDaysAtOnce(Walker):
    """Makes days of the hours, by the hours of the first date, and counts the rest (B033, B034, B035, B036; rule 2)."""

    def after_opening(self, begin, amount):
        a_day = sum((closes - opens for opens, closes in self.spans(self.date_of(begin))), NONE)
        n = (amount - timedelta(microseconds=1)) // a_day if a_day and amount else 0
        day = self.nth_working(self.date_of(begin), n)
        return super().after_opening(self.at(day, self.clock_of(begin)) if n else begin, amount - n * a_day)


class SearchesEightDays(Walker):
    """Gives up where the office stays closed, or hours take, more than eight days (B018, B118; rule 2)."""

    patience = 8


class SearchesAHundredDays(Walker):
    """Gives up where hours take more than a hundred days (B127; rule 2)."""

    patience = 100
