"""From the measures of a sentence to what it promises."""

from __future__ import annotations

from typing import Final

from charterclock.language.conditions import drop_conditions
from charterclock.language.context import Sentence, next_event, words_before
from charterclock.language.findings import Finding
from charterclock.language.pool import TIMES, Pool
from charterclock.language.recurring import (
    take_counts,
    take_periods,
    take_service_hours,
    take_spent_times,
    take_volumes,
)
from charterclock.language.scores import take_score
from charterclock.language.times import take_dates, take_fees, take_rest, take_shares, take_times
from charterclock.language.unmeasured import week_of_term

__all__ = ["promises_of"]


def _take_week(pool: Pool) -> None:
    """A week of the academic year by which something is done: then a share beside it is only what it is about."""
    if not pool.of(*TIMES):
        for finding in week_of_term(pool.sentence):
            pool.add(finding, *pool.of("share", "date", "count", "period"))


#: what is sure comes first: a share takes its time before a time is a promise by itself
_STEPS: Final = (
    _take_week, drop_conditions, take_score, take_counts, take_service_hours, take_spent_times, take_shares, take_dates,
    take_volumes, take_fees, take_times, take_periods, take_rest,
)  # fmt: skip


def promises_of(sentence: Sentence) -> list[Finding]:
    """The promises of a sentence, in its order; none where it has no measure that promises anything."""
    pool = Pool(sentence)
    for step in _STEPS:
        step(pool)
    pool.found.sort(key=lambda finding: finding.measure.first)
    _name_events(pool)
    return pool.found


def _name_events(pool: Pool) -> None:
    """The words around each promise that name its start, its end, and a condition."""
    taken = pool.sentence.first
    for place, finding in enumerate(pool.found):
        if finding.kind == "score":
            continue
        following = pool.found[place + 1].measure if place + 1 < len(pool.found) else None
        if finding.quota is not None and finding.quota.end <= finding.measure.left:
            taken = max(taken, finding.quota.end)
            taken += pool.sentence.parts[taken : taken + 1] == "S"  # 90% of the calls
        early, finding.about = words_before(pool.sentence, finding.measure, taken)
        after = next_event(pool.sentence, finding.measure, following)
        finding.start, finding.stop = after.start or early, after.stop or finding.about
        finding.cases, finding.condition = after.cases, after.condition
        taken = max(finding.measure.right, finding.window.end if finding.window else 0)
