"""A promise of a record as the cells of a report see it: its rows, and all of them as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from charterclock.record.cells import NONE, Cell, localised, measured
from charterclock.record.periods import Period
from charterclock.record.record import Record
from charterclock.record.row import Row
from charterclock.record.summed import summed
from charterclock.record.words import WORDS

__all__ = ["Promise"]


class Promise:
    """A promise, or a tier of one, over the whole record or over one of its periods.

    Attributes:
        rows: one for each period.
        whole: the rows added up; ``None`` where there are none, or none that can be.
        tier: the name of the tier; ``None`` for the pledge as a whole.
        reason: why it was missed, as it is printed.
        mark: the letter of a note that tells the reason.
        empty: what stands where there is nothing to show.
    """

    def __init__(
        self, record: Record, pledge: Any, rows: Sequence[Row], supplied: bool, reason: str, language: str, *,
        tier: str | None = None, mark: str = "", span: tuple[date, date] | None = None,
    ):  # fmt: skip
        self.record, self.pledge, self.rows, self.reason = record, pledge, tuple(rows), reason
        self.tier, self.mark = tier, mark
        self.language, self.words = language, WORDS[language]
        self.whole = self.added(rows, *(span or record.over))
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

    def within_one(self, rows: Sequence[Row], period: Period) -> Promise:
        """The same promise in one period."""
        span = period.first, period.last
        return Promise(self.record, self.pledge, rows, True, self.reason, self.language, tier=self.tier,
                       mark=self.mark, span=span)  # fmt: skip

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
