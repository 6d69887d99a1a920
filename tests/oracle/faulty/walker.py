"""A plain deadline engine that walks from date to date: right by ``docs/reckoning.md``, slow, in many small methods.

A mistake is then one method of a few lines. It reads values of the calendar and of the duration, and no code of ours.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from charterclock import Calendar, Duration, Reckoning
from faulty.office import DAY, NONE, TICK, Office, Span, week_on


class Walker(Office):
    """One case; ``theirs`` is the engine. What ``charterclock.due`` refuses as bad input is not for it."""

    @classmethod
    def theirs(
        cls,
        start: datetime | date,
        duration: Duration,
        calendar: Calendar,
        reckoning: Reckoning,
        bound: str,
        pauses: Sequence[Span],
    ) -> datetime:
        """The last permitted instant (of a floor: the one at which it is reached)."""
        case = cls(start, duration, calendar, reckoning, bound, pauses)
        return case.due().astimezone(case.zone)

    # rule 1

    def receipt(self, arrived: datetime) -> datetime:
        if self.reckoning.receipt == "actual" or self.duration.unit == "next working day":
            return arrived
        opened = self.is_open(arrived)
        if self.is_late(arrived):
            return self.receipt_when_late(arrived)
        return arrived if opened else self.next_opening(arrived)

    def is_late(self, arrived: datetime) -> bool:
        cutoff = self.reckoning.cutoff
        return cutoff is not None and self.clock_of(arrived) > timedelta(microseconds=cutoff)

    def receipt_when_late(self, arrived: datetime) -> datetime:
        """The first opening of a later date."""
        return self.next_opening(self.midnight(self.date_of(arrived) + DAY))

    def next_opening(self, moment: datetime) -> datetime:
        days = self.walk(self.date_of(moment))
        return next(opens for day in days for opens, _ in self.spans(day) if opens >= moment)

    # rule 2

    def after_time(self, begin: datetime, amount: timedelta) -> datetime:
        return self.after_clock(begin, amount) if self.counts_clock_time else self.after_opening(begin, amount)

    def after_clock(self, begin: datetime, amount: timedelta) -> datetime:
        return begin + amount

    def after_opening(self, begin: datetime, amount: timedelta) -> datetime:
        if not amount:
            return begin
        for opens, closes in self.stretches(self.date_of(begin)):
            opens = max(opens, begin)
            if opens < closes:
                if self.is_enough(amount, closes - opens):
                    return opens + amount
                amount -= closes - opens
        raise AssertionError

    def is_enough(self, amount: timedelta, length: timedelta) -> bool:
        return amount <= length

    # rules 3 and 4

    def days(self, day: date) -> int | None:
        """How many working days are promised, for a receipt on a date; ``None``: calendar units."""
        amount, unit = int(self.duration.amount), self.duration.unit
        if unit == "working week":
            return amount * self.days_of_week(day)
        if unit == "statutory day" and not self.is_short(amount):
            return None
        return amount if unit in ("working day", "statutory day") else None

    def days_of_week(self, day: date) -> int:
        return week_on(self.calendar, day).days_open

    def is_short(self, amount: int) -> bool:
        return amount <= self.reckoning.statutory_limit

    def corresponding(self, day: date, sign: int = 1) -> date:
        """So many days or months after a date (-1: before)."""
        unit = self.duration.unit
        if unit.endswith((" month", " quarter", " year")):
            return self.add_months(day, sign * self.months())
        return self.add_days(day, sign * int(self.duration.amount) * (7 if unit == "calendar week" else 1))

    def months(self) -> int:
        return self.duration.months

    def add_days(self, day: date, n: int) -> date:
        return day + n * DAY

    def add_months(self, day: date, n: int) -> date:
        year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

    def day_of_receipt(self) -> date:
        return self.date_of(self.received)

    def unrolled(self) -> date:
        """The n-th date, moved by the days that pauses cost."""
        day, included = self.day_of_receipt(), self.reckoning.first_day == "included"
        n = self.days(day)
        if n is None:
            return (self.day_before(day) if included else self.corresponding(day)) + self.lost * DAY
        if n == 0:
            return self.nth_working(self.no_days(day), self.lost)
        return self.nth_working(self.nth_working(day - DAY if included else day, n), self.lost)

    def day_before(self, day: date) -> date:
        """The date in calendar units when the day of receipt counts."""
        return self.corresponding(day) - DAY

    def no_days(self, day: date) -> date:
        return self.working(day)

    def how_to_roll(self) -> str:
        return "following" if self.duration.unit == "working month" else self.reckoning.roll

    def roll(self, day: date, how: str) -> date:
        return day if how == "none" else self.working(day, -1 if how == "preceding" else 1)

    # rule 5

    def last(self, day: date) -> datetime:
        """The last permitted instant of a due date."""
        if self.bound == "under":
            return self.midnight(day) - TICK
        if self.reckoning.day_end == "closing":
            return self.closing(day)
        if self.reckoning.day_end == "same_time":
            return self.same_time(day)
        if self.reckoning.end_time is not None:
            return self.at(day, timedelta(microseconds=self.reckoning.end_time))
        return self.end_of(day)

    def end_of(self, day: date) -> datetime:
        return self.midnight(day + DAY) - TICK

    def closing(self, day: date) -> datetime:
        return min([*(closes for _, closes in self.spans(day)[-1:]), self.end_of(day)])

    def same_time(self, day: date) -> datetime:
        return self.at(day, self.clock_of(self.received))

    def never_before(self, day: date) -> datetime:
        """The last instant of a date, or of the first one after it that is not before the receipt or a resume."""
        every_date = self.how_to_roll() == "none" and self.duration.unit != "next working day"
        every_date = every_date and self.days(day) is None
        while self.last(day) < self.earliest:
            day = day + DAY if every_date else self.working(day + DAY)
        return self.last(day)

    # rules 5, 7, 8 and 9: the due as it stands

    def stands(self) -> datetime:
        if self.counts_time:
            at = self.after_time(self.received, timedelta(microseconds=self.duration.microseconds) + self.lost)
            return self.just_before(at) if self.bound == "under" else at
        if self.duration.unit == "next working day":
            day = self.next_working_day()
        else:
            day = self.unrolled()
            if self.bound == "after":
                day = self.day_after(day)
            elif self.bound != "at_least" and self.days(day) is None:
                day = self.roll(day, self.how_to_roll())
        return self.floor(day) if self.bound == "at_least" else self.never_before(day)

    def just_before(self, moment: datetime) -> datetime:
        return moment - TICK

    def next_working_day(self) -> date:
        return next(day for day in self.walk(self.date_of(self.start)) if self.opens_later(day))

    def opens_later(self, day: date) -> bool:
        return any(opens > self.start for opens, _ in self.spans(day)[:1])

    def day_after(self, day: date) -> date:
        return self.working(day + DAY)

    def floor(self, day: date) -> datetime:
        return self.midnight(day)

    def before(self) -> datetime:
        if self.counts_time:
            amount = timedelta(microseconds=self.duration.microseconds)
            return self.start - amount if self.counts_clock_time else self.before_opening(self.start, amount)
        event = self.date_of(self.start)
        n = self.days(event)
        if n is None:
            return self.last(self.roll(self.corresponding(event, -1), self.how_to_roll_back()))
        return self.last(self.nth_working(event, n, -1) if n else self.working(event, -1))

    def before_opening(self, end: datetime, amount: timedelta) -> datetime:
        if not amount:
            return end
        for day in self.walk(self.date_of(end), -1):
            until = min(end, self.midnight(day + DAY))
            for opens, closes in reversed(list(self.stretches(day, until))):
                length = min(closes, until) - opens
                if self.is_enough_back(amount, length):
                    return opens + length - amount
                amount -= length
        raise AssertionError

    def is_enough_back(self, amount: timedelta, length: timedelta) -> bool:
        return amount <= length

    def how_to_roll_back(self) -> str:
        return "preceding"

    # rule 6

    def due(self) -> datetime:
        if self.bound == "before":
            return self.before()
        self.received = self.earliest = self.receipt(self.start)
        self.lost = NONE if self.counts_time else 0
        due = self.stands()
        for paused, resumed in self.cut(self.pauses):
            if self.moves(paused, resumed, due):
                self.pause(paused, resumed)
                due = self.stands()
        return due

    def cut(self, pauses: Sequence[Span]) -> list[Span]:
        """Without what lies before the receipt."""
        return [(max(paused, self.received), resumed) for paused, resumed in pauses]

    def moves(self, paused: datetime, resumed: datetime, due: datetime) -> bool:
        if self.reckoning.paused == "ignored" or self.duration.unit == "next working day":
            return False
        return paused < resumed and paused < due

    def pause(self, paused: datetime, resumed: datetime) -> None:
        if self.reckoning.paused == "restart":
            self.received = self.earliest = self.receipt(resumed)
        else:
            self.lost += self.cost(paused, resumed)
            self.earliest = max(self.earliest, resumed)

    def cost(self, paused: datetime, resumed: datetime) -> timedelta | int:
        if self.counts_time:
            return resumed - paused if self.counts_clock_time else self.opening_between(paused, resumed)
        return self.days_lost(self.dates_in(self.date_of(paused), self.date_of(resumed)))

    def dates_in(self, first: date, last: date) -> list[date]:
        """The dates that a pause can cost: not the one on which it begins."""
        return [first + n * DAY for n in range(1, (last - first).days + 1)]

    def days_lost(self, days: Sequence[date]) -> int:
        return sum(self.days(day) is None or self.is_working(day) for day in days)
