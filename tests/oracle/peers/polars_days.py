"""polars: dates, working days, rolls, counts; one week and its days off."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
from tests.oracle.peers.claims import ROLLS, Count, Due, IsWorking, counting, days, rolling
from tests.oracle.peers.offices import ALL_DAY, days_off, offices, weekmask

from charterclock import Calendar, Reckoning

PEER = "polars"
DOCS = "https://docs.pola.rs/api/python/stable/reference/expressions/api/polars.Expr.dt.add_business_days.html"

_DAY = timedelta(days=1)


def office(calendar: Calendar) -> dict[str, Any]:
    return {"week_mask": weekmask(calendar), "holidays": days_off(calendar)}


def offset(start: date, n: int, roll: Any, calendar: Calendar) -> date:
    dates = pl.Series([start]).dt
    found: date = dates.add_business_days(n, roll=roll, **office(calendar))[0]
    return found


def away(start: date, n: int, calendar: Calendar) -> date:
    return offset(start, n, "backward" if n > 0 else "forward", calendar)


def towards(start: date, n: int, calendar: Calendar) -> date:
    return offset(start, n, "forward", calendar)


def rolled(start: date, roll: str, calendar: Calendar) -> date:
    return offset(start, 0, "forward" if roll == "following" else "backward", calendar)


def count(a: date, b: date, calendar: Calendar) -> int:
    found: int = pl.select(pl.business_day_count(a, b, **office(calendar))).item()
    return found


def working(a: date, calendar: Calendar) -> bool:
    found: bool = pl.Series([a]).dt.is_business_day(**office(calendar))[0]
    return found


CLAIMS = [
    Due(
        "dt.add_business_days, rolled away from where it counts to", counting(away), "",
        days(bounds=("within", "before")),
    ),
    Due(
        "dt.add_business_days, roll='forward'", counting(towards),
        "convention: rule 1, a closed start counts from the next working day", days(),
    ),
    Due(
        "dt.add_business_days, roll='forward', as `receipt: next_opening`", counting(towards), "",
        days(offices(ALL_DAY), reckoning=Reckoning(receipt="next_opening"), start="naive"),
    ),
    Due("dt.add_business_days(0), roll='forward', 'backward'", rolling(rolled), "", ROLLS),
    Count("business_day_count(a, b)", count, "convention: counts first <= d < last; ours first < d <= last"),
    Count("business_day_count(a + 1, b + 1)", lambda a, b, calendar: count(a + _DAY, b + _DAY, calendar)),
    IsWorking("dt.is_business_day", working),
]  # fmt: skip
