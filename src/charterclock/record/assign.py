"""Which pledges, revisions and tiers the cases of a table fall under."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np

from charterclock.calendars.zone import EPOCH_DAY
from charterclock.calendars.zone_arrays import Bools, Ints
from charterclock.charter.conditions import ARRIVED, Condition, within
from charterclock.charter.pledges import Deadline
from charterclock.charter.tiers import asked_columns
from charterclock.errors import CharterclockError, nearest
from charterclock.frames.columns import local_days, numbers, read_instants, words
from charterclock.frames.texts import Texts
from charterclock.record.cases import Cases, blanks, found_instead

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["Assigned", "Repeated", "assign", "choose_tiers", "holds", "report_repeated", "revisions_by_date",
           "tell_repeated"]  # fmt: skip

#: says of judged rows which are there already; see ``report_repeated``
Repeated = Callable[["Charter", nw.DataFrame[Any], Ints, Texts, Bools, Texts], None]


#: so many pledges are listed where a name is like none of them
_MOST_NAMED: Final = 8

@dataclass(eq=False)
class Assigned:
    """The rows of a result: one for each case and pledge.

    Attributes:
        case: the case of each row.
        pledge: the id of its pledge; none where the case has none.
        problem: what is wrong with a row.
        reason: why a row is excluded.
    """

    case: Ints
    pledge: Texts
    problem: Texts
    reason: Texts


def assign(charter: Charter, cases: Cases) -> Assigned:
    """Gives every case its pledges: those its column ``pledge`` names (``;`` between them), else those that take it."""
    count = len(cases)
    if not cases.has("pledge"):
        return _taken(charter, cases)
    said = cases.column("pledge")
    given = words(said)
    texts = given.words
    listed = [list(dict.fromkeys(part.strip() for part in text.split(";") if part.strip())) or [""] for text in texts]
    names = [*dict.fromkeys(name for each in listed for name in each)]
    most = max(map(len, listed), default=1)
    if most <= 1:
        place = np.array([*(names.index(name) for name, in listed), -1], dtype=np.int32)
        assigned = Assigned(np.arange(count), Texts(place[given.codes], names), cases.problem.copy(), Texts.none(count))
        return _reported(charter, assigned)
    # A row of places among the names for each different cell; the last is the blank cell's, without a name.
    places = np.full((len(listed) + 1, most), -1)
    for row, each in enumerate(listed):
        places[row, : len(each)] = [names.index(name) for name in each]
    lengths = np.array([*(len(each) for each in listed), 1])[given.codes]
    case = np.repeat(np.arange(count), lengths)
    turn = np.arange(len(case)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    which = places[given.codes[case], turn].astype(np.int32)
    return _reported(charter, Assigned(case, Texts(which, names), cases.problem.take(case), Texts.none(len(case))))


def _reported(charter: Charter, assigned: Assigned) -> Assigned:
    """The rows, with what is wrong with their pledges."""
    pledge, problem = assigned.pledge, assigned.problem
    for name in [*pledge.words, None]:
        wrong = _unknown(charter, name)
        if wrong is not None:
            named = pledge.blank if name is None else pledge.where(name)
            problem.put(named & problem.blank, wrong)
    return assigned


def _unknown(charter: Charter, name: str | None) -> str | None:
    if name is None:
        return "CC624 the pledge is blank"
    if name not in charter.ids:
        ids = list(charter.ids)
        hint = nearest(name, ids) or ("one of " + ", ".join(ids) if len(ids) <= _MOST_NAMED else None)
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
    taker = Texts(np.concatenate([which, np.full(len(lone), -1)])[order].astype(np.int32), ids)
    case = np.concatenate([case, lone])[order]
    reason = Texts.none(len(case))
    reason.put(taker.blank, "no pledge takes the case")
    return Assigned(case.astype(np.int64), taker, cases.problem.take(case), reason)


def report_repeated(
    charter: Charter, frame: nw.DataFrame[Any], case: Ints, pledge: Texts, counted: Bools, problem: Texts
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
    if named.n_unique() == len(named):  # read no cell of a table that is in order
        return
    several = named.is_duplicated().to_numpy().astype(np.bool_)
    rows = np.flatnonzero((several & ~blanks(named))[case] & counted)
    tell_repeated(charter, frame, case, pledge, rows, problem, {}, lambda place: f"row {place + 1}")


def tell_repeated(
    charter: Charter, frame: nw.DataFrame[Any], case: Ints, pledge: Texts, rows: Ints, problem: Texts,
    seen: dict[Any, str], told: Callable[[int], str],
) -> None:  # fmt: skip
    """Of rows whose cases may be several times in a table: each that is under a pledge already is a problem.

    Args:
        charter: the charter.
        frame: the table, or a part of it, with our names.
        case: for each row of the result, the row of the table.
        pledge: its pledge.
        rows: the rows of the result that are looked at.
        problem: what is wrong with a row; filled in.
        seen: where each case was first, of the parts before; filled in.
        told: how a row of the table, from 0, is called.
    """
    names, periods = frame["case"].to_list(), frame["period"].to_list() if "period" in frame.columns else None
    recurring = {p.id for p in charter if isinstance(p, Deadline) and p.clock.start.recurring is not None}
    for row in rows.tolist():
        place, under = int(case[row]), pledge[row]
        period = periods[place] if periods is not None and under in recurring else None
        here = told(place)
        first = seen.setdefault((names[place], under, period), here)
        if first != here:
            problem.put(row, f"CC628 case {names[place]} is under {under} in {first} already")


def holds(condition: Condition, column: nw.Series[Any], zone: str) -> tuple[Bools, Bools, Bools]:
    """Where a condition holds in a column, where the cell is blank, and where it is nothing that can be compared."""
    if condition.words:
        found = words(column)
        return found.among(condition.words), found.blank, np.zeros(len(found), dtype=np.bool_)
    if condition.is_dated:
        moments = read_instants(column, zone)
        days = local_days(moments.at, zone)
        dates = {key: _day(bound) for key, bound in condition.bounds.items()}
        wrong = ~moments.problem.blank
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
) -> tuple[Ints, Texts]:
    """The tier of each row: its number, -1 where none matches; and what is wrong with a row.

    Args:
        pledge: a pledge with tiers.
        columns: the table's columns of facts, of these rows only; ``tier`` names tiers outright.
        arrived: whether each row arrived in opening time; needed where a tier asks for it.
        count: how many rows.
        zone: the zone of dates among the facts.
    """
    chosen = np.full(count, -1)
    problem = Texts.none(count)
    named = np.zeros(count, dtype=np.bool_)
    if "tier" in columns:
        said = words(columns["tier"])
        named = ~said.blank
        names = [tier.name for tier in pledge.tiers]
        for name in said.words:
            if name in names:
                chosen[said.where(name)] = names.index(name)
            else:
                hint = nearest(name, names) or "one of " + ", ".join(names)
                problem.put(said.where(name), f"CC613 pledge {pledge.id} has no tier {name!r} ({hint})")
    rest = ~named
    lacking = [column for column in asked_columns(pledge) if column not in columns]
    if lacking and rest.any():
        problem.put(rest, f"CC611 the tiers of {pledge.id} ask for column {', '.join(lacking)}, which is missing")
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
            problem.put(rest & blank, f"CC611 the tiers of {pledge.id} ask for {column}, which is blank")
            problem.put(rest & wrong, f"CC612 {column} is no {'date' if condition.is_dated else 'number'}")
        chosen[kept] = index
        matches += kept
    problem.put((matches > 1) & problem.blank, f"CC610 several tiers of {pledge.id} match")
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
