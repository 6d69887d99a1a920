"""A piece of work, and what each contestant found, before anything is timed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import businesstimedelta
import numpy as np
import pandas as pd
import QuantLib as ql
from tests.benchmarks.against.measure import Contestant
from tests.benchmarks.against.office import ZONE

from charterclock.calendars.zone import zone_info

_LOW, _HIGH = np.datetime64("2016-01-01", "us").astype(np.int64), np.datetime64("2026-06-01", "us").astype(np.int64)
_MINUTE = 60_000_000


@dataclass
class Task:
    """A piece of work, and those who do it; ours comes first."""

    title: str
    contestants: list[Contestant]

    def check(self) -> None:
        """Counts how many answers of each contestant differ from ours."""
        ours = plain(self.contestants[0].call())
        in_order = sorted(ours)
        for one in self.contestants[1:]:
            if one.compared == "no":
                continue
            theirs = plain(one.call())
            right = ours
            if one.compared == "sorted":
                right, theirs = in_order, sorted(theirs)
            one.differ = sum(a != b for a, b in zip(right, theirs, strict=False)), len(theirs)


def plain(found: Any) -> list[Any]:
    """Answers as clock times of the office, dates and timedeltas."""
    values = found.tolist() if hasattr(found, "tolist") else found.to_list() if hasattr(found, "to_list") else found
    return [_value(value) for value in values]


def _value(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, ql.Date):
        return value.to_date()
    if isinstance(value, businesstimedelta.BusinessTimeDelta):
        return timedelta(hours=value.hours, seconds=value.seconds)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(zone_info(ZONE)).replace(tzinfo=None)
    return value


def each(call: Callable[..., Any], *columns: list[Any]) -> Callable[[], list[Any]]:
    """The work done once for every row: one value at a time."""
    rows = list(zip(*columns, strict=True))
    return lambda: [call(*row) for row in rows]


def drawn(count: int, seed: int) -> tuple[Any, Any, Any, Any]:
    """Starts and ends on whole minutes, amounts to 40 hours, days to 30."""
    random = np.random.default_rng(seed)
    starts = random.integers(_LOW, _HIGH, count) // _MINUTE * _MINUTE
    ends = starts + random.integers(1, 30 * 24 * 60, count) * _MINUTE
    amounts = random.integers(1, 40 * 60, count) * _MINUTE
    return starts.view("M8[us]"), ends.view("M8[us]"), amounts.view("m8[us]"), random.integers(1, 30, count)
