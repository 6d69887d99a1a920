"""A column of a million rows; peers that would take minutes for it are asked fewer."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import polars as pl
from tests.benchmarks.against import office as an
from tests.benchmarks.against.measure import Contestant
from tests.benchmarks.against.tasks import Task, drawn

from charterclock import frames

_EIGHT = np.timedelta64(8, "h")  # workclock reads columns in UTC
_TWO_JOINS = """
    select work.day from asked
    join ranks on ranks.day = asked.start
    join work on work.rank = ranks.rank + asked.n
"""
_ASOF = """
    select b.spent - a.spent as found
    from (select row, spent + (least(begins, closes) - opens) as spent from pairs asof join edges on begins >= opens) a
    join (select row, spent + (least(ends, closes) - opens) as spent from pairs asof join edges on ends >= opens) b
    using (row)
"""


class _Joined:
    """The calendar as tables of a query engine: ranks of days, the n-th working day, edges of opening time."""

    def __init__(self, starts: Any, ends: Any, days: Any, bisected: an.Bisected) -> None:
        every = np.arange(np.datetime64(an.FIRST), np.datetime64(an.LAST) + 1)
        work = np.array([day for day in every.tolist() if an.OFFICE.is_working_day(day)], "M8[D]")
        edges = {"opens": bisected.opens, "closes": bisected.closes, "spent": bisected.spent[:-1]}
        self.edges = pl.DataFrame(edges).with_columns(pl.col("opens").set_sorted())
        self.starts, self.ends = starts, ends
        self.duck = duckdb.connect(config={"threads": 1})
        tables = {
            "asked": {"start": starts.astype("M8[D]"), "n": days},
            "ranks": {"day": every, "rank": np.searchsorted(work, every, side="right")},
            "work": {"day": work, "rank": np.arange(1, len(work) + 1)},
            "pairs": {"row": np.arange(len(starts)), "begins": starts, "ends": ends},
            "edges": edges,
        }
        for name, columns in tables.items():
            self.duck.register(name, pl.DataFrame(columns).to_arrow())

    def nth_days(self) -> Any:
        return self.duck.execute(_TWO_JOINS).fetchnumpy()["day"].astype("M8[D]")

    def asof(self) -> Any:
        return self.duck.execute(_ASOF).fetchnumpy()["found"]

    def polars_asof(self) -> Any:
        return self._opened(self.ends) - self._opened(self.starts)

    def _opened(self, at: Any) -> Any:
        order = np.argsort(at, kind="stable")
        asked = pl.DataFrame({"at": at[order]}).with_columns(pl.col("at").set_sorted())
        joined = asked.join_asof(self.edges, left_on="at", right_on="opens")
        spent = joined.select(pl.col("spent") + (pl.min_horizontal("at", "closes") - pl.col("opens"))).to_series()
        found = np.empty(len(at), "m8[us]")
        found[order] = spent.to_numpy()
        return found


def columns(rows: int = 1_000_000) -> list[Task]:
    """The three kinds of work on columns, and one addition of the same columns as a measure."""
    starts, ends, amounts, days = drawn(rows, 2)
    dates, bisected = starts.astype("M8[D]"), an.Bisected()
    joined, series = _Joined(starts, ends, days, bisected), pl.Series(dates)
    some = slice(0, rows // 20)
    asked = f"asked {rows // 20:,} rows"
    on_one = "on one thread, rows in any order"

    def floor() -> Contestant:
        return Contestant("numpy add of datetime64[us] and timedelta64[us]", lambda: np.add(starts, amounts), rows,
                          "one addition: what the machine can do", "no")  # fmt: skip

    return [
        Task(f"The n-th working day, {rows:,} rows", [
            Contestant("charterclock frames.shift", lambda: frames.shift(an.OFFICE, dates, days), rows),
            floor(),
            Contestant("DuckDB, two joins", joined.nth_days, rows, on_one, "sorted"),
            Contestant("numpy busday_offset",
                       lambda: np.busday_offset(dates, days, roll="backward", busdaycal=an.NUMPY), rows),
        ]),
        Task(f"The seventh working day, {rows:,} rows", [
            Contestant("charterclock frames.shift", lambda: frames.shift(an.OFFICE, dates, 7), rows),
            floor(),
            Contestant("polars dt.add_business_days",
                       lambda: series.dt.add_business_days(7, holidays=an.DAYS_OFF, roll="backward"), rows),
        ]),
        Task(f"An instant and so much opening time, {rows:,} rows", [
            Contestant("charterclock frames.add", lambda: frames.add(an.OFFICE, starts, amounts), rows),
            floor(),
            Contestant("NumPy searchsorted", lambda: bisected.add(starts, amounts), rows),
            Contestant("workclock add_many (Rust)",
                       lambda: an.WORKCLOCK.add_many(starts[some] - _EIGHT, amounts[some]) + _EIGHT, rows // 20, asked),
        ]),
        Task(f"Opening time between two instants, {rows:,} rows", [
            Contestant("charterclock frames.between", lambda: frames.between(an.OFFICE, starts, ends), rows),
            floor(),
            Contestant("NumPy searchsorted", lambda: bisected.between(starts, ends), rows),
            Contestant("polars join_asof", joined.polars_asof, rows),
            Contestant("DuckDB asof join", joined.asof, rows, on_one, "sorted"),
            Contestant("workclock between_many (Rust)",
                       lambda: an.WORKCLOCK.between_many(starts[some] - _EIGHT, ends[some] - _EIGHT),
                       rows // 20, asked),
        ]),
    ]  # fmt: skip
