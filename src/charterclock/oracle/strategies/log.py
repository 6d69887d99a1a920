"""Event logs, some of whose cases are bad in a way that is known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from charterclock.charter.model import Charter
from charterclock.charter.pledges import Deadline
from charterclock.oracle.strategies.calendar import dates_known
from charterclock.oracle.strategies.drawing import below, picked, rarely
from charterclock.oracle.strategies.table import Days, Row, Table, facts_of, in_force, start_of, stop_after

__all__ = ["event_logs"]

_MINUTE: Final = timedelta(minutes=1)
_GAPS: Final = (60, 0, 1, 1440, 5000)


@st.composite
def event_logs(draw: st.DrawFn, charter: Charter, between: Days | None = None, most: int = 5) -> Table:
    """Event logs of cases under the deadlines of a charter, in any order: a row for each start, pause, resume, stop and
    withdrawal, clock times in the zone of the calendar, that begin between two dates, both included; by default on any
    date covered. Facts stand in the first row of a case.

    Bad cases have a row without a time or with one that cannot be read (CC601), a pledge that the charter does not have
    (CC623), none at all (CC624), or a stop before the start (CC616). The due of any other case may still lie outside
    the dates of the calendar (CC410). Recurring starts are left out: no row tells them.

    Shrinks to one good case that began at 09:00 and stopped an hour later; where every start recurs, to no row.
    """
    days = between or dates_known(charter.office)
    pledges = [pledge for pledge in in_force(charter, days) if pledge.clock.start.recurring is None]
    rows: list[Row] = []
    bad: dict[str, str] = {}
    for number in range(1, draw(below(most)) + 2) if pledges else ():
        events, code = draw(_cases(charter, pledges, days))
        rows += ({"case": f"C{number}", "pledge": None} | event for event in events)
        if code is not None:
            bad[f"C{number}"] = code
    if rarely(draw, 2):
        rows = draw(st.permutations(rows))
    return Table.of(rows, days[1].year, bad)


@st.composite
def _cases(draw: st.DrawFn, charter: Charter, pledges: list[Deadline], days: Days) -> tuple[list[Row], str | None]:
    """The events of a case, with the code of what is wrong with it."""
    pledge = picked(draw, pledges)
    events = _events(draw, charter, pledge, days)
    events[0] |= {"pledge": pledge.id, **facts_of(pledge, picked(draw, pledge.branches))}
    return events, _damaged(draw, pledge, events, days[0]) if rarely(draw, 3) else None


def _events(draw: st.DrawFn, charter: Charter, pledge: Deadline, days: Days) -> list[Row]:
    start = start_of(draw, charter, pledge, days)
    events = [(start, name) for name in pledge.clock.start.names]
    now, last = start, stop_after(draw, start)
    for name in ("paused", "resumed") * draw(below(3)):
        # in any order of rows a pause comes before its resume
        now += picked(draw, _GAPS if name == "paused" else _GAPS[:1] + _GAPS[2:]) * _MINUTE
        events.append((now, name))
    if rarely(draw, 8):
        events.append((now, "withdrawn"))
    if last is not None:
        events += [(max(last, now), name) for name in pledge.clock.stop.names]
    return [{"activity": name, "timestamp": moment.isoformat()} for moment, name in events]


def _damaged(draw: st.DrawFn, pledge: Deadline, events: list[Row], first: date) -> str | None:
    """Damages the events of one case, and tells the code of the problem; none where that cannot be."""
    what = picked(draw, ("unknown", "none", "blank", "unreadable", "early"))
    if what in ("unknown", "none"):
        events[0]["pledge"] = "no such pledge" if what == "unknown" else None
        return "CC623" if what == "unknown" else "CC624"
    if what in ("blank", "unreadable"):
        picked(draw, events)["timestamp"] = None if what == "blank" else picked(draw, ("yesterday", "31/31/2024"))
        return "CC601"
    if any(branch.bound == "before" for branch in pledge.branches) or any(e["activity"] == "withdrawn" for e in events):
        return None
    del events[len(pledge.clock.start.names) :]  # pauses would begin after that stop
    early = f"{first - timedelta(days=1)}T09:00:00"
    events += [{"activity": name, "timestamp": early} for name in pledge.clock.stop.names]
    return "CC616"
