"""Outages merged in parts give the uptime of all of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.record.merging import merged_outages

ZONE = "Asia/Kuala_Lumpur"
FIRST = datetime(2025, 5, 1, tzinfo=UTC)
CHARTER = cc.loads("""
id: drawn
calendar: {zone: Asia/Kuala_Lumpur, hours: {mon-fri: "08:00-17:00"}, covers: 2025..2025}
pledges:
- id: always
  kind: availability
  at_least: 98%
  per: month
  agreed: 24x7
  systems: {names: [mail, web], take: worst}
  maintenance: {count: excluded, cap: 20 hours per year}
- id: by-day
  kind: availability
  at_least: 98%
  per: month
  agreed: opening time
  systems: {names: [mail, web]}
""")
SCHEMA = {"system": pl.String, "start": pl.Datetime("us", "UTC"), "end": pl.Datetime("us", "UTC"), "planned": pl.String}
outages = st.builds(
    lambda system, start, length, planned: {
        "system": system, "start": FIRST + timedelta(minutes=10 * start),
        "end": None if length is None else FIRST + timedelta(minutes=10 * (start + length)), "planned": planned,
    },
    st.sampled_from(["mail", "web"]), st.integers(0, 4000),
    st.one_of(st.integers(0, 60), st.integers(0, 60), st.none()), st.sampled_from(["yes", "no"]),
)  # fmt: skip


def uptime(table: Any) -> Any:
    record = CHARTER.attainment(outages=table, at="2025-07-01T00:00", over=("2025-05-01", "2025-06-30"))
    return [(row.pledge, row.period.name, row.value, row.extra) for row in record.rows]


@settings(max_examples=60, deadline=None)
@given(st.lists(outages, max_size=14), st.lists(st.integers(0, 14), max_size=3))
def test_parts_merge_to_the_whole(rows: list[dict[str, Any]], cuts: list[int]) -> None:
    table = pl.DataFrame(rows, SCHEMA)
    edges = [0, *sorted(min(cut, len(table)) for cut in cuts), len(table)]
    parts = [merged_outages(table[a:b], ZONE, backend="polars")[0].cast(SCHEMA) for a, b in pairwise(edges)]
    again, problems = merged_outages(pl.concat(parts), ZONE, backend="polars")
    assert not problems
    assert len(again) <= len(table)
    assert uptime(pl.concat(parts)) == uptime(again) == uptime(table)


def test_rows_that_cannot_be_used_come_back() -> None:
    told = {
        "start": ["2025-05-01T10:00", "yesterday", "2025-05-02", None, "2025-05-03T10:00", "2025-05-01T11:00"],
        "end": ["2025-05-01T11:00", None, None, None, "2025-05-03T09:00", "2025-05-01T12:00"],
        "planned": ["no", "no", "no", "no", "no", "perhaps"],
    }
    merged, problems = merged_outages(told, ZONE, backend="pandas")
    assert len(merged) == 1
    assert [(problem.row, problem.code) for problem in problems] == [
        (2, "CC601"), (3, "CC602"), (4, "CC601"), (5, "CC633"), (6, "CC635"),
    ]  # fmt: skip


def test_touching_outages_are_one() -> None:
    told = {"start": ["2025-05-01T11:00", "2025-05-01T10:00"], "end": ["2025-05-01T12:00", "2025-05-01T11:00"]}
    merged, _ = merged_outages(told, ZONE, backend="pandas")
    assert [moment.isoformat() for moment in merged.loc[0, ["start", "end"]]] == [
        "2025-05-01T10:00:00+08:00", "2025-05-01T12:00:00+08:00",
    ]  # fmt: skip
    with pytest.raises(cc.CharterclockError, match="CC641"):
        merged_outages({"start": []}, ZONE)
