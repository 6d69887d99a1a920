"""The slow, obvious answer: ``docs/reckoning.md`` written down literally, rule by rule, to check other engines with.

It walks days, and in each day its spans. Instants are kept in UTC, so that adding to one never bends an hour;
``Office.instant`` of ``office.py`` turns a clock time into an instant, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from charterclock.calendars.calendar import Calendar
from charterclock.durations import MONTH_UNITS, NEXT_WORKING_DAY, TIME_UNITS, Duration
from charterclock.errors import CalendarError, CaseError, DurationError
from charterclock.oracle.office import DAY, NONE, TICK, Moment, Office, Span, clock_of, outside
from charterclock.reckoning import Reckoning

__all__ = ["Answer", "Pauses", "Rules", "answer", "due_by", "merged_pauses"]

Pauses = Sequence[tuple[Moment, Moment | None]]


@dataclass(frozen=True)
class Answer:
    """The last permitted instant (``None`` for a floor), the instant at which a floor is reached, and the receipt."""

    at: datetime | None
    reached_at: datetime | None
    received: datetime


@dataclass(frozen=True)
class Rules:
    """One duration under one reckoning and bound."""

    office: Office
    duration: Duration
    reckoning: Reckoning
    bound: str
    start: datetime

    def receipt(self, start: datetime) -> datetime:
        """1. When something that arrives at ``start`` is received."""
        if self.reckoning.receipt == "actual" or self.duration.unit == NEXT_WORKING_DAY:
            return start
        today, cutoff = self.office.date_of(start), self.reckoning.cutoff
        opened = self.office.is_open(start)  # (i) where that is not known there is no receipt, late or not
        if cutoff is not None and clock_of(self.office.local(start)) > timedelta(microseconds=cutoff):
            return next(spans[0][0] for day in self.office.walk(today + DAY) if (spans := self.office.spans(day)))
        if opened:
            return start
        return next(a for day in self.office.walk(today) for a, _ in self.office.spans(day) if a >= start)

    def instant_after(self, received: datetime, lost: timedelta) -> datetime:
        """2. Clock units; working minutes and hours: the first instant at which that much opening time has passed."""
        left = timedelta(microseconds=self.duration.microseconds) + lost
        if self.duration.unit.startswith("clock"):
            return received + left
        if not left:
            return received  # (c) 0 is the receipt
        for day in self.office.walk(self.office.date_of(received)):
            for opens, closes in self.office.open_on(day):
                opens = max(opens, received)
                if opens < closes and left <= closes - opens:
                    return opens + left
                left -= max(closes - opens, NONE)
        raise AssertionError

    def working_days(self, day: date) -> int | None:
        """Meanings: how many working days the duration is, for a receipt on ``day``; ``None`` for calendar units."""
        amount, unit = int(self.duration.amount), self.duration.unit
        if unit == "working week":
            in_force = [week for week in self.office.calendar.weeks if week.since is None or week.since <= day]
            return amount * (in_force[-1].days_open if in_force else 0)
        if unit == "statutory day" and amount > self.reckoning.statutory_limit:
            return None
        return amount if unit in ("working day", "statutory day") else None

    def corresponding(self, day: date, step: int) -> date:
        """4. Calendar units: so many days, or the corresponding date, the last day of the month where there is none."""
        if self.duration.unit in MONTH_UNITS:
            try:
                return day + relativedelta(months=step * self.duration.months)
            except ValueError:
                raise outside("beyond the last year of all") from None
        return day + step * int(self.duration.amount) * (7 if self.duration.unit == "calendar week" else 1) * DAY

    def unrolled(self, received: datetime, lost: int) -> date:
        """3 and 4. The n-th date, moved by the days that pauses cost, before the roll."""
        day, included = self.office.date_of(received), self.reckoning.first_day == "included"
        n = self.working_days(day)
        if n is None:
            return self.corresponding(day, 1) - (DAY if included else NONE) + lost * DAY
        if n == 0:
            day = self.office.working(day)
        else:
            day = self.office.nth_working(day - DAY if included else day, n)
        return self.office.nth_working(day, lost)  # (j) the working days lost are counted on from there

    @property
    def rolls(self) -> str:
        """Where a closed due date goes; (f) a working month: following whatever ``roll`` says."""
        return "following" if self.duration.unit == "working month" else self.reckoning.roll

    def roll(self, day: date, rolls: str) -> date:
        return day if rolls == "none" else self.office.working(day, -1 if rolls == "preceding" else 1)

    def last(self, day: date, received: datetime) -> datetime:
        """5. The last permitted instant of a due date; (b) ``under``: one microsecond before the date begins."""
        if self.bound == "under":
            return self.office.instant(day) - TICK
        end = self.office.instant(day + DAY) - TICK  # (g) the last microsecond of the date
        if self.reckoning.day_end == "closing":
            spans = self.office.spans(day)
            return min(spans[-1][1], end) if spans else end
        if self.reckoning.day_end == "same_time":
            return self.office.instant(day, clock_of(self.office.local(received)))
        if self.reckoning.end_time is not None:
            return self.office.instant(day, timedelta(microseconds=self.reckoning.end_time))
        return end

    def never_before(self, day: date, earliest: datetime, received: datetime) -> datetime:
        """5. Its last instant; where that is too early, that of the first working day after it that is not."""
        n, each = self.working_days(day), self.duration.unit != NEXT_WORKING_DAY and self.rolls == "none"
        while self.last(day, received) < earliest:
            day = day + DAY if n is None and each else self.office.working(day + DAY)
        return self.last(day, received)

    def stands(self, received: datetime, lost: timedelta | int, earliest: datetime) -> datetime:
        """The due, or where a floor is reached, after pauses that cost ``lost``, the last of them to ``earliest``."""
        if isinstance(lost, timedelta):
            return self.instant_after(received, lost) - (TICK if self.bound == "under" else NONE)
        if self.duration.unit == NEXT_WORKING_DAY:  # 9. the first date whose first opening is after the start
            days = self.office.walk(self.office.date_of(self.start))
            day = next(day for day in days if (spans := self.office.spans(day)) and spans[0][0] > self.start)
        else:
            day = self.unrolled(received, lost)
            if self.bound == "after":  # 7. ready on the first working day after the unrolled date
                day = self.office.working(day + DAY)
            elif self.bound != "at_least" and self.working_days(self.office.date_of(received)) is None:
                day = self.roll(day, self.rolls)  # 4.
        if self.bound == "at_least":  # 8. the first instant of that date, never rolled; (h) even before the receipt
            return self.office.instant(day)
        return self.never_before(day, earliest, received)

    def lost(self, paused: datetime, resumed: datetime) -> timedelta | int:
        """6. What one pause costs: its length, the opening time in it, or the days d with date(p) < d <= date(r)."""
        if self.duration.unit in TIME_UNITS:
            clock = self.duration.unit.startswith("clock")
            return resumed - paused if clock else self.office.opening_time(paused, resumed)
        day, last, cost = self.office.date_of(paused), self.office.date_of(resumed), 0
        working = self.working_days(day) is not None
        while day < last:
            day += DAY
            cost += not working or self.office.is_working(day)
        return cost

    def after_pauses(self, pauses: Sequence[Span]) -> tuple[datetime, datetime]:
        """6. The due as it stands after every pause, and the receipt. (a) A pause moves the unrolled date."""
        nothing: timedelta | int = NONE if self.duration.unit in TIME_UNITS else 0
        received = earliest = self.receipt(self.start)
        lost, due = nothing, self.stands(received, nothing, earliest)
        for paused, resumed in [(max(p, received), r) for p, r in pauses]:  # before the receipt: cut off
            if paused >= resumed or paused >= due or self.duration.unit == NEXT_WORKING_DAY:
                continue
            if self.reckoning.paused == "restart":  # (d) the receipt rule applies to the resume
                received = earliest = self.receipt(resumed)
            else:
                lost += self.lost(paused, resumed)  # type: ignore[operator]
                earliest = max(earliest, resumed)
            due = self.stands(received, lost, earliest)
        return due, received

    def before(self) -> datetime:
        """7. Counted back from the event, whose day is excluded; receipt, first_day and pauses do not apply."""
        event, left = self.start, timedelta(microseconds=0)
        if self.duration.unit in TIME_UNITS:
            left = timedelta(microseconds=self.duration.microseconds)
            if self.duration.unit.startswith("clock") or not left:
                return event - left
            for day in self.office.walk(self.office.date_of(event), -1):
                for opens, closes in reversed(list(self.office.open_until(day, event))):
                    if opens < closes and left <= closes - opens:
                        return closes - left  # working hours go back to an opening
                    left -= max(closes - opens, NONE)
        day = self.office.date_of(event)
        n = self.working_days(day)
        if n is None:
            return self.last(self.roll(self.corresponding(day, -1), "preceding"), event)
        return self.last(self.office.nth_working(day, n, -1) if n else self.office.working(day, -1), event)


def _check(calendar: Calendar, duration: Duration, reckoning: Reckoning, bound: str, alone: bool) -> None:
    if duration.is_bare:
        raise DurationError("CC305", f"'{duration}' does not say what it means")
    if bound == "after" and duration.unit in TIME_UNITS:
        raise DurationError("CC309", f"'after' takes no {duration.unit}")  # 7.
    if bound in ("before", "after") and duration.unit == NEXT_WORKING_DAY:
        raise DurationError("CC309", f"'{bound}' takes no next working day")
    receipt = bound != "before" and reckoning.receipt != "actual"
    by_clock = duration.unit in TIME_UNITS or duration.unit == NEXT_WORKING_DAY or reckoning.day_end == "same_time"
    if alone and (by_clock or receipt):
        raise CaseError("CC602", "a date alone where a time of day is needed")
    reads_days = receipt or not duration.unit.startswith("clock")
    if reads_days and reckoning.rest_days == "statutory" and not calendar.weekly_holiday:
        raise CalendarError("CC409", "rest_days: statutory needs a weekly holiday")


def merged_pauses(office: Office, pauses: Pauses, at: datetime | None) -> list[Span]:
    """6. Pauses in order of time; overlapping or touching ones are one; (e) what is later than ``at`` is not yet."""
    spans: list[Span] = []
    for paused, resumed in pauses:
        begin = office.read(paused)[0]
        end = at if resumed is None else office.read(resumed)[0]
        if at is not None and begin > at:
            continue
        if end is None or end < begin:
            raise CaseError("CC602", "a pause that ends before it begins, or an open one without 'at'")
        spans.append((begin, end if at is None else min(end, at)))
    merged: list[Span] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged


def answer(
    start: Moment,
    duration: Duration,
    calendar: Calendar,
    reckoning: Reckoning = Reckoning(),
    bound: str = "within",
    pauses: Pauses = (),
    at: Moment | None = None,
) -> Answer:
    """The due of one case, by the letter of ``docs/reckoning.md``.

    Raises:
        OutsideCalendarError: CC410, a date is needed that the calendar does not know.
        DurationError: a bare word, or a unit that the bound does not take.
        CaseError: a date alone where a time of day is needed, or a pause that ends before it begins.
        CalendarError: CC409, statutory rest days without a weekly holiday.
    """
    office = Office(calendar, reckoning)
    try:
        moment, alone = office.read(start)
        _check(calendar, duration, reckoning, bound, alone)
        rules = Rules(office, duration, reckoning, bound, moment)
        if bound == "before":
            return Answer(rules.before().astimezone(office.zone), None, moment.astimezone(office.zone))
        spans = merged_pauses(office, pauses, None if at is None else office.read(at)[0])
        due, received = rules.after_pauses([] if reckoning.paused == "ignored" else spans)
        instant, received = due.astimezone(office.zone), received.astimezone(office.zone)
    except OverflowError:
        raise outside("beyond the last year of all") from None
    return Answer(None, instant, received) if bound == "at_least" else Answer(instant, None, received)


def due_by(start: Moment, month: int, day: int, calendar: Calendar, reckoning: Reckoning = Reckoning()) -> datetime:
    """11. The first such date on or after the start's local date, rolled, ended by ``day_end``."""
    office = Office(calendar, reckoning)
    moment, alone = office.read(start)
    duration = Duration(0, "calendar day")
    _check(calendar, duration, reckoning, "within", alone)
    rules = Rules(office, duration, reckoning, "within", moment)
    found = next(d for d in office.walk(office.date_of(moment)) if (d.month, d.day) == (month, day))
    received = rules.receipt(moment)
    return rules.never_before(rules.roll(found, reckoning.roll), received, received).astimezone(office.zone)
