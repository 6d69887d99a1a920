"""Amounts beside a bare column: one for all rows, or a column of them."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import numpy as np

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone_arrays import Bools, Extent, Ints, extent
from charterclock.clock.dues import plain_dues
from charterclock.clock.rule import Rule
from charterclock.durations import TIME_UNITS, Duration
from charterclock.errors import CaseError, CharterclockError, DurationError
from charterclock.frames.bare import NAT, Bare
from charterclock.reckoning import Reckoning

__all__ = ["Amounts", "Lengths", "Promises", "as_long"]

#: more working days than any calendar has, and more microseconds: what is beyond them stays beyond
_MANY: Final = 1 << 31
_LONG: Final = 1 << 60


def as_long(column: Bare, other: Bare) -> None:
    """Refuses two columns whose rows do not belong together.

    Raises:
        CharterclockError: CC648, another number of rows, or another index.
    """
    if len(column) != len(other):
        said = f"{column.what} has {len(column)} rows, {other.what} {len(other)}"
        raise CharterclockError("CC648", said, "one row for each, or one value for all")
    indexes = [getattr(one.given, "index", None) for one in (column, other)]
    if all(hasattr(index, "equals") for index in indexes) and not indexes[0].equals(indexes[1]):  # type: ignore[union-attr]
        said = f"{column.what} and {other.what} have indexes that differ"
        raise CharterclockError("CC648", said, "reindex one of them")


@dataclass(frozen=True, slots=True, eq=False)
class Amounts:
    """Whole numbers: one (``all``), or those of ``column``."""

    all: int
    column: Bare | None = None

    @classmethod
    def of(cls, beside: Bare, given: Any, what: str) -> Amounts:
        """Numbers for the rows of a column.

        Raises:
            CharterclockError: CC646, CC648, CC649, what are none.
        """
        if not isinstance(given, bool | np.bool_):
            try:
                return cls(operator.index(given))
            except TypeError:
                pass
        column = Bare.of(given, what, "if")
        as_long(beside, column)
        return cls(0, column)

    def part(self, rows: slice) -> tuple[Any, Bools | None, Extent]:
        """Those of some rows, the far ones cut to what no calendar holds, which are blank, and the extent of all."""
        if self.column is None:
            number = max(min(self.all, _MANY), -_MANY)
            return number, None, (number, number)
        blank, ticks = self.column.blank, self.column.ticks[rows]
        low, high = extent(ticks)
        if low < -_MANY or high > _MANY:
            ticks = np.clip(ticks, -_MANY, _MANY)
            low, high = max(low, -_MANY), min(high, _MANY)
        return ticks, None if blank is None else blank[rows], (low, high)


@dataclass(frozen=True, slots=True, eq=False)
class Lengths:
    """Lengths of time: one for all rows, or a column of them."""

    column: Bare
    single: bool

    @classmethod
    def of(cls, beside: Bare, given: Any, what: str) -> Lengths:
        """Lengths for the rows of a column.

        Raises:
            CharterclockError: CC646, CC648, what are none.
        """
        if hasattr(given, "to_timedelta64"):  # pandas' timedelta, which has nanoseconds
            given = given.to_timedelta64()
        if isinstance(given, timedelta | np.timedelta64):
            return cls(Bare.of(np.array([given], dtype=getattr(given, "dtype", "m8[us]")), what, "m"), True)
        column = Bare.of(given, what, "m")
        as_long(beside, column)
        return cls(column, False)

    def part(self, rows: slice) -> tuple[Any, Any, Bools | None]:
        """Microseconds, ticks beyond them (``None`` where there are none), and which rows are blank."""
        column = self.column
        ticks = column.ticks if self.single else column.ticks[rows]
        blank = None if column.blank is None or self.single else column.blank[rows]
        low, high = extent(ticks)
        if low == NAT:
            blank = ticks == NAT if blank is None else blank | (ticks == NAT)
            ticks = np.where(ticks == NAT, 0, ticks)
        rest = None
        if column.parts > 1:
            length = ticks // column.parts
            rest = ticks - length * column.parts
            rest = rest if rest.any() else None
        else:
            most = _LONG // column.step
            length = np.clip(ticks, -most, most) if low < -most or high > most else ticks
            length = length * column.step if column.step > 1 else length
        if not self.single:
            return length, rest, blank
        count = rows.stop - rows.start
        gone = None if blank is None else np.full(count, True)
        return int(length[0]), None if rest is None else int(rest[0]), gone


@dataclass(frozen=True, slots=True, eq=False)
class Promises:
    """Rules for the rows of a column: one, or one for each kind of amount in it.

    ``rule`` is that of the amount for all rows, or of one unit. ``beyond`` is the rule of an amount beyond the limit
    up to which statutory days are working days.
    """

    rule: Rule
    none: Rule
    beyond: Rule | None = None
    limit: int = 0
    column: Bare | None = None

    @classmethod
    def of(cls, beside: Bare, amounts: Any, unit: str, reckoning: Any, bound: str) -> Promises:
        """Compiles the rules.

        Raises:
            DurationError: CC301 an amount, CC302 a unit, CC305 a bare word, CC309 a bound that it does not take.
            ReckoningError: an unknown preset or bound.
            CharterclockError: CC646, CC648, CC649, amounts that cannot be used.
        """
        counted = Reckoning.of(reckoning)
        one = Rule.of(Duration(1, unit), counted, bound)
        if isinstance(amounts, timedelta | np.timedelta64):
            amounts = np.broadcast_to(Lengths.of(beside, amounts, "amounts").column.values, len(beside))
        elif isinstance(amounts, int | float | str | Decimal | Fraction | np.integer | np.floating):
            amount = amounts.item() if isinstance(amounts, np.generic) else amounts
            rule = Rule.of(Duration(amount, unit), counted, bound)
            return cls(rule, rule)
        column = Bare.of(amounts, "amounts", "ifm" if unit in TIME_UNITS else "if")
        as_long(beside, column)
        if column.kind == "length":
            column = _microseconds(column, unit)
            return cls(replace(one, amount=1), replace(one, amount=0), column=column)
        _check(column, unit)
        if unit == "next working day":
            return cls(one, one, column=column)
        none = Rule.of(Duration(0, unit), counted, bound)
        if unit != "statutory day":
            return cls(one, none, column=column)
        limit = counted.statutory_limit
        return cls(one, none, Rule.of(Duration(limit + 1, unit), counted, bound), limit, column)

    def dues(self, office: Calendar, start: Ints, rows: slice) -> tuple[Ints, Bools | None]:
        """The dues of some rows (``NEVER`` outside the calendar), and which amounts are blank."""
        if self.column is None:
            return plain_dues(office, self.rule, start)[1], None
        amounts = self.column.ticks[rows]
        found = np.full(len(start), NEVER)
        for rule, which in self._rules(amounts):
            if len(which) == len(start):
                return plain_dues(office, rule, start)[1], self._blank(rows)
            if len(which):
                found[which] = plain_dues(office, rule, start[which])[1]
        return found, self._blank(rows)

    def _blank(self, rows: slice) -> Bools | None:
        return None if self.column is None or self.column.blank is None else self.column.blank[rows]

    def _rules(self, amounts: Ints) -> Iterator[tuple[Rule, Ints]]:
        """A rule for each kind of amount, with the amounts of the rows for which it is."""
        yield self.none, np.flatnonzero(amounts == 0)
        some = amounts > 0
        if self.beyond is not None:
            more = np.flatnonzero(amounts > self.limit)
            yield replace(self.beyond, amount=amounts[more]), more
            some &= amounts <= self.limit
        which = np.flatnonzero(some)
        yield replace(self.rule, amount=self.rule.amount * amounts[which]), which


def _check(column: Bare, unit: str) -> None:
    """Refuses amounts that no duration has: of them all, only the smallest and the largest need a look."""
    ticks = column.ticks if column.blank is None else np.where(column.blank, 1, column.ticks)
    for row in (int(ticks.argmin()), int(ticks.argmax())) if len(ticks) else ():
        try:
            Duration(int(ticks[row]), unit)
        except DurationError as error:
            raise DurationError(error.code, f"amounts, row {row + 1}: {error.message}", error.hint) from None


def _microseconds(column: Bare, unit: str) -> Bare:
    """Lengths of time as whole microseconds, not negative, of a unit that counts time."""
    if unit not in TIME_UNITS:
        raise CharterclockError("CC646", f"amounts: a length of time is no number of {unit}s", "give whole numbers")
    whole = slice(0, len(column))
    length, rest, blank = Lengths(column, False).part(whole) if len(column) else (column.ticks, None, None)
    for wrong, said in ((length < 0, "is negative"), (rest is not None and rest != 0, "is finer than microseconds")):
        if np.any(wrong):
            raise CaseError("CC649", f"amounts, row {int(np.argmax(wrong)) + 1}: the length of time {said}")
    return replace(column, kind="number", ticks=length, blank=blank, step=1, parts=1)
