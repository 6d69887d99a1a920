"""Means on a printed scale, the index of public satisfaction (R-ID-12), and ratios of counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from charterclock.calendars.moments import Moment, read_moment
from charterclock.charter.conditions import FrozenMap
from charterclock.charter.pledges import Index, Ratio, Score
from charterclock.errors import CaseError, Problem
from charterclock.record.figures import half_up, trimmed
from charterclock.record.inputs import Table, Window, date_in, number_in, rows_of
from charterclock.record.periods import Period, periods_between
from charterclock.record.row import Row, reaches

__all__ = ["index", "ratios", "scores"]

#: R-ID-12: elements are scored from 1 to 4, the index goes to 100
_ELEMENT_SCALE: Final = (Fraction(1), Fraction(4))
_TO_HUNDRED: Final = 25
_CLASSES: Final = (("A", Fraction("88.31")), ("B", Fraction("76.61")), ("C", Fraction("65.00")))


@dataclass(frozen=True, slots=True)
class _Answer:
    period: Period
    score: Fraction
    element: int


def scores(pledge: Score, answers: Any, over: tuple[Moment, Moment], by: str) -> tuple[list[Row], list[Problem]]:
    """The mean of the answers in each period.

    Args:
        pledge: the promise; it takes the answers of the dates on which it is valid.
        answers: any table with columns ``pledge``, ``date``, ``score``. ``None`` where none was supplied: no rows.
        over: two local dates, both included, or two instants, half-open; answers outside are left out.
        by: ``month``, ``quarter`` or ``year``.

    Returns:
        A row for each period: ``value`` the exact mean, ``done`` the sum, ``of`` the number of answers; and the rows
        of the table that could not be used (CC601 a date, CC637 a score outside the scale).
    """
    if answers is None:
        return [], []
    table = Table.of(answers, "answers", ("pledge", "date", "score"))
    found, problems = _answers(pledge, table, over, by, pledge.scale)
    rows = []
    for period in _periods(pledge, over, by):
        given = [answer.score for answer in found if answer.period == period]
        value = sum(given, Fraction(0)) / len(given) if given else None
        rows.append(
            Row(
                pledge.id, None, "score", period, pledge.at_least, value, reaches(value, pledge.at_least),
                done=sum(given, Fraction(0)), of=len(given),
            )
        )  # fmt: skip
    return rows, problems


def index(pledge: Index, answers: Any, over: tuple[Moment, Moment], by: str) -> tuple[list[Row], list[Problem]]:
    """The index of public satisfaction in each period: mean of each element, weighted, summed, times 25.

    Args:
        pledge: the promise, with the number of elements and the weight of each.
        answers: any table with columns ``pledge``, ``date``, ``element`` (from 1), ``score`` (1 to 4). ``None`` where
            none was supplied: no rows.
        over: two local dates, both included, or two instants, half-open; answers outside are left out.
        by: ``month``, ``quarter`` or ``year``.

    Returns:
        A row for each period: ``value`` exact, ``None`` where an element has no answer; extra ``index`` (rounded half
        up to 2 decimals), ``class`` (of the rounded index: A, B, C or D), ``lowest`` and ``highest`` element (of
        several the first), ``respondents`` (the most answers that one element has). And the rows that could not be
        used (CC601, CC637, CC638 no such element), and periods with answers for some elements only (CC638).
    """
    if answers is None:
        return [], []
    table = Table.of(answers, "answers", ("pledge", "date", "score", "element"))
    found, problems = _answers(pledge, table, over, by, _ELEMENT_SCALE, pledge.elements)
    rows = []
    for period in _periods(pledge, over, by):
        given: dict[int, list[Fraction]] = {element: [] for element in range(1, pledge.elements + 1)}
        for answer in found:
            if answer.period == period:
                given[answer.element].append(answer.score)
        row, silent = _index_row(pledge, period, given)
        if silent and row.of:
            said = f"{pledge.id}, {period}: no answers for element {', '.join(map(str, silent))}: there is no index"
            problems.append(Problem("CC638", said))
        rows.append(row)
    return rows, problems


def ratios(pledge: Ratio, counts: Any, over: tuple[Moment, Moment]) -> tuple[list[Row], list[Problem]]:
    """The ratio of counts in each period that the table names and that touches ``over``.

    Args:
        pledge: the promise; it takes the periods on whose first date it is valid. Rows outside its ``cohort``, where
            the table has such a column, are left out.
        counts: any table with columns ``pledge``, ``period`` (2025, 2025-Q1, 2025-01), ``done``, ``of``; several rows
            of one period are added up. ``None`` where none was supplied: no rows.
        over: two local dates, both included, or two instants, half-open.

    Returns:
        A row for each period, in order of time, and the rows of the table that could not be used (CC611, CC612 the
        cohort, CC630 the period, CC639 the counts).
    """
    if counts is None:
        return [], []
    window = Window.read(over, pledge.terms.office.zone)
    table = Table.of(counts, "counts", ("pledge", "period", "done", "of"))
    problems: list[Problem] = []
    sums: dict[Period, tuple[int, int]] = {}
    for number, row in rows_of(pledge.id, table):
        try:
            if not _in_cohort(pledge, row):
                continue
            period = _reading("period", Period.read, row["period"])
            done, of = _counts(row)
        except _Unusable as unusable:
            problems.append(unusable.problem(number))
            continue
        if period.first in pledge.valid and period.first <= window.last and window.first <= period.last:
            before = sums.get(period, (0, 0))
            sums[period] = before[0] + done, before[1] + of
    rows = []
    for period, (done, of) in sorted(sums.items()):
        value = Fraction(done, of) if of else None
        kept = reaches(value, pledge.at_least)
        rows.append(Row(pledge.id, None, "ratio", period, pledge.at_least, value, kept, done, of))
    return rows, problems


# reading ---------------------------------------------------------------------------------------------------------


class _Unusable(Exception):
    """A cell that cannot be used, told with the number of its row."""

    def __init__(self, code: str, message: str, field: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.said = code, message, field, hint

    def problem(self, row: int) -> Problem:
        code, message, field, hint = self.said
        return Problem(code, message, row=row, field=field, hint=hint)


def _reading(field: str, read: Callable[..., Any], *given: Any) -> Any:
    try:
        return read(*given)
    except CaseError as error:
        raise _Unusable(error.code, error.message, field, error.hint) from None


def _answers(
    pledge: Score | Index, table: Table, over: tuple[Moment, Moment], by: str, scale: tuple[Fraction, Fraction],
    elements: int | None = None,
) -> tuple[list[_Answer], list[Problem]]:  # fmt: skip
    """The answers that the pledge takes, and the rows that could not be used."""
    zone = pledge.terms.office.zone
    window = Window.read(over, zone)
    found, problems = [], []
    for number, row in rows_of(pledge.id, table):
        try:
            day = _reading("date", date_in, row["date"], zone)
            score, element = _score(row["score"], scale), _element(row.get("element"), elements)
        except _Unusable as unusable:
            problems.append(unusable.problem(number))
            continue
        if day in pledge.valid and window.holds(read_moment(row["date"]), zone):
            found.append(_Answer(Period.of(day, by), score, element))
    return found, problems


def _score(cell: Any, scale: tuple[Fraction, Fraction]) -> Fraction:
    score = number_in(cell)
    if score is None or not scale[0] <= score <= scale[1]:
        ends = "-".join(trimmed(end) for end in scale)
        raise _Unusable("CC637", f"not a score on the scale {ends}: {cell!r}", "score")
    return score


def _element(cell: Any, elements: int | None) -> int:
    if elements is None:
        return 0
    number = number_in(cell)
    if number is None or number.denominator != 1 or not 1 <= number <= elements:
        raise _Unusable("CC638", f"not an element from 1 to {elements}: {cell!r}", "element")
    return int(number)


def _counts(row: dict[str, Any]) -> tuple[int, int]:
    read = {}
    for field in ("done", "of"):
        number = number_in(row[field])
        if number is None or number < 0 or number.denominator != 1:
            raise _Unusable("CC639", f"not a count: {row[field]!r}", field)
        read[field] = int(number)
    if read["done"] > read["of"]:
        raise _Unusable("CC639", f"{read['done']} done of {read['of']}", "done")
    return read["done"], read["of"]


def _in_cohort(pledge: Ratio, row: dict[str, Any]) -> bool:
    """Whether a row counts; a column of the cohort that the table lacks was taken into account by who counted."""
    for column, condition in pledge.cohort.items():
        if column not in row:
            continue
        if row[column] is None:
            raise _Unusable("CC611", f"the cohort of {pledge.id} asks for {column}: a blank", column)
        if not _reading(column, condition.holds, row[column]):
            return False
    return True


def _periods(pledge: Score | Index, over: tuple[Moment, Moment], by: str) -> list[Period]:
    """The periods that touch both ``over`` and the dates for which the pledge is valid."""
    window = Window.read(over, pledge.terms.office.zone)
    valid = pledge.valid
    return [
        period
        for period in periods_between(window.first, window.last, by)
        if (valid.from_ is None or valid.from_ <= period.last) and (valid.to is None or period.first < valid.to)
    ]


def _index_row(pledge: Index, period: Period, given: dict[int, list[Fraction]]) -> tuple[Row, list[int]]:
    """The index of one period, and the elements without answers, for which there is none."""
    silent = [element for element, answers in given.items() if not answers]
    value, extra = None, {}
    if not silent:
        means = {element: sum(answers, Fraction(0)) / len(answers) for element, answers in given.items()}
        value = sum(means.values(), Fraction(0)) * pledge.weight * _TO_HUNDRED
        shown = half_up(value, 2)
        extra = {
            "index": shown,
            "class": next((name for name, least in _CLASSES if shown >= least), "D"),
            "lowest": min(means, key=lambda element: means[element]),
            "highest": max(means, key=lambda element: means[element]),
        }
    counted = [len(answers) for answers in given.values()]
    total = sum((score for answers in given.values() for score in answers), Fraction(0))
    row = Row(
        pledge.id, None, "index", period, pledge.at_least, value, reaches(value, pledge.at_least), total, sum(counted),
        extra=FrozenMap({**extra, "respondents": max(counted)}),
    )  # fmt: skip
    return row, silent
