"""Amounts that only tell which cases are meant: an age, a size, how long a disruption lasted."""

from __future__ import annotations

from charterclock.language.measures import Measure
from charterclock.language.pool import TIMES, Pool

__all__ = ["drop_conditions"]


def drop_conditions(pool: Pool) -> None:
    """Takes the times that no promise rests on, where the sentence has something else to promise."""
    for measure in pool.of("time"):
        if _is_age(pool, measure) or _is_exceeded(pool, measure) or _is_remark(pool, measure):
            pool.take(measure)


def _is_age(pool: Pool, measure: Measure) -> bool:
    before = pool.sentence.tokens[measure.left - 1] if measure.left > pool.sentence.first else None
    return before is not None and before.part == "c" and before.name == "age"


def _is_exceeded(pool: Pool, measure: Measure) -> bool:
    """``interruptions exceeding 24 hours``; ``4 times a year, each for more than 3 hours``."""
    if measure.comparison != "over":
        return False
    others = [other for other in pool.of("count", *TIMES) if other is not measure and other.what != "window"]
    return any(other.comparison != "over" or other.what == "count" for other in others)


def _is_remark(pool: Pool, measure: Measure) -> bool:
    """In brackets after a word, beside a time or share that is not: ``tempoh kecacatan (6 bulan) ... 1 minggu``."""
    parts, first = pool.sentence.parts, pool.sentence.first
    if measure.left - 2 < first or parts[measure.left - 2 : measure.left] not in ("?(", "c("):
        return False
    if parts[measure.end : measure.end + 1] != ")":
        return False
    if measure.unit == "calendar year" and measure.comparison == "bare" and pool.of("share"):
        return True  # 5% remaja (10-19 tahun)
    return any(other.left == first or parts[other.left - 1] != "(" for other in pool.of("time") if other is not measure)
