from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

import charterclock as cc
from charterclock.record.frequency import frequencies

YEAR = ("2025-01-01", "2025-12-31")


def pledge(terms: str) -> Any:
    return cc.loads(f"""
charterclock: 1
id: c
calendar: {{zone: Asia/Kuala_Lumpur, hours: {{mon-fri: 08:00-17:00}}}}
pledges:
  - {{id: p, kind: frequency, {terms}}}
""")["p"]


def count(terms: str, dates: list[str], at: str | None = None, over: tuple[str, str] = YEAR) -> dict[str, Any]:
    rows, problems = frequencies(pledge(terms), [{"pledge": "p", "date": date} for date in dates], over, at)
    assert problems == []
    assert [row.period for row in rows] == sorted(row.period for row in rows)
    return {str(row.period): row for row in rows}


def test_one_of_three_meetings() -> None:  # N16, seed 001 item 19
    row = count("times: 3, per: year", ["2025-04-10"], at="2026-01-01T00:00")["2025"]
    assert (row.value, row.done, row.of, row.kept) == (Fraction(1, 3), 1, 3, False)


def test_one_of_three_reports_is_a_third_not_a_quarter() -> None:  # seed 001 item 18 prints 25%
    rows = count("every: 4 months", ["2025-03-31"], at="2026-01-01T00:00")
    assert list(rows) == ["2025-01..04", "2025", "2025-05..08", "2025-09..12"]
    assert [rows[name].kept for name in rows] == [True, False, False, False]
    year = rows["2025"]
    assert (year.value, year.done, year.of) == (Fraction(1, 3), 1, 3)
    assert year.extra["missed_parts"] == ("2025-05..08", "2025-09..12")


def test_two_reports_in_one_part_are_one_part() -> None:
    rows = count("every: 4 months", ["2025-03-01", "2025-03-31"], at="2026-01-01T00:00")
    assert (rows["2025-01..04"].done, rows["2025-01..04"].value) == (2, 1)
    assert rows["2025"].done == 1


@pytest.mark.parametrize(
    ("at", "dates", "due", "kept", "value"),
    [
        ("2025-04-30T23:59", [], 0, None, 0),
        ("2025-05-01T00:00", [], 1, False, 0),  # the first part is over: the year cannot be kept any more
        ("2025-05-01T00:00", ["2025-04-30"], 1, None, Fraction(1, 3)),
        ("2025-09-01T00:00", ["2025-04-30", "2025-08-31", "2025-09-01"], 2, True, 1),
        ("2024-12-31T23:59", [], 0, None, None),
    ],
)
def test_a_year_in_its_parts_up_to_at(at: str, dates: list[str], due: int, kept: bool | None, value: Any) -> None:
    row = count("every: 4 months", dates, at=at)["2025"]
    assert (row.extra["due_so_far"], row.kept, row.value) == (due, kept, value)


def test_once_in_every_month_of_the_year() -> None:
    monthly = [f"2025-{month:02}-15" for month in range(1, 13)]
    terms = "times: 12, per: year, at_least_once_per: month"
    assert count(terms, monthly)["2025"].kept
    lacking = count(terms, ["2025-01-16", *monthly[:1], *monthly[2:]])["2025"]
    assert (lacking.value, lacking.kept, lacking.extra["missed_parts"]) == (1, False, ("2025-02",))
    early = count(terms, monthly, at="2025-04-01T00:00")["2025"]
    assert (early.done, early.extra["due_so_far"], early.kept) == (3, 3, None)
    late = count(terms, monthly[1:], at="2025-04-01T00:00")["2025"]
    assert (late.done, late.kept) == (2, False)


def test_more_than_required_is_all_but_the_count_is_kept() -> None:
    row = count("times: 2, per: quarter", ["2025-01-01", "2025-02-01", "2025-03-31"], over=("2025-02-01", "2025-02-02"))
    assert (row["2025-Q1"].value, row["2025-Q1"].done, row["2025-Q1"].extra["progress"]) == (1, 3, Fraction(3, 2))
    assert row["2025-Q1"].kept


def test_without_at_a_period_is_over_when_the_dates_reported_on_hold_its_end() -> None:
    assert count("times: 2, per: quarter", [], over=("2025-01-01", "2025-03-31"))["2025-Q1"].kept is False
    assert count("times: 2, per: quarter", [], over=("2025-01-01", "2025-03-30"))["2025-Q1"].kept is None


def test_a_revised_pledge_takes_the_periods_that_begin_in_it() -> None:
    dates = ["2025-02-01", "2025-07-01", "2025-11-01"]
    before = count("every: 4 months, valid: {to: 2025-05-01}", dates)
    after = count("every: 4 months, valid: {from: 2025-05-01}", dates)
    assert list(before) == ["2025-01..04", "2025"]
    assert [row.of for row in after.values()] == [2, 1, 1]
    assert all(row.kept for row in [*before.values(), *after.values()])


def test_local_dates_decide() -> None:
    row = count("times: 1, per: month", ["2025-05-31T16:30:00Z"], over=("2025-06-01", "2025-06-30"))["2025-06"]
    assert row.done == 1


def test_bad_rows_are_told_and_other_pledges_passed_over() -> None:
    events = pd.DataFrame({"pledge": ["p", "p", "q", "p"], "date": ["2025-02-30", None, "x", "2025-03-01"]})
    (row,), problems = frequencies(pledge("times: 1, per: year"), events, YEAR, None)
    assert row.done == 1
    assert [(p.code, p.row, p.field) for p in problems] == [("CC601", 1, "date"), ("CC601", 2, "date")]


def test_none_supplied_is_no_row() -> None:
    assert frequencies(pledge("times: 1, per: year"), None, YEAR, None) == ([], [])
