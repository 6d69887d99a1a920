"""Faults in counting days: which days count, where counting begins, where a due date rolls."""

from __future__ import annotations

from charterclock import Duration
from faulty.office import DAY, altered, days_off, week_on
from faulty.walker import Walker

# the day of receipt, and none


class FirstDayCounted(Walker):
    """Counts the day of receipt where it is excluded (B089; rule 3)."""

    def read_reckoning(self, reckoning):
        return reckoning.replace(first_day="included")


class FirstDayNeverCounted(Walker):
    """Leaves out the day of receipt where it is included (B058, B089, B090; rule 3)."""

    def read_reckoning(self, reckoning):
        return reckoning.replace(first_day="excluded")


class ClosedReceiptRolledFirst(Walker):
    """Moves a receipt on a closed day to the next working day, and leaves that one out too (B069, B091; rule 3)."""

    def day_of_receipt(self):
        day = super().day_of_receipt()
        return self.working(day) if self.days(day) else day


class ClosedEveningRolledTwice(Walker):
    """Rolls a receipt in the evening of a closed day twice, one at noon once (B077, B078, B081; rule 3)."""

    def day_of_receipt(self):
        day = super().day_of_receipt()
        evening = self.local(self.received).hour >= 18
        return self.working(day) if evening and self.days(day) is not None else day


class NoDaysStayOnAClosedDay(Walker):
    """Leaves a due of no working days on a closed date (rule 3)."""

    def no_days(self, day):
        return day


class NothingIsOne(Walker):
    """Takes an amount of 0 for a missing one, and puts 1 (B105; rule 2)."""

    def read_duration(self, duration):
        return duration if duration.amount else Duration(1, duration.unit)


# which days work


class WorkingDaysAsCalendarDays(Walker):
    """Ignores that only working days count (B121; rule 3)."""

    def read_duration(self, duration):
        return Duration(duration.amount, "calendar day") if duration.unit == "working day" else duration


class CalendarDaysAsWorkingDays(Walker):
    """Counts only working days where every day counts (rule 4)."""

    def read_duration(self, duration):
        return Duration(duration.amount, "working day") if duration.unit == "calendar day" else duration


class DaysOffIgnored(Walker):
    """Knows rest days, and no day off (B041, B042, B043, B051; words)."""

    def read_calendar(self, calendar):
        return altered(calendar, holidays=())


class DaysOffSkippedOnlyAtTheEnd(Walker):
    """Counts days off as working days on the way, and looks only whether the last one is one (B034, B044; rule 3)."""

    def nth_working(self, day, n, step=1):
        regular = altered(self.calendar, holidays=())
        for _ in range(n):
            day = next(found for found in self.walk(day + step * DAY, step) if regular.hours_on(found))
        return self.working(day, step)


class DaysOffSubtracted(Walker):
    """Counts the regular days and takes off the days off, those on rest days too (B048; rule 3)."""

    def nth_working(self, day, n, step=1):
        if step < 0 or not n or self.reckoning.rest_days == "statutory":
            return super().nth_working(day, n, step)
        off, regular, count = days_off(self.calendar), altered(self.calendar, holidays=()), 0
        for found in self.walk(day + DAY):
            count += bool(regular.hours_on(found)) - self.taken_off(off, found)
            if count >= n:
                return found
        raise AssertionError

    def taken_off(self, off, day):
        return day in off


class TwoDaysOffTakenOffTwice(DaysOffSubtracted):
    """Takes off two days where two days off fall on one date (B048; rule 3)."""

    def taken_off(self, off, day):
        return off.get(day, 0) if altered(self.calendar, holidays=()).hours_on(day) else 0


class DaysOffMatchedAtMidnightOnly(Walker):
    """Compares days off with instants, so that they match only what is received at midnight (B019, B046; rule 3)."""

    def is_working(self, day):
        if self.calendar.holidays_on(day) and self.clock_of(self.received):
            return bool(altered(self.calendar, holidays=()).hours_on(day))
        return super().is_working(day)


class JointLeaveAlwaysOff(Walker):
    """Closes on joint leave where the calendar says that it works (B059; words)."""

    def read_calendar(self, calendar):
        return altered(calendar, joint_leave="holiday")


class JointLeaveNeverOff(Walker):
    """Works on joint leave where the calendar says that it does not (words)."""

    def read_calendar(self, calendar):
        return altered(calendar, joint_leave="working")


class ReplacementsIgnored(Walker):
    """Knows the days off, and not the days given in their place (words)."""

    def read_calendar(self, calendar):
        return altered(calendar, holidays=[h for h in calendar.holidays if h.kind != "replacement"])


