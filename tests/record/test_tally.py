"""Tallies add up: parts of a table, in any order and by whatever engine, are the tally of the whole."""

from __future__ import annotations

import pickle
import random
from itertools import pairwise
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.tables import AT, CHARTER, wide

import charterclock as cc


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 60), st.integers(0, 10**6), st.lists(st.integers(0, 60), max_size=4),
    st.sampled_from(["month", "year"]),
)  # fmt: skip
def test_parts_add_up_to_the_whole(count: int, seed: int, cuts: list[int], by: str) -> None:
    table = wide(count, seed)
    edges = [0, *sorted(min(cut, count) for cut in cuts), count]
    parts = [CHARTER.tally(table[a:b], by=by, at=AT) for a, b in pairwise(edges)]
    random.Random(seed).shuffle(parts)
    whole = CHARTER.tally(table, by=by, at=AT)
    assert sum(parts) == whole
    assert len(whole) == count
    assert pickle.loads(pickle.dumps(whole)) == whole
    of_tally, of_cases = (
        CHARTER.attainment(given, by=by, at=AT, over=("2025-01-01", "2025-12-31")).rows for given in (whole, table)
    )
    assert of_tally == of_cases


def test_a_record_of_a_tally_is_that_of_the_cases() -> None:
    table = wide(400, 1)
    of_cases, of_tally = (CHARTER.attainment(given, at=AT) for given in (table, CHARTER.tally(table, at=AT)))
    assert of_tally.rows == of_cases.rows
    assert of_tally.over == of_cases.over
    assert of_tally.unplaced == of_cases.unplaced
    assert of_cases.unplaced["problem"] > 0
    assert of_cases.unplaced["excluded"] > 0
    assert not of_tally.problems  # they are with the cases
    assert of_tally.untold == len(of_cases.problems) > 0
    assert of_cases.untold == 0
    assert of_tally.to_markdown() == of_cases.to_markdown()
    assert f": {of_tally.untold} (" in of_tally.to_html()


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow"])
def test_as_a_table_and_back(backend: str) -> None:
    tally = CHARTER.tally(wide(200, 2), at=AT)
    frame = tally.to_frame(backend)
    assert nw.from_native(frame).columns == ["pledge", "tier", "period", "verdict", "cases"]
    assert cc.Tally.read(frame) == tally


def test_an_engine_sums_assessed_cases() -> None:
    table = wide(300, 3)
    assessed = CHARTER.assess(table, at=AT)
    summed = (
        assessed.with_columns(period=pl.col("due").dt.strftime("%Y-%m"))
        .group_by("pledge", "tier", "period", "verdict").len("cases")
    )  # fmt: skip
    counted = cc.Tally.read(summed)
    rows = {(row.pledge, row.tier, str(row.period)): row.counts for row in CHARTER.attainment(table, at=AT).rows}
    found = {(row.pledge, row.tier, str(row.period)): row.counts for row in CHARTER.attainment(counted, at=AT).rows}
    for key in found:
        verdicts = [verdict for verdict in rows[key] if verdict not in ("problem", "excluded")]  # they have no due here
        assert [found[key][verdict] for verdict in verdicts] == [rows[key][verdict] for verdict in verdicts]


def refused(call: Any) -> str:
    with pytest.raises(cc.CharterclockError) as caught:
        call()
    return str(caught.value)


def test_what_is_no_tally() -> None:
    frame = CHARTER.tally(wide(50, 4), at=AT).to_frame("polars")
    assert refused(lambda: cc.Tally.read(frame.drop("cases"))).startswith("CC641 a tally needs a column 'cases'")
    assert refused(lambda: cc.Tally.read(frame.with_columns(cases=-1))).startswith("CC649 cases, row 1")
    assert refused(lambda: cc.Tally.read(frame.with_columns(cases=pl.lit(0.5)))).startswith("CC649 cases, row 1")
    assert refused(lambda: cc.Tally.read(frame.with_columns(period=pl.lit("May")))).startswith("CC630")
    two = pl.concat([frame.head(1).with_columns(period=pl.lit(name)) for name in ("2025", "2025-03")])
    assert refused(lambda: cc.Tally.read(two)) == "CC631 a tally has periods of one length, found month, year"


def test_what_does_not_add_up() -> None:
    table = wide(50, 5)
    month, year = (CHARTER.tally(table, by=by, at=AT) for by in ("month", "year"))
    assert refused(lambda: month + year).startswith("CC631 tallies by month and by year")
    assert refused(lambda: CHARTER.tally(table, by="week", at=AT)).startswith("CC631 by is month")
    assert refused(lambda: CHARTER.attainment(month, by="year", at=AT)).startswith("CC631 the cases are tallied")
    half = ("2025-01-01", "2025-06-15")
    assert refused(lambda: CHARTER.attainment(month, over=half, at=AT)).startswith("CC631 2025-01-01 to 2025-06-15 are")
    exact = ("2025-01-01T00:00", "2025-07-01T00:00")
    assert refused(lambda: CHARTER.attainment(month, over=exact, at=AT)).startswith("CC631")
