"""SQL functions of a connection give what the functions for columns give."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import duckdb as db
import numpy as np
import polars as pl
import pytest

import charterclock as cc
from charterclock import frames
from charterclock.engines import duckdb

OFFICE = cc.calendar("MY-07", covers="2024..2025")
ROWS = 6000
CASES = pl.DataFrame(
    {
        "row": np.arange(ROWS),
        "start": pl.Series(np.datetime64("2024-03-01T00:00", "us") + np.arange(ROWS) * np.timedelta64(3137, "s")),
        "last": pl.Series(np.datetime64("2024-05-01T00:00", "us") + np.arange(ROWS) * np.timedelta64(3131, "s")),
        "days": np.arange(ROWS) % 9,
        "seconds": np.arange(ROWS) * 61 % 100_000,
        "unit": ["working day", "calendar day", "working hour"] * (ROWS // 3),
    }
).with_columns(pl.when(pl.col("row") % 7 > 0).then("start").alias("start"))


@pytest.fixture
def connection() -> db.DuckDBPyConnection:
    made = db.connect()
    made.register("cases", CASES.to_arrow())
    duckdb.register(made, OFFICE)
    return made


def answers(connection: db.DuckDBPyConnection, expression: str) -> list[object]:
    return [row[0] for row in connection.execute(f"select {expression} from cases order by row").fetchall()]


def test_the_answers_are_those_for_columns(connection: db.DuckDBPyConnection) -> None:
    start, last, days = CASES["start"], CASES["last"], CASES["days"]
    lengths = (CASES["seconds"] * 1_000_000).cast(pl.Duration("us"))
    dates = start.dt.date()
    assert answers(connection, "office_shift(start::date, days)") == frames.shift(OFFICE, dates, days).to_list()
    assert answers(connection, "office_add(start, to_seconds(seconds))") == frames.add(OFFICE, start, lengths).to_list()
    assert answers(connection, "office_between(start, last)") == frames.between(OFFICE, start, last).to_list()
    assert answers(connection, "office_between(last, start)") == frames.between(OFFICE, last, start).to_list()
    assert answers(connection, "office_is_open(start)") == frames.is_open(OFFICE, start).to_list()


def test_units_that_differ_by_row(connection: db.DuckDBPyConnection) -> None:
    expected = [
        None if start is None else cc.due(start, cc.Duration(days, unit), OFFICE).at.replace(tzinfo=None)
        for start, days, unit in CASES.select("start", "days", "unit").head(300).iter_rows()
    ]
    assert answers(connection, "office_due(start, days, unit)")[:300] == expected
    assert answers(connection, "office_due(start, days, null)") == [None] * ROWS


def test_instants_with_a_zone_and_rows_outside() -> None:
    made = db.connect()
    duckdb.register(made, OFFICE, prefix="my_", instants="TIMESTAMPTZ", errors="null", reckoning={"day_end": "closing"})
    made.execute("set timezone = 'America/New_York'")
    found = made.execute("select my_due(timestamptz '2025-04-30T10:00:00+08', 2, 'working day')").fetchone()
    assert found is not None
    assert found[0].astimezone(UTC) == datetime(2025, 5, 5, 9, tzinfo=UTC)
    assert made.execute("select my_shift(date '2031-01-01', 2)").fetchone() == (None,)
    other = db.connect()
    duckdb.register(other, OFFICE)
    with pytest.raises(db.BinderException, match="office_is_open"):  # no clock time of a zone is guessed
        other.sql("select office_is_open(timestamptz '2025-04-30T10:00:00+08')")


def test_two_calendars_on_one_connection(connection: db.DuckDBPyConnection) -> None:
    duckdb.register(connection, cc.calendar("MY-03"), prefix="kelantan_")
    connection.execute("select office_shift(date '2025-06-12', 1), kelantan_shift(date '2025-06-12', 1)")
    found = connection.fetchone()
    assert found == (date(2025, 6, 13), date(2025, 6, 15))


def test_what_cannot_be_answered(connection: db.DuckDBPyConnection) -> None:
    with pytest.raises(db.InvalidInputException, match="CC646 an interval of months"):
        connection.execute("select office_add(timestamp '2025-04-30T10:00', interval 1 month)").fetchall()
    with pytest.raises(db.InvalidInputException, match="CC302"):
        connection.execute("select office_due(timestamp '2025-04-30T10:00', 1, 'fortnight')").fetchall()
    with pytest.raises(cc.CharterclockError, match="CC646"):
        duckdb.register(connection, OFFICE, instants="DATE")  # type: ignore[arg-type]
    day = connection.execute("select office_add(timestamp '2025-04-30T10:00', interval 1 day)").fetchone()
    assert day == (OFFICE.add("2025-04-30T10:00", timedelta(days=1)).replace(tzinfo=None),)
