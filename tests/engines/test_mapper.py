"""The mapper gives what ``charter.assess`` gives, however its rows are cut into batches."""

from __future__ import annotations

import pickle
import subprocess
import sys
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.tables import AT, CHARTER, log, wide

import charterclock as cc
from charterclock.engines.mapper import Mapper

MAPPER = Mapper(CHARTER, AT, by="month")
WIDE, LOG = wide(1200), log(200)


def cut(table: pa.Table, edges: list[int]) -> list[pa.RecordBatch]:
    """A table as batches that end at some rows; some are empty."""
    whole = pa.RecordBatch.from_struct_array(pa.concat_arrays(table.to_struct_array().chunks)) if len(table) else (
        pa.RecordBatch.from_pylist([], schema=table.schema)
    )
    return [whole.slice(a, b - a) for a, b in pairwise([0, *sorted(edges), whole.num_rows])]


def mapped(table: pa.Table, edges: list[int], mapper: Mapper = MAPPER) -> pa.Table:
    return pa.Table.from_batches(mapper.map(cut(table, edges)), mapper.schema(table.schema))


def expected(table: pa.Table) -> pa.Table:
    return CHARTER.assess(table, at=AT)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 1200), max_size=8))
def test_a_wide_table_is_cut_anywhere(edges: list[int]) -> None:
    table = WIDE.to_arrow()
    assert mapped(table, edges).drop_columns("period").equals(expected(table))


@pytest.mark.parametrize("rows", [1, 997])
def test_batches_of(rows: int) -> None:
    table = WIDE.head(40 if rows == 1 else 1200).to_arrow()
    assert mapped(table, list(range(0, len(table), rows))).drop_columns("period").equals(expected(table))


@pytest.fixture(scope="module")
def million() -> tuple[pa.Table, pa.Table]:
    """A million cases, some cells of every column blank, and what ``assess`` says of them; whole seconds, in UTC."""
    count, random = 10**6, np.random.default_rng(3)
    start = np.datetime64("2025-01-06T01:00", "s") + random.integers(0, 86_400 * 330, count)
    stop = start + random.integers(3600, 3600 * 400, count)

    def column(values: Any, blank: float, kind: pa.DataType | None = None) -> pa.Array:
        return pa.array(values, mask=random.random(count) < blank).cast(kind or pa.timestamp("us", "UTC"))

    pledge = pa.DictionaryArray.from_arrays(random.integers(0, 4, count), ["lan-new", "email-account", "reports", "x"])
    table = pa.table({
        "case": np.arange(count), "pledge": pledge, "requested": column(start, 0.03), "delivered": column(stop, 0.2),
        "processed": column(stop, 0.2), "points": column(random.integers(1, 190, count), 0.1, pa.int64()),
        "withdrawn": column(start + 3600, 0.95),
    })  # fmt: skip
    return table, expected(table)


@pytest.mark.parametrize(("unit", "zone"), [("s", None), ("ms", "Asia/Kuala_Lumpur"), ("us", "UTC"),
                                            ("ns", "America/New_York")])  # fmt: skip
def test_a_batch_of_a_million(million: tuple[pa.Table, pa.Table], unit: str, zone: str | None) -> None:
    """The same instants in another unit, in another zone or as clock times of the office: the same answers."""
    table, whole = million
    for place, name in enumerate(table.column_names):
        if pa.types.is_timestamp(table.schema.field(name).type):
            told = table[name].cast(pa.timestamp("us", zone or "Asia/Kuala_Lumpur"))
            told = told if zone else pc.local_timestamp(told)
            table = table.set_column(place, name, told.cast(pa.timestamp(unit, zone)))
    (batch,) = MAPPER.map(cut(table, []))
    assert batch.num_rows == 10**6
    for name in ("case", "pledge", "tier", "due", "verdict", "margin", "reason", "problem"):
        assert pa.chunked_array([batch.column(name)]).equals(whole[name].cast(batch.schema.field(name).type)), name
    counts = {one["values"]: one["counts"] for one in batch.column("verdict").value_counts().to_pylist()}
    assert min(counts[verdict] for verdict in ("met", "missed", "overdue", "excluded", None)) > 1000
    assert batch.schema == MAPPER.schema(table.schema)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, len(LOG)), max_size=8))
