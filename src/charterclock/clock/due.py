"""A start, a duration, a calendar and a reckoning give a due: the last permitted instant, and its date."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.holidays import Holiday
from charterclock.calendars.moments import Moment, instant_of, local_date_of, read_moment
from charterclock.calendars.timetable import Timetable
from charterclock.calendars.zone import as_datetime
from charterclock.clock.course import Course, Extension, follow
from charterclock.clock.rule import Rule
from charterclock.display import card
from charterclock.durations import Annual, Duration
from charterclock.durations import duration as as_duration
from charterclock.errors import BeyondGazettedWarning, CaseError, DurationError
from charterclock.reckoning import Reckoning

__all__ = ["Due", "due"]

#: a pause as callers give it: it begins, and resumes (``None``: it has not yet)
GivenPause = tuple[Moment, Moment | None]


@dataclass(frozen=True, slots=True)
class Due:
    """When a promise falls due.

    Attributes:
        date: the local date of ``at`` (of a floor: of ``reached_at``).
        at: the last permitted instant, inclusive, aware, in the calendar's zone; ``None`` for a floor.
        reached_at: of a floor (bound ``at_least``) the instant at which it is reached; else ``None``.
        start: when the case arrived; midnight of a date given alone.
        received: when it was deemed received (rule 1).
        estimated: the estimated days off on which the result rests: between start and due, or one day beside them.
        beyond_lists: whether it lies in a year whose official list of days off is not out.
        estimated_hours: whether it rests on opening hours of an estimated season (Ramadan).
    """

    date: date
    at: datetime | None
    reached_at: datetime | None
    start: datetime
    received: datetime
    duration: Duration | Annual
    bound: str
    reckoning: Reckoning
    calendar: Calendar = field(repr=False)
    pauses: tuple[tuple[datetime, datetime], ...] = ()
    estimated: tuple[Holiday, ...] = ()
    estimated_hours: bool = False
    beyond_lists: bool = False

    @property
    def provisional(self) -> bool:
        """Whether the result rests on a moon sighting or a list to come: on an estimated day off, on estimated hours,
        or on a year without a list, where days off may still be declared.
        """
        return bool(self.estimated) or self.estimated_hours or self.beyond_lists

    @property
    def fingerprint(self) -> str:
        """That of the calendar: where it is the same later, so is the due. See ``Calendar.fingerprint``."""
        return self.calendar.fingerprint

    @property
    def instant(self) -> datetime:
        """``at``, or of a floor ``reached_at``."""
        moment = self.at or self.reached_at
        assert moment is not None
        return moment

    def _repr_html_(self) -> str:
        """What a notebook shows: the due, and day by day how it comes about."""
        last = self.at or self.reached_at
        facts = [("start", self.start), ("due" if self.at else "reached", last),
                 ("provisional", "yes" if self.provisional else "")]  # fmt: skip
        return card(f"{self.bound} {self.duration}", facts, text=self.explain())

    def explain(self, language: str = "en") -> str:
        """Day by day, what counted, what did not, and why.

        Args:
            language: ``ms``, ``id`` or ``en``.
        """
        from charterclock.clock.explain import explain

        return explain(self, language)

    def to_dict(self) -> dict[str, Any]:
        """Its fields as plain values: instants as ISO 8601 text with offset."""
        return {
            "date": self.date.isoformat(),
            "at": self.at and self.at.isoformat(),
            "reached_at": self.reached_at and self.reached_at.isoformat(),
            "start": self.start.isoformat(),
            "received": self.received.isoformat(),
            "duration": str(self.duration) if isinstance(self.duration, Duration) else None,
            "bound": self.bound,
            "calendar": str(self.calendar),
            "fingerprint": self.fingerprint,
            "pauses": [[paused.isoformat(), resumed.isoformat()] for paused, resumed in self.pauses],
            "provisional": self.provisional,
            "estimated": [holiday.date.isoformat() for holiday in self.estimated],
            "beyond_lists": self.beyond_lists,
        }

    def to_json(self) -> str:
        """``to_dict`` as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)


def start_instant(rule: Rule, calendar: Calendar, start: Moment) -> int:
    """The instant of a start; of a date alone its first one, where the rule does not need the time of day.

    Raises:
        CaseError: CC601 unreadable, CC602 a date alone where a time of day is needed.
    """
    moment = read_moment(start)
    if isinstance(moment, datetime) or rule.needs_clock_time:
        return instant_of(moment, calendar.zone, "start")
    return instant_of(datetime(moment.year, moment.month, moment.day), calendar.zone)


def read_pauses(pauses: Iterable[GivenPause], zone: str, until: int | None) -> list[tuple[int, int]]:
    """Pauses as instants, as they stand at ``until``: later ones have not begun, later resumes not happened.

    Raises:
        CaseError: CC601, CC602 an instant, CC603 a pause that ends before it begins, CC606 an open pause without
            an instant up to which it runs.
    """
    found: list[tuple[int, int]] = []
    for given in pauses:
        paused = instant_of(given[0], zone, "pause")
        resumed = None if given[1] is None else instant_of(given[1], zone, "resume")
        if resumed is not None and resumed < paused:
            raise CaseError("CC603", f"a pause ends before it begins: {given[0]} to {given[1]}")
        if until is not None:
            if paused > until:
                continue
            resumed = until if resumed is None else min(resumed, until)
        if resumed is None:
            raise CaseError("CC606", f"the pause of {given[0]} has no end", "give `at`: an open pause runs to it")
        found.append((paused, resumed))
    return found


