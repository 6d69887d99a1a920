"""Expressions of Polars give what the functions for columns give, eager, lazy and streaming."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest

import charterclock as cc
from charterclock import frames
from charterclock.engines import polars

OFFICE = cc.calendar("MY-07", covers="2024..2025")
ROWS = 150_000
CASES = pl.DataFrame(
    {
        "start": pl.Series(np.datetime64("2024-03-01T00:00", "us") + np.arange(ROWS) * np.timedelta64(137, "s")),
        "end": pl.Series(np.datetime64("2024-05-01T00:00", "us") + np.arange(ROWS) * np.timedelta64(131, "s")),
        "days": np.arange(ROWS) % 9,
        "length": pl.Series(np.arange(ROWS) % 144_000 * np.timedelta64(1_000_000, "us")),
    }
).with_columns(zoned=pl.col("start").dt.replace_time_zone("Asia/Jakarta"))
ASKED = {
    "shift": lambda e: e("start").charterclock.shift(OFFICE, "days"),
    "shift_one": lambda e: e("start").dt.date().charterclock.shift(OFFICE, 5),
    "add": lambda e: e("start").charterclock.add(OFFICE, e("length")),
    "add_one": lambda e: e("zoned").charterclock.add(OFFICE, timedelta(hours=3)),
    "between": lambda e: e("start").charterclock.between(OFFICE, "end"),
    "is_open": lambda e: e("zoned").charterclock.is_open(OFFICE),
    "due": lambda e: e("zoned").charterclock.due(OFFICE, "days", "working day"),
}
START, END, DAYS = CASES["start"], CASES["end"], CASES["days"]
EXPECTED = {
    "shift": frames.shift(OFFICE, START, DAYS),
    "shift_one": frames.shift(OFFICE, START.dt.date(), 5),
    "add": frames.add(OFFICE, START, CASES["length"]),
    "add_one": frames.add(OFFICE, CASES["zoned"], timedelta(hours=3)),
    "between": frames.between(OFFICE, START, END),
    "is_open": frames.is_open(OFFICE, CASES["zoned"]),
    "due": frames.due(OFFICE, CASES["zoned"], DAYS, "working day"),
}


@pytest.fixture(autouse=True)
def _registered() -> None:
    polars.register()


@pytest.mark.parametrize("name", ASKED)
def test_a_lazy_frame_streams_the_same_answers(name: str) -> None:
    query = CASES.lazy().select(ASKED[name](pl.col).alias("found"))
    assert query.collect_schema()["found"] == EXPECTED[name].dtype
    for engine in ("in-memory", "streaming"):
        found = query.collect(engine=engine)["found"]
        assert found.equals(EXPECTED[name].alias("found"), check_dtypes=True), engine


@pytest.mark.parametrize("name", ASKED)
def test_the_streaming_engine_keeps_it(name: str) -> None:
    """The physical plan computes it where rows stream by, and not in a node that gathers them all first."""
    query = CASES.lazy().with_columns(ASKED[name](pl.col).alias("found"))
    plan = query.show_graph(engine="streaming", plan_stage="physical", raw_output=True)
    assert plan is not None
    assert 'label="with-columns' in plan
    assert "in-memory-map" not in plan


def test_rows_outside_the_calendar() -> None:
    late = pl.DataFrame({"start": [datetime(2025, 1, 2, 9), datetime(2030, 1, 2, 9), None]})
    found = late.select(pl.col("start").charterclock.due(OFFICE, 1, "working day", errors="null")).to_series()
    assert found.is_null().to_list() == [False, True, True]
    with pytest.raises(pl.exceptions.ComputeError, match="CC410 row 2"):
        late.select(pl.col("start").charterclock.due(OFFICE, 1, "working day"))


def test_registered_only_on_request() -> None:
    said = "import polars as pl, charterclock; print(hasattr(pl.Expr, 'charterclock'))"
    twice = "from charterclock.engines import polars; polars.register(); polars.register(); print"
    asked = said.replace("print", twice)
    printed = [subprocess.check_output([sys.executable, "-c", code], text=True).strip() for code in (said, asked)]
    assert printed == ["False", "True"]
