"""The rows of one promise in several periods as one row, where they can be added up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from charterclock.charter.conditions import FrozenMap
from charterclock.record.periods import Period
from charterclock.record.row import Row, reaches, total

__all__ = ["summed"]


def summed(rows: Sequence[Row]) -> Row | None:
    """One row for all: of numerators and denominators, never a mean of percentages.

    Args:
        rows: those of one promise, or of one tier.

    Returns:
        The row of the whole time. Of a frequency it is the one row that spans it; ``None`` where there is none, and
        for an index, whose elements cannot be told from its rows. It is kept where its value reaches a target that was
        the same all the time; an availability, which is promised for each period, where each of them was.

    Example:
        >>> from fractions import Fraction
        >>> from charterclock.record.periods import Period
        >>> from charterclock.record.record import Row
        >>> from charterclock.record.summed import summed
        >>> months = [Row("a", None, "deadline", Period.read(f"2025-0{month}"), Fraction(9, 10), Fraction(met, of),
        ...               met == of, met, of) for month, met, of in ((1, 1, 2), (2, 18, 18))]
        >>> whole = summed(months)
        >>> str(whole.period), whole.value, whole.kept
        ('2025-01-01..2025-02-28', Fraction(19, 20), True)
    """
    if len(rows) < 2:
        return rows[0] if rows else None
    kind = rows[0].kind
    first, last = min(row.period.first for row in rows), max(row.period.last for row in rows)
    if kind in ("frequency", "index"):
        whole = [row for row in rows if (row.period.first, row.period.last) == (first, last)]
        return whole[0] if len(whole) == 1 and kind == "frequency" else None
    done, of = sum(row.done for row in rows), sum(row.of for row in rows)
    targets = {row.target for row in rows}
    target = targets.pop() if len(targets) == 1 else None
    value = Fraction(done) / of if of else None
    kept = _each(rows) if kind == "availability" else reaches(value, target)
    period = Period(first, last, f"{first}..{last}")
    return Row(rows[0].pledge, rows[0].tier, kind, period, target, value, kept, done, of, FrozenMap(total(rows)))


def _each(rows: Sequence[Row]) -> bool | None:
    """Whether each period was kept: no as soon as one was not, unknown while one is."""
    if any(row.kept is False for row in rows):
        return False
    return None if any(row.kept is None and row.value is not None for row in rows) else True
