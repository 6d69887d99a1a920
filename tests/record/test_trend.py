"""Trends: the last period that is over against the one before it, exactly, in every language and output."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import charterclock as cc
from charterclock.record.periods import Period
from charterclock.record.record import Record
from charterclock.record.row import Row
from charterclock.record.trend import difference, last_trend, trends
from charterclock.record.words import WORDS

CHARTER = cc.loads("""
id: unit
calendar: {zone: Asia/Kuala_Lumpur, hours: {mon-fri: 08:00-17:00}}
language: en
pledges:
  - {id: permits, within: 3 calendar days}
  - {id: smile, kind: score, scale: 1-5, at_least: 4, valid: {to: 2025-02-01}}
  - {id: smile, kind: score, scale: 1-10, at_least: 4, valid: {from: 2025-02-01}}
  - {id: mood, kind: score, scale: 1-5, at_least: 4}
""")


def row(
    period: str, value: str | None, pledge: str = "permits", kind: str = "deadline", tier: str | None = None
) -> Row:
    share = None if value is None else Fraction(value)
    return Row(pledge, tier, kind, Period.read(period), None, share, None, 0 if share is None else share.numerator,
               0 if share is None else share.denominator)  # fmt: skip


def record(*rows: Row, **fields: Any) -> Record:
    over = fields.pop("over", (dt.date(2025, 1, 1), dt.date(2025, 12, 31)))
    return Record(CHARTER, rows, fields.pop("by", "month"), over, **fields)


def cell(*rows: Row, language: str = "en", **fields: Any) -> str:
    return record(*rows, **fields).matrix(language)[1][-1]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("1/2", "3/4", "▲ better, +25.0 points"), ("2/3", "1/3", "▼ worse, -33.3 points"),
        ("1/3", "2/6", "= unchanged"),
        ("1/3", "3333/10000", "▼ worse, by less than 0.1 points"), ("0", "1", "▲ better, +100.0 points"),
        ("0", "1/2000", "▲ better, +0.1 points"), ("0", "4/10000", "▲ better, by less than 0.1 points"),
        ("1/2", None, "nothing to compare"), (None, "1/2", "nothing to compare"), (None, None, "nothing to compare"),
    ],
)  # fmt: skip
def test_the_last_month_against_the_one_before(before: str | None, after: str | None, said: str) -> None:
    assert cell(row("2025-03", before), row("2025-04", after)) == said


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("ms", ["▲ bertambah baik, +25.0 mata peratusan", "▼ merosot, -25.0 mata peratusan", "= tidak berubah",
                "▲ bertambah baik, kurang daripada 0.1 mata peratusan", "tiada bandingan"]),
        ("id", ["▲ membaik, +25,0 poin persentase", "▼ menurun, -25,0 poin persentase", "= tidak berubah",
                "▲ membaik, kurang dari 0,1 poin persentase", "tidak ada pembanding"]),
    ],
)  # fmt: skip
def test_the_languages(language: str, shown: list[str]) -> None:
    pairs = (("1/2", "3/4"), ("3/4", "1/2"), ("1/2", "1/2"), ("1/2", "50001/100000"), (None, "1/2"))
    found = [cell(row("2025-03", before), row("2025-04", after), language=language) for before, after in pairs]
    assert found == shown


def test_there_is_nothing_to_compare_but_with_the_period_right_before() -> None:
    none = "nothing to compare"
    assert cell(row("2025-02", "1"), row("2025-04", "1")) == none  # there is a month between them
    assert cell(row("2025-Q1", "1"), row("2025-04", "1")) == none  # of another length
    assert cell(row("2025-03", "1"), row("2025-04", "1"), row("2025-04", "1/2")) == none  # of two revisions which?
    assert cell(row("2025-03", "1"), row("2025-03", "1/2"), row("2025-04", "1")) == none
    assert cell(row("2024-12", "1"), row("2025-01", "1/2")) == "▼ worse, -50.0 points"  # over the end of a year
    assert cell(row("2024-Q4", "1/2"), row("2025-Q1", "1"), by="quarter") == "▲ better, +50.0 points"
    assert record().matrix("en")[1][-1] == "not supplied"
    assert last_trend(record(), []) is None


def test_a_report_of_one_period_says_nothing_of_trends() -> None:
    found = record(row("2025-04", "1"))
    assert found.matrix("en")[0] == ["No.", "Promise", "April 2025"]
    assert not any(word in found.to_html(None, "en") for word in ("Trend", "nothing to compare", "▲"))
    both = record(row("2025-03", "1"), row("2025-04", "1")).to_html(None, "en")
    assert all(word in both for word in ("Trend", "nothing to compare", "▲"))


def test_a_month_that_is_not_over_is_not_compared() -> None:
    rows = [row("2025-03", "1/4"), row("2025-04", "1/2"), row("2025-05", "0")]
    assert cell(*rows, at=dt.datetime(2025, 5, 31, 15, tzinfo=dt.UTC)) == "▲ better, +25.0 points"
    assert cell(*rows, at=dt.datetime(2025, 5, 31, 16, tzinfo=dt.UTC)) == "▼ worse, -50.0 points"


def test_the_shortest_periods_are_compared() -> None:
    rows = [row("2025-03", "1/4"), row("2025-04", "1/2"), row("2024", "1/4"), row("2025", "1/5")]
    assert cell(*rows) == "▲ better, +25.0 points"


def test_scores_are_compared_on_one_scale_only() -> None:
    months = ("2025-01", "2025-02")
    found = record(*(row(month, value, pledge, "score") for pledge in ("smile", "mood")
                     for month, value in zip(months, ("4", "17/4"), strict=True)))  # fmt: skip
    assert [texts[-1] for texts in found.matrix("en")[2:]] == ["nothing to compare", "▲ better, +0.25"]


def test_tiers_have_their_own() -> None:
    rows = [row("2025-03", "1"), row("2025-04", "1"), row("2025-03", "0", tier="a"), row("2025-04", "1", tier="a")]
    assert [texts[-1] for texts in record(*rows).matrix("en")[1:3]] == ["= unchanged", "▲ better, +100.0 points"]


@given(st.fractions(0, 1, max_denominator=10**6), st.fractions(0, 1, max_denominator=10**6))
def test_a_change_never_looks_like_none_nor_none_like_one(before: Fraction, after: Fraction) -> None:
    said = difference(after - before, WORDS["en"], is_share=True)
    assert (said == "unchanged") == (before == after)
    assert not said.startswith(("+0.0 ", "-0.0 "))


def test_every_output_says_it(tmp_path: Path) -> None:
    found = record(row("2025-03", "1/2"), row("2025-04", "3/8"), row("2025-03", "1/2", "mood", "score"),
                   row("2025-04", "5/8", "mood", "score"))  # fmt: skip
    said = "▼ worse, -12.5 points"
    assert said in found.to_markdown("en")
    assert said in [cells[4] for cells in csv.reader(io.StringIO(found.to_csv(language="en")))]
    page = found.to_html(language="en")
    assert f'<td class="plain">{said}<small>April 2025: 37.5%; March 2025: 50.0%</small></td>' in page
    assert "the last period that is over, against the one right before it" in page
    # printed forms have no column for it, and the page says it under the promise
    assert f"<small>Trend: {said}</small>" in found.to_html(language="en", layout="federal")
    frame = found.to_frame("pandas")
    assert frame["trend"].tolist()[1::2] == ["worse", "better"]
    assert frame["trend"].isna().tolist() == [True, False] * 2
    assert frame["change"].tolist()[1::2] == [-0.125, 0.125]
    rows = json.loads(found.to_json())["rows"]
    assert [(one["trend"], one["change"]) for one in rows[:2]] == [(None, None), ("worse", -0.125)]
    found.to_excel(tmp_path / "r.xlsx", "en")
    sheet = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    shown = [(sheet.cell(place, 5).value, sheet.cell(place, 5).number_format) for place in (2, 4)]
    assert shown == [(-12.5, '0;"▼ worse, -"0.0" points"'), (0.125, '"▲ better, +"0.00""')]


def test_a_workbook_shows_a_small_change_and_none(tmp_path: Path) -> None:
    for after, value, form in (("50001/100000", 0.001, '"▲ better, by less than 0.1 points"'),
                               ("49999/100000", -0.001, '0;"▼ worse, by less than 0.1 points"'),
                               ("1/2", 0, '"= unchanged"')):  # fmt: skip
        record(row("2025-03", "1/2"), row("2025-04", after)).to_excel(tmp_path / "r.xlsx", "en")
        cell = load_workbook(tmp_path / "r.xlsx").worksheets[0]["E2"]
        assert (cell.value, cell.number_format) == (value, form)


def test_rows_without_a_trend_have_none() -> None:
    found = record(row("2025-03", "1/2"), row("2025-04", "1/2"))
    assert [trend and trend.direction for trend in trends(found, found.rows)] == [None, "unchanged"]
