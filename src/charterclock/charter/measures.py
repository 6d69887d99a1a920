"""Promises that are measured over a period, and those that are not measured at all."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from charterclock.charter.conditions import Conditions
from charterclock.charter.fields import Count, Every, Identifier, Percent, Scale, Share, Text, Year
from charterclock.charter.parts import Frozen, PledgeBase
from charterclock.charter.shapes import given, one_of
from charterclock.language.kinds import STATEMENTS

__all__ = [
    "STATEMENTS", "Availability", "Frequency", "Index", "Maintenance", "Ratio", "Score", "Statement", "Systems",
]  # fmt: skip

Period = Literal["month", "quarter", "year"]


class Maintenance(Frozen):
    """Whether planned maintenance counts as down, and how much of it may be left out in a year (R-UP-2)."""

    count: Literal["included", "excluded"] = "included"
    cap: Year | None = None


class Systems(Frozen):
    """Several systems under one promise: the mean of them, or the worst."""

    names: tuple[Identifier, ...] = Field(min_length=1)
    take: Literal["mean", "worst"] = "mean"


class Availability(PledgeBase):
    """A share of the agreed time in which a system is up (R-UP-1)."""

    kind: Literal["availability"]
    at_least: Percent
    per: Literal["month", "quarter", "year", "all"] = "month"
    agreed: Literal["24x7", "opening time"] = "24x7"
    systems: Systems | None = None
    maintenance: Maintenance = Maintenance()


class Frequency(PledgeBase):
    """So many times in a period, or once in every part of a year."""

    model_config = ConfigDict(json_schema_extra=one_of(given("every"), given("times", "per")))

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


class Score(PledgeBase):
    """A mean on a printed scale."""

    kind: Literal["score"]
    scale: Scale
    at_least: Share

    @model_validator(mode="after")
    def _on_scale(self) -> Score:
        if not self.scale[0] <= self.at_least <= self.scale[1]:
            raise ValueError(f"at_least ({self.at_least}) lies outside the scale ({self.scale[0]}-{self.scale[1]})")
        return self


class Index(PledgeBase):
    """The index of public satisfaction (R-ID-12): mean of the elements, weighted, times 25."""

    kind: Literal["index"]
    elements: Annotated[Count, Field(ge=1)] = 9
    weight: Share = Fraction(1, 9)
    at_least: Share | None = None


class Ratio(PledgeBase):
    """A share of some cases, without a time for each."""

    kind: Literal["ratio"]
    at_least: Percent
    of: Text
    cohort: Conditions = Field(default={}, validate_default=True)


class Statement(PledgeBase):
    """A sentence that promises nothing measurable: kept, counted, reported as such."""

    kind: Literal[
        "statement", "date", "volume", "quantity", "service_hours", "remedy", "customer_limit", "fee", "doc_rule",
    ] = "statement"  # fmt: skip