class DayOffBeatsOrder(Walker):
    """Stays closed on a day off on which an order opens the office (words)."""

    def read_calendar(self, calendar):
        off = {holiday.date for holiday in calendar.holidays}
        return altered(calendar, special=[hours for hours in calendar.special if hours.date not in off])


class HalfDayNotWorking(Walker):
    """Counts a day of less than five open hours as no working day (B125; words)."""

    def is_working(self, day):
        return super().is_working(day) and sum(b - a for a, b in self.hours(day)) >= 5 * 3600 * 10**6


class WeekendFixed(Walker):
    """Never works on Saturday and Sunday, whatever the office does (B036, B037, B060; words)."""

    def is_working(self, day):
        return super().is_working(day) and day.weekday() < 5


class WholeWeeksAtOnce(Walker):
    """Takes five working days as a week, over the days off in it (B087; rule 3)."""

    def nth_working(self, day, n, step=1):
        return super().nth_working(day + n // 5 * 7 * step * DAY, n % 5, step)


# rest days of the law


class StatutoryRestDaysIgnored(Walker):
    """Takes the rest days of the office where those of the law are asked for (rule 3)."""

    def read_reckoning(self, reckoning):
        return reckoning.replace(rest_days="office")


class WeeklyHolidayAlwaysSunday(Walker):
    """Takes Sunday for the weekly holiday everywhere and always (B060; words)."""

    def read_calendar(self, calendar):
        return altered(calendar, weekly_holiday=[(None, 6)] if calendar.weekly_holiday else [])


class EveryDayOffIsPublic(Walker):
    """Takes joint leave and days of the civil service only for public holidays (B059; words)."""

    def is_public_holiday(self, day):
        return bool(self.calendar.holidays_on(day))


class StatutoryDaysAsOfficeDays(Walker):
    """Counts every statutory day as a working day, however many there are (meanings)."""

    def is_short(self, amount):
        return True


class StatutoryLimitExclusive(Walker):
    """Counts a number of statutory days that is just the limit as calendar days (meanings)."""

    def is_short(self, amount):
        return amount < self.reckoning.statutory_limit


class StatutoryLimitAlwaysSix(Walker):
    """Ignores that courts have a limit of seven (meanings)."""

    def read_reckoning(self, reckoning):
        return reckoning.replace(statutory_limit=6)


# weeks


class WorkingWeekOfFiveDays(Walker):
    """Takes a working week for five days, also in an office of six (meanings)."""

    def days_of_week(self, day):
        return 5


class WorkingWeekOfSevenDays(Walker):
    """Takes a working week for seven working days (meanings)."""

    def days_of_week(self, day):
        return 7


class WorkingWeekOfTheFirstHours(Walker):
    """Takes the working week of the hours that the calendar began with (B061; meanings)."""

    def days_of_week(self, day):
        return self.calendar.weeks[0].days_open


class AlternatingDaysOfWeekLeftOut(Walker):
    """Leaves out of a working week the weekday that opens on some of its dates only (B126; meanings)."""

    def days_of_week(self, day):
        rules = week_on(self.calendar, day).rules
        return sum(len(rule) == 1 and not rule[0][0] for rule in rules)


class CalendarWeekOfFiveWorkingDays(Walker):
    """Takes a calendar week for five working days (rule 4)."""

    def days(self, day):
        return 5 * int(self.duration.amount) if self.duration.unit == "calendar week" else super().days(day)


# rolling


class RollsBackInsteadOfForward(Walker):
    """Rolls to the working day before where the next one is asked for (B057; rule 4)."""

    def how_to_roll(self):
        return super().how_to_roll().replace("following", "preceding")


class RollsForwardInsteadOfBack(Walker):
    """Rolls to the next working day where the one before is asked for (B057; rule 4)."""

    def how_to_roll(self):
        return super().how_to_roll().replace("preceding", "following")


class NeverRolls(Walker):
    """Leaves a due date on a closed day (B088; rule 4)."""

    def how_to_roll(self):
        return "none"


class RollsAlways(Walker):
    """Rolls where no rolling is asked for (B093; rule 4)."""

    def how_to_roll(self):
        return super().how_to_roll().replace("none", "following")


class RollsWithinTheMonth(Walker):
    """Rolls back where the next working day is in another month (B057; rule 4)."""

    def roll(self, day, how):
        found = super().roll(day, how)
        return found if found.month == day.month else super().roll(day, "preceding")
