"""The columns of a report by the name of its layout: the headings that offices print, and what stands under each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from charterclock.errors import CharterclockError, nearest
from charterclock.record.cells import Cell
from charterclock.record.periods import Period, periods_between
from charterclock.record.promise import Promise
from charterclock.record.record import Record
from charterclock.record.standing import CELLS
from charterclock.record.trend import has_trends
from charterclock.record.words import WORDS, period_name

__all__ = ["BY_PERIOD", "LAYOUTS", "Column", "columns_of"]

#: what stands in each layout after the number and the promise; docs/report.md says who prints which
LAYOUTS: Final[Mapping[str, tuple[str, ...]]] = {
    "matrix": ("periods", "trend"),
    "summary": ("target", "met", "missed", "overdue", "early", "running", "paused", "extended", "excluded", "percent",
                "verdict", "trend"),
    "federal": ("met_number", "met_percent", "missed_number", "missed_percent", "total"),
    "penang": ("met_number", "met_percent", "exceeded_number", "exceeded_percent"),
    "council": ("total", "met_number", "met_percent", "missed_number", "missed_percent", "reason", "overall"),
    "quarters": ("quarters", "total", "met_number", "met_percent"),
    "side-by-side": ("pairs",),
    "years": ("years",),
    "months": ("month", "counted", "in_time", "percent", "why"),
    "clinic": ("month", "numerator", "denominator", "percent"),
    "pledge": ("allowed", "target_percent", "actual_percent"),
    "indonesia": ("target", "realisation", "achievement"),
}  # fmt: skip
#: layouts with a line for each promise and period
BY_PERIOD: Final = ("months", "clinic")
#: headings that stand in the table of words under another name
_HEADINGS: Final = {"why": "justification", "counted": "counted_by_{}", "denominator": "denominator_number"}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and what stands under it for each promise."""

    heading: str
    cell: Callable[[Promise], Cell]


def columns_of(name: str, record: Record, language: str) -> tuple[Column, ...]:
    """The columns of a layout.

    Raises:
        CharterclockError: CC704, no layout of that name, or quarters of a record by year.
    """
    if name not in LAYOUTS:
        hint = nearest(name, LAYOUTS) or "one of " + ", ".join(LAYOUTS)
        raise CharterclockError("CC704", f"no layout {name!r}", hint)
    columns: list[Column] = []
    for key in LAYOUTS[name]:
        if key == "periods":
            columns += [_of_period(record, period, language) for period in _periods(record)]
        elif key == "pairs":
            columns += [column for period in _periods(record) for column in _pair(record, period, language)]
        elif key in ("quarters", "years"):
            if key == "quarters" and record.by == "year":
                raise CharterclockError("CC704", "a record by year has no quarters", 'by="month" or by="quarter"')
            columns += [_of_longer(record, period, language) for period in periods_between(*record.over, key[:-1])]
        elif key != "trend" or has_trends(record):
            heading = _HEADINGS.get(key, key).format(record.charter.period_by)
            columns.append(Column(WORDS[language][heading], CELLS[key]))
    return tuple(columns)


def _periods(record: Record) -> list[Period]:
    """In order of time; a year stands after its months: by the end, and of several that end together shorter first."""
    found = {row.period for row in record.rows} or periods_between(*record.over, record.by)
    return sorted(found, key=lambda period: (period.last, -period.first.toordinal(), period.name))


def _heading(record: Record, period: Period, language: str) -> str:
    """The name of a period; with the dates reported on where those are not all of it, and whether it is over."""
    first, last = max(period.first, record.over[0]), min(period.last, record.over[1])
    part = "" if (first, last) == (period.first, period.last) else f" ({first} – {last})"
    running = "" if record.is_over(period) else f" ({WORDS[language]['not_over']})"
    return period_name(period, language) + part + running


def _of_period(record: Record, period: Period, language: str) -> Column:
    def cell(promise: Promise) -> Cell:
        return promise.value_of([row for row in promise.rows if row.period == period])

    running = "" if record.is_over(period) else f" ({WORDS[language]['not_over']})"
    return Column(period_name(period, language) + running, cell)


def _pair(record: Record, period: Period, language: str) -> tuple[Column, Column]:
    """How many were met in a period, and beside it what share of those that are counted."""

    def of(promise: Promise) -> Promise | None:
        rows = [row for row in promise.rows if row.period == period]
        return promise.within_one(rows, period) if len(rows) == 1 else None

    def number(promise: Promise) -> Cell:
        one = of(promise)
        return CELLS["met_number"](one) if one else Cell(promise.empty)

    def share(promise: Promise) -> Cell:
        one = of(promise)
        if one:
            return CELLS["met_percent"](one)
        return promise.value_of([row for row in promise.rows if row.period == period], detailed=False)

    name, words = _of_period(record, period, language).heading, WORDS[language]
    return Column(f"{name}: {words['met_number']}", number), Column(f"{name}: {words['met_percent']}", share)


def _of_longer(record: Record, period: Period, language: str) -> Column:
    """A quarter or year, of the rows in it added up."""

    def cell(promise: Promise) -> Cell:
        whole = promise.added(promise.within(period), period.first, period.last)
        return promise.value_of([whole] if whole else [])

    return Column(_heading(record, period, language), cell)
