"""The verdict of one case at an instant, by the table of ``docs/reckoning.md``, written down literally."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from charterclock.calendars.calendar import Calendar
from charterclock.durations import NEXT_WORKING_DAY, Duration
from charterclock.errors import CaseError
from charterclock.oracle.reference import Moment, Office, Pauses, Rules, answer, clock_of, merged_pauses
from charterclock.reckoning import Reckoning

__all__ = ["Ruling", "verdict"]

_DAY = timedelta(days=1)


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
        extended: datetime | None = None
        known = begun
        for notice, new in sorted(((office.read(n)[0], new) for n, new in extensions), key=lambda pair: pair[0]):
            # events in order of time: the due in force at the notice, which later pauses have not moved
            in_force = first_due(pauses, notice) if extended is None else _moved(rules, extended, known, pauses, notice)
            if notice > at or bound == "at_least" or notice > in_force:
                continue
            known = notice
            if isinstance(new, Duration):  # the due in force + the duration stated
                plain = reckoning.replace(receipt="actual", first_day="excluded")
                extended = answer(in_force, new, calendar, plain).at
            else:  # the date stated; a date alone ends by `day_end`
                moment, alone = office.read(new)
                stated = replace(rules, bound="within")  # `under` is of the promise, not of a date that is stated
                received = begun if bound == "before" else rules.receipt(begun)
                extended = stated.last(office.date_of(moment), received) if alone else moment
        return None if extended is None else _moved(rules, extended, known, pauses, at)

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


def _moved(rules: Rules, extended: datetime, notice: datetime, pauses: Pauses, at: datetime) -> datetime:
    """Recovery: a later pause moves the extended due as it moves the first, at the same time of day."""
    office = rules.office
    if rules.reckoning.paused != "excluded" or rules.bound == "before" or rules.duration.unit == NEXT_WORKING_DAY:
        return extended
    for paused, resumed in merged_pauses(office, pauses, at):
        paused = max(paused, notice)
        if not paused < min(resumed, extended):
            continue
        lost = rules.lost(paused, resumed)
        if isinstance(lost, timedelta):
            extended = replace(rules, duration=Duration(0, rules.duration.unit)).instant_after(extended, lost)
        elif lost:
            local = office.local(extended)
            working = rules.working_days(office.date_of(rules.receipt(rules.start))) is not None
            later = local.date() + lost * _DAY
            day = office.nth_working(local.date(), lost) if working else rules.roll(later, rules.rolls)
            extended = office.instant(day, clock_of(local))
    return extended
