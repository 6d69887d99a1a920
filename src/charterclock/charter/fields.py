"""The types of a charter's fields: text, as the file has it, becomes a value; and values go back to text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, model_validator

from charterclock.charter.conditions import FrozenMap
from charterclock.durations import MONTH_UNITS, TIME_UNITS, Annual, Duration, Meanings, duration, exact_number
from charterclock.reckoning import Reckoning

Identifier = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(max_length=10_000)]


def read_percent(value: Any) -> Fraction:
    """A share from ``98%``: exact, from 0 to 1."""
    if isinstance(value, Fraction):
        share: Fraction | None = value
    else:
        text = str(value).strip()
        number = exact_number(text[:-1]) if text.endswith("%") else None
        share = None if number is None else number / 100
    if share is None:
        raise ValueError(f"not a percentage: {value!r}; write 98%")
    if not 0 <= share <= 1:
        raise ValueError(f"a percentage is from 0% to 100%, found {value}")
    return share


def _share(value: Any) -> Fraction:
    number = exact_number(value)
    if number is None:
        raise ValueError(f"not a number: {value!r}")
    return number


def _scale(value: Any) -> tuple[Fraction, Fraction]:
    parts = list(value) if isinstance(value, tuple | list) else re.split(r"\s*-\s*", str(value).strip())
    ends = [exact_number(part) for part in parts]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] >= ends[1]:
        raise ValueError(f"not a scale: {value!r}; write 1-7")
    return ends[0], ends[1]


def _every(value: Any) -> int:
    """The months of a frequency's period, which must divide a year."""
    if isinstance(value, int):
        months = value
    else:
        text = str(value).strip()
        counted = Meanings(month="calendar month").resolve(duration(text if " " in text else f"1 {text}"))
        months = counted.months if counted.unit in MONTH_UNITS else 0
    if months < 1 or 12 % months:
        raise ValueError(f"a year has no equal parts of {value!r}; write month, 2 months, quarter, 4 months, 6 months")
    return months


def _yearly_cap(value: Any) -> timedelta:
    """The length of ``36 hours per year``."""
    if isinstance(value, timedelta):
        return value
    text = str(value).strip()
    found = re.fullmatch(r"(.+?)\s*(?:per|a)\s*year", text)
    counted = Meanings(hour="clock hour").resolve(duration(found[1])) if found else None
    if counted is None or counted.unit not in TIME_UNITS or counted.unit.startswith("working"):
        raise ValueError(f"not a yearly cap: {value!r}; write 36 hours per year")
    return timedelta(microseconds=counted.microseconds)


def _meanings(value: Any) -> Meanings:
    if isinstance(value, Meanings):
        return value
    if not isinstance(value, Mapping):
        raise ValueError("meanings is a mapping such as {day: working day, hour: clock hour}")
    given = dict(value)
    working_month = given.pop("working month", given.pop("working_month", None))
    unknown = sorted(set(given) - {"day", "week", "month", "hour"})
    if unknown:
        known = "day, week, month, hour, working month"
        raise ValueError(f"no meaning can be given to {', '.join(unknown)}; only to {known}")
    if working_month == "calendar month":
        working_month = None
    return Meanings(**given, working_month=None if working_month is None else duration(working_month))


def _overrides(value: Any) -> Mapping[str, Any]:
    """The fields of a reckoning that are set, ``preset`` among them; checked by making the reckoning."""
    if isinstance(value, Reckoning):
        default = Reckoning()
        value = {key: getattr(value, key) for key in default.__slots__ if getattr(value, key) != getattr(default, key)}
    given: dict[str, Any] = {"preset": value} if isinstance(value, str) else dict(value)
    Reckoning.of(given)
    return FrozenMap(given)


def _duration(value: Any) -> Duration:
    if not isinstance(value, str | Duration):
        raise ValueError(f"not a duration: {value!r}; write 3 working days")
    return duration(value)


Percent = Annotated[Fraction, BeforeValidator(read_percent)]
Share = Annotated[Fraction, BeforeValidator(_share)]
Scale = Annotated[tuple[Fraction, Fraction], BeforeValidator(_scale)]
Every = Annotated[int, BeforeValidator(_every)]
Year = Annotated[timedelta, BeforeValidator(_yearly_cap)]
AnyDuration = Annotated[Duration, BeforeValidator(_duration)]
Yearly = Annotated[Annual, BeforeValidator(Annual.read)]
MeaningsField = Annotated[Meanings, BeforeValidator(_meanings)]
Overrides = Annotated[Any, AfterValidator(_overrides)]


@dataclass(frozen=True, slots=True)
class Recurring:
    """The first or last date of every month, quarter or year."""

    every: str
    at: str = "end"


class Milestone(BaseModel):
    """A named instant of a case, the last of several (``all``), the first of several (``any``), or a recurring one.

    In a file: ``requested``, ``{all: [approved, paid]}``, ``{any: [settled, refused]}``, ``{every: quarter, at: end}``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Identifier | None = None
    all: tuple[Identifier, ...] = ()
    any: tuple[Identifier, ...] = ()
    every: str | None = None
    at: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_form(self) -> Milestone:
        if sum((self.name is not None, bool(self.all), bool(self.any), self.every is not None)) != 1:
            raise ValueError("a milestone is a name, {all: [...]}, {any: [...]} or {every: quarter, at: end}")
        if self.every is not None and self.every not in ("month", "quarter", "year"):
            raise ValueError(f"every is month, quarter or year, found {self.every!r}")
        if self.at not in (None, "start", "end") or (self.at is not None and self.every is None):
            raise ValueError("at is start or end, and goes with every")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The milestones it is made of; none for a recurring one."""
        return (self.name,) if self.name is not None else self.all or self.any

    @property
    def recurring(self) -> Recurring | None:
        """The period at whose end (or start) it lies, or ``None``."""
        return None if self.every is None else Recurring(self.every, self.at or "end")
