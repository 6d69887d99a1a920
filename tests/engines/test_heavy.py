"""Engines that are too large for every run of the tests: ``make test-engines`` installs them and runs these."""

from __future__ import annotations

import os
import random
import sys
import warnings
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.docpages import ROOT, blocks
from tests.engines.tables import AT, CHARTER, log, wide
from tests.record.test_merging import FIRST, SCHEMA, ZONE, uptime

import charterclock as cc
from charterclock.engines import spark
from charterclock.record.merging import merged_outages

pytestmark = [pytest.mark.engines, pytest.mark.filterwarnings("ignore")]  # theirs, not ours

WIDE, LOG = wide(3000), log(300)
PAGE = ROOT / "docs" / "engines.md"


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Spark on this machine alone: two cores, no pages, bound to loopback."""
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    from pyspark.sql import SparkSession

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = (
            SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.session.timeZone", "America/New_York").config("spark.sql.shuffle.partitions", "5")
            .getOrCreate()
        )  # fmt: skip
        yield made
        made.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, table in {"wide": WIDE, "log": LOG.sort("timestamp")}.items():
        (tmp_path / name).mkdir()
        for part in range(3):
            rows = table[part * len(table) // 3 : (part + 1) * len(table) // 3]
            rows.write_parquet(tmp_path / name / f"{part}.parquet")
    return tmp_path


def same(found: pl.DataFrame, table: pl.DataFrame) -> None:
    """The same cases with the same answers, at the same instants."""
    whole = CHARTER.assess(table, at=AT).sort("case")
    instants = [name for name, kind in found.schema.items() if isinstance(kind, pl.Datetime)]
    found = found.sort("case").with_columns(pl.col(instants).dt.convert_time_zone("UTC"))
    whole = whole.with_columns(pl.col(instants).dt.convert_time_zone("UTC"))
    assert found.select(whole.columns).rows() == whole.rows()


@pytest.mark.parametrize("name", ["wide", "log"])
def test_spark(session: Any, folder: Path, name: str) -> None:
    """A log is spread over the files by time: Spark itself brings the events of a case together."""
    judged = spark.assess(CHARTER, session.read.parquet(str(folder / name)), at=AT, by="month")
    same(pl.from_arrow(judged.toArrow()), {"wide": WIDE, "log": LOG}[name])


def test_spark_counts(session: Any, folder: Path) -> None:
    judged = spark.assess(CHARTER, session.read.parquet(str(folder / "wide")), at=AT, by="month")
    summed = judged.groupBy("pledge", "tier", "period", "verdict").count().withColumnRenamed("count", "cases")
    assert cc.Tally.read(pl.from_arrow(summed.toArrow())) == CHARTER.tally(WIDE, at=AT)


def test_spark_merges_outages(session: Any) -> None:
    """Whatever its zone; what the outages of two systems and kinds give is what all of them give."""
    chance = random.Random(8)
    rows: list[Any] = []
    for _ in range(300):
        begin = FIRST + timedelta(minutes=10 * chance.randrange(800))
        end = begin + timedelta(minutes=10 * chance.randrange(9))
        rows.append((chance.choice(["mail", "web"]), begin, end, chance.choice(["yes", "no"])))
    rows += [("mail", FIRST + timedelta(days=29), None, "no"), ("web", None, FIRST, "no")]
    table = pl.DataFrame(rows, SCHEMA, orient="row")
    merged = spark.merged_outages(session.createDataFrame(table.to_arrow()))
    found = pl.from_arrow(merged.toArrow()).select(*SCHEMA).with_columns(
        pl.col("start", "end").dt.convert_time_zone("UTC")
    )  # fmt: skip
    assert len(found) < 250
    assert uptime(found) == uptime(table)
    kept = found.filter((pl.col("start") != pl.col("end")).fill_null(pl.col("start").is_not_null()))
    assert set(kept.iter_rows()) == set(merged_outages(table, ZONE, backend="polars")[0].cast(SCHEMA).iter_rows())
    assert found.filter(pl.col("start").is_null()).height == 1


def test_spark_tells_a_case_that_is_twice(session: Any, tmp_path: Path) -> None:
    twice = pl.concat([WIDE, WIDE[:700:7]]).sample(fraction=1, shuffle=True, seed=6)
    twice.write_parquet(tmp_path / "twice.parquet", row_group_size=300)
    judged = spark.assess(CHARTER, session.read.parquet(str(tmp_path / "twice.parquet")), together=True, at=AT)
    summed = judged.groupBy("pledge", "verdict").count().toArrow().to_pylist()
    whole = CHARTER.assess(twice, at=AT).group_by("pledge", "verdict").len()
    assert {tuple(row.values()) for row in summed} == set(whole.iter_rows())


def test_spark_names_a_charters_error(session: Any, folder: Path) -> None:
    with pytest.raises(cc.CharterclockError, match="CC641"):
        spark.assess(CHARTER, session.read.parquet(str(folder / "log")).drop("case"), at=AT)


@pytest.mark.parametrize("name", ["Dask", "Ray"])
def test_recipes(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The recipes of the page, run as they stand on a folder of Parquet files."""
    monkeypatch.chdir(folder)
    (folder / "charter.yaml").write_text((ROOT / "charters" / "penang-btmkn.yaml").read_text(encoding="utf-8"))
    monkeypatch.setenv("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    (recipe,) = [block for block in blocks(PAGE) if f"import {name.lower()}" in block.text]
    names: dict[str, Any] = {}
    exec(compile(recipe.text.replace('"cases/', '"wide/'), str(PAGE), "exec"), names)
    assert cc.Tally.read(names["summed"]) == CHARTER.tally(WIDE, at=AT)
