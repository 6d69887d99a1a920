"""Which cases conditions take: what two of them have in common, and what several leave out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from charterclock.charter.conditions import Condition
from charterclock.charter.dump import write_number
from charterclock.durations import exact_number

__all__ = ["Interval", "contains", "gaps", "interval", "overlap"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers or dates between two bounds; a bound that is ``None`` is none; ``open`` ones are not included."""

    low: Any = None
    high: Any = None
    low_open: bool = False
    high_open: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing lies between the bounds."""
        if self.low is None or self.high is None:
            return False
        return bool(self.low > self.high or (self.low == self.high and (self.low_open or self.high_open)))

    def ends_before(self, other: Interval) -> bool:
        """Whether it lies wholly below another; of numbers and dates neither does."""
        if self.high is None or other.low is None or isinstance(self.high, date) != isinstance(other.low, date):
            return False
        return bool(self.high < other.low or (self.high == other.low and (self.high_open or other.low_open)))

    def meet(self, other: Interval) -> Interval:
        """What lies in both."""
        lows = [(i.low, i.low_open) for i in (self, other) if i.low is not None]
        highs = [(i.high, not i.high_open) for i in (self, other) if i.high is not None]
        low, low_open = max(lows, default=(None, False))
        high, high_closed = min(highs, default=(None, True))
        return Interval(low, high, low_open, not high_closed)

    def written(self) -> str:
        """As the conditions of a file: ``{from: 20, below: 100}``, or the one value."""
        if self.low is not None and self.low == self.high:
            return _bound(self.low)
        parts = []
        if self.low is not None:
            parts.append(f"{'above' if self.low_open else 'from'}: {_bound(self.low)}")
        if self.high is not None:
            parts.append(f"{'below' if self.high_open else 'to'}: {_bound(self.high)}")
        return "{" + ", ".join(parts) + "}"


def _bound(value: Any) -> str:
    return write_number(value) if isinstance(value, Fraction) else str(value)


def interval(condition: Condition) -> Interval:
    """The interval of a condition that has bounds."""
    bounds = condition.bounds
    return Interval(
        bounds.get("from", bounds.get("above")), bounds.get("to", bounds.get("below")),
        "above" in bounds, "below" in bounds,
    )  # fmt: skip


def _common(first: Condition, second: Condition) -> str | None:
    """The values that two conditions on one column have in common, as written; ``None`` where there are none."""
    if not first.words and not second.words:
        if first.is_dated != second.is_dated:
            return None
        met = interval(first).meet(interval(second))
        return None if met.is_empty else met.written()
    if first.words and second.words:
        shared = [word for word in second.words if word in first.words]
    else:
        words, bounded = (first, second) if first.words else (second, first)
        shared = [word for word in words.words if not bounded.is_dated and exact_number(word) is not None
                  and bounded.holds(word)]  # fmt: skip
    return ", ".join(shared) or None


def overlap(first: Mapping[str, Condition], second: Mapping[str, Condition]) -> str | None:
    """The cases that two sets of conditions both take, as written; empty where they ask for no column at all.

    ``None`` where there are none. A column of which only one of them asks excludes nothing.
    """
    parts = []
    for column in dict.fromkeys([*first, *second]):
        if column in first and column in second:
            shared = _common(first[column], second[column])
            if shared is None:
                return None
        else:
            asked = first.get(column) or second[column]
            shared = ", ".join(asked.words) if asked.words else interval(asked).written()
        parts.append(f"{column}: {shared}")
    return "; ".join(parts)


def contains(outer: Mapping[str, Condition], inner: Mapping[str, Condition]) -> bool:
    """Whether every case that the inner conditions take is taken by the outer ones too."""
    return all(column in inner and _within(inner[column], condition) for column, condition in outer.items())


def _within(inner: Condition, outer: Condition) -> bool:
    if inner.words:
        if outer.words:
            return set(inner.words) <= set(outer.words)
        return not outer.is_dated and all(exact_number(w) is not None and outer.holds(w) for w in inner.words)
    if outer.words or inner.is_dated != outer.is_dated:
        return False
    mine = interval(inner)
    return mine.meet(interval(outer)) == mine


def gaps(intervals: list[Interval], domain: Interval) -> list[Interval]:
    """What none of the intervals takes: between them, and from their ends to those of the domain.

    Dates are whole days. Where all bounds are whole numbers, the values are taken to be whole numbers, from 1 on where
    the domain does not say from what. A range of dates may end: what is older or newer needs no tier.
    """
    bounds = [bound for i in intervals for bound in (i.low, i.high) if bound is not None]
    dated = any(isinstance(bound, date) for bound in bounds)
    step: Any = timedelta(days=1) if dated else 1
    whole = dated or all(bound.denominator == 1 for bound in bounds)
    if domain.low is None and not dated:
        domain = Interval(Fraction(1 if whole else 0), domain.high, not whole, domain.high_open)
    ordered = sorted(intervals, key=lambda i: (0,) if i.low is None else (1, i.low, i.low_open))
    ends = [Interval(high=domain.low, high_open=not domain.low_open)] if domain.low is not None else []
    starts = [Interval(low=domain.high, low_open=not domain.high_open)] if domain.high is not None or not dated else []
    found: list[Interval] = []
    reached, *others = [*ends, *ordered, *starts]
    for following in others:
        if reached.high is not None and (following.low is not None or following in starts):
            between = Interval(reached.high, following.low, not reached.high_open, not following.low_open)
            if whole and following.low is not None:
                between = _whole(between, step)
            if not between.is_empty:
                found.append(between)
        if reached.high is not None and (following.high is None or _end(following) > _end(reached)):
            reached = following
    return found


def _end(span: Interval) -> tuple[Any, bool]:
    return span.high, not span.high_open


def _whole(gap: Interval, step: Any) -> Interval:
    """The whole numbers, or the days, of a gap, its ends included."""
    return Interval(gap.low + step if gap.low_open else gap.low, gap.high - step if gap.high_open else gap.high)
