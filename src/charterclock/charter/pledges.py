"""The kinds of promise a charter can make. Frozen, and checked when made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, PrivateAttr, Tag, model_validator

from charterclock.charter.conditions import Conditions
from charterclock.charter.fields import (
    AfterDuration,
    AnyDuration,
    BeforeDuration,
    Count,
    Day,
    Every,
    FloorDuration,
    Identifier,
    MeaningsField,
    Milestone,
    Overrides,
    Percent,
    Scale,
    Share,
    Text,
    UnderDuration,
    Year,
    Yearly,
)
from charterclock.charter.terms import Terms
from charterclock.durations import Annual, Duration
from charterclock.errors import CharterError, Problem
from charterclock.language.kinds import STATEMENTS

if TYPE_CHECKING:
    from charterclock.clock.clock import Clock
    from charterclock.clock.due import Due

__all__ = [
    "KINDS", "STATEMENTS", "Availability", "ClockEvents", "Deadline", "Frequency", "Frozen", "Index", "Maintenance",
    "Pledge", "Range", "Ratio", "Score", "Statement", "Systems", "Tier", "Validity",
]  # fmt: skip

KINDS = ("deadline", "availability", "frequency", "score", "index", "ratio", *STATEMENTS)
LIMITS = ("within", "under", "after", "before", "at_least", "by")
Period = Literal["month", "quarter", "year"]


class Frozen(BaseModel):
    """A model that cannot be changed and takes no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)


class Range(Frozen):
    """A range of time: the far end binds; stopping before the near end is still met (rule 10)."""

    from_: AnyDuration = Field(alias="from")
    to: AnyDuration

    @model_validator(mode="after")
    def _in_order(self) -> Range:
        if self.from_.unit == self.to.unit and self.from_.amount > self.to.amount:
            raise ValueError(f"a range goes from the shorter time to the longer: {self.from_} to {self.to}")
        return self


#: a duration or a range: told apart by its form, so that a problem is told once
Limit = Annotated[
    Annotated[AnyDuration, Tag("duration")] | Annotated[Range, Tag("range")],
    Discriminator(lambda value: "range" if isinstance(value, Mapping | Range) else "duration"),
]


class ClockEvents(Frozen):
    """Which milestones start and stop the clock."""

    start: Milestone = Milestone(name="received")
    stop: Milestone = Milestone(name="done")

    @model_validator(mode="after")
    def _stops_once(self) -> ClockEvents:
        if self.stop.recurring is not None:
            raise ValueError("a clock is stopped by a milestone, not by every period")
        return self


class Validity(Frozen):
    """The local dates of a start for which a pledge is in force: ``from`` included, ``to`` excluded."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Validity:
        if self.from_ and self.to and self.to <= self.from_:
            raise ValueError(f"valid: to ({self.to}) must be after from ({self.from_})")
        return self

    def __contains__(self, day: date) -> bool:
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day < self.to)


class _Limited(Frozen):
    """The one limit of a pledge or tier; its key is the bound."""

    within: Limit | None = None
    under: UnderDuration | None = None
    after: AfterDuration | None = None
    before: BeforeDuration | None = None
    at_least: FloorDuration | None = None
    by: Yearly | None = None

    @property
    def bounds(self) -> list[str]:
        """The bounds that are set; a whole promise has one."""
        return [bound for bound in LIMITS if getattr(self, bound) is not None]

    @property
    def bound(self) -> str:
        """``within``, ``under``, ``after``, ``before``, ``at_least`` or ``by``."""
        return self.bounds[0]

    @property
    def limit(self) -> Duration | Annual:
        """The duration as written (of a range: the far end), or a date of the year."""
        limit = getattr(self, self.bound)
        return limit.to if isinstance(limit, Range) else limit


class Tier(_Limited):
    """One class of cases, with a limit of its own. A case falls in the one tier whose conditions all hold."""

    name: Identifier
    when: Conditions = Field(default={}, validate_default=True)
    target: Percent | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> Tier:
        if len(self.bounds) != 1:
            raise ValueError(f"a tier has exactly one of {', '.join(LIMITS)}; found {', '.join(self.bounds) or 'none'}")
        return self


class _Pledge(Frozen):
    """What every pledge has."""

    id: Identifier
    says: Text | None = None
    note: Text | None = None
    valid: Validity = Validity()
    applies: Conditions = Field(default={}, validate_default=True)

    _terms: Terms | None = PrivateAttr(default=None)

    @property
    def terms(self) -> Terms:
        """Calendar, meanings, reckoning and recovery that hold for this pledge.

        Raises:
            CharterError: CC206, a pledge that belongs to no charter.
        """
        if self._terms is None:
            hint = 'take it from one: charter["..."]'
            raise CharterError([Problem("CC206", f"pledge {self.id} belongs to no charter", hint=hint)])
        return self._terms

    def sentence(self, language: str | None = None) -> str:
        """What the pledge promises, as a sentence; words of time have the meaning that the charter gives them.

        Args:
            language: ``ms``, ``id`` or ``en``; by default that of the charter.

        Raises:
            DurationError: CC306, a language that there is no table for.

        Example:
            >>> from charterclock.charter.load import load
            >>> charter = load("charters/penang-btmkn.yaml")
            >>> charter["email-account"].sentence("en")
            'From request to processing: within 2 working days.'
            >>> charter["app-uptime"].sentence()
            'Ketersediaan sekurang-kurangnya 98% setiap bulan, siang dan malam.'
        """
        from charterclock.charter.sentence import sentence

        return sentence(self, language)


class Deadline(_Pledge, _Limited):
    """A promise of time for each case; a quota is a deadline with a ``target``."""

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
        names = [tier.name for tier in self.tiers]
        for name in names:
            if names.count(name) > 1:
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
            CaseError: no tier, or two, match; a fact is missing; a start that cannot be used.
            OutsideCalendarError: the answer depends on dates that the calendar does not cover.
        """
        return self.start(start, tier=tier, **facts).due(pauses=pauses, at=at)

    def start(self, start: Any, *, tier: str | None = None, **facts: Any) -> Clock:
        """A clock for one case; arguments as in ``due``."""
        from charterclock.clock.clock import Clock

        return Clock.of(self, start, tier=tier, facts=facts)


