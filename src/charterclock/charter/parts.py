"""What pledges are made of: limits, tiers, milestones, validity, and what every pledge has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, PrivateAttr, Tag, model_validator

from charterclock.charter.conditions import Conditions
from charterclock.charter.fields import (
    AfterDuration,
    AnyDuration,
    BeforeDuration,
    Day,
    FloorDuration,
    Identifier,
    Milestone,
    Percent,
    Text,
    UnderDuration,
    Yearly,
)
from charterclock.charter.shapes import given, one_of
from charterclock.charter.terms import Terms
from charterclock.durations import Annual, Duration
from charterclock.errors import CaseError, CharterError, Problem

__all__ = ["LIMITS", "ClockEvents", "Frozen", "Limited", "PledgeBase", "Range", "Tier", "Validity"]

#: the keys of a limit; the one that is set is the bound
LIMITS = ("within", "under", "after", "before", "at_least", "by")


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


class Limited(Frozen):
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


class Tier(Limited):
    """One class of cases, with a limit of its own. A case falls in the one tier whose conditions all hold."""

    model_config = ConfigDict(json_schema_extra=one_of(*map(given, LIMITS)))

    name: Identifier
    when: Conditions = Field(default={}, validate_default=True)
    target: Percent | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> Tier:
        if len(self.bounds) != 1:
            raise ValueError(f"a tier has exactly one of {', '.join(LIMITS)}; found {', '.join(self.bounds) or 'none'}")
        return self


class PledgeBase(Frozen):
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

    def due(self, *_: Any, **__: Any) -> Any:
        """Only a deadline falls due. Raises CaseError CC625."""
        raise CaseError("CC625", f"pledge {self.id!r} is of kind {self.kind}, and has no due")  # type: ignore[attr-defined]

    def start(self, *_: Any, **__: Any) -> Any:
        """Only a deadline has a clock. Raises CaseError CC625."""
        raise CaseError("CC625", f"pledge {self.id!r} is of kind {self.kind}, and has no clock")  # type: ignore[attr-defined]
