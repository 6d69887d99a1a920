"""What goes through an engine comes out as ``charter.assess`` gives it, and what an engine counts adds up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb as db
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from tests.engines.tables import AT, CHARTER, log, wide

import charterclock as cc
from charterclock.engines import arrow, duckdb, needed, polars

WIDE, LOG = wide(3000), log(300)
TABLES = {"wide": WIDE, "log": LOG}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Each table in three files of small row groups."""
    for name, table in TABLES.items():
        (tmp_path / name).mkdir()
        for part in range(3):
            rows = table[part * len(table) // 3 : (part + 1) * len(table) // 3]
            rows.write_parquet(tmp_path / name / f"{part}.parquet", row_group_size=200)
    return tmp_path


def expected(name: str) -> pl.DataFrame:
    return CHARTER.assess(TABLES[name], at=AT).sort("case")


def through_arrow(folder: Path, name: str) -> pl.DataFrame:
    return pl.from_arrow(arrow.assess(CHARTER, ds.dataset(folder / name), at=AT, by="month").read_all())


def through_duckdb(folder: Path, name: str) -> pl.DataFrame:
    connection = db.connect()
    cases = connection.sql(f"from '{folder / name}/*.parquet'")
    cursor = connection.cursor()
    judged = duckdb.assess(CHARTER, cases, cursor, at=AT, by="month")
    table = judged.project("* replace (epoch_us(margin) as margin)").to_arrow_table()  # Polars takes no interval
    return pl.from_arrow(table).with_columns(pl.col("margin").cast(pl.Duration("us")))


def through_polars(folder: Path, name: str) -> pl.DataFrame:
    cases = pl.scan_parquet(folder / name / "*.parquet")
    return polars.assess(CHARTER, cases, at=AT, by="month").collect(engine="streaming")


DOORS = [through_arrow, through_duckdb, through_polars]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", TABLES)
def test_the_same_rows(folder: Path, door: Any, name: str) -> None:
    found = door(folder, name).sort("case")
    whole = expected(name)
    assert found.drop("period").select(whole.columns).rows() == whole.rows()


@pytest.mark.parametrize("door", DOORS)
def test_what_an_engine_counts(folder: Path, door: Any) -> None:
    summed = door(folder, "wide").group_by("pledge", "tier", "period", "verdict").len("cases")
    assert cc.Tally.read(summed) == CHARTER.tally(WIDE, at=AT)


def test_duckdb_counts_by_itself(folder: Path) -> None:
    connection = db.connect()
    cases = connection.sql(f"from '{folder}/wide/*.parquet'")
    cursor = connection.cursor()
    judged = duckdb.assess(CHARTER, cases, cursor, at=AT, by="month")
    summed = judged.aggregate("pledge, tier, period, verdict, count(*) as cases").to_arrow_table()
    assert cc.Tally.read(summed) == CHARTER.tally(WIDE, at=AT)


def test_a_lazy_frame_stays_lazy_and_streams(folder: Path) -> None:
    query = polars.assess(CHARTER, pl.scan_parquet(folder / "wide" / "*.parquet"), at=AT)
    assert isinstance(query, pl.LazyFrame)
    plan = query.group_by("verdict").len().show_graph(engine="streaming", plan_stage="physical", raw_output=True)
    assert plan is not None
    assert 'label="map' in plan
    assert "in-memory-map" not in plan


def test_a_bad_row_stops_nothing(folder: Path) -> None:
    """It comes back in its place, with what is wrong with it."""
    found = through_arrow(folder, "wide")
    assert found["case"].to_list() == WIDE["case"].to_list()
    problems = found.filter(pl.col("problem").is_not_null())
    assert len(problems) > 100
    assert set(problems["verdict"]) == {None}


def test_what_is_no_source() -> None:
    for call in (lambda: arrow.assess(CHARTER, WIDE), lambda: polars.assess(CHARTER, WIDE)):
        with pytest.raises(cc.CharterclockError, match="CC640"):
            call()
    reader = LOG.sort("timestamp").to_arrow().to_reader()
    with pytest.raises(Exception, match="CC651"):
        arrow.assess(CHARTER, reader, at=AT).read_all()
    assert arrow.assess(CHARTER, pa.table(WIDE.to_arrow()), at=AT).read_all().num_rows == 3000


def test_a_missing_engine_names_its_extra() -> None:
    with pytest.raises(cc.CharterclockError) as caught:
        needed.needed("no_such_engine", "spark")
    assert str(caught.value) == 'CC701 no_such_engine is not installed (pip install "charterclock[spark]")'