class Maintenance(Frozen):
    """Whether planned maintenance counts as down, and how much of it may be left out in a year (R-UP-2)."""

    count: Literal["included", "excluded"] = "included"
    cap: Year | None = None


class Systems(Frozen):
    """Several systems under one promise: the mean of them, or the worst."""

    names: tuple[Identifier, ...] = Field(min_length=1)
    take: Literal["mean", "worst"] = "mean"


class Availability(_Pledge):
    """A share of the agreed time in which a system is up (R-UP-1)."""

    kind: Literal["availability"]
    at_least: Percent
    per: Literal["month", "quarter", "year", "all"] = "month"
    agreed: Literal["24x7", "opening time"] = "24x7"
    systems: Systems | None = None
    maintenance: Maintenance = Maintenance()


class Frequency(_Pledge):
    """So many times in a period, or once in every part of a year."""

    kind: Literal["frequency"]
    every: Every | None = None
    times: Annotated[Count, Field(ge=1)] | None = None
    per: Period | None = None
    at_least_once_per: Period | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Frequency:
        if (self.every is None) == (self.times is None) or (self.times is None) != (self.per is None):
            raise ValueError("a frequency has `every: 4 months`, or `times: 12` with `per: year`")
        order = ("month", "quarter", "year")
        if self.at_least_once_per and (not self.per or order.index(self.at_least_once_per) >= order.index(self.per)):
            raise ValueError("at_least_once_per needs `times`, and is shorter than `per`")
        return self


class Score(_Pledge):
    """A mean on a printed scale."""

    kind: Literal["score"]
    scale: Scale
    at_least: Share

    @model_validator(mode="after")
    def _on_scale(self) -> Score:
        if not self.scale[0] <= self.at_least <= self.scale[1]:
            raise ValueError(f"at_least ({self.at_least}) lies outside the scale ({self.scale[0]}-{self.scale[1]})")
        return self


class Index(_Pledge):
    """The index of public satisfaction (R-ID-12): mean of the elements, weighted, times 25."""

    kind: Literal["index"]
    elements: Annotated[Count, Field(ge=1)] = 9
    weight: Share = Fraction(1, 9)
    at_least: Share | None = None


class Ratio(_Pledge):
    """A share of some cases, without a time for each."""

    kind: Literal["ratio"]
    at_least: Percent
    of: Text
    cohort: Conditions = Field(default={}, validate_default=True)


class Statement(_Pledge):
    """A sentence that promises nothing measurable: kept, counted, reported as such."""

    kind: Literal[
        "statement", "date", "volume", "quantity", "service_hours", "remedy", "customer_limit", "fee", "doc_rule",
    ] = "statement"  # fmt: skip


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
