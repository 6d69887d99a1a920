"""What must agree between the parts of a charter, once each part is right by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from charterclock.charter.terms import Terms
from charterclock.durations import Annual, Duration, check_bound
from charterclock.errors import CharterclockError, Problem
from charterclock.meanings import Meanings

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["REVISIONS", "check_charter", "check_limit", "check_pledge", "twice_named"]

Path_ = tuple[str | int, ...]
REVISIONS: Final = "revisions need `valid` dates that do not overlap"


def check_limit(limit: Duration | Annual, bound: str, meanings: Meanings) -> CharterclockError | None:
    """What is wrong with a limit: its word has no meaning, or its unit does not take the bound."""
    try:
        if isinstance(limit, Duration):
            check_bound(meanings.resolve(limit), bound)
    except CharterclockError as error:
        return error
    return None


def check_pledge(pledge: Any, terms: Terms, path: Path_ = ()) -> list[tuple[CharterclockError, Path_]]:
    """Every limit of a pledge has a meaning and a bound that its unit takes; each error with the path of its place."""
    from charterclock.charter.pledges import Deadline, Range

    found: list[tuple[CharterclockError, Path_]] = []
    if not isinstance(pledge, Deadline):
        return found
    for index, branch in enumerate(pledge.branches):
        inner = ("tiers", index) if pledge.tiers else ()
        limit = getattr(branch, branch.bound)
        ends: list[tuple[Duration | Annual, Path_]] = [(limit, (branch.bound,))]
        if isinstance(limit, Range):
            ends = [(limit.from_, (branch.bound, "from")), (limit.to, (branch.bound, "to"))]
        for end, last in ends:
            error = check_limit(end, branch.bound, terms.meanings)
            if error is not None:
                found.append((error, (*path, *inner, *last)))
    return found


def check_charter(charter: Charter) -> list[Problem]:
    """The problems of a charter made of sound parts: limits without a meaning, ids given twice."""
    problems = []
    for index, pledge in enumerate(charter.pledges):
        for error, path in check_pledge(pledge, pledge.terms, ("pledges", index)):
            problems.append(_problem(error.code, error.message, path, error.hint))
    for index, message in twice_named(list(enumerate(charter.pledges))):
        problems.append(_problem("CC207", message, ("pledges", index, "id"), REVISIONS))
    return problems


def twice_named(pledges: Sequence[tuple[int, Any]]) -> list[tuple[int, str]]:
    """Pledges, by their place, whose id another one before has for some of the same dates."""
    found: dict[int, str] = {}
    ids: dict[str, list[tuple[date, date, int]]] = {}
    for index, pledge in pledges:
        valid = pledge.valid
        ids.setdefault(pledge.id, []).append((valid.from_ or date.min, valid.to or date.max, index))
    for name, spans in ids.items():
        reached, holder = date.min, -1
        for first, last, index in sorted(spans):
            if holder >= 0 and first < reached:
                found[max(index, holder)] = f"two pledges are called {name!r} at the same time"
            if last > reached:
                reached, holder = last, index
    return sorted(found.items())


def _problem(code: str, message: str, path: Path_, hint: str | None) -> Problem:
    return Problem(code, message, hint=hint, field=".".join(map(str, path)))
