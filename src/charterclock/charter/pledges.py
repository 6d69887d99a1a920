"""The kinds of promise a charter can make: a time for each case, and the measures over a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Tag, model_validator

from charterclock.charter.fields import Identifier, MeaningsField, Overrides, Percent
from charterclock.charter.measures import (
    STATEMENTS,
    Availability,
    Frequency,
    Index,
    Maintenance,
    Ratio,
    Score,
    Statement,
    Systems,
)
from charterclock.charter.parts import LIMITS, ClockEvents, Frozen, Limited, PledgeBase, Range, Tier, Validity
from charterclock.charter.shapes import given, one_of

if TYPE_CHECKING:
    from charterclock.clock.clock import Clock
    from charterclock.clock.due import Due

__all__ = [
    "KINDS", "STATEMENTS", "Availability", "ClockEvents", "Deadline", "Frequency", "Frozen", "Index", "Maintenance",
    "Pledge", "Range", "Ratio", "Score", "Statement", "Systems", "Tier", "Validity",
]  # fmt: skip

KINDS = ("deadline", "availability", "frequency", "score", "index", "ratio", *STATEMENTS)


#: that there are tiers, of which there may be none beside a limit of the pledge itself
_TIERED = {"required": ["tiers"], "properties": {"tiers": {"minItems": 1}}}


class Deadline(PledgeBase, Limited):
    """A promise of time for each case; a quota is a deadline with a ``target``."""

    model_config = ConfigDict(json_schema_extra=one_of(*map(given, LIMITS), _TIERED))

    kind: Literal["deadline"] = "deadline"
    clock: ClockEvents = ClockEvents()
    tiers: tuple[Tier, ...] = ()
    target: Percent | None = None
    pause: Identifier | None = None
    excludes: Identifier | None = None
    meanings: MeaningsField | None = None
    reckoning: Overrides | None = None

    @model_validator(mode="after")
    def _one_promise(self) -> Deadline:
        if self.tiers and self.bounds:
            raise ValueError(f"the limit stands in the tiers or in the pledge ({', '.join(self.bounds)}), not in both")
        if not self.tiers and len(self.bounds) != 1:
            found = ", ".join(self.bounds) or "none"
            raise ValueError(f"a deadline has tiers, or exactly one of {', '.join(LIMITS)}; found {found}")
        for name, count in Counter(tier.name for tier in self.tiers).items():
            if count > 1:
                raise ValueError(f"two tiers are called {name!r}")
        return self

    @property
    def branches(self) -> tuple[Deadline | Tier, ...]:
        """The tiers, or the pledge itself where it has none."""
        return self.tiers or (self,)

    def tier(self, facts: Mapping[str, Any], arrived_in_hours: bool | None = None) -> Deadline | Tier | None:
        """The tier a case falls in; the pledge itself where it has none; ``None`` where no tier matches.

        Args:
            facts: the case's own columns; ``tier`` names a tier outright.
            arrived_in_hours: whether it arrived in opening time.

        Raises:
            CaseError: CC610 two tiers match, CC611 a fact that a tier asks for is missing, CC612 it is no number,
                CC613 a tier name that the pledge does not have.
        """
        from charterclock.charter.tiers import tier_of

        return tier_of(self, facts, arrived_in_hours)

    def due(self, start: Any, *, pauses: Any = (), at: Any = None, tier: str | None = None, **facts: Any) -> Due:
        """When this promise falls due for a case.

        Args:
            start: when the case arrived (``before``: when the event is); without offset in the calendar's zone.
            pauses: pairs (paused, resumed), half-open; ``None`` for one that is open at ``at``.
            at: what happened later is left out.
            tier: the name of a tier, instead of the facts that choose it.
            **facts: what the tiers ask for, such as ``points=45``.

        Raises:
            CaseError: no tier, or two, match; a fact is missing; CC617 a fact that the pledge does not ask for; a start
                that cannot be used.
            OutsideCalendarError: the answer depends on dates that the calendar does not cover.
        """
        return self.start(start, tier=tier, **facts).due(pauses=pauses, at=at)

    def start(self, start: Any, *, tier: str | None = None, **facts: Any) -> Clock:
        """A clock for one case; arguments as in ``due``."""
        from charterclock.charter.tiers import check_facts
        from charterclock.clock.clock import Clock

        check_facts(self, facts)
        return Clock.of(self, start, tier=tier, facts=facts)


def _kind(value: Any) -> str:
    kind = value.get("kind", "deadline") if isinstance(value, Mapping) else getattr(value, "kind", "deadline")
    return "statement" if kind in STATEMENTS else str(kind)


Pledge = Annotated[
    Annotated[Deadline, Tag("deadline")]
    | Annotated[Availability, Tag("availability")]
    | Annotated[Frequency, Tag("frequency")]
    | Annotated[Score, Tag("score")]
    | Annotated[Index, Tag("index")]
    | Annotated[Ratio, Tag("ratio")]
    | Annotated[Statement, Tag("statement")],
    Discriminator(_kind),
]
