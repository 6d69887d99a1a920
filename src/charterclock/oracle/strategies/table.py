"""Tables of cases, some of whose rows are bad in a way that is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from charterclock.charter.conditions import ARRIVED
from charterclock.charter.model import Charter
from charterclock.charter.parts import Tier
from charterclock.charter.pledges import Deadline
from charterclock.charter.tiers import asked_columns
from charterclock.clock.rule import Rule
from charterclock.oracle.strategies.calendar import dates_known
from charterclock.oracle.strategies.drawing import below, picked, rarely
from charterclock.oracle.strategies.moment import reading_on
from charterclock.record.periods import Period

__all__ = ["Days", "Row", "Table", "case_tables", "facts_of", "in_force", "start_of", "stop_after"]

Row = dict[str, str | None]
_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)
#: minutes from start to stop; ``None``: not stopped yet
_TAKES: Final = (60, 0, 1, 1440, 4000, 20_000, 100_000, None)


@dataclass(frozen=True)
class Table:
    """Rows of text, blank where ``None``, and which of them are bad.

    Attributes:
        rows: the rows, each with the same columns.
        at: a clock time later than everything in it.
        bad: the code of the problem of each bad row, by its place from 0; of a log, by the name of the case.
    """

    rows: tuple[Mapping[str, str | None], ...]
    at: datetime
    bad: Mapping[Any, str] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, list[str | None]]:
        """Its cells by column, as dataframes are made of."""
        return {name: [row[name] for row in self.rows] for name in (self.rows[0] if self.rows else ())}

    @classmethod
    def of(cls, rows: list[Row], year: int, bad: Mapping[Any, str], columns: Iterable[str] = ()) -> Table:
        """A table of rows, of which some may lack columns of others, with these columns at least; what happens in it
        lies not two years after a year.
        """
        names = dict.fromkeys([*(name for row in rows for name in row), *columns])
        return cls(tuple({name: row.get(name) for name in names} for row in rows), datetime(year + 3, 1, 1), bad)


Days = tuple[date, date]


@st.composite
def case_tables(draw: st.DrawFn, charter: Charter, between: Days | None = None, most: int = 8) -> Table:
    """Wide tables of cases under the deadlines of a charter: a row a case, clock times in the zone of its calendar.
    Cases begin between two dates, both included; by default on any date covered.

    Bad rows have no pledge (CC624) or one that the charter does not have (CC623), a start that cannot be read (CC601),
    a stop before the start (CC616), a hole where a tier asks for a fact (CC611) or a word where it asks for a number
    (CC612), a tier that there is not (CC613), a date alone where the limit asks for a time of day (CC602), or the name
    of a case that stands under the pledge already (CC628). The due of any other row may still lie outside the dates of
    the calendar (CC410). There can be a column ``tier``: they are assessed with a ``prefix``.

    Shrinks to one good row, of a case that began at 09:00 on the first date (Monday 1 January 2024 where all are
    covered), and stopped an hour later.
    """
    days = between or dates_known(charter.office)
    pledges = in_force(charter, days)
    good: list[Row] = []
    rows: list[tuple[Row, str | None]] = []
    for number in range(1, draw(below(most)) + 2):
        rows.append(draw(_rows(charter, pledges, days, f"C{number}", good)))
        if rows[-1][1] is None:
            good.append(rows[-1][0])
    bad = {place: code for place, (_, code) in enumerate(rows) if code is not None}
    columns = [name for pledge in pledges for name in columns_of(pledge)]
    return Table.of([row for row, _ in rows], days[1].year, bad, columns)


@st.composite
def _rows(
    draw: st.DrawFn, charter: Charter, pledges: list[Deadline], days: Days, case: str, good: list[Row]
) -> tuple[Row, str | None]:
    """A row, with the code of what is wrong with it."""
    pledge = picked(draw, pledges)
    branch = picked(draw, pledge.branches)
    row = _row(draw, charter, pledge, branch, days, case)
    if _lacks_time(pledge, branch):
        return row, "CC602"
    return row, picked(draw, _DAMAGES)(draw, pledge, row, good) if rarely(draw, 3) else None


def in_force(charter: Charter, days: Days) -> list[Deadline]:
    """The deadlines of a charter that are in force on some date between two."""
    return [
        pledge for pledge in charter
        if isinstance(pledge, Deadline)
        and (pledge.valid.from_ or date.min) <= days[1] and days[0] < (pledge.valid.to or date.max)
    ]  # fmt: skip


def columns_of(pledge: Deadline) -> list[str]:
    """The columns that a wide table needs for a pledge."""
    start = ["period"] if pledge.clock.start.recurring else pledge.clock.start.names
    return [*start, *pledge.clock.stop.names, *asked_columns(pledge)]


def _lacks_time(pledge: Deadline, branch: Deadline | Tier) -> bool:
    """Whether a pledge starts on a date alone, though its limit, or its tiers, ask for the time of day."""
    rule = Rule.of(pledge.terms.resolved(branch.limit), pledge.terms.reckoning, branch.bound)
    asks = rule.needs_clock_time or any(ARRIVED in tier.when for tier in pledge.tiers)
    return asks and pledge.clock.start.recurring is not None


def _row(
    draw: st.DrawFn, charter: Charter, pledge: Deadline, branch: Deadline | Tier, days: Days, case: str
) -> Row:  # fmt: skip
    """A case in a tier of a deadline, with everything that its judgement needs."""
    start = start_of(draw, charter, pledge, days)
    row: Row = {"case": case, "pledge": pledge.id}
    if pledge.clock.start.recurring is not None:
        row["period"], begins = _recurring(pledge, start.date())
        start = datetime.combine(begins, time())
    else:
        row |= dict.fromkeys(pledge.clock.start.names, start.isoformat())
    stop = stop_after(draw, start)
    row |= dict.fromkeys(pledge.clock.stop.names, None if stop is None else stop.isoformat())
    return row | facts_of(pledge, branch)


def start_of(draw: st.DrawFn, charter: Charter, pledge: Deadline, days: Days) -> datetime:
    """A clock time in the zone of a charter's calendar, on a date between two on which a pledge is in force."""
    first, last = days
    first, last = max(first, pledge.valid.from_ or first), min(last, (pledge.valid.to or last) - _DAY)
    day = first + draw(below(max((last - first).days, 0) + 1)) * _DAY
    start = reading_on(draw, charter.office, day).replace(fold=0)
    return min(max(start, datetime.combine(day, time())), datetime.combine(day, time(23, 59)))


