"""What goes through an engine comes out as ``charter.assess`` gives it, and what an engine counts adds up."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import duckdb as db
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from tests.engines.tables import AT, CHARTER, log, wide

import charterclock as cc
from charterclock.engines import arrow, duckdb, needed, parts, polars

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
        arrow.assess(CHARTER, reader, together=False, at=AT).read_all()
    assert arrow.assess(CHARTER, pa.table(WIDE.to_arrow()), at=AT).read_all().num_rows == 3000


SHUFFLED = log(2000).sample(fraction=1, shuffle=True, seed=5)


@pytest.fixture
def spread(tmp_path: Path) -> Path:
    """A log whose cases lie in no order over three files, and a wide table in which cases are there twice."""
    twice = pl.concat([WIDE, WIDE[:700:7]]).sample(fraction=1, shuffle=True, seed=6)
    for name, table in (("log", SHUFFLED), ("wide", twice)):
        (tmp_path / name).mkdir()
        for part in range(3):
            rows = table[part * len(table) // 3 : (part + 1) * len(table) // 3]
            rows.write_parquet(tmp_path / name / f"{part}.parquet", row_group_size=500)
    return tmp_path


@pytest.mark.parametrize("door", DOORS)
def test_a_log_in_any_order(spread: Path, door: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is larger than may be held goes through temporary files, which are gone afterwards."""
    (spread / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spread / "temporary"))
    monkeypatch.setattr(parts, "_MOST", 400)
    whole = CHARTER.assess(SHUFFLED, at=AT).sort("case")
    assert door(spread, "log").sort("case").select(whole.columns).rows() == whole.rows()
    assert not list((spread / "temporary").iterdir())


def test_a_log_of_polars_streams(spread: Path) -> None:
    """Its plan reads parts by a stream, holds no group, and takes from it only what is asked for."""
    query = polars.assess(CHARTER, pl.scan_parquet(spread / "log" / "*.parquet"), at=AT)
    plan = query.group_by("verdict").len().show_graph(engine="streaming", plan_stage="physical", raw_output=True)
    assert plan is not None
    assert 'label="streaming-python-scan' in plan
    assert "in-memory" not in plan.replace("in-memory engine fallback", "")
    whole = CHARTER.assess(SHUFFLED, at=AT)
    for engine in ("in-memory", "streaming"):
        missed = query.filter(pl.col("verdict") == "missed").select("case").collect(engine=engine)
        assert set(missed["case"]) == set(whole.filter(pl.col("verdict") == "missed")["case"])
        assert query.head(7).collect(engine=engine).shape == (7, whole.width)


def test_events_of_one_instant_keep_their_order(tmp_path: Path) -> None:
    """A pause that ends as it begins is one in this order of rows, and a resumption without a pause in the other."""
    made = []
    for place in range(400):
        pair = ["paused", "resumed"][:: 1 if place % 2 else -1]
        made += [{"case": f"c{place:03}", "activity": name, "timestamp": "2025-05-05T10:00", "pledge": "lan-new",
                  "points": 3} for name in ("requested", *pair)]  # fmt: skip
    rounds = [row for turn in range(3) for row in made[turn::3]]
    table = pl.DataFrame(rounds)
    whole = CHARTER.assess(table, at=AT).sort("case")
    assert whole["problem"].is_null().to_list() == [place % 2 == 1 for place in range(400)]
    (tmp_path / "log").mkdir()
    for part in range(4):
        table[part * 300 : part * 300 + 300].write_parquet(tmp_path / "log" / f"{part}.parquet")
    for door in DOORS:
        assert door(tmp_path, "log").sort("case").select(whole.columns).rows() == whole.rows()


@pytest.mark.parametrize("name", ["Arrow", "DuckDB", "Polars"])
def test_a_case_that_is_twice_is_told_wherever_it_lies(
    spread: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(parts, "_MOST", 400)
    paths = spread / "wide" / "*.parquet"
    table = pl.read_parquet(paths)
    if name == "Arrow":
        found = pl.from_arrow(arrow.assess(CHARTER, ds.dataset(spread / "wide"), together=True, at=AT).read_all())
    elif name == "DuckDB":
        connection = db.connect()
        judged = duckdb.assess(
            CHARTER, connection.sql(f"from '{paths}'"), connection.cursor(), together=True, at=AT
        ).project("verdict, problem")  # fmt: skip
        found = pl.from_arrow(judged.to_arrow_table())
    else:
        found = polars.assess(CHARTER, pl.scan_parquet(paths), together=True, at=AT).collect(engine="streaming")
    whole = CHARTER.assess(table, at=AT)
    assert found["verdict"].value_counts(sort=True).rows() == whole["verdict"].value_counts(sort=True).rows()
    repeated = pl.col("problem").str.starts_with("CC628")
    assert found.select(repeated.sum()).item() == whole.select(repeated.sum()).item() > 50


def test_rows_without_a_column_to_bring_them_together() -> None:
    for call in (
        lambda: arrow.assess(CHARTER, WIDE.drop("case").to_arrow(), together=True, at=AT).read_all(),
        lambda: polars.assess(CHARTER, WIDE.drop("case").lazy(), together=True, at=AT),
    ):
        with pytest.raises(Exception, match="CC641 cases are kept together by a column 'case', which is missing"):
            call()


def test_a_missing_engine_names_its_extra() -> None:
    with pytest.raises(cc.CharterclockError) as caught:
        needed.needed("no_such_engine", "spark")
    assert str(caught.value) == 'CC701 no_such_engine is not installed (pip install "charterclock[spark]")'
