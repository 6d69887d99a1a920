"""What our operations cost beside a peer's in the same run. Ratios, not seconds: machines differ.

``make bench`` prints the table; nothing here asserts on time.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import holidays
import numpy as np
import pytest

import charterclock as cc
from charterclock.calendars import known
from charterclock.calendars.holidays import package_holidays

OFFICE = cc.calendar("MY-07")
DAY, MOMENT = date(2025, 4, 30), datetime(2025, 4, 30, 10)
BUSDAYS = np.busdaycalendar(holidays=[h.date for h in OFFICE.holidays])
STARTS = np.datetime64("2024-01-01T08:00", "us") + np.arange(1_000_000).astype("m8[m]")


@pytest.mark.benchmark(group="a calendar of a hundred years")
def test_build_ours(benchmark: Any) -> None:
    def build() -> None:
        known._known.cache_clear()
        package_holidays.cache_clear()
        cc.calendar("MY-07", covers="2001..2100").shift(DAY, 2)

    benchmark(build)


@pytest.mark.benchmark(group="a calendar of a hundred years")
def test_build_package(benchmark: Any) -> None:
    benchmark(lambda: holidays.country_holidays("MY", subdiv="07", years=range(2001, 2101)))


@pytest.mark.benchmark(group="the seventh working day after a date")
def test_shift_ours(benchmark: Any) -> None:
    assert benchmark(lambda: OFFICE.shift(DAY, 7)) == date(2025, 5, 13)


@pytest.mark.benchmark(group="the seventh working day after a date")
def test_shift_numpy(benchmark: Any) -> None:
    found = benchmark(lambda: np.busday_offset(DAY, 7, roll="backward", busdaycal=BUSDAYS))
    assert found == np.datetime64("2025-05-13")


@pytest.mark.benchmark(group="a due date")
def test_due(benchmark: Any) -> None:
    two = cc.Duration(2, "working day")
    assert benchmark(lambda: cc.due(MOMENT, two, OFFICE)).date == date(2025, 5, 5)


@pytest.mark.benchmark(group="twenty opening hours later")
def test_add(benchmark: Any) -> None:
    benchmark(lambda: OFFICE.add(MOMENT, timedelta(hours=20)))


@pytest.mark.benchmark(group="a million cases assessed")
def test_assess(benchmark: Any) -> None:
    import polars as pl

    charter = cc.load("charters/penang-btmkn.yaml")
    rows = len(STARTS)
    cases = pl.DataFrame(
        {
            "case": np.arange(rows),
            "pledge": pl.Series(["lan-new", "email-account"] * (rows // 2)).cast(pl.Categorical),
            "requested": STARTS,
            "delivered": STARTS + np.timedelta64(9, "D"),
            "processed": STARTS + np.timedelta64(2, "D"),
            "points": np.arange(rows) % 200,
        }
    )
    found = benchmark.pedantic(lambda: charter.assess(cases, at="2027-01-01T00:00"), rounds=3)
    assert found["problem"].null_count() == rows
