"""Tables of outages for pledges of availability, some of whose rows are bad in a way that is known."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from hypothesis import strategies as st

from charterclock.charter.pledges import Availability
from charterclock.oracle.strategies.drawing import below, picked, rarely
from charterclock.oracle.strategies.moment import reading_on
from charterclock.oracle.strategies.table import Row, Table

__all__ = ["outages"]

_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)
#: minutes that a system is down; ``None``: it still is
_LASTS: Final = (60, 0, 1, 1440, 90, 10_000, None)


@st.composite
def outages(
    draw: st.DrawFn, pledge: Availability, first: date = date(2024, 1, 1), last: date = date(2024, 3, 31), most: int = 8
) -> Table:
    """Outages of the systems of a pledge that begin between two dates, both included: overlapping, touching, planned,
    without an end; clock times in the zone of the pledge's calendar.

    Bad rows have a system that the pledge does not promise, or none where it promises several (CC634), an end before
    the start (CC633), no start or one that cannot be read (CC601), a date alone (CC602), or are neither planned nor
    not (CC635).

    Shrinks to one outage of an hour from 09:00 of the first date on.
    """
    found = [draw(_outages(pledge, first, last)) for _ in range(draw(below(most)) + 1)]
    bad = {place: code for place, (_, code) in enumerate(found) if code is not None}
    return Table.of([row for row, _ in found], last.year, bad)


@st.composite
def _outages(draw: st.DrawFn, pledge: Availability, first: date, last: date) -> tuple[Row, str | None]:
    """An outage, with the code of what is wrong with it."""
    names = pledge.systems.names if pledge.systems else (pledge.id,)
    day = first + draw(below((last - first).days + 1)) * _DAY
    start = reading_on(draw, pledge.terms.office, day).replace(fold=0)
    start = min(max(start, datetime.combine(day, time())), datetime.combine(day, time(23, 59)))
    lasts = picked(draw, _LASTS)
    row: Row = {
        "start": start.isoformat(),
        "end": None if lasts is None else (start + lasts * _MINUTE).isoformat(),
        "system": picked(draw, names),
        "planned": picked(draw, ("no", "yes", None)),
    }
    return row, _damaged(draw, row, first, len(names) > 1) if rarely(draw, 4) else None


def _damaged(draw: st.DrawFn, row: Row, first: date, several: bool) -> str:
    """Damages an outage, and tells the code of the problem."""
    column, cell, code = picked(draw, (
        ("system", "no such system", "CC634"), ("end", f"{first - _DAY}T23:59", "CC633"), ("start", None, "CC601"),
        ("start", "31/31/2024", "CC601"), ("end", "yesterday", "CC601"), ("end", "2024-05-01", "CC602"),
        ("planned", "perhaps", "CC635"), ("system", None, "CC634") if several else ("system", "mail 2", "CC634"),
    ))  # fmt: skip
    row[column] = cell
    return code
