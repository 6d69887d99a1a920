"""A row of a record: what one promise reached in one period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from charterclock.charter.conditions import FrozenMap
from charterclock.record.periods import Period

__all__ = ["COUNTED", "SHOWN", "Row", "reaches", "total"]

#: verdicts in the denominator of attainment, and those shown beside it
COUNTED = ("met", "missed", "overdue", "early")
SHOWN = ("running", "paused", "extended", "excluded", "problem")


@dataclass(frozen=True, slots=True)
class Row:
    """One promise (or one tier of it) in one period.

    Attributes:
        pledge: its id.
        tier: the name of the tier; ``None`` for the pledge as a whole.
        kind: the kind of the pledge.
        period: the period.
        target: what is promised: a share (deadline, availability, ratio, frequency) or a number (score, index).
        value: what was reached, exactly; ``None`` where there is nothing to count: no data.
        kept: whether ``value`` reaches ``target``; ``None`` without data, without a target, or in a record while the
            period is not over (of a frequency: while the promise can still be kept).
        done: the numerator: cases met, events held, the sum of scores, seconds up.
        of: the denominator: cases counted, events required, answers, seconds agreed.
        counts: cases by verdict.
        extra: further figures of a kind, by name (``downtime``, ``permitted``, ``due_so_far``, ``class`` ...).
    """

    pledge: str
    tier: str | None
    kind: str
    period: Period
    target: Fraction | None
    value: Fraction | None
    kept: bool | None
    done: Fraction | int
    of: Fraction | int
    counts: Mapping[str, int] = FrozenMap({})
    extra: Mapping[str, Any] = FrozenMap({})

    @property
    def is_share(self) -> bool:
        """Whether ``value`` is a share, shown as a percentage, and not a number on a scale."""
        return self.kind not in ("score", "index")

    def to_dict(self) -> dict[str, Any]:
        """The row as plain values: shares and numbers as floats, ``None`` for no data."""
        return {
            "pledge": self.pledge,
            "tier": self.tier,
            "kind": self.kind,
            "period": str(self.period),
            "target": None if self.target is None else float(self.target),
            "value": None if self.value is None else float(self.value),
            "kept": self.kept,
            "done": float(self.done) if isinstance(self.done, Fraction) else self.done,
            "of": float(self.of) if isinstance(self.of, Fraction) else self.of,
            **{verdict: self.counts.get(verdict, 0) for verdict in (*COUNTED, *SHOWN)},
            **{key: float(value) if isinstance(value, Fraction) else value for key, value in self.extra.items()},
        }


def reaches(value: Fraction | None, target: Fraction | None) -> bool | None:
    """Whether an exact value reaches its target; ``None`` without either."""
    return None if value is None or target is None else value >= target


def total(rows: Iterable[Row]) -> dict[str, int]:
    """The counts of several rows, added up."""
    found: dict[str, int] = {}
    for row in rows:
        for verdict, count in row.counts.items():
            found[verdict] = found.get(verdict, 0) + count
    return found
