"""The verdict of one case at an instant, by the table of ``docs/reckoning.md``, written down literally."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from charterclock.calendars.calendar import Calendar
from charterclock.durations import NEXT_WORKING_DAY, TIME_UNITS, Duration
from charterclock.errors import CaseError
from charterclock.oracle.office import DAY, Moment, Office, clock_of
from charterclock.oracle.reference import Pauses, Rules, answer, merged_pauses
from charterclock.reckoning import Reckoning

__all__ = ["Ruling", "verdict"]

@dataclass(frozen=True)
class Ruling:
    """A verdict, the first due (or floor), and the extended due if there is one."""

    verdict: str
    due: datetime | None
    extended: datetime | None = None


def verdict(
    start: Moment,
    duration: Duration,
    calendar: Calendar,
    reckoning: Reckoning = Reckoning(),
    bound: str = "within",
    *,
    at: Moment,
    stop: Moment | None = None,
    pauses: Pauses = (),
    extensions: Sequence[tuple[Moment, Moment | Duration]] = (),
) -> Ruling:
    """The verdict table for one case; what leads to ``excluded`` but a start after ``at`` is the caller's to know.

    An extension is its notice and the new due: an instant, a date alone, or a duration from the due in force on.
    """
    office = Office(calendar, reckoning)
    now, begun = office.read(at)[0], office.read(start)[0]
    if bound != "before" and begun > now:
        return Ruling("excluded", None)  # not started; the event of a `before` pledge is set in advance
    stopped = None if stop is None or office.read(stop)[0] > now else office.read(stop)[0]
    if bound != "before" and stopped is not None and stopped < begun:
        raise CaseError("CC603", "a stop before the start")
    horizon = now if stopped is None else stopped  # a stop ends an open pause

    rules = Rules(office, duration, reckoning, bound, begun)

    def first_due(pauses: Pauses, at: datetime) -> datetime:
        found = answer(start, duration, calendar, reckoning, bound, pauses, at)
        return (found.at or found.reached_at or found.received).astimezone(UTC)

    def extended_due(pauses: Pauses, at: datetime) -> datetime | None:
        """Recovery: where an extension given in time has changed the due in force at ``at``, that due."""
        longer: _Longer | None = None
        for notice, new in sorted(((office.read(n)[0], new) for n, new in extensions), key=lambda pair: pair[0]):
            if notice > at or bound == "at_least":
                continue
            # events in order of time: the due in force at the notice, which later pauses have not moved
            in_force = first_due(pauses, notice)
            if longer is not None:
                in_force = max(in_force, longer.due(pauses, notice))
            if notice > in_force:
                continue
            received = answer(start, duration, calendar, reckoning, bound, pauses, notice).received.astimezone(UTC)
            if isinstance(new, Duration):  # the due in force + the duration stated
                plain = reckoning.replace(receipt="actual", first_day="excluded")
                moment = (answer(in_force, new, calendar, plain).at or in_force).astimezone(UTC)
                by_day, same_time = new.unit not in TIME_UNITS, moment
            else:  # the date stated; a date alone ends by `day_end`
                (moment, by_day), same_time = office.read(new), received
                if by_day:  # `under` is of the promise, not of a date that is stated
                    moment = replace(rules, bound="within").last(office.date_of(moment), received)
            if moment <= in_force:
                raise CaseError("CC604", "an extension must end after the due that it extends")
            longer = _Longer(rules, moment, by_day, notice, received, same_time)
        return None if longer is None else max(first_due(pauses, at), longer.due(pauses, at))

    due, extended = first_due(pauses, horizon), extended_due(pauses, horizon)
    shown = due.astimezone(office.zone), None if extended is None else extended.astimezone(office.zone)
    if stopped is not None:
        if bound == "at_least":
            return Ruling("early" if stopped < due else "met", *shown)
        if stopped <= due:
            return Ruling("met", *shown)
        return Ruling("extended" if extended is not None and stopped <= extended else "missed", *shown)
    counts = reckoning.paused != "ignored" and bound != "before" and duration.unit != NEXT_WORKING_DAY
    inside = [p for p, r in pauses if office.read(p)[0] <= now and (r is None or now < office.read(r)[0])]
    if counts and inside:
        *earlier, (began, _) = merged_pauses(office, pauses, now)  # the last one: it holds `at`
        if began < (extended_due(earlier, began) or first_due(earlier, began)):
            return Ruling("paused", *shown)
    if bound == "at_least" or now <= due:
        return Ruling("running", *shown)
    return Ruling("extended" if extended is not None and now <= extended else "overdue", *shown)


@dataclass(frozen=True)
class _Longer:
    """Recovery: a due that was stated at ``notice``, as a day that ends by ``day_end`` or as an instant."""

    rules: Rules
    stated: datetime
    by_day: bool
    notice: datetime
    received: datetime
    same_time: datetime

    def due(self, pauses: Pauses, at: datetime) -> datetime:
        """A later pause moves it as it moves the first due; one that starts the time anew leaves it."""
        rules, due, office = self.rules, self.stated, self.rules.office
        if rules.reckoning.paused != "excluded" or rules.bound == "before" or rules.duration.unit == NEXT_WORKING_DAY:
            return due
        unrolled, resumes = office.date_of(due), self.received
        working = rules.working_days(office.date_of(rules.receipt(rules.start))) is not None
        for paused, resumed in merged_pauses(office, pauses, at):
            paused = max(paused, self.notice, self.received)
            if not paused < min(resumed, due):
                continue
            lost, resumes = rules.lost(paused, resumed), resumed
            if isinstance(lost, timedelta):
                due = replace(rules, duration=Duration(0, rules.duration.unit)).instant_after(due, lost)
                continue
            day = office.date_of(due)
            if lost:
                unrolled = office.nth_working(unrolled, lost) if working else unrolled + lost * DAY
                day = unrolled if working else rules.roll(unrolled, rules.rolls)
                due = self._last(day)
            while due < resumes:  # 5. never before the resume
                plain = not working and rules.rolls == "none"
                day = day + DAY if plain else office.working(day + DAY)
                due = self._last(day)
        return due

    def _last(self, day: date) -> datetime:
        """The end of a day: by ``day_end``, or at the time of day that was stated."""
        if self.by_day:
            return replace(self.rules, bound="within").last(day, self.same_time)
        return self.rules.office.instant(day, clock_of(self.rules.office.local(self.stated)))
