"""Which tier a case falls in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from charterclock.charter.conditions import ARRIVED, Condition
from charterclock.errors import CaseError, nearest

if TYPE_CHECKING:
    from charterclock.charter.pledges import Deadline, Tier

__all__ = ["asked_columns", "check_facts", "is_blank", "tier_of"]


def is_blank(value: Any) -> bool:
    """Whether a cell holds nothing: ``None``, an empty text, not-a-number."""
    return value is None or value != value or (isinstance(value, str) and not value.strip())


def asked_columns(pledge: Deadline) -> list[str]:
    """The columns that the tiers of a pledge ask for, each once; ``arrived`` is none."""
    asked = [column for tier in pledge.tiers for column in tier.when if column != ARRIVED]
    return list(dict.fromkeys(asked))


def check_facts(pledge: Deadline, facts: Iterable[str]) -> None:
    """Refuses a fact on which nothing of the pledge depends: it is misspelt, or belongs to another pledge.

    Raises:
        CaseError: CC617, with the nearest name that is known.
    """
    known = list(dict.fromkeys([*asked_columns(pledge), *filter(None, [pledge.excludes]), *pledge.applies]))
    for fact in facts:
        if fact not in known:
            asked = f"it asks for {', '.join(known)}" if known else "it asks for none"
            hint = nearest(fact, [*known, "pauses", "at", "tier"]) or asked
            raise CaseError("CC617", f"pledge {pledge.id} asks for no fact {fact!r}", hint)


def tier_of(pledge: Deadline, facts: Mapping[str, Any], arrived_in_hours: bool | None) -> Deadline | Tier | None:
    """The one tier whose conditions all hold; see ``Deadline.tier``."""
    if not pledge.tiers:
        return pledge
    named = facts.get("tier")
    if not is_blank(named):
        for tier in pledge.tiers:
            if tier.name == str(named):
                return tier
        names = [tier.name for tier in pledge.tiers]
        raise CaseError(
            "CC613", f"pledge {pledge.id} has no tier {named!r}",
            nearest(str(named), names) or "one of " + ", ".join(names),
        )  # fmt: skip
    lacking = [column for column in asked_columns(pledge) if is_blank(facts.get(column))]
    if lacking:
        raise CaseError("CC611", f"the tiers of {pledge.id} ask for {', '.join(lacking)}, which the case does not give")
    found = [tier for tier in pledge.tiers if _holds(tier.when, facts, arrived_in_hours)]
    if len(found) > 1:
        raise CaseError("CC610", f"{len(found)} tiers of {pledge.id} match: {', '.join(t.name for t in found)}")
    return found[0] if found else None


def _holds(when: Mapping[str, Condition], facts: Mapping[str, Any], arrived_in_hours: bool | None) -> bool:
    for column, condition in when.items():
        if column == ARRIVED:
            if arrived_in_hours is None:
                raise CaseError("CC602", "the tier depends on the time of day at which the case arrived")
            if condition.words[0].startswith("in ") != arrived_in_hours:
                return False
        elif not condition.holds(facts[column]):
            return False
    return True
