"""How cost grows: with rows, years, spans a day, the grid on which openings lie, and threads."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import numpy as np
from tests.benchmarks.against import office as an
from tests.benchmarks.against.tasks import drawn

import charterclock as cc
from charterclock import frames

Row = Sequence[Any]


def _cost(call: Callable[[], Any], rows: int, clock: Callable[[], float] = time.process_time) -> float:
    """Nanoseconds a row, the median of a few calls."""
    call()
    samples = []
    for _ in range(3 if rows > 10**7 else 7):
        repeated = max(1, 100_000 // rows)
        began = clock()
        for _ in range(repeated):
            call()
        samples.append((clock() - began) * 1e9 / rows / repeated)
    return statistics.median(samples)


def _three(office: cc.Calendar, rows: int, seed: int = 3) -> tuple[float, float, float]:
    starts, ends, amounts, days = drawn(rows, seed)
    dates = starts.astype("M8[D]")
    return (
        _cost(lambda: frames.shift(office, dates, days), rows),
        _cost(lambda: frames.add(office, starts, amounts), rows),
        _cost(lambda: frames.between(office, starts, ends), rows),
    )


def rows(most: int) -> list[Row]:
    """ns a row by the number of rows: shift, add, between."""
    counts = [10**power for power in range(3, 9) if 10**power <= most]
    return [(f"{count:,}", *(f"{cost:.1f}" for cost in _three(an.OFFICE, count))) for count in counts]


def _office(hours: str, years: tuple[int, int] = (2015, 2027), holidays: Sequence[str] = ()) -> cc.Calendar:
    covers = date(years[0], 1, 1), date(years[1], 12, 31)
    return cc.Calendar.build(zone=an.ZONE, hours={"mon-fri": hours}, holidays=list(holidays), covers=covers)


def years() -> list[Row]:
    """Milliseconds until a calendar answers, and ns a row, by the years it covers."""
    found = []
    for count in (1, 5, 13, 50, 100, 200):
        first = 2020 - count // 2
        office = _office("08:00-13:00 14:00-17:00", (first, first + count - 1))
        low, high = (np.datetime64(day, "us").astype(np.int64) for day in office.covers or ())
        began = time.process_time()
        office.count(date(first, 1, 2), date(first + count - 1, 12, 30))
        ready = (time.process_time() - began) * 1e3
        random = np.random.default_rng(5)
        starts = random.integers(low + 10**12, high - 4 * 10**12, 10**6).view("M8[us]")
        ends = starts + np.timedelta64(30, "D")
        cost = _cost(lambda office=office, a=starts, b=ends: frames.between(office, a, b), 10**6)  # type: ignore[misc]
        found.append((count, f"{ready:.1f}", f"{cost:.1f}"))
    return found


def spans() -> list[Row]:
    """ns a row by the spans of a day."""
    found = []
    for count in (1, 2, 4, 12, 48):
        length = timedelta(days=1) / count
        edges = [(n * length, n * length + length / 2) for n in range(count)]
        hours = " ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in edges)
        costs = _three(_office(hours), 10**6)
        found.append((count, *(f"{cost:.1f}" for cost in costs)))
    return found


def _clock(at: timedelta) -> str:
    minutes = at // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def grids() -> list[Row]:
    """ns a row by the grid on which openings and closings lie."""
    hours = {
        "whole hours": "08:00-13:00 14:00-17:00", "quarters": "08:15-12:45 14:00-17:00",
        "odd minutes": "08:01-12:13 13:07-17:29", "odd seconds": "08:01:13-12:13:59 13:07:01-17:29:37",
    }  # fmt: skip
    return [(name, *(f"{cost:.1f}" for cost in _three(_office(text), 10**6))) for name, text in hours.items()]


def threads() -> list[Row]:
    """ns a row of elapsed time: four million rows by one thread, and halves of them by two; an addition beside them."""
    count = 4_000_000
    starts, ends, amounts, days = drawn(count, 7)
    dates = starts.astype("M8[D]")
    halves = [slice(0, count // 2), slice(count // 2, count)]
    of_columns: list[tuple[str, Callable[[slice], Any]]] = [
        ("numpy add", lambda part: starts[part] + amounts[part]),
        ("frames.shift", lambda part: frames.shift(an.OFFICE, dates[part], days[part])),
        ("frames.add", lambda part: frames.add(an.OFFICE, starts[part], amounts[part])),
        ("frames.between", lambda part: frames.between(an.OFFICE, starts[part], ends[part])),
    ]
    rows: list[Row] = []
    with ThreadPoolExecutor(2) as pool:
        for name, call in of_columns:
            one = _cost(lambda call=call: call(slice(None)), count, time.perf_counter)  # type: ignore[misc]
            two = _cost(lambda call=call: list(pool.map(call, halves)), count, time.perf_counter)  # type: ignore[misc]
            rows.append((name, f"{one:.1f}", f"{two:.1f}", f"{one / two:.2f}"))
    return rows


def tables(most: int) -> list[Row]:
    """Cases a second of whole tables: assess, and attainment by month after it."""
    import polars as pl

    charter = cc.load("charters/penang-btmkn.yaml")
    count = min(most, 1_000_000)
    requested = np.datetime64("2024-01-01T08:00", "us") + np.arange(count).astype("m8[m]")
    wide = pl.DataFrame({
        "case": np.arange(count), "pledge": pl.Series(["lan-new", "email-account"] * (count // 2)).cast(pl.Categorical),
        "requested": requested, "delivered": requested + np.timedelta64(9, "D"),
        "processed": requested + np.timedelta64(2, "D"), "points": np.arange(count) % 200,
    })  # fmt: skip
    quarter, day = count // 4, np.timedelta64(1, "D")
    events = [("requested", 0), ("paused", 1), ("resumed", 2), ("delivered", 9)]
    log = pl.concat([
        pl.DataFrame({"case": np.arange(quarter), "activity": [name] * quarter,
                      "timestamp": requested[:quarter] + days * day, "points": np.arange(quarter) % 200,
                      "pledge": ["lan-new"] * quarter})
        for name, days in events
    ]).sort("timestamp").with_columns(pl.col("activity", "pledge").cast(pl.Categorical))  # fmt: skip
    at = "2027-01-01T00:00"
    assessed = charter.assess(wide, at=at)
    work = {
        "assess: a row a case, two pledges, tiers by points": lambda: charter.assess(wide, at=at),
        "assess: an event log with pauses, a row an event": lambda: charter.assess(log, at=at),
        "attainment by month of assessed cases": lambda: charter.attainment(assessed, at=at),
    }
    return [(name, f"{1e3 / _cost(call, count):.1f} million") for name, call in work.items()]
