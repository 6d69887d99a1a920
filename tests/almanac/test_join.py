"""The calendar as a table: what its rows say, and that joins in DuckDB give the answers of the library."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import duckdb
import narwhals as nw
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock import frames
from charterclock.oracle.strategies import calendars

ROWS = 1_000_000
FIRST, LAST = date(2012, 1, 1), date(2026, 12, 31)
KELANTAN = cc.calendar("MY-03")
DAY = timedelta(days=1)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time())


# --- rows ------------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(calendars(), st.data())
def test_a_row_says_what_the_calendar_says(calendar, data):
    covers = calendar.covers or (date(2020, 1, 1), date(2021, 12, 31))
    first = data.draw(st.dates(*covers))
    last = data.draw(st.dates(first, min(first + 40 * DAY, covers[1])))
    rows = calendar.to_frame(first, last, backend="polars").to_dicts()
    assert [row["date"] for row in rows] == [first + n * DAY for n in range((last - first).days + 1)]
    for row in rows:
        day = row["date"]
        assert row["is_working"] == calendar.is_working_day(day)
        worked = int(calendar.is_working_day(first)) + (calendar.count(first, day) if day > first else 0)
        assert row["working_day"] == worked
        opened = calendar.between(midnight(first), midnight(day + DAY))
        assert row["running_seconds"] == opened.total_seconds()
        assert row["seconds_open"] == calendar.between(midnight(day), midnight(day + DAY)).total_seconds()
        spans = calendar.day(day).spans
        assert row["opens"] == (spans[0][0] if spans else None)
        assert (row["names"] is None) == (not any(h.name("en") for h in calendar.holidays_on(day)))


@settings(max_examples=60, deadline=None)
@given(calendars(), st.data())
def test_spans_are_the_opening_time(calendar, data):
    covers = calendar.covers or (date(2020, 1, 1), date(2021, 12, 31))
    first = data.draw(st.dates(*covers))
    last = data.draw(st.dates(first, min(first + 40 * DAY, covers[1])))
    rows = calendar.to_frame(first, last, by="span", backend="polars").to_dicts()
    total = 0
    for row, after in zip(rows, [*rows, None][1:], strict=True):
        opens, closes = row["opens"].astimezone(UTC), row["closes"].astimezone(UTC)  # by the clock an hour may be lost
        assert row["seconds_open"] == (closes - opens).total_seconds() > 0
        assert row["seconds_before"] == total
        assert after is None or row["closes"] < after["opens"]
        assert calendar.between(row["opens"], row["closes"]) == closes - opens
        total += row["seconds_open"]
    assert total == calendar.between(midnight(first), midnight(last + DAY)).total_seconds()


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_every_library_has_the_same_rows(backend):
    office = cc.calendar("ID-SB")
    found = office.to_frame("2025-08-15", "2025-08-19", language="id", backend=backend)
    rows = nw.from_native(found).rows(named=True)
    assert [str(row["date"]) for row in rows] == [f"2025-08-{day}" for day in range(15, 20)]
    assert [row["working_day"] for row in rows] == [1, 1, 1, 1, 2]
    assert rows[0]["opens"].isoformat() == "2025-08-15T07:30:00+07:00"
    assert rows[2]["names"] == "Proklamasi Kemerdekaan"
    assert rows[3]["status"] == "gazetted"
    assert rows[3]["source"]
    assert [name for name, cell in rows[0].items() if cell is None or cell != cell] == ["names", "status", "source"]
    mondays = cc.Calendar.build(zone="UTC", hours={"mon": "08:00-09:00"})
    assert len(mondays.to_frame("2025-01-07", "2025-01-07", by="span", backend=backend)) == 0


def test_an_office_that_never_closes_is_one_span():
    desk = cc.Calendar.build(zone="Asia/Jakarta", hours="24x7")
    (row,) = desk.to_frame("2025-01-01", "2025-01-31", by="span", backend="polars").to_dicts()
    assert row["opens"].isoformat() == "2025-01-01T00:00:00+07:00"
    assert row["seconds_open"] == 31 * 86_400


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "CC411 calendar of UTC covers always: say which dates"),
        ({"first": "2025-01-01"}, "CC411"),
        ({"first": "2025-01-02", "last": "2025-01-01"}, "CC411 the last date, 2025-01-01, is before the first"),
        ({"first": "1/1/2025", "last": "2025-01-01"}, "CC407 not a date"),
        ({"first": "2025-01-01", "last": "2025-01-01", "by": "week"}, "CC411 no table of a calendar by 'week'"),
        ({"first": "2025-01-01", "last": "2025-01-01", "backend": "excel"}, "CC701"),
    ],
)
def test_what_is_refused(arguments, said):
    office = cc.Calendar.build(zone="UTC", hours="24x7")
    with pytest.raises(cc.CharterclockError, match=re.escape(said)):
        office.to_frame(**arguments)
    with pytest.raises(cc.OutsideCalendarError, match="CC410 2040-01-01"):
        KELANTAN.to_frame("2025-01-01", "2040-01-01")


def test_without_dates_the_table_has_all_that_is_covered():
    office = cc.Calendar.build(zone="UTC", hours={"mon-fri": "08:00-09:00"}, covers="2024")
    assert len(office.to_frame(backend="polars")) == 366


# --- joins -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def db():
    """A database with the calendar of Kelantan by date and by span, and a table of cases, each on instants."""
    chance = np.random.default_rng(20250430)
    since = np.datetime64(FIRST, "s").astype("M8[us]").astype(np.int64) + chance.integers(
        8 * 86_400, 13 * 365 * 86_400, ROWS
    ) * 10**6 + chance.integers(0, 10**6, ROWS)  # fmt: skip
    until = since + chance.integers(0, 200 * 86_400, ROWS) * 10**6
    cases = pl.DataFrame({
        "id": np.arange(ROWS),
        "since": since.view("M8[us]"), "until": until.view("M8[us]"),
        "days": chance.integers(1, 200, ROWS), "seconds": chance.integers(1, 2_000_000, ROWS),
    }).with_columns(pl.col("since", "until").dt.replace_time_zone("UTC")).with_columns(
        pl.col("since").dt.convert_time_zone(KELANTAN.zone).dt.date().alias("received"),
        pl.col("until").dt.convert_time_zone(KELANTAN.zone).dt.date().alias("answered"),
    )  # fmt: skip
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.register("cases", cases)
    connection.register("days", KELANTAN.to_frame(FIRST, LAST, backend="polars"))
    connection.register("spans", KELANTAN.to_frame(FIRST, LAST, by="span", backend="polars"))
    yield connection, cases
    connection.close()


#: microseconds open up to an instant
OPENED = "{0}.seconds_before * 1000000 + least(epoch_us(cases.{1}) - epoch_us({0}.opens), {0}.seconds_open * 1000000)"


def test_working_days_by_a_join(db):
    connection, cases = db
    found = connection.sql("""
        SELECT id, due.date AS due, answer.working_day - start.working_day AS took
        FROM cases
        JOIN days AS start  ON start.date = cases.received
        JOIN days AS answer ON answer.date = cases.answered
        JOIN days AS due    ON due.is_working AND due.working_day = start.working_day + cases.days
        ORDER BY id
    """).pl()
    assert len(found) == ROWS
    assert found["due"].equals(frames.shift(KELANTAN, cases["received"], cases["days"]))
    some = slice(None, None, ROWS // 5_000)
    took = [KELANTAN.count(a, b) for a, b in zip(cases["received"][some], cases["answered"][some], strict=True)]
    assert found["took"][some].to_list() == took
    back = connection.sql("""
        SELECT count(*) FROM cases JOIN days AS start ON start.date = cases.received
        JOIN days AS answer ON answer.date = cases.answered
        WHERE answer.working_day - start.working_day < 0
    """).fetchall()
    assert back == [(0,)]


def test_opening_time_between_by_a_join(db):
    connection, cases = db
    found = connection.sql(f"""
        SELECT id, ({OPENED.format("b", "until")}) - ({OPENED.format("a", "since")}) AS microseconds
        FROM cases
        ASOF JOIN spans AS a ON cases.since >= a.opens
        ASOF JOIN spans AS b ON cases.until >= b.opens
        ORDER BY id
    """).pl()
    assert len(found) == ROWS
    ours = frames.between(KELANTAN, cases["since"], cases["until"])
    assert found["microseconds"].to_numpy().tolist() == ours.dt.total_microseconds().to_list()


def test_opening_time_added_by_a_join(db):
    connection, cases = db
    found = connection.sql(f"""
        WITH target AS (
            SELECT id, ({OPENED.format("a", "since")}) + cases.seconds * 1000000 AS microseconds
            FROM cases ASOF JOIN spans AS a ON cases.since >= a.opens
        )
        SELECT id, epoch_us(s.opens) + microseconds - s.seconds_before * 1000000 AS ends
        FROM target ASOF JOIN spans AS s ON target.microseconds > s.seconds_before * 1000000
        ORDER BY id
    """).pl()
    assert len(found) == ROWS
    amounts = pl.Series((cases["seconds"].to_numpy() * 10**6).view("m8[us]"))
    ours = frames.add(KELANTAN, cases["since"], amounts)
    assert found["ends"].to_list() == ours.dt.epoch("us").to_list()
