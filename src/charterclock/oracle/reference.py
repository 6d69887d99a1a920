"""The slow, obvious answer: ``docs/reckoning.md`` written down literally, rule by rule, to check other engines with.

It walks days, and in each day its spans. Instants are kept in UTC, so that adding to one never bends an hour;
``Office.instant`` turns a clock time into an instant, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from charterclock.calendars.calendar import Calendar
from charterclock.durations import MONTH_UNITS, NEXT_WORKING_DAY, TIME_UNITS, Duration
from charterclock.errors import CalendarError, CaseError, DurationError, OutsideCalendarError
from charterclock.reckoning import Reckoning

__all__ = ["Answer", "Office", "Rules", "answer", "due_by"]

Moment = datetime | date | str
Span = tuple[datetime, datetime]
Pauses = Sequence[tuple[Moment, Moment | None]]

_TICK = timedelta(microseconds=1)
_DAY = timedelta(days=1)
_NONE = timedelta(0)
#: a walk that finds nothing in so many days stops: weeks and months repeat within 28 years, 40 across a century
_WALK = 41 * 366


@dataclass(frozen=True)
class Answer:
    """The last permitted instant (``None`` for a floor), the instant at which a floor is reached, and the receipt."""

    at: datetime | None
    reached_at: datetime | None
    received: datetime


def _outside(what: object) -> OutsideCalendarError:
    return OutsideCalendarError("CC410", f"the answer depends on dates that the calendar does not know: {what}")


def clock_of(local: datetime) -> timedelta:
    """How long after midnight a local clock reads."""
    return local - datetime.combine(local.date(), time())


# Words ---------------------------------------------------------------------------------------------------------------


class Office:
    """A calendar, read one day at a time."""

    def __init__(self, calendar: Calendar, reckoning: Reckoning) -> None:
        self.calendar, self.rest_days, self.zone = calendar, reckoning.rest_days, ZoneInfo(calendar.zone)

    def local(self, moment: datetime) -> datetime:
        """What the local clock reads at an instant, without a zone."""
        return moment.astimezone(self.zone).replace(tzinfo=None, fold=0)

    def date_of(self, moment: datetime) -> date:
        return self.local(moment).date()

    def instant(self, day: date, clock: timedelta = _NONE) -> datetime:
        """The first instant whose local clock reads that time of that date, or later; (g) 0:00 is where it starts."""
        reading = datetime.combine(day, time()) + clock
        moment = reading.replace(tzinfo=self.zone, fold=0).astimezone(UTC)
        if self.local(moment) == reading:
            return moment  # a clock time that comes twice is the first: fold 0
        # the clock skips that time; halve until the first instant after the gap is found
        before = reading.replace(tzinfo=self.zone, fold=1).astimezone(UTC)
        while moment - before > _TICK:
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
            raise _outside(day)
        clocks = [(timedelta(microseconds=a), timedelta(microseconds=b)) for a, b in self.calendar.hours_on(day)]
        spans = [(self.instant(day, opens), self.instant(day, closes)) for opens, closes in clocks]
        return [(opens, closes) for opens, closes in spans if opens < closes]

    def open_on(self, day: date) -> Iterator[Span]:
        """The opening time that falls on a date, in order: what the evening before left open, then its own spans."""
        first = self.calendar.covers is not None and day <= self.calendar.covers[0]
        reached, end = self.instant(day), self.instant(day + _DAY)
        for owner in (day,) if first else (day - _DAY, day):  # (i) nothing is open before the first covered date
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
            day += step * _DAY
        raise _outside("it stays closed")

    def working(self, day: date, step: int = 1) -> date:
        """The date if it is a working day, else the next one (``step`` -1: the one before)."""
        return next(found for found in self.walk(day, step) if self.is_working(found))

    def nth_working(self, day: date, n: int, step: int = 1) -> date:
        """The n-th working day after (before) a date."""
        for _ in range(n):
            day = self.working(day + step * _DAY, step)
        return day

    def opening_time(self, begin: datetime, end: datetime) -> timedelta:
        """How much opening time lies between two instants."""
        total, day = _NONE, self.date_of(begin)
        while self.instant(day) < end:
            for opens, closes in self.open_until(day, end):
                total += max(closes - max(opens, begin), _NONE)
            day += _DAY
        return total


# The arithmetic ------------------------------------------------------------------------------------------------------


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
            return next(spans[0][0] for day in self.office.walk(today + _DAY) if (spans := self.office.spans(day)))
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
                left -= max(closes - opens, _NONE)
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
                raise _outside("beyond the last year of all") from None
        return day + step * int(self.duration.amount) * (7 if self.duration.unit == "calendar week" else 1) * _DAY

    def unrolled(self, received: datetime, lost: int) -> date:
        """3 and 4. The n-th date, moved by the days that pauses cost, before the roll."""
        day, included = self.office.date_of(received), self.reckoning.first_day == "included"
        n = self.working_days(day)
        if n is None:
            return self.corresponding(day, 1) - (_DAY if included else _NONE) + lost * _DAY
        if n == 0:
            day = self.office.working(day)
        else:
            day = self.office.nth_working(day - _DAY if included else day, n)
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
            return self.office.instant(day) - _TICK
        end = self.office.instant(day + _DAY) - _TICK  # (g) the last microsecond of the date
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
            day = day + _DAY if n is None and each else self.office.working(day + _DAY)
        return self.last(day, received)

    def stands(self, received: datetime, lost: timedelta | int, earliest: datetime) -> datetime:
        """The due, or where a floor is reached, after pauses that cost ``lost``, the last of them to ``earliest``."""
        if isinstance(lost, timedelta):
            return self.instant_after(received, lost) - (_TICK if self.bound == "under" else _NONE)
        if self.duration.unit == NEXT_WORKING_DAY:  # 9. the first date whose first opening is after the start
            days = self.office.walk(self.office.date_of(self.start))
            day = next(day for day in days if (spans := self.office.spans(day)) and spans[0][0] > self.start)
        else:
            day = self.unrolled(received, lost)
            if self.bound == "after":  # 7. ready on the first working day after the unrolled date
                day = self.office.working(day + _DAY)
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
            day += _DAY
            cost += not working or self.office.is_working(day)
        return cost

    def after_pauses(self, pauses: Sequence[Span]) -> tuple[datetime, datetime]:
        """6. The due as it stands after every pause, and the receipt. (a) A pause moves the unrolled date."""
        nothing: timedelta | int = _NONE if self.duration.unit in TIME_UNITS else 0
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
                    left -= max(closes - opens, _NONE)
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
        raise _outside("beyond the last year of all") from None
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
