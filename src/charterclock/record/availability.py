"""Outages, maintenance and agreed time: the share of it in which a system was up (R-UP-1, R-UP-2, R-UP-3).

Outages are merged as instants and then laid on one axis: agreed time since some origin. On it opening hours, daylight
saving and closed days are gone; what is left is the length of unions of spans, which one bisection answers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import numpy as np

from charterclock.calendars.moments import Moment, instant_of
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.timetable_arrays import FAR
from charterclock.calendars.zone import as_datetime
from charterclock.calendars.zone_arrays import Bools, Ints
from charterclock.charter.conditions import FrozenMap
from charterclock.charter.pledges import Availability
from charterclock.errors import CaseError, Problem
from charterclock.record.inputs import Window, day_start
from charterclock.record.outages import Outages, Spans, read_outages, union
from charterclock.record.periods import Period, periods_between
from charterclock.record.row import Row, reaches

__all__ = ["availability"]


_SECOND: Final = 1_000_000


def availability(
    pledge: Availability, outages: Any, over: tuple[Moment, Moment], at: Moment | None, *, others: Collection[str] = ()
) -> tuple[list[Row], list[Problem]]:
    """The availability that a pledge promises, in each of its periods that touches ``over``.

    A period is a whole month, quarter or year of the calendar's zone, or all of ``over`` (named ``all``), cut to the
    dates for which the pledge is valid; what lies after ``at`` has not happened. The yearly cap of maintenance is
    counted for each system in agreed time, in a calendar year; of several systems the figures are their means, or
    those of the worst.

    Args:
        pledge: the promise. One without ``systems`` has a single system, called by its id.
        outages: any table with columns ``start``, ``end`` (blank: runs to ``at``), optionally ``system`` (blank: the
            only one), ``planned`` (yes or no; blank: no). ``None`` where none was supplied: then there are no rows.
        over: two local dates, both included, or two instants, half-open.
        at: the instant until which outages are known; ``None``: the end of ``over``.
        others: systems that other pledges promise; outages of theirs are left out without a problem.

    Returns:
        A row for each period, with value (exact share of microseconds) and, in seconds, ``done`` up, ``of`` agreed,
        and extra ``downtime``, ``permitted`` (in the whole period, less the downtime so far) and ``outages``
        (their number, overlapping ones as one); and the rows of the table that could not be used.

    Raises:
        CaseError: CC632, ``at`` is needed: an outage has no end, or a period ends later than ``over``.
        OutsideCalendarError: opening time on dates that the calendar does not cover.
        CharterclockError: CC640, CC641: no table, or a column is missing.
    """
    if outages is None:
        return [], []
    zone = pledge.terms.office.zone
    window = Window.read(over, zone)
    periods, begin, end = _periods(pledge, window, zone)
    until = None if at is None else instant_of(at, zone, "at")
    if until is None and len(end) and end[-1] > window.end:
        raise CaseError("CC632", f"period {periods[-1]} ends after the dates reported on: at is needed")
    found, problems = read_outages(pledge, outages, until, others)
    if not periods:
        return [], problems
    now = np.clip(window.end if until is None else until, begin, end)
    systems = [_measure(pledge, system, begin, now, end, zone) for system in found]
    return [_row(pledge, period, systems, index) for index, period in enumerate(periods)], problems


def _periods(pledge: Availability, window: Window, zone: str) -> tuple[list[Period], Ints, Ints]:
    """The periods in which the pledge is valid at some time, with the first instant and the end of each."""
    if pledge.per == "all":
        whole = [(Period(window.first, window.last, "all"), window.start, window.end)]
    else:
        whole = [
            (period, day_start(period.first, zone), day_start(period.last + timedelta(days=1), zone))
            for period in periods_between(window.first, window.last, pledge.per)
        ]
    low = day_start(pledge.valid.from_, zone) if pledge.valid.from_ else -NEVER
    high = day_start(pledge.valid.to, zone) if pledge.valid.to else NEVER
    cut = [(period, max(begin, low), min(end, high)) for period, begin, end in whole]
    cut = [one for one in cut if one[1] < one[2]]
    return [period for period, _, _ in cut], _ints([begin for _, begin, _ in cut]), _ints([end for _, _, end in cut])


# measuring -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Measured:
    """What was found of one system, an entry for each period; microseconds."""

    agreed: Ints
    down: Ints
    whole: Ints
    outages: Ints

    def share(self, period: int) -> Fraction | None:
        """The share of the agreed time in which the system was up; ``None`` without agreed time."""
        agreed = int(self.agreed[period])
        return Fraction(agreed - int(self.down[period]), agreed) if agreed else None


def _measure(pledge: Availability, system: Outages, begin: Ints, now: Ints, end: Ints, zone: str) -> _Measured:
    """Lays the outages of one system on the axis of agreed time and reads the periods off."""
    low, high = int(begin[0]), int(now.max())
    cap = pledge.maintenance.cap
    excluded = pledge.maintenance.count == "excluded"
    years: list[int] = []
    if excluded and cap is not None:
        # What was spent of the cap earlier in the year is spent, though it lies before the first period.
        span = range(as_datetime(low, zone).year, as_datetime(max(low, high - 1), zone).year + 2)
        years = [day_start(date(year, 1, 1), zone) for year in span]
        valid = day_start(pledge.valid.from_, zone) if pledge.valid.from_ else -NEVER
        low = min(low, max(years[0], valid))
    axis = _agreed_time(pledge, low)

    def laid(which: Bools) -> Spans:
        return _laid(axis, system.begin[which], system.end[which], low, high)

    down = laid(np.ones(len(system.begin), dtype=np.bool_))
    left_out = laid(system.planned & excluded)
    if years and cap is not None:
        left_out = _up_to(left_out, axis(np.clip(_ints(years), low, high)), int(cap.total_seconds() * _SECOND))
    begins, nows, ends = axis(begin), axis(now), axis(end)
    spared = _before(left_out, nows) - _before(left_out, begins)
    counted = (down[1] - down[0]) - (_before(left_out, down[1]) - _before(left_out, down[0])) > 0
    first, last = down[0][counted], down[1][counted]
    number = np.searchsorted(first, nows, side="left") - np.searchsorted(last, begins, side="right")
    return _Measured(
        agreed=nows - begins - spared,
        down=_before(down, nows) - _before(down, begins) - spared,
        whole=ends - begins - spared,
        outages=np.where(nows > begins, number, 0),
    )


def _agreed_time(pledge: Availability, origin: int) -> Callable[[Ints], Ints]:
    """The agreed time from an origin to each instant, microseconds; real time where it is round the clock."""
    if pledge.agreed == "24x7":
        return lambda instants: instants - origin
    office = pledge.terms.office

    def opened(instants: Ints) -> Ints:
        points = np.append(instants, origin)
        spent = office.ask_arrays(lambda table: table.opened(points), int(points.min()), int(points.max()))
        if np.any(spent == FAR):
            unknown = int(points[spent == FAR][0])
            office.ask(lambda table: table.opened(unknown))  # raises, naming the dates that are covered
        since_origin: Ints = spent[:-1] - spent[-1]
        return since_origin

    return opened


def _laid(axis: Callable[[Ints], Ints], begin: Ints, end: Ints, low: int, high: int) -> Spans:
    """Spans of instants, clipped to [low, high) and merged, on the axis."""
    begin, end = union(np.maximum(begin, low), np.minimum(end, high))
    points = axis(np.concatenate([begin, end])) if len(begin) else begin
    return points[: len(begin)], points[len(begin) :]


def _up_to(spans: Spans, years: Ints, cap: int) -> Spans:
    """Of the spans in each year, in order of time, what the cap allows."""
    begins, ends = [], []
    for start, stop in pairwise(years):
        begin, end = union(np.maximum(spans[0], start), np.minimum(spans[1], stop))
        spent = np.cumsum(end - begin) - (end - begin)
        begins.append(begin)
        ends.append(np.minimum(end, begin + np.maximum(cap - spent, 0)))
    return np.concatenate(begins), np.concatenate(ends)


def _before(spans: Spans, points: Ints) -> Ints:
    """How much of the spans lies before each point of the axis."""
    begin, end = spans
    if not len(begin):
        return np.zeros(len(points), dtype=np.int64)
    index = np.searchsorted(begin, points, side="right")
    total = np.append(0, np.cumsum(end - begin))[index]
    beyond = np.maximum(end[np.maximum(index - 1, 0)] - points, 0)
    return np.where(index > 0, total - beyond, 0)


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


# rows ------------------------------------------------------------------------------------------------------------


def _row(pledge: Availability, period: Period, systems: list[_Measured], index: int) -> Row:
    shares = [(share, system) for system in systems if (share := system.share(index)) is not None]
    value: Fraction | None = None
    taken = systems
    if shares and pledge.systems and pledge.systems.take == "worst":
        value, worst = min(shares, key=lambda pair: pair[0])
        taken = [worst]
    elif shares:
        value = sum((share for share, _ in shares), Fraction(0)) / len(shares)

    def seconds(figure: str) -> Fraction:
        return Fraction(sum(int(getattr(system, figure)[index]) for system in taken), len(taken) * _SECOND)

    agreed, down, whole = seconds("agreed"), seconds("down"), seconds("whole")
    extra = {
        "downtime": down,
        "permitted": (1 - pledge.at_least) * whole - down,
        "outages": sum(int(system.outages[index]) for system in taken),
    }
    return Row(
        pledge.id, None, "availability", period, pledge.at_least, value, reaches(value, pledge.at_least),
        done=agreed - down, of=agreed, extra=FrozenMap(extra),
    )  # fmt: skip
