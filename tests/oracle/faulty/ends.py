"""Faults at the ends: the last instant of a due date, and the bounds."""

from __future__ import annotations

from datetime import timedelta

from faulty.office import DAY, TICK, altered
from faulty.walker import Walker

# the last instant


class EndsWhereItBegins(Walker):
    """Takes midnight for the 00:00 at which the due date begins (rule 5)."""

    def end_of(self, day):
        return self.midnight(day)


class EndsAtTheNextMidnight(Walker):
    """Takes midnight for the 00:00 of the next date, which is too late by an instant (B015; rule 5)."""

    def end_of(self, day):
        return self.midnight(day + DAY)


class EndsASecondEarly(Walker):
    """Ends a date at 23:59:59, a second short of its end (B006, B128; rule 5)."""

    def end_of(self, day):
        return super().end_of(day).replace(microsecond=0)


class MidnightIsClosing(Walker):
    """Ends every due date at closing time (B079; rule 5)."""

    def read_reckoning(self, reckoning):
        return reckoning.replace(day_end=reckoning.day_end.replace("midnight", "closing"))


class EndTimeIgnored(Walker):
    """Ends at midnight where a time of day is said (B042; rule 5)."""

    def read_reckoning(self, reckoning):
        return reckoning.replace(day_end="midnight") if reckoning.end_time is not None else reckoning


class UsualClosingOnAHalfDay(Walker):
    """Takes the usual closing of a date that has hours of its own (B125; rule 5)."""

    def closing(self, day):
        usual = altered(self.calendar, special=(), seasons=()).hours_on(day)
        end = self.end_of(day)
        return min(self.at(day, timedelta(microseconds=usual[-1][1])), end) if usual and self.spans(day) else end


class ClosingAtLunch(Walker):
    """Takes the first closing of a date for its last (B119; rule 5)."""

    def closing(self, day):
        return min([*(closes for _, closes in self.spans(day)[:1]), self.end_of(day)])


class ClosingOnTheNextDate(Walker):
    """Lets a closing after midnight end the due date on the next one (rule 5)."""

    def closing(self, day):
        return max((closes for _, closes in self.spans(day)), default=self.end_of(day))


class ClosedDateEndsAtNoTime(Walker):
    """Ends a closed due date where it begins (rule 5)."""

    def closing(self, day):
        return super().closing(day) if self.spans(day) else self.midnight(day)


class SameTimeAsTheStart(Walker):
    """Takes the clock time of the start, not of the receipt (B079, B081; rule 5)."""

    def same_time(self, day):
        return self.at(day, self.clock_of(self.start))


class DueBeforeTheReceipt(Walker):
    """Leaves a due before its receipt (rule 5)."""

    def never_before(self, day):
        return self.last(day)


class DueAtTheReceipt(Walker):
    """Makes a due that would be before its receipt the receipt itself (rule 5)."""

    def never_before(self, day):
        return max(self.last(day), self.earliest)


class DueOnTheNextDateOpenOrNot(Walker):
    """Moves a due that would be before its receipt to the next date, closed or not (B112; rule 5)."""

    def never_before(self, day):
        while self.last(day) < self.earliest:
            day += DAY
        return self.last(day)


class HoursRolled(Walker):
    """Moves a due in clock hours from closed time to the next opening (rule 2)."""

    def after_clock(self, begin, amount):
        due = super().after_clock(begin, amount)
        return due if self.is_open(due) else self.next_opening(due)


# under


class UnderIsWithin(Walker):
    """Takes less than for at most (rule 5)."""

    def read_bound(self, bound):
        return bound.replace("under", "within")


class UnderADayTooEarly(Walker):
    """Takes one day more off than less than asks for (rule 5)."""

    def last(self, day):
        return super().last(day - DAY if self.bound == "under" else day)


class UnderEndsOnTheDate(Walker):
    """Takes an instant off the end of the due date, not off its beginning (rule 5)."""

    def last(self, day):
        return self.end_of(day) - TICK if self.bound == "under" else super().last(day)


class UnderByAMinute(Walker):
    """Takes a minute off hours for less than (rule 5)."""

    def just_before(self, moment):
        return moment - timedelta(minutes=1)


# after


class AfterIsWithin(Walker):
    """Takes after four days for within four days (rule 7)."""

    def read_bound(self, bound):
        return bound.replace("after", "within")


class AfterOnTheNextDate(Walker):
    """Has a thing ready on the date after the n-th, closed or not (B112; rule 7)."""

    def day_after(self, day):
        return day + DAY


class AfterTheRolledDate(Walker):
    """Rolls the n-th date before it looks for the working day after it (rule 7)."""

    def day_after(self, day):
        return super().day_after(day if self.days(day) is not None else self.roll(day, self.how_to_roll()))


# before


class BeforeCountsTheEvent(Walker):
    """Counts the day of the event as the first one back (B056; rule 7)."""

    def nth_working(self, day, n, step=1):
        return super().nth_working(day - step * DAY if step < 0 and n else day, n, step)


class BeforeTakesADayLess(Walker):
    """Counts calendar days back from the day after the event (B056; rule 7)."""

    def corresponding(self, day, sign=1):
        return super().corresponding(day + DAY if sign < 0 else day, sign)


class BeforeRollsForward(Walker):
    """Rolls what is counted back towards the event (rule 7)."""

    def how_to_roll_back(self):
        return "following"


class BeforeRollsAsOthers(Walker):
    """Rolls what is counted back as the reckoning rolls other dates (rule 7)."""

    def how_to_roll_back(self):
        return self.how_to_roll()


class BeforeFromTheReceipt(Walker):
    """Counts back from when the event would be received (rule 7)."""

    def before(self):
        self.start = self.received = self.receipt(self.start)
        return super().before()


class BeforeLandsOnAClosing(Walker):
    """Goes back to the closing before where it comes just to an opening (B086; rule 7)."""

    def is_enough_back(self, amount, length):
        return amount < length


class BeforeOnTheClock(Walker):
    """Takes working hours off the clock time of the event (B109; rule 7)."""

    def before_opening(self, end, amount):
        return end - amount


# at least


class FloorAtTheEnd(Walker):
    """Reaches a floor at the end of its date, not where it begins (rule 8)."""

    def floor(self, day):
        return self.end_of(day)


class FloorRolled(Walker):
    """Rolls a floor as if it were a due (rule 8)."""

    def floor(self, day):
        return self.midnight(day if self.days(day) is not None else self.roll(day, self.how_to_roll()))


class FloorNeverBeforeTheReceipt(Walker):
    """Reaches a floor at the receipt at the earliest (rule 8)."""

    def floor(self, day):
        return max(super().floor(day), self.received)
