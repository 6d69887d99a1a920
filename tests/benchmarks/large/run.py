"""One engine over one folder of cases, in a process of its own: seconds, peak of memory, and the tally as a check."""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import charterclock as cc

CHARTER, AT = "charters/penang-btmkn.yaml", "2026-01-01T00:00"
_KEYS = ["pledge", "tier", "period", "verdict"]
_GIB = 1 << 30


def by_files(folder: Path, cores: int) -> cc.Tally:
    """charterclock's own stream."""
    from charterclock.engines.parquet import tally_files

    return tally_files(cc.load(CHARTER), sorted(map(str, folder.glob("*.parquet"))), at=AT)


def by_polars(folder: Path, cores: int) -> cc.Tally:
    """The streaming engine; POLARS_MAX_THREADS is set by the caller."""
    import polars as pl

    from charterclock.engines import polars

    judged = polars.assess(cc.load(CHARTER), pl.scan_parquet(folder / "*.parquet"), at=AT, by="month")
    return cc.Tally.read(judged.group_by(_KEYS).len("cases").collect(engine="streaming"))


def by_duckdb(folder: Path, cores: int) -> cc.Tally:
    """A relation in, counted by DuckDB."""
    import duckdb as db

    from charterclock.engines import duckdb

    connection = db.connect(config={"threads": cores, "memory_limit": "1GB",
                                    "temp_directory": tempfile.gettempdir()})  # fmt: skip
    cases = connection.sql(f"from '{folder}/*.parquet'")
    cursor = connection.cursor()
    judged = duckdb.assess(cc.load(CHARTER), cases, cursor, at=AT, by="month")
    return cc.Tally.read(judged.aggregate(f"{', '.join(_KEYS)}, count(*) as cases").to_arrow_table())


def by_arrow(folder: Path, cores: int) -> cc.Tally:
    """A dataset, counted batch by batch."""
    import pyarrow as pa
    import pyarrow.dataset as ds

    from charterclock.engines import arrow

    pa.set_cpu_count(cores)
    reader = arrow.assess(cc.load(CHARTER), ds.dataset(folder), at=AT, by="month")
    tally = cc.Tally("month", {})
    for batch in reader:
        table = pa.Table.from_batches([batch.select(_KEYS)]).group_by(_KEYS).aggregate([([], "count_all")])
        tally = tally + cc.Tally.read(table.rename_columns([*_KEYS, "cases"]))
    return tally


def by_spark(folder: Path, cores: int) -> cc.Tally:
    """Local mode, bound to loopback."""
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    from pyspark.sql import SparkSession

    from charterclock.engines import spark

    session = (
        SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "1g").config("spark.sql.shuffle.partitions", "16")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "131072").getOrCreate()
    )  # fmt: skip
    read = session.read.parquet(str(folder))
    cases = read.selectExpr(*(f"cast({name} as timestamp_ntz)" if kind == "timestamp" else name
                              for name, kind in read.dtypes))  # fmt: skip
    judged = spark.assess(cc.load(CHARTER), cases, at=AT, by="month")
    summed = judged.groupBy(*_KEYS).count().withColumnRenamed("count", "cases").toArrow()
    session.stop()
    return cc.Tally.read(summed)


ENGINES: dict[str, Callable[[Path, int], cc.Tally]] = {
    "charterclock report": by_files, "PyArrow dataset": by_arrow, "Polars streaming": by_polars, "DuckDB": by_duckdb,
    "Spark": by_spark,
}  # fmt: skip


def main(engine: str, folder: str, cores: int, gib: float) -> None:
    """Prints seconds, megabytes at most, cases and a digest of the tally."""
    if gib:
        resource.setrlimit(resource.RLIMIT_DATA, (int(gib * _GIB), int(gib * _GIB)))
    began = time.perf_counter()
    tally = ENGINES[engine](Path(folder), cores)
    seconds = time.perf_counter() - began
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    counts = sorted((tuple(map(str, key)), count) for key, count in tally.counts.items())
    print(json.dumps({"seconds": seconds, "mb": peak // 1024, "cases": len(tally), "counts": counts}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