def test_a_log_is_cut_within_a_case(edges: list[int]) -> None:
    table = LOG.to_arrow()
    assert mapped(table, edges).drop_columns("period").equals(expected(table))


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "Asia/Jakarta"])
def test_units_and_zones(unit: str, zone: str | None) -> None:
    kind, table = pa.timestamp(unit, zone), WIDE.to_arrow()
    for place, name in enumerate(table.column_names):
        if pa.types.is_timestamp(table.schema.field(name).type):
            table = table.set_column(place, name, table[name].cast(pa.timestamp(unit)).cast(kind))
    found = mapped(table, [5, 5, 700])
    assert found.drop_columns("period").equals(expected(table))
    assert found.schema.field("requested").type == kind


def test_no_rows_have_the_same_columns() -> None:
    for table in (WIDE.to_arrow(), LOG.to_arrow()):
        empty = table.slice(0, 0)
        assert mapped(empty, []).schema == mapped(table, []).schema
        assert mapped(empty, [0, 0]).num_rows == 0


def test_the_period_is_that_of_the_record() -> None:
    judged = pl.from_arrow(mapped(WIDE.to_arrow(), [300, 900]))
    summed = judged.group_by("pledge", "tier", "period", "verdict").len("cases")
    assert cc.Tally.read(summed) == CHARTER.tally(WIDE, at=AT)
    assert CHARTER.attainment(cc.Tally.read(summed), at=AT).rows == CHARTER.attainment(WIDE, at=AT).rows


@pytest.mark.parametrize("kind", ["polars", "pandas"])
def test_other_tables(kind: str) -> None:
    table: Any = WIDE if kind == "polars" else WIDE.to_pandas().set_index("case", drop=False)
    found = MAPPER(table)
    assert type(found) is type(table)
    period = found["period"].to_list()
    assert [name if isinstance(name, str) else None for name in period] == MAPPER(WIDE.to_arrow())["period"].to_pylist()


def test_it_travels() -> None:
    """To another process, with its charter; a process that only unpickles it needs nothing else."""
    again = pickle.loads(pickle.dumps(MAPPER))
    assert again == MAPPER
    batch = WIDE.head(30).to_arrow().to_batches()[0]
    code = (
        "import pickle, sys\n"
        "mapper, batch = pickle.load(sys.stdin.buffer)\n"
        "pickle.dump(mapper(batch), sys.stdout.buffer)"
    )
    sent = pickle.dumps((MAPPER, batch))
    done = subprocess.run([sys.executable, "-c", code], input=sent, capture_output=True, check=True)
    assert pickle.loads(done.stdout).equals(MAPPER(batch))


def test_the_callers_names() -> None:
    renamed = WIDE.rename({"case": "ticket", "requested": "open_dt"}).to_arrow()
    mapper = Mapper(CHARTER, AT, {"ticket": "case", "open_dt": "requested"}, prefix="our_")
    found = mapped(renamed, [10], mapper)
    assert found["our_verdict"].to_pylist() == expected(WIDE.to_arrow())["verdict"].to_pylist()
    logged = LOG.rename({"case": "ticket"}).to_arrow()
    assert mapped(logged, [7, 90], Mapper(CHARTER, AT, {"ticket": "case"})).num_rows == 200


def test_a_log_out_of_order() -> None:
    table = LOG.sort("timestamp").to_arrow()
    with pytest.raises(cc.CharterclockError, match="CC651 the event log is not ordered by case"):
        mapped(table, [])
    with pytest.raises(cc.CharterclockError, match="CC651"):
        list(MAPPER.map([*cut(LOG[400:].to_arrow(), []), *cut(LOG[:100].to_arrow(), [])]))


def test_a_column_that_is_there() -> None:
    with pytest.raises(cc.CharterclockError, match="CC643 the table already has columns period"):
        MAPPER(WIDE.with_columns(period=pl.lit("x")))
