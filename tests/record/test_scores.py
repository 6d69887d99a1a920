from __future__ import annotations

from fractions import Fraction
from typing import Any

import polars as pl
import pytest

import charterclock as cc
from charterclock.errors import CharterclockError
from charterclock.record.inputs import strangers
from charterclock.record.scores import index, ratios, scores

YEAR = ("2025-01-01", "2025-12-31")


def pledge(terms: str) -> Any:
    return cc.loads(f"""
charterclock: 1
id: c
calendar: {{zone: Asia/Jakarta, hours: {{mon-fri: 08:00-17:00}}}}
pledges:
  - {{id: p, {terms}}}
""")["p"]


def answers(*given: Any, **more: Any) -> list[dict[str, Any]]:
    return [{"pledge": "p", "date": date, "score": score, **more} for date, score in given]


SCALE = "kind: score, scale: 1-7, at_least: 5"


def test_the_mean_on_the_printed_scale() -> None:
    table = answers(("2025-01-31", 5), ("2025-02-01", "4.5"), ("2025-02-28T20:00+07:00", 6.0), ("2025-01-01", 4))
    rows, problems = scores(pledge(SCALE), table, ("2025-01-01", "2025-03-31"), "month")
    assert problems == []
    assert [(str(r.period), r.value, r.kept, r.done, r.of) for r in rows] == [
        ("2025-01", Fraction(9, 2), False, 9, 2),
        ("2025-02", Fraction(21, 4), True, Fraction(21, 2), 2),
        ("2025-03", None, None, 0, 0),  # N18: nothing to count is no data
    ]


def test_scores_outside_the_scale_are_problems() -> None:
    given = [("2025-01-01", s) for s in (0, "8", "many", None, True, "1e999999999", "NaN")]
    rows, problems = scores(pledge(SCALE), answers(*given, ("yesterday", 5), ("2025-01-02", 7)), YEAR, "year")
    assert rows[0].value == 7
    assert [(p.code, p.row, p.field) for p in problems] == [
        *[("CC637", row, "score") for row in range(1, 8)], ("CC601", 8, "date"),
    ]  # fmt: skip
    assert problems[0].message == "not a score on the scale 1-7: 0"


def test_answers_outside_the_dates_reported_on_or_the_pledge_are_left_out() -> None:
    table = answers(("2025-01-09", 1), ("2025-01-10", 7), ("2025-01-20", 7), ("2025-01-21", 1))
    assert scores(pledge(SCALE), table, ("2025-01-10", "2025-01-20"), "month")[0][0].value == 7
    revised = pledge(SCALE + ", valid: {from: 2025-01-10, to: 2025-01-21}")
    (row,), _ = scores(revised, table, YEAR, "month")
    assert (str(row.period), row.value) == ("2025-01", 7)


# the index of public satisfaction --------------------------------------------------------------------------------


