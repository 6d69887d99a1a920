"""How often something was done, against how often it was promised: in a period, or in every part of a year."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from charterclock.calendars.moments import Moment, instant_of, read_moment
from charterclock.calendars.zone import as_datetime
from charterclock.charter.conditions import FrozenMap
from charterclock.charter.pledges import Frequency
from charterclock.errors import CaseError, Problem
from charterclock.record.inputs import Table, Window, date_in, rows_of
from charterclock.record.periods import Period, periods_between
from charterclock.record.row import Row

__all__ = ["frequencies"]


def frequencies(
    pledge: Frequency, events: Any, over: tuple[Moment, Moment], at: Moment | None
) -> tuple[list[Row], list[Problem]]:
    """How often the thing promised was done, in each period that touches ``over``.

    Periods are whole ones, whatever part of them ``over`` holds; one belongs to the pledge if the pledge is valid on
    its first date. ``every: 4 months`` gives a row for each part of the year and one for the year, whose ``done`` is
    the number of parts in which it was done at all.

    Args:
        pledge: the promise.
        events: any table with columns ``pledge``, ``date``. ``None`` where none was supplied: then there are no rows.
        over: two local dates, both included, or two instants, half-open.
        at: what is later has not happened; ``None``: the end of ``over`` decides which periods are over.

    Returns:
        A row for each period, in order of time, and the rows of the table that could not be used. ``value`` is done
        / required, at most 1, ``None`` before the period begins; ``kept`` is ``None`` while the promise can still be
        kept. Extra: ``due_so_far`` (required in the parts that have ended), ``progress`` (done / required, uncapped)
        and ``missed_parts`` (names of the parts that ended without).
    """
    if events is None:
        return [], []
    zone = pledge.terms.office.zone
    window = Window.read(over, zone)
    until = None if at is None else instant_of(at, zone, "at")
    today = None if until is None else as_datetime(until, zone).date()
    dates, problems = _dates(pledge, Table.of(events, "events", ("pledge", "date")), zone, until)
    count = _Count(pledge, sorted(dates), window, today)
    rows = []
    if pledge.every is None:
        assert pledge.per is not None
        rows = [count.times(period) for period in periods_between(window.first, window.last, pledge.per)]
    else:
        rows = [count.part(part) for part in periods_between(window.first, window.last, pledge.every)]
        if pledge.every < 12:
            rows += [count.year(year) for year in periods_between(window.first, window.last, "year")]
    return sorted((row for row in rows if row is not None), key=lambda row: row.period), problems


def _dates(pledge: Frequency, table: Table, zone: str, until: int | None) -> tuple[list[date], list[Problem]]:
    """The local dates of what has happened while the pledge was valid."""
    dates, problems = [], []
    for number, row in rows_of(pledge.id, table):
        try:
            moment, day = read_moment(row["date"]), date_in(row["date"], zone)
        except CaseError as error:
            problems.append(Problem(error.code, error.message, row=number, field="date", hint=error.hint))
            continue
        if until is not None and isinstance(moment, datetime):
            happened = instant_of(moment, zone) <= until
        else:
            happened = until is None or day <= as_datetime(until, zone).date()
        if happened and day in pledge.valid:
            dates.append(day)
    return dates, problems


@dataclass(frozen=True)
class _Count:
    """Sorted dates of events, counted in the periods of one pledge; ``today`` is the local date of ``at``."""

    pledge: Frequency
    dates: list[date]
    window: Window
    today: date | None

    def held(self, period: Period) -> int:
        return bisect_right(self.dates, period.last) - bisect_left(self.dates, period.first)

    def ended(self, period: Period) -> bool:
        return period.last <= self.window.last if self.today is None else period.last < self.today

    def begun(self, period: Period) -> bool:
        return period.first <= (self.today or self.window.last)

    def parts(self, period: Period, months: str | int | None) -> list[Period]:
        """The parts of a period that belong to the pledge, such as the months of a year."""
        if months is None:
            return []
        parts = periods_between(period.first, period.last, months)
        return [part for part in parts if part.first in self.pledge.valid]

    def missed(self, parts: list[Period]) -> tuple[str, ...]:
        return tuple(part.name for part in parts if self.ended(part) and not self.held(part))

    def part(self, period: Period) -> Row | None:
        """One part of a year in which the thing is due once."""
        if period.first not in self.pledge.valid:
            return None
        done, ended = self.held(period), self.ended(period)
        return self._row(period, done, 1, int(ended), True if done else False if ended else None)

    def year(self, period: Period) -> Row | None:
        """All the parts of a year: done in how many of them."""
        parts = self.parts(period, self.pledge.every)
        if not parts:
            return None
        done, missed = sum(self.held(part) > 0 for part in parts), self.missed(parts)
        kept = True if done == len(parts) else False if missed else None
        due = sum(self.ended(part) for part in parts)
        return self._row(period, done, len(parts), due, kept, missed_parts=missed)

    def times(self, period: Period) -> Row | None:
        """So many times in a period, perhaps at least once in each part of it."""
        pledge, required = self.pledge, self.pledge.times or 0
        if period.first not in pledge.valid:
            return None
        parts = self.parts(period, pledge.at_least_once_per)
        done, missed, ended = self.held(period), self.missed(parts), self.ended(period)
        fulfilled = done >= required and all(self.held(part) for part in parts)
        kept = True if fulfilled else False if ended or missed else None
        due = required if ended else sum(self.ended(part) for part in parts)
        extra = {"missed_parts": missed} if pledge.at_least_once_per else {}
        return self._row(period, done, required, due, kept, **extra)

    def _row(self, period: Period, done: int, required: int, due: int, kept: bool | None, **extra: Any) -> Row:
        progress = Fraction(done, required)
        value = min(progress, Fraction(1)) if self.begun(period) or done else None
        return Row(
            self.pledge.id, None, "frequency", period, Fraction(1), value, kept, done, required,
            extra=FrozenMap({"due_so_far": due, "progress": progress, **extra}),
        )  # fmt: skip
