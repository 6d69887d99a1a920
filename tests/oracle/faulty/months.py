"""Faults with months and years."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from faulty.office import DAY
from faulty.walker import Walker


class MonthsChained(Walker):
    """Adds one month after the other, so that the end of February stays in the way (B092; rule 4)."""

    def add_months(self, day, n):
        for _ in range(abs(n)):
            day = super().add_months(day, 1 if n > 0 else -1)
        return day


class MonthsOverflow(Walker):
    """Goes on into March where February has no such date: 31 January becomes 3 March (B092; rule 4)."""

    def add_months(self, day, n):
        return super().add_months(day.replace(day=1), n) + (day.day - 1) * DAY


class MonthsOverflowBackwards(MonthsOverflow):
    """Goes on into March where a month counted back to February has no such date (rule 7)."""

    def add_months(self, day, n):
        return super().add_months(day, n) if self.bound == "before" else Walker.add_months(self, day, n)


class MonthOf30Days(Walker):
    """Takes a month for 30 days (B076; rule 4)."""

    def add_months(self, day, n):
        return day + 30 * n * DAY


class QuarterOf90Days(Walker):
    """Takes a quarter for 90 days (B076; rule 4)."""

    def corresponding(self, day, sign=1):
        quarter = self.duration.unit == "calendar quarter"
        return day + sign * int(self.duration.amount) * 90 * DAY if quarter else super().corresponding(day, sign)


class YearOf365Days(Walker):
    """Takes a year for 365 days (rule 4)."""

    def corresponding(self, day, sign=1):
        year = self.duration.unit == "calendar year"
        return day + sign * int(self.duration.amount * 365) * DAY if year else super().corresponding(day, sign)


class PartOfAYearDropped(Walker):
    """Counts whole years only (rule 4)."""

    def months(self):
        return int(self.duration.amount) * 12 if self.duration.unit == "calendar year" else super().months()


class LeapDayToMarch(Walker):
    """Goes from 29 February to 1 March in years without that day (rule 4)."""

    def add_months(self, day, n):
        found = super().add_months(day, n)
        return found + DAY if (day.month, day.day) == (2, 29) and (found.month, found.day) == (2, 28) else found


class MonthEndSticks(Walker):
    """Goes from the last day of a month to the last day of a month (B092; rule 4)."""

    def add_months(self, day, n):
        found = super().add_months(day, n)
        ends = day.day == monthrange(day.year, day.month)[1]
        return date(found.year, found.month, monthrange(found.year, found.month)[1]) if ends and n else found


class IncludedDayTakenOffFirst(Walker):
    """Goes back to the day before the receipt first, and adds the months to that (rule 4)."""

    def day_before(self, day):
        return self.corresponding(day - DAY)


class WorkingMonthOf22Days(Walker):
    """Takes a working month for 22 working days (B076; meanings)."""

    def days(self, day):
        return 22 * int(self.duration.amount) if self.duration.unit == "working month" else super().days(day)


class WorkingMonthRollsAsOthers(Walker):
    """Rolls a working month as the reckoning rolls a calendar month (meanings)."""

    def how_to_roll(self):
        return self.reckoning.roll