def survey(points: int, respondents: int, elements: int = 9) -> list[dict[str, Any]]:
    """So many points in all, as even as can be, element by element."""
    places = respondents * elements
    given = [points // places + (place < points % places) for place in range(places)]
    return [
        {"pledge": "p", "date": "2025-06-02", "element": place // respondents + 1, "score": score}
        for place, score in enumerate(given)
    ]


@pytest.mark.parametrize(
    ("weight", "shown", "grade"),
    [("1/9", "91.48", "A"), ("0.111", "91.38", "A"), ("0.11", "90.56", "A")],  # N02, N04, and what one office printed
)
def test_the_index_of_955_points(weight: str, shown: str, grade: str) -> None:
    (row,), problems = index(pledge(f"kind: index, elements: 9, weight: {weight}"), survey(955, 29), YEAR, "year")
    assert problems == []
    assert (row.extra["index"], row.extra["class"], row.extra["respondents"]) == (Fraction(shown), grade, 29)
    assert row.value == Fraction(955, 29) * Fraction(weight) * 25
    assert (row.done, row.of) == (955, 261)


@pytest.mark.parametrize(
    ("mean", "shown", "grade"),
    [
        ("3.5324", "88.31", "A"), ("3.5322", "88.31", "A"), ("3.53219", "88.30", "B"), ("3.0644", "76.61", "B"),
        ("3.0641", "76.60", "C"), ("2.6", "65", "C"), ("2.5997", "64.99", "D"), ("1", "25", "D"),
    ],
)  # fmt: skip
def test_classes_go_by_the_rounded_index(mean: str, shown: str, grade: str) -> None:
    table = answers(("2025-01-01", mean), element=1)
    (row,), _ = index(pledge("kind: index, elements: 1, weight: 1"), table, YEAR, "year")
    assert (row.extra["index"], row.extra["class"]) == (Fraction(shown), grade)
    assert row.value == Fraction(mean) * 25


def test_the_lowest_and_highest_element() -> None:
    table = [{"pledge": "p", "date": "2025-01-01", "element": e, "score": s} for e, s in ((1, 3), (2, 4), (3, 2))]
    (row,), _ = index(pledge("kind: index, elements: 3, weight: 1/3, at_least: 75"), table, YEAR, "year")
    assert (row.extra["lowest"], row.extra["highest"], row.value, row.kept) == (3, 2, 75, True)


def test_an_element_without_answers_leaves_no_index() -> None:
    table = answers(("2025-01-01", 4), element=1)
    rows, problems = index(pledge("kind: index, elements: 2"), table, ("2025-01-01", "2025-02-28"), "month")
    assert [row.value for row in rows] == [None, None]
    assert [str(p) for p in problems] == ["CC638 p, 2025-01: no answers for element 2: there is no index"]


def test_elements_that_are_none() -> None:
    table = [{"pledge": "p", "date": "2025-01-01", "element": e, "score": 4} for e in (0, 3, "U1", 1.5, None, 1, "2")]
    (row,), problems = index(pledge("kind: index, elements: 2, weight: 1/2"), table, YEAR, "year")
    assert row.value == 100
    assert [(p.code, p.row, p.field) for p in problems] == [("CC638", row, "element") for row in range(1, 6)]


# ratios ----------------------------------------------------------------------------------------------------------

RATIO = "kind: ratio, at_least: 50%, of: cases settled"


def counts(*given: Any, **more: Any) -> list[dict[str, Any]]:
    return [{"pledge": "p", "period": period, "done": done, "of": of, **more} for period, done, of in given]


def test_ratios_of_the_periods_of_the_table() -> None:
    table = counts(("2025", 799, 1000), ("2025-Q1", 1, 2), ("2025-01", 0, 0), ("2024-12", 1, 1), ("2025-01", "1", 3.0))
    rows, problems = ratios(pledge(RATIO), table, YEAR)
    assert problems == []
    assert [(str(r.period), r.value, r.kept) for r in rows] == [
        ("2025-01", Fraction(1, 3), False), ("2025-Q1", Fraction(1, 2), True), ("2025", Fraction(799, 1000), True),
    ]  # fmt: skip


def test_799_of_1000_does_not_meet_80_percent() -> None:  # N14
    (row,), _ = ratios(pledge("kind: ratio, at_least: 80.0%, of: calls"), counts(("2025", 7999, 10000)), YEAR)
    assert (row.value, row.kept) == (Fraction(7999, 10000), False)


def test_nothing_of_nothing_is_no_data() -> None:  # N18
    (row,), _ = ratios(pledge(RATIO), counts(("2025", 0, 0)), YEAR)
    assert (row.value, row.kept) == (None, None)


def test_counts_that_are_none() -> None:
    given = [("2025", 3, 2), ("2025", -1, 2), ("2025", "1.5", 2), ("2025", 1, "many"), ("2025", None, 2),
             ("2025-13", 1, 2), (None, 1, 2)]  # fmt: skip
    rows, problems = ratios(pledge(RATIO), pl.DataFrame(counts(*given), strict=False, infer_schema_length=None), YEAR)
    assert rows == []
    assert [(p.code, p.row, p.field) for p in problems] == [
        ("CC639", 1, "done"), ("CC639", 2, "done"), ("CC639", 3, "done"), ("CC639", 4, "of"), ("CC639", 5, "done"),
        ("CC630", 6, "period"), ("CC630", 7, "period"),
    ]  # fmt: skip


def test_rows_outside_the_cohort_are_left_out() -> None:
    terms = RATIO + ", cohort: {registered: {below: 2018-01-01}}"
    table = [
        *counts(("2025", 1, 4), registered="2017-12-31"), *counts(("2025", 9, 9), registered="2018-01-01"),
        *counts(("2025", 9, 9), registered=None), *counts(("2025", 9, 9), registered="long ago"),
    ]  # fmt: skip
    (row,), problems = ratios(pledge(terms), table, YEAR)
    assert row.value == Fraction(1, 4)
    assert [(p.code, p.row, p.field) for p in problems] == [("CC611", 3, "registered"), ("CC612", 4, "registered")]
    assert ratios(pledge(terms), counts(("2025", 1, 4)), YEAR)[0][0].value == Fraction(1, 4)


# tables ----------------------------------------------------------------------------------------------------------


def test_a_column_that_is_missing_is_an_error() -> None:
    with pytest.raises(CharterclockError, match="CC641 the answers have no column 'element'"):
        index(pledge("kind: index"), answers(("2025-01-01", 4)), YEAR, "year")


def test_rows_that_name_no_pledge_of_the_charter() -> None:
    table = [{"pledge": "p"}, {"pledge": "q1"}, {"pledge": " "}]
    found = strangers(table, "events", ["p", "q"])
    assert [str(p) for p in found] == [
        "row 2, column pledge: CC636 the charter has no pledge 'q1' (did you mean 'q'?)",
        "row 3, column pledge: CC636 no pledge is named",
    ]


def test_none_supplied_is_no_row() -> None:
    assert scores(pledge(SCALE), None, YEAR, "year") == ([], [])
    assert index(pledge("kind: index"), None, YEAR, "year") == ([], [])
    assert ratios(pledge(RATIO), None, YEAR) == ([], [])
