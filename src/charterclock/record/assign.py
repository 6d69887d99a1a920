"""Which pledges, revisions and tiers the cases of a table fall under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from charterclock.calendars.zone import EPOCH_DAY
from charterclock.calendars.zone_arrays import Bools, Ints
from charterclock.charter.conditions import ARRIVED, Condition, within
from charterclock.charter.pledges import Deadline
from charterclock.charter.tiers import asked_columns
from charterclock.errors import CharterclockError, nearest
from charterclock.frames.columns import encoded, is_none, local_days, numbers, read_instants, words
from charterclock.record.cases import Cases, blanks, found_instead

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["Assigned", "assign", "choose_tiers", "holds", "report_repeated", "revisions_by_date"]

Objects = np.ndarray[Any, np.dtype[np.object_]]


@dataclass(eq=False)
class Assigned:
    """The rows of a result: one for each case and pledge.

    Attributes:
        case: the case of each row.
        pledge: the id of its pledge, as text; ``None`` where the case has none.
        problem: what is wrong with a row.
        reason: why a row is excluded.
    """

    case: Ints
    pledge: Objects
    problem: Objects
    reason: Objects


def assign(charter: Charter, cases: Cases) -> Assigned:
    """Gives every case its pledges: those its column ``pledge`` names (``;`` between them), else those that take it."""
    count = len(cases)
    if not cases.has("pledge"):
        return _taken(charter, cases)
    codes, texts = encoded(cases.column("pledge"))
    listed = [list(dict.fromkeys(part.strip() for part in text.split(";") if part.strip())) or [""] for text in texts]
    names = [*dict.fromkeys(name for each in listed for name in each)]
    most = max(map(len, listed), default=1)
    # A row of places among the names for each different cell; the last is the blank cell's, without a name.
    places = np.full((len(listed) + 1, most), -1)
    for row, each in enumerate(listed):
        places[row, : len(each)] = [names.index(name) for name in each]
    lengths = np.array([*(len(each) for each in listed), 1])[codes]
    case = np.repeat(np.arange(count), lengths)
    turn = np.arange(len(case)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    which = places[codes[case], turn]
    pledge = np.array([*names, None], dtype=object)[which]
    problem = cases.problem[case]
    for place, name in enumerate([*names, None]):
        wrong = _unknown(charter, name)
        if wrong is not None:
            problem[(which == (place if name is not None else -1)) & is_none(problem)] = wrong
    return Assigned(case, pledge, problem, np.full(len(case), None, dtype=object))


def _unknown(charter: Charter, name: str | None) -> str | None:
    if name is None:
        return "CC624 the pledge is blank"
    if name not in charter.ids:
        hint = nearest(name, charter.ids)
        return f"CC623 unknown pledge {name!r}" + (f" ({hint})" if hint else "")
    kinds = {revision.kind for revision in charter.revisions(name)}
    if kinds != {"deadline"}:
        return f"CC625 pledge {name!r} is of kind {kinds.pop()}, and is not judged case by case"
    return None


def _taken(charter: Charter, cases: Cases) -> Assigned:
    """Each pledge takes the cases that its ``applies`` says; the only pledge of a charter takes all."""
    deadlines = [pledge for pledge in charter if isinstance(pledge, Deadline)]
    ids = list(dict.fromkeys(pledge.id for pledge in deadlines))
    takers = [pledge for pledge in deadlines if pledge.applies or len(ids) == 1]
    if not takers:
        said = "a column 'pledge' is missing, and no pledge of the charter says which cases it takes"
        hint = f'{found_instead("pledge", cases.frame)}; map yours, columns={{"theirs": "pledge"}}, or write `applies:`'
        raise CharterclockError("CC641", said, hint)
    taken = {name: np.zeros(len(cases), dtype=np.bool_) for name in ids}
    for pledge in takers:
        found = np.ones(len(cases), dtype=np.bool_)
        for column, condition in pledge.applies.items():
            if not cases.has(column):
                said = f"pledge {pledge.id} applies by column {column!r}, which is missing"
                raise CharterclockError("CC641", said, found_instead(column, cases.frame))
            kept, _, _ = holds(condition, cases.column(column), cases.zone)
            found &= kept
        taken[pledge.id] |= found
    grid = np.stack([taken[name] for name in ids], axis=1) if ids else np.zeros((len(cases), 0), dtype=np.bool_)
    case, which = np.nonzero(grid)
    lone = np.flatnonzero(~grid.any(axis=1))
    order = np.argsort(np.concatenate([case, lone]), kind="stable")
    names = np.array([*ids, None], dtype=object)
    taker = np.concatenate([names[:-1][which], np.full(len(lone), None, dtype=object)])[order]
    case = np.concatenate([case, lone])[order]
    reason = np.full(len(case), None, dtype=object)
    reason[is_none(taker)] = "no pledge takes the case"
    return Assigned(case.astype(np.int64), taker, cases.problem[case], reason)


def report_repeated(
    charter: Charter, frame: nw.DataFrame[Any], case: Ints, pledge: Objects, counted: Bools, problem: Objects
) -> None:
    """A case that is twice under one pledge would be counted twice: every row of it after the first is a problem.

    Rows without a name of their own (a blank, or a table without a column ``case``) cannot be told apart and are none.
    What recurs is another case in every period.

    Args:
        charter: the charter.
        frame: the table, with our names.
        case: for each row of the result, the row of the table.
        pledge: its pledge.
        counted: which rows would be counted: neither excluded nor a problem already.
        problem: what is wrong with a row; filled in.
    """
    if "case" not in frame.columns or not len(frame):
        return
    named = frame["case"]
    several = named.is_duplicated().to_numpy().astype(np.bool_)
    if not several.any():  # read no cell of a table that is in order
        return
    rows = np.flatnonzero((several & ~blanks(named))[case] & counted).tolist()
    names, periods = named.to_list(), frame["period"].to_list() if "period" in frame.columns else [None] * len(frame)
    recurring = {p.id for p in charter if isinstance(p, Deadline) and p.clock.start.recurring is not None}
    seen: dict[Any, int] = {}
    for row in rows:
        place, under = int(case[row]), pledge[row]
        first = seen.setdefault((names[place], under, periods[place] if under in recurring else None), place)
        if first != place:
            problem[row] = f"CC628 case {names[place]} is under {under} in row {first + 1} already"


def holds(condition: Condition, column: nw.Series[Any], zone: str) -> tuple[Bools, Bools, Bools]:
    """Where a condition holds in a column, where the cell is blank, and where it is nothing that can be compared."""
    if condition.words:
        found, blank = words(column)
        return np.isin(found, condition.words) & ~blank, blank, np.zeros(len(blank), dtype=np.bool_)
    if condition.is_dated:
        moments = read_instants(column, zone)
        days = local_days(moments.at, zone)
        dates = {key: _day(bound) for key, bound in condition.bounds.items()}
        wrong = ~is_none(moments.problem)
        return within(dates, days) & ~moments.blank, moments.blank & ~wrong, wrong
    values, blank, wrong = numbers(column)
    bounds = {key: float(bound) for key, bound in condition.bounds.items()}
    with np.errstate(invalid="ignore"):
        return within(bounds, values) & ~blank & ~wrong, blank, wrong


def _day(bound: Any) -> int:
    assert isinstance(bound, date)
    return bound.toordinal()


def choose_tiers(
    pledge: Deadline, columns: Mapping[str, nw.Series[Any]], arrived: Bools | None, count: int, zone: str
) -> tuple[Ints, Objects]:
    """The tier of each row: its number, -1 where none matches; and what is wrong with a row.

    Args:
        pledge: a pledge with tiers.
        columns: the table's columns of facts, of these rows only; ``tier`` names tiers outright.
        arrived: whether each row arrived in opening time; needed where a tier asks for it.
        count: how many rows.
        zone: the zone of dates among the facts.
    """
    chosen = np.full(count, -1)
    problem = np.full(count, None, dtype=object)
    named = np.zeros(count, dtype=np.bool_)
    if "tier" in columns:
        said, blank = words(columns["tier"])
        named = ~blank
        names = [tier.name for tier in pledge.tiers]
        for name in dict.fromkeys(said[named].tolist()):
            if name in names:
                chosen[said == name] = names.index(name)
            else:
                hint = nearest(name, names) or "one of " + ", ".join(names)
                problem[said == name] = f"CC613 pledge {pledge.id} has no tier {name!r} ({hint})"
    rest = ~named
    lacking = [column for column in asked_columns(pledge) if column not in columns]
    if lacking and rest.any():
        problem[rest] = f"CC611 the tiers of {pledge.id} ask for column {', '.join(lacking)}, which is missing"
        return chosen, problem
    matches = np.zeros(count, dtype=np.int64)
    for index, tier in enumerate(pledge.tiers):
        kept = rest.copy()
        for column, condition in tier.when.items():
            if column == ARRIVED:
                assert arrived is not None
                kept &= arrived == condition.words[0].startswith("in ")
                continue
            found, blank, wrong = holds(condition, columns[column], zone)
            kept &= found
            problem[rest & blank] = f"CC611 the tiers of {pledge.id} ask for {column}, which is blank"
            problem[rest & wrong] = f"CC612 {column} is no {'date' if condition.is_dated else 'number'}"
        chosen[kept] = index
        matches += kept
    problem[(matches > 1) & is_none(problem)] = f"CC610 several tiers of {pledge.id} match"
    return chosen, problem


def revisions_by_date(charter: Charter, pledge: str) -> list[tuple[Any, int, int]]:
    """The revisions of a pledge with the day numbers for which each is valid, half-open."""
    return [
        (
            revision,
            revision.valid.from_.toordinal() if revision.valid.from_ else 0,
            revision.valid.to.toordinal() if revision.valid.to else EPOCH_DAY * 10,
        )
        for revision in charter.revisions(pledge)
    ]
