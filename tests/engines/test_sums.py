"""What engines count and merge adds up: parts of a table, by any engine and in any order, give what the whole gives."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import duckdb as db
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.tables import AT, CHARTER, wide
from tests.record.test_merging import SCHEMA, ZONE, outages, uptime

import charterclock as cc
from charterclock.engines import arrow, duckdb, polars
from charterclock.record.merging import merged_outages

WIDE = wide(900, seed=9)
KEYS = ["pledge", "tier", "period", "verdict"]


def counted_by_polars(part: pl.DataFrame) -> Any:
    judged = polars.assess(CHARTER, part.lazy(), at=AT, by="month")
    return judged.group_by(KEYS).len("cases").collect(engine="streaming")


def counted_by_duckdb(part: pl.DataFrame) -> Any:
    connection = db.connect()
    cases, cursor = connection.from_arrow(part.to_arrow()), connection.cursor()
    judged = duckdb.assess(CHARTER, cases, cursor, at=AT, by="month")
    return judged.aggregate(f"{', '.join(KEYS)}, count(*) as cases").to_arrow_table()


def counted_by_arrow(part: pl.DataFrame) -> Any:
    judged = arrow.assess(CHARTER, part.to_arrow(), at=AT, by="month").read_all()
    return judged.group_by(KEYS).aggregate([([], "count_all")]).rename_columns([*KEYS, "cases"])


COUNTS: list[Callable[[pl.DataFrame], Any]] = [counted_by_polars, counted_by_duckdb, counted_by_arrow]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 2)), max_size=4), st.randoms(use_true_random=False))
def test_tallies_of_parts_add_up(cuts: list[tuple[int, int]], chance: Any) -> None:
    edges = [0, *sorted(edge for edge, _ in cuts), 900]
    engines = [*(engine for _, engine in cuts), 0]
    parts = [cc.Tally.read(COUNTS[engine](WIDE[a:b])) for (a, b), engine in zip(pairwise(edges), engines, strict=True)
             if a < b]  # fmt: skip
    chance.shuffle(parts)
    whole = CHARTER.tally(WIDE, at=AT)
    assert sum(parts) == whole
    assert CHARTER.attainment(sum(parts), at=AT).rows == CHARTER.attainment(WIDE, at=AT).rows


def merged_by_duckdb(part: pl.DataFrame) -> pl.DataFrame:
    connection = db.connect()
    connection.execute("set timezone = 'America/New_York'")
    merged = duckdb.merged_outages(connection.from_arrow(part.to_arrow()))
    return pl.from_arrow(merged.to_arrow_table()).with_columns(pl.col("start", "end").dt.convert_time_zone("UTC"))


def merged_by_polars(part: pl.DataFrame) -> pl.DataFrame:
    return polars.merged_outages(part.lazy()).collect(engine="streaming")


def merged_by_us(part: pl.DataFrame) -> pl.DataFrame:
    return merged_outages(part, ZONE, backend="polars")[0].cast(SCHEMA)


MERGED: list[Callable[[pl.DataFrame], pl.DataFrame]] = [merged_by_duckdb, merged_by_polars, merged_by_us]


@settings(max_examples=30, deadline=None)
@given(st.lists(outages, max_size=16), st.lists(st.tuples(st.integers(0, 16), st.integers(0, 2)), max_size=3),
       st.integers(0, 2), st.randoms(use_true_random=False))  # fmt: skip
def test_downtime_of_parts_merges(rows: list[Any], cuts: list[tuple[int, int]], last: int, chance: Any) -> None:
    table = pl.DataFrame(rows, SCHEMA)
    edges = [0, *sorted(min(edge, len(table)) for edge, _ in cuts), len(table)]
    engines = [*(engine for _, engine in cuts), last]
    parts = [MERGED[engine](table[a:b]) for (a, b), engine in zip(pairwise(edges), engines, strict=True)]
    chance.shuffle(parts)
    again = MERGED[last](pl.concat(part.select(*SCHEMA).cast(SCHEMA) for part in parts))
    assert uptime(again) == uptime(table)
    spans = [row for row in again.select(*SCHEMA).iter_rows() if row[1] != row[2]]  # an empty one is no downtime
    assert len(spans) == len(set(spans))
    assert set(spans) == set(merged_by_us(table).iter_rows())


@pytest.mark.parametrize("merge", MERGED[:2])
def test_a_table_that_names_no_system(merge: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    """Many that begin at once are one; one that runs still takes in all that follow; touching ones are one."""
    hour = [pl.datetime(2025, 5, 1, hour, time_zone="UTC") for hour in range(9)]
    told = [(0, 1), (0, 0), (0, 2), (2, 3), (5, 6), (5, 5), (5, None), (7, 8), (4, 4)]
    table = pl.select(
        start=pl.concat_list(hour[a] for a, _ in told).explode(),
        end=pl.concat_list(hour[b] if b is not None else pl.lit(None) for _, b in told).explode(),
    )
    found = merge(table).sort("start")
    assert [(a.hour, b and b.hour) for a, b in found.rows()] == [(0, 3), (4, 4), (5, None)]


@pytest.mark.parametrize("merge", MERGED[:2])
def test_what_cannot_be_merged_stays(merge: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    """So that attainment tells of it."""
    start = pl.Series(["2025-05-01T10:00", None, "2025-05-03T10:00", "2025-05-01T10:30"]).str.to_datetime("%FT%R")
    end = pl.Series(["2025-05-01T11:00", "2025-05-01T11:00", "2025-05-03T09:00", "2025-05-01T11:30"])
    table = pl.DataFrame({"system": ["mail", "mail", None, "mail"], "start": start,
                          "end": end.str.to_datetime("%FT%R")})  # fmt: skip
    if merge is merged_by_duckdb:
        found = pl.from_arrow(duckdb.merged_outages(db.connect().from_arrow(table.to_arrow())).to_arrow_table())
    else:
        found = merge(table)
    assert len(found) == 3
    codes = [problem.code for problem in merged_outages(found, ZONE)[1]]
    assert sorted(codes) == ["CC601", "CC633"]


def test_columns_that_are_missing() -> None:
    with pytest.raises(cc.CharterclockError, match=r"CC641 outages need a column 'end' \(did you mean 'ends'\?\)"):
        polars.merged_outages(pl.LazyFrame({"start": [], "ends": []}))
    with pytest.raises(cc.CharterclockError, match="CC641 outages need a column 'start'"):
        duckdb.merged_outages(db.connect().from_arrow(pa.table({"end": [1]})))
    with pytest.raises(cc.CharterclockError, match="CC640"):
        polars.merged_outages(WIDE)