def compute(
    rule: Rule, calendar: Calendar, start: int, pauses: list[tuple[int, int]], extensions: list[Extension] | None = None
) -> Course:
    """The course of a case over a calendar's tables."""
    if not rule.uses_days and not extensions:
        # Elapsed time depends on no date: computed without tables, so that no calendar is too short for it.
        return follow(NoTable(calendar.zone), rule, start, pauses)  # type: ignore[arg-type]
    calendar.basis(rule.reckoning.rest_days)
    return calendar.ask(lambda table: follow(table, rule, start, pauses, extensions or ()), start_day(start))


def start_day(instant: int) -> int:
    """A day number near an instant."""
    return instant // 86_400_000_000 + 719_163


class NoTable:
    """The reader for elapsed time: it needs nothing but local dates."""

    def __init__(self, zone: str) -> None:
        self.zone = zone

    def date_of(self, instant: int) -> int:
        """The local date of an instant."""
        return local_date_of(as_datetime(instant, self.zone), self.zone).toordinal()

    latest = staticmethod(Timetable.latest)
    where = staticmethod(Timetable.where)


def due(
    start: Moment,
    duration: Duration | Annual | str,
    calendar: Calendar | str,
    reckoning: Reckoning | str | None = None,
    *,
    bound: str = "within",
    pauses: Iterable[GivenPause] = (),
    at: Moment | None = None,
) -> Due:
    """When a promise falls due.

    Args:
        start: when the case arrived (``bound="before"``: when the event is): an instant, in the calendar's zone if it
            has no offset, or a date alone where the time of day does not matter.
        duration: a duration, or a phrase such as ``2 working days``; a date of the year with ``bound="by"``.
        calendar: the office's calendar, or its code.
        reckoning: the rules of counting, or a preset's name; all defaults when ``None``.
        bound: ``within`` (at most), ``under`` (strictly less), ``after`` (ready on the first working day after),
            ``before`` (counted back from an event), ``at_least`` (a floor: no due, but when it is reached), ``by``
            (a date of each year, such as ``31 May``: the first on or after the start).
        pauses: pairs (paused, resumed), half-open; ``None`` for a pause that is still open at ``at``.
        at: what happened later is left out; needed when a pause is open.

    Returns:
        The due, with its last permitted instant (inclusive) in the calendar's zone.

    Raises:
        DurationError: a bare word (CC305) or a bound that the unit does not take (CC309).
        ReckoningError: an unknown preset or bound.
        CaseError: a start or pause that cannot be used (CC601 to CC606).
        OutsideCalendarError: CC410, the answer depends on a date that the calendar does not cover.

    Example:
        >>> import charterclock as cc
        >>> cc.due("2025-04-30T10:00", "2 working days", cc.calendar("MY-07")).at.isoformat()
        '2025-05-05T23:59:59.999999+08:00'
    """
    if not isinstance(calendar, Calendar):
        from charterclock.calendars.known import calendar as known

        calendar = known(calendar)
    counted: Duration | Annual
    if isinstance(duration, Annual) or bound == "by":
        if isinstance(duration, Duration) or bound not in ("by", "within"):
            raise DurationError("CC310", f"'by' takes a date of the year, found {duration}", "write 31 May")
        counted = Annual.read(duration)
    else:
        counted = as_duration(duration)
    rule = Rule.of(counted, Reckoning.of(reckoning), bound)
    until = None if at is None else instant_of(at, calendar.zone, "at")
    instants = read_pauses(pauses, calendar.zone, until)
    return make_due(rule, counted, calendar, start_instant(rule, calendar, start), instants)


def make_due(
    rule: Rule, counted: Duration | Annual, calendar: Calendar, start: int, pauses: list[tuple[int, int]]
) -> Due:
    """The due of a compiled rule."""
    try:
        course = compute(rule, calendar, start, pauses)
        return due_of(rule, counted, calendar, start, course, course.due)
    except OverflowError:
        raise CaseError("CC601", f"the due of {counted} is past the year 9999") from None


def warn_beyond_lists(calendar: Calendar, day: date) -> None:
    """Warns, once for a calendar, of a due date beyond its last gazetted list."""
    last = calendar.last_gazetted
    if last is not None and day > last:
        message = f"days off of calendar {calendar} are gazetted up to {last}: later due dates rest on estimates"
        warnings.warn(message, BeyondGazettedWarning, stacklevel=2)


def due_of(
    rule: Rule, counted: Duration | Annual, calendar: Calendar, start: int, course: Course, instant: int
) -> Due:
    """A course's ``instant`` (its first due, or the one in force) as a ``Due``."""
    zone = calendar.zone
    moment, received = as_datetime(instant, zone), as_datetime(course.receipt, zone)
    floor = rule.bound == "at_least"
    began = as_datetime(start, zone)
    first, last = sorted((began.date(), moment.date()))
    if rule.family != "clock":
        warn_beyond_lists(calendar, last)
    estimated = () if rule.family == "clock" else calendar.estimated_between(first, last)
    return Due(
        date=moment.date(),
        at=None if floor else moment,
        reached_at=moment if floor else None,
        start=began,
        received=received,
        duration=counted,
        bound=rule.bound,
        reckoning=rule.reckoning,
        calendar=calendar,
        pauses=tuple((as_datetime(p, zone), as_datetime(r, zone)) for p, r in course.paused),
        estimated=estimated,
        estimated_hours=rule.uses_hours and calendar.estimated_season(first, last),
        beyond_lists=rule.family != "clock" and calendar.is_beyond_lists(last),
    )
