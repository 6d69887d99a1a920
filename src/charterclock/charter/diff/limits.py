"""Which of two promises asks for more: exactly where their units are of one kind, and otherwise not at all."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from charterclock.charter.pledges import Deadline, Tier
from charterclock.durations import MONTH_UNITS, NEXT_WORKING_DAY, TIME_UNITS, Annual, Duration

__all__ = ["cases_kind", "level_kind", "limit_kind", "share_kind"]

def limit_kind(old: tuple[Deadline, Deadline | Tier], new: tuple[Deadline, Deadline | Tier]) -> tuple[str, str] | None:
    """The kind and the form of the change of a limit, given with the pledge in whose terms it counts.

    ``None`` where there is none, not even in writing.
    """
    before, after = _placed(*old), _placed(*new)
    if _written(old[1]) == _written(new[1]) and before == after:
        return None
    if before is None and after is None:
        return "changed", ""
    if before is None or after is None or before[0] != after[0]:
        return "changed", "apart"
    if before == after:
        return "changed", "written"
    more_is_tighter = old[1].bound in ("before", "at_least")
    return ("tighter" if (after > before) == more_is_tighter else "looser"), ""


def _written(branch: Deadline | Tier) -> tuple[str, Any]:
    return branch.bound, getattr(branch, branch.bound)


def _placed(pledge: Deadline, branch: Deadline | Tier) -> tuple[Any, tuple[Any, ...]] | None:
    """What compares limits: the sort of bound and unit, and the amount.

    Of two with one amount, the one that must be undercut is the shorter; not so where there is no day before its due
    that it could end on, and a later one is looked for (rule 26). A range is as long as its far end; its near end
    counts for nothing. A date of the year comes sooner or later as the case begins, and is not compared.
    """
    limit = pledge.terms.resolved(branch.limit)
    if isinstance(limit, Annual):
        return None
    reckoning = pledge.terms.reckoning
    sort, amount = _measured(limit, reckoning.statutory_limit)
    bound = branch.bound
    soon = amount == 0 or limit.unit == NEXT_WORKING_DAY or reckoning.first_day == "included"
    if bound == "under" and limit.unit not in TIME_UNITS and soon:
        return (bound, sort), (amount,)
    upper = bound in ("within", "under")
    return ("upper" if upper else bound, sort), (amount, upper and bound == "within")


def _measured(limit: Duration, statutory: int) -> tuple[Any, Fraction]:
    """The kind of a unit, and the amount in the smallest unit of that kind."""
    unit, amount = limit.unit, Fraction(limit.amount)
    if unit in TIME_UNITS:
        return unit.partition(" ")[0], amount * TIME_UNITS[unit]
    if unit in MONTH_UNITS and unit != "working month":
        return "month", amount * MONTH_UNITS[unit]
    if unit == "statutory day":  # few of them are working days, more are not: seven can be over before six
        return (unit, amount <= statutory), amount
    return unit, amount


def share_kind(old: Fraction | None, new: Fraction | None) -> str:
    """The kind of the change of a share; without one, all of the cases are meant."""
    before, after = (Fraction(1) if share is None else share for share in (old, new))
    return "changed" if before == after else "tighter" if after > before else "looser"


#: kinds whose level is comparable while these keys are the same
_LEVELS: Final = {
    "availability": ("per", "agreed", "systems", "maintenance"), "ratio": ("of", "cohort"), "score": ("scale",),
    "index": ("elements", "weight"),
}  # fmt: skip


def level_kind(key: str, old: Any, new: Any) -> str:
    """The kind of the change of a key of two pledges of one kind: of a level, or of how often."""
    before, after = getattr(old, key), getattr(new, key)
    if key == "at_least" and all(getattr(old, name) == getattr(new, name) for name in _LEVELS[old.kind]):
        if before is None or after is None:
            return "tighter" if before is None else "looser"
        return "tighter" if after > before else "looser"
    if key == "every" and before and after and 0 in (before % after, after % before):
        return "tighter" if after < before else "looser"
    if key in ("times", "per") and old.kind == "frequency":
        if not (old.times and new.times) or old.at_least_once_per != new.at_least_once_per:
            return "changed"
        return _often_kind((old.times, old.per), (new.times, new.per))
    if key == "at_least_once_per" and (old.times, old.per) == (new.times, new.per) and None in (before, after):
        return "tighter" if before is None else "looser"
    return "changed"


#: how many parts a period has
_PARTS: Final = {("year", "month"): 12, ("year", "quarter"): 4, ("quarter", "month"): 3}


def _often_kind(old: tuple[int, str], new: tuple[int, str]) -> str:
    """The kind of the change of so many times in a period: once each month is twelve times a year, and more."""
    if old[1] == new[1]:
        return "tighter" if new[0] > old[0] else "looser"
    for word, (wide, narrow) in (("tighter", (old, new)), ("looser", (new, old))):
        parts = _PARTS.get((wide[1], narrow[1]))
        if parts and narrow[0] * parts >= wide[0]:
            return word
    return "changed"


def cases_kind(key: str, old: Deadline, new: Deadline) -> str:
    """The kind of the change of what stops the clock, or takes cases out, where one of the two has no such thing.

    With a share below all, cases that are left out could be those that were kept.
    """
    before, after = getattr(old, key), getattr(new, key)
    if before and after:
        return "changed"
    branches = [branch for pledge in (old, new) for branch in (pledge, *pledge.branches)]
    if key == "pause":
        sure = all(branch.bound in ("within", "under") for pledge in (old, new) for branch in pledge.branches)
    else:
        sure = all(branch.target in (None, 1) for branch in branches)
    return "changed" if not sure else "looser" if after else "tighter"
