"""Trends: what a promise reached in a period, against the period before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from charterclock.record.figures import half_up, number
from charterclock.record.periods import periods_between

if TYPE_CHECKING:
    from charterclock.charter.model import Charter
    from charterclock.record.periods import Period
    from charterclock.record.record import Record
    from charterclock.record.row import Row

__all__ = ["SIGNS", "Trend", "difference", "has_trends", "last_trend", "trends"]

#: the sign of each direction; all promises are such that more is better
SIGNS: Final[Mapping[str, str]] = {"better": "▲", "worse": "▼", "unchanged": "="}


@dataclass(frozen=True, slots=True)
class Trend:
    """Two rows of a promise, of a period and the one right before it; both have a value."""

    before: Row
    after: Row

    @property
    def change(self) -> Fraction:
        """By how much the value moved, exactly."""
        assert self.before.value is not None
        assert self.after.value is not None
        return self.after.value - self.before.value

    @property
    def direction(self) -> str:
        """``better``, ``worse`` or ``unchanged``, by the exact values and not by those that are shown."""
        return "unchanged" if not self.change else "better" if self.change > 0 else "worse"


def has_trends(record: Record) -> bool:
    """Whether a record tells of periods that could be compared; a report of one period says nothing of trends."""
    return len({row.period for row in record.rows} or periods_between(*record.over, record.by)) > 1


def trends(record: Record, rows: Sequence[Row]) -> list[Trend | None]:
    """For each row its trend against the row of the same promise, tier and length of period right before it.

    There is none where one of the two has no value, a period is not over, the promise has several rows in one, or its
    scale changed.
    """
    places: dict[tuple[str, str | None, Period], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        places[row.pledge, row.tier, row.period].append(place)
    # by the last date and the length of a period, as that is what the next one knows of it
    ends = {(pledge, tier, period.last, _months(period)): found for (pledge, tier, period), found in places.items()}
    over = {period: record.is_over(period) for period in {row.period for row in rows}}
    scales = {pledge: _has_one_scale(record.charter, pledge) for pledge in {row.pledge for row in rows}}

    def trend(row: Row) -> Trend | None:
        day_before = row.period.first.toordinal() - 1
        if day_before < 1 or not over[row.period] or row.value is None:
            return None
        key = row.pledge, row.tier, row.period.first.fromordinal(day_before), _months(row.period)
        found = ends.get(key, [])
        if len(found) != 1 or len(places[row.pledge, row.tier, row.period]) != 1:
            return None
        before = rows[found[0]]
        comparable = over[before.period] and before.value is not None and (row.is_share or scales[row.pledge])
        return Trend(before, row) if comparable else None

    return [trend(row) for row in rows]


def last_trend(record: Record, rows: Sequence[Row]) -> Trend | None:
    r"""The trend of the last period that is over, of the shortest ones where a promise has periods of several lengths.

    Args:
        record: the record.
        rows: those of one promise, or of one tier.

    Example:
        >>> import charterclock as cc
        >>> charter = cc.loads("id: x\ncalendar: MY-07\npledges: [{id: up, kind: availability, at_least: 98%}]")
        >>> outages = [{"start": "2025-05-01T10:00", "end": "2025-05-01T22:00"}]
        >>> record = charter.attainment(outages=outages, over=("2025-05-01", "2025-06-30"), at="2025-07-01T00:00")
        >>> found = last_trend(record, record.rows)
        >>> found.direction, found.change, str(found.before.period)
        ('better', Fraction(1, 62), '2025-05')
    """
    ended = [row for row in rows if record.is_over(row.period)]
    if not ended:
        return None
    shortest = min(_months(row.period) for row in ended)
    last = max(row.period for row in ended if _months(row.period) == shortest)
    found = [trend for trend, row in zip(trends(record, rows), rows, strict=True) if row.period == last]
    return found[0] if len(found) == 1 else None


def difference(change: Fraction, words: Mapping[str, str], *, is_share: bool) -> str:
    """A change as it is printed: rounded once, and never to nothing where there is something.

    Args:
        change: exactly.
        words: those of a language.
        is_share: whether it is told in percentage points.

    Example:
        >>> from fractions import Fraction
        >>> from charterclock.record.words import WORDS
        >>> [difference(Fraction(change), WORDS["en"], is_share=True) for change in ("0.034", "-1/3000", "0")]
        ['+3.4 points', 'by less than 0.1 points', 'unchanged']
    """
    if not change:
        return words["unchanged"]
    digits, shown = (1, change * 100) if is_share else (2, change)
    unit = f" {words['points']}" if is_share else ""
    size = half_up(abs(shown), digits)
    if not size:
        return f"{words['by_less_than']} {number(Fraction(1, 10**digits), digits)}{unit}"
    return f"{'-' if change < 0 else '+'}{number(size, digits)}{unit}"


def _months(period: Period) -> int:
    first, last = period.first, period.last
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _has_one_scale(charter: Charter, pledge: str) -> bool:
    return len({repr(getattr(revision, "scale", None)) for revision in charter.revisions(pledge)}) == 1
