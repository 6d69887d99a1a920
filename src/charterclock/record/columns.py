"""The columns of a report by the name of its layout: the headings that offices print, and what stands under each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

from charterclock.errors import CharterclockError, nearest
from charterclock.record.cells import NONE, Cell, localised, measured
from charterclock.record.figures import half_up, percent, rest_percent, trimmed
from charterclock.record.periods import Period, periods_between
from charterclock.record.record import Record, Row
from charterclock.record.summed import summed
from charterclock.record.words import WORDS, period_name

__all__ = ["LAYOUTS", "Column", "Promise", "columns_of"]

#: what stands in each layout after the number and the promise; docs/report.md says who prints which
LAYOUTS: Final[Mapping[str, tuple[str, ...]]] = {
    "matrix": ("periods",),
    "federal": ("met_number", "met_percent", "missed_number", "missed_percent", "total"),
    "penang": ("met_number", "met_percent", "exceeded_number", "exceeded_percent"),
    "council": ("total", "met_number", "met_percent", "missed_number", "missed_percent", "reason", "overall"),
    "quarters": ("quarters", "total", "met_number", "met_percent"),
    "indonesia": ("target", "realisation", "achievement"),
}


class Promise:
    """A promise, or a tier of one, over the whole record: its rows, and all of them as one.

    Attributes:
        rows: one for each period.
        whole: the rows added up; ``None`` where there are none, or none that can be.
        reason: why it was missed, as it is printed.
        empty: what stands where there is nothing to show.
    """

    def __init__(self, record: Record, pledge: Any, rows: Sequence[Row], supplied: bool, reason: str, language: str):
        self.record, self.rows, self.reason = record, tuple(rows), reason
        self.language, self.words = language, WORDS[language]
        self.whole = self.added(rows, *record.over)
        self.empty = NONE if supplied else self.words["not_supplied"]
        if not measured(pledge.kind):
            self.empty = self.words["not_measurable"]

    def added(self, rows: Sequence[Row], first: date, last: date) -> Row | None:
        """Rows as one, of a time that lasts from one date to another at least: not judged before that is over."""
        whole = summed(rows)
        if whole is None or whole.kind == "frequency" or whole.period.name == "all":
            return whole
        first, last = min(first, whole.period.first), max(last, whole.period.last)
        whole = replace(whole, period=Period(first, last, f"{first}..{last}"))
        return whole if self.record.is_over(whole.period) else replace(whole, kept=None)

    def within(self, period: Period) -> list[Row]:
        """The rows of periods that lie in one."""
        return [row for row in self.rows if period.first <= row.period.first and row.period.last <= period.last]

    def value_of(self, rows: Sequence[Row], *, detailed: bool = True) -> Cell:
        """The value of rows of one period."""
        if not rows:
            return Cell(self.empty)
        return Cell.of(rows, self.record.is_over(rows[-1].period), self.language, detailed=detailed)

    @property
    def is_counted(self) -> bool:
        """Whether its figures are counts of things. Seconds of an availability and points of a score are none."""
        return self.whole is not None and self.whole.kind in ("deadline", "ratio", "frequency")

    @property
    def is_settled(self) -> bool:
        """Whether what is not met is missed. Of a frequency it may still be to come."""
        whole = self.whole
        return whole is not None and (whole.kind != "frequency" or self.record.is_over(whole.period))

    def count(self, number: Fraction | int) -> Cell:
        """A number of things; never of seconds or points."""
        return Cell(str(number), row=self.whole, value=int(number), form="count")

    def share(self, value: Fraction, figure: str) -> Cell:
        """A percentage."""
        return Cell(localised(figure, self.language), row=self.whole, value=value, form="percent")


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
        elif key == "quarters":
            if record.by == "year":
                raise CharterclockError("CC704", "a record by year has no quarters", 'by="month" or by="quarter"')
            columns += [_of_quarter(record, period, language) for period in periods_between(*record.over, "quarter")]
        else:
            columns.append(Column(WORDS[language][key], _CELLS[key]))
    return tuple(columns)


def _periods(record: Record) -> list[Period]:
    """In order of time; a year stands after its months: by the end, and of several that end together shorter first."""
    found = {row.period for row in record.rows} or periods_between(*record.over, record.by)
    return sorted(found, key=lambda period: (period.last, -period.first.toordinal(), period.name))


def _heading(record: Record, period: Period, language: str) -> str:
    running = "" if record.is_over(period) else f" ({WORDS[language]['not_over']})"
    return period_name(period, language) + running


def _of_period(record: Record, period: Period, language: str) -> Column:
    def cell(promise: Promise) -> Cell:
        return promise.value_of([row for row in promise.rows if row.period == period])

    return Column(_heading(record, period, language), cell)


def _of_quarter(record: Record, quarter: Period, language: str) -> Column:
    def cell(promise: Promise) -> Cell:
        whole = promise.added(promise.within(quarter), quarter.first, quarter.last)
        return promise.value_of([whole] if whole else [])

    return Column(_heading(record, quarter, language), cell)


# what stands under the other headings --------------------------------------------------------------------------------


def _met_number(promise: Promise) -> Cell:
    whole = promise.whole
    return promise.count(whole.done) if whole and promise.is_counted else Cell(promise.empty)


def _missed_number(promise: Promise) -> Cell:
    whole = promise.whole
    return promise.count(whole.of - whole.done) if whole and _parts(promise) else Cell(promise.empty)


def _total(promise: Promise) -> Cell:
    whole = promise.whole
    return promise.count(whole.of) if whole and promise.is_counted else Cell(promise.empty)


def _met_percent(promise: Promise) -> Cell:
    """The share with its mark. A mean or an index is no percentage, and is called by its name."""
    whole = promise.whole
    if whole is None:
        return Cell(promise.empty)
    found = promise.value_of([whole], detailed=False)
    if whole.is_share or whole.value is None:
        return found
    named = promise.words["mean" if whole.kind == "score" else "index"]
    return Cell(f"{named} {found.figure}", found.kept, row=whole, so_far=found.so_far)


def _missed_percent(promise: Promise) -> Cell:
    """What is left to 100 beside the share as it is shown: rounded apart, the two would sum to 99.9 or 100.1."""
    whole = promise.whole
    if whole is None or not whole.is_share or not promise.is_settled:
        return Cell(promise.empty)
    if whole.value is None:
        return promise.value_of([whole], detailed=False)
    figure = rest_percent(whole.value)
    exact = 1 - whole.value if figure[0] in "<>" else 1 - half_up(whole.value, 3)
    return promise.share(exact, figure)


def _parts(promise: Promise) -> bool:
    return promise.is_counted and promise.is_settled


def _reason(promise: Promise) -> Cell:
    return Cell(promise.reason, row=promise.whole) if promise.whole else Cell(promise.empty)


def _target(promise: Promise) -> Cell:
    """The target, also where it is only that everything is done."""
    whole = promise.whole
    if whole is None or whole.target is None:
        return Cell(promise.empty)
    if whole.is_share:
        return promise.share(whole.target, trimmed(whole.target * 100) + "%")
    return Cell(localised(trimmed(whole.target), promise.language), row=whole, value=whole.target, form="number")


def _realisation(promise: Promise) -> Cell:
    return promise.value_of([promise.whole] if promise.whole else [])


def _achievement(promise: Promise) -> Cell:
    """The exact value by the target; neither is rounded before, and without a target or a value there is none."""
    whole = promise.whole
    if whole is None or not whole.target:
        return Cell(promise.empty)
    if whole.value is None:
        return promise.value_of([whole], detailed=False)
    return promise.share(whole.value / whole.target, percent(whole.value / whole.target))


_CELLS: Final[Mapping[str, Callable[[Promise], Cell]]] = {
    "met_number": _met_number, "met_percent": _met_percent, "total": _total,
    "missed_number": _missed_number, "missed_percent": _missed_percent,
    "exceeded_number": _missed_number, "exceeded_percent": _missed_percent,
    "overall": _met_percent, "reason": _reason,
    "target": _target, "realisation": _realisation, "achievement": _achievement,
}  # fmt: skip