def stop_after(draw: st.DrawFn, start: datetime) -> datetime | None:
    """When a case stopped that began then, an hour later by the plainest; ``None``: it has not."""
    takes = picked(draw, _TAKES)
    return None if takes is None else start + takes * _MINUTE


def _recurring(pledge: Deadline, day: date) -> tuple[str, date]:
    """A period near a date, and its first or last date, on which the pledge is in force."""
    recurring = pledge.clock.start.recurring
    assert recurring is not None
    periods = [Period.of(day + years * 366 * _DAY, recurring.every) for years in (0, 1, -1)]
    dates = [(str(period), period.last if recurring.at == "end" else period.first) for period in periods]
    return next(found for found in dates if found[1] in pledge.valid)


def facts_of(pledge: Deadline, branch: Deadline | Tier) -> Row:
    """Facts by which a case falls in a tier, and any for the columns that other tiers ask for; arrival is no fact."""
    facts: Row = dict.fromkeys(asked_columns(pledge), "10")
    for column, condition in branch.when.items() if isinstance(branch, Tier) else ():
        if column != ARRIVED:
            facts[column] = condition.words[0] if condition.words else str(_inside(condition.bounds))
    return facts


def _inside(bounds: Mapping[str, Fraction]) -> Fraction:
    """A number within bounds, on one of them where it is included."""
    if "from" in bounds or "to" in bounds:
        return bounds.get("from", bounds.get("to", Fraction(0)))
    if "above" in bounds and "below" in bounds:
        return (bounds["above"] + bounds["below"]) / 2
    return bounds["above"] + 1 if "above" in bounds else bounds["below"] - 1


# what can be wrong ---------------------------------------------------------------------------------------------------


def _no_pledge(draw: st.DrawFn, pledge: Deadline, row: Row, before: list[Row]) -> str | None:
    row["pledge"] = picked(draw, (None, "", "  "))
    return "CC624"


def _unknown_pledge(draw: st.DrawFn, pledge: Deadline, row: Row, before: list[Row]) -> str | None:
    row["pledge"] = picked(draw, ("no such pledge", f"{pledge.id} ?"))
    return "CC623"


def _unreadable(draw: st.DrawFn, pledge: Deadline, row: Row, before: list[Row]) -> str | None:
    if pledge.clock.start.recurring is not None:
        return None
    row[pledge.clock.start.names[0]] = picked(draw, ("31/31/2024", "2024-02-30T09:00", "yesterday", "2024-01-01T25:00"))
    return "CC601"


def _stops_too_early(draw: st.DrawFn, pledge: Deadline, row: Row, before: list[Row]) -> str | None:
    if pledge.clock.start.recurring is not None or _is_before(pledge):
        return None
    earlier = datetime.fromisoformat(str(row[pledge.clock.start.names[0]])) - picked(draw, (_MINUTE, _DAY))
    row |= dict.fromkeys(pledge.clock.stop.names, earlier.isoformat())
    return "CC616"


def _is_before(pledge: Deadline) -> bool:
    return any(branch.bound == "before" for branch in pledge.branches)


def _hole(draw: st.DrawFn, pledge: Deadline, row: Row, before: list[Row]) -> str | None:
    asked = asked_columns(pledge)
    if not asked:
        return None
    row[asked[0]] = picked(draw, (None, " "))
    return "CC611"


def _no_number(draw: st.DrawFn, pledge: Deadline, row: Row, before: list[Row]) -> str | None:
    if "points" not in asked_columns(pledge):
        return None
    row["points"] = picked(draw, ("many", "1O", "12,5"))
    return "CC612"


def _unknown_tier(draw: st.DrawFn, pledge: Deadline, row: Row, before: list[Row]) -> str | None:
    if not pledge.tiers:
        return None
    row["tier"] = "no such tier"
    return "CC613"


def _twice(draw: st.DrawFn, pledge: Deadline, row: Row, before: list[Row]) -> str | None:
    if not before:
        return None
    row.clear()
    row |= picked(draw, before)
    return "CC628"


_DAMAGES: Final[tuple[Callable[..., str | None], ...]] = (
    _no_pledge, _unknown_pledge, _unreadable, _stops_too_early, _hole, _no_number, _unknown_tier, _twice,
)  # fmt: skip
