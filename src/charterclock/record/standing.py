"""What stands for a promise under each heading of a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from charterclock.charter.sentence import limit_said
from charterclock.record.cells import KEPT, NONE, NOT_KEPT, Cell, figure_of, localised
from charterclock.record.figures import half_up, percent, rest_percent, trimmed
from charterclock.record.promise import Promise
from charterclock.record.row import SHOWN, Row
from charterclock.record.trend import SIGNS, difference, last_trend
from charterclock.record.words import period_name

__all__ = ["CELLS", "trend_cell"]


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


def _of_verdict(verdict: str) -> Callable[[Promise], Cell]:
    """How many cases are of one verdict; what is not judged case by case has none."""

    def cell(promise: Promise) -> Cell:
        whole = promise.whole
        if whole is None or whole.kind != "deadline":
            return Cell(promise.empty)
        return promise.count(whole.counts.get(verdict, 0))

    return cell


def _missed_done(promise: Promise) -> Cell:
    """Those that were done, and late; of a ratio or a frequency all that were not met."""
    whole = promise.whole
    return _of_verdict("missed")(promise) if whole is None or whole.kind == "deadline" else _missed_number(promise)


def _verdict(promise: Promise) -> Cell:
    """Whether it was kept, as a sign and in a word, or that its time is not over."""
    whole, words = promise.whole, promise.words
    if whole is None or whole.value is None:
        return promise.value_of([whole] if whole else [], detailed=False)
    if whole.kept is None:
        over = promise.record.is_over(whole.period)
        return Cell(words["no_target" if over else "not_over"], row=whole)
    return Cell(f"{KEPT if whole.kept else NOT_KEPT} {words['kept' if whole.kept else 'not_kept']}", row=whole)


def _trend(promise: Promise) -> Cell:
    return trend_cell(promise, promise.rows)


def trend_cell(promise: Promise, rows: Sequence[Row]) -> Cell:
    """The last period that is over against the one before it, as sign, word and difference."""
    words = promise.words
    if not rows:
        return Cell(promise.empty)
    found = last_trend(promise.record, rows)
    if found is None:
        return Cell(words["nothing_to_compare"])
    language, after = promise.language, found.after
    told = "; ".join(
        f"{period_name(row.period, language)}: {localised(figure_of(row, words), language)}"
        for row in (after, found.before)
    )
    said = localised(difference(found.change, words, is_share=after.is_share), language)
    head = f"{SIGNS[found.direction]} {words[found.direction]}"
    if not found.change:
        return Cell(head, detail=told, row=after, value=Fraction(0), form="change", shown=f'"{head}"')
    digits, unit, value = (1, f" {words['points']}", 100 * found.change) if after.is_share else (2, "", found.change)
    shown = f'"{head}, {said}"'  # where it rounds to nothing, a number alone would say that nothing changed
    if half_up(abs(value), digits):
        shown = f'"{head}, {said[0]}"0.{"0" * digits}"{unit}"'
    # The sign stands in the words; a format of one part would put one before them.
    return Cell(f"{head}, {said}", detail=told, row=after, value=value, form="change",
                shown=shown if value > 0 else f"0;{shown}")  # fmt: skip


def _month(promise: Promise) -> Cell:
    """The name of the one period that the promise is told of."""
    if not promise.rows:
        return Cell(promise.empty)
    period = promise.rows[0].period
    running = "" if promise.record.is_over(period) else f" ({promise.words['not_over']})"
    return Cell(period_name(period, promise.language) + running, row=promise.rows[0])


def _allowed(promise: Promise) -> Cell:
    """The time that is promised; what promises none, or several to its tiers, has a dash."""
    pledge = promise.pledge
    if pledge.kind != "deadline":
        return Cell(promise.empty)
    branches = [one for one in pledge.branches if not pledge.tiers or one.name == promise.tier]
    if len(branches) != 1 or (pledge.tiers and promise.tier is None):
        return Cell(NONE)
    return Cell(limit_said(pledge, branches[0], promise.language), row=promise.whole)


def _marked(promise: Promise) -> Cell:
    """The share with its mark, and the letter of the note that tells why."""
    return replace(_met_percent(promise), note=promise.mark)


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


CELLS: Final[Mapping[str, Callable[[Promise], Cell]]] = {
    "met_number": _met_number, "met_percent": _met_percent, "total": _total,
    "missed_number": _missed_number, "missed_percent": _missed_percent,
    "exceeded_number": _missed_number, "exceeded_percent": _missed_percent,
    "overall": _met_percent, "reason": _reason,
    "target": _target, "realisation": _realisation, "achievement": _achievement,
    "met": _met_number, "missed": _missed_done, "verdict": _verdict, "trend": _trend,
    **{verdict: _of_verdict(verdict) for verdict in ("overdue", "early", *SHOWN)},
    "month": _month, "counted": _total, "in_time": _met_number, "percent": _met_percent, "why": _reason,
    "numerator": _met_number, "denominator": _total,
    "allowed": _allowed, "target_percent": _target, "actual_percent": _marked,
}  # fmt: skip
