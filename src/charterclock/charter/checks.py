"""What must agree between the parts of a charter, once each part is right by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from charterclock.charter.terms import Terms
from charterclock.durations import Annual, Duration, check_bound
from charterclock.errors import CharterclockError, Problem

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["check_charter", "check_pledge"]

Path_ = tuple[str | int, ...]


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
            try:
                counted = terms.resolved(end)
                if isinstance(counted, Duration):
                    check_bound(counted, branch.bound)
            except CharterclockError as error:
                found.append((error, (*path, *inner, *last)))
    return found


def check_charter(charter: Charter) -> list[Problem]:
    """The problems of a charter made of sound parts: limits without a meaning, ids given twice."""
    problems = []
    for index, pledge in enumerate(charter.pledges):
        for error, path in check_pledge(pledge, pledge.terms, ("pledges", index)):
            problems.append(_problem(error.code, error.message, path, error.hint))
    seen: dict[str, list[Any]] = {}
    for index, pledge in enumerate(charter.pledges):
        for other in seen.setdefault(pledge.id, []):
            if pledge.valid.overlaps(other.valid):
                message = f"two pledges are called {pledge.id!r} at the same time"
                hint = "revisions need `valid` dates that do not overlap"
                problems.append(_problem("CC207", message, ("pledges", index, "id"), hint))
        seen[pledge.id].append(pledge)
    return problems


def _problem(code: str, message: str, path: Path_, hint: str | None) -> Problem:
    return Problem(code, message, hint=hint, field=".".join(map(str, path)))
