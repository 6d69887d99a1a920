"""The types of a charter's fields: text, as the file has it, becomes a value; and values go back to text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import partial
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from charterclock.calendars.calendar import Calendar
from charterclock.charter import shapes
from charterclock.charter.conditions import FrozenMap
from charterclock.durations import MONTH_UNITS, TIME_UNITS, Annual, Duration, duration, exact_number
from charterclock.language import read_duration
from charterclock.meanings import Meanings
from charterclock.reckoning import Reckoning

#: no scale, cap or number is longer; a regular expression would take its time over a megabyte
_LONGEST: Final = 100
_RECURRING: Final = ("month", "quarter", "year")
_ENDS: Final = ("start", "end")

Identifier = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(max_length=10_000)]


def read_percent(value: Any) -> Fraction:
    """A share from ``98%``: exact, from 0 to 1."""
    text = str(value).strip()
    if isinstance(value, Fraction):
        share: Fraction | None = value
    else:
        number = exact_number(text[:-1]) if text.endswith("%") else None
        share = None if number is None else number / 100
    if share is None:
        meant = text if exact_number(text) is not None else "98"
        raise ValueError(f"not a percentage: {value!r}; write {meant}%")
    if not 0 <= share <= 1:
        raise ValueError(f"a percentage is from 0% to 100%, found {value}")
    return share


def _share(value: Any) -> Fraction:
    number = exact_number(value)
    if number is None:
        raise ValueError(f"not a number: {value!r}")
    return number


def _scale(value: Any) -> tuple[Fraction, Fraction]:
    if isinstance(value, bool | Mapping) or value is None or len(str(value)) > _LONGEST:
        raise ValueError(f"not a scale: {value!r}; write 1-7")
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
    text = " ".join(str(value)[: 2 * _LONGEST].split())
    found = re.fullmatch(r"(.+?) ?(?:per|a) ?year", text) if len(text) <= _LONGEST else None
    counted = Meanings(hour="clock hour").resolve(duration(found[1])) if found else None
    if counted is None or counted.unit not in TIME_UNITS or counted.unit.startswith("working"):
        raise ValueError(f"not a yearly cap: {value!r}; write 36 hours per year")
    return timedelta(microseconds=counted.microseconds)


def read_meanings(value: Any) -> Meanings:
    """Meanings from a mapping of words."""
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
    if value is None:
        value = {}
    if isinstance(value, Reckoning):
        default = Reckoning()
        value = {key: getattr(value, key) for key in default.__slots__ if getattr(value, key) != getattr(default, key)}
    given: dict[str, Any] = dict(value) if isinstance(value, Mapping) else {"preset": value}
    Reckoning.of(given)
    return FrozenMap({key: str(content) for key, content in given.items()})


def frozen(value: Any) -> Any:
    """Mappings and lists, all the way down, as values that cannot be changed and can be hashed."""
    if isinstance(value, Mapping):
        return FrozenMap({key: frozen(content) for key, content in value.items()})
    return tuple(map(frozen, value)) if isinstance(value, list | tuple) else value


def _calendar(value: Any) -> Any:
    if not isinstance(value, str | Mapping | Calendar):
        raise ValueError(f"not a calendar: {value!r}; write a code such as MY-07, a file, or {{zone: ..., hours: ...}}")
    return frozen(value)


def _title(value: Any) -> Any:
    named = value if isinstance(value, Mapping) else {"": value}
    if not named or any(not isinstance(text, str) or len(text) > 10_000 for text in (*named.values(), *named)):
        raise ValueError(f"not a title: {value!r}; write a text, or {{ms: ..., en: ...}}")
    return frozen(value)


def read_day(value: Any) -> date:
    """A date, from a date or ``2025-05-01``."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"not a date: {value!r}; write 2025-05-01") from None


def _version(value: Any) -> str:
    if isinstance(value, bool) or str(value) != "1":
        raise ValueError(f"the version of the format is '1', found {value!r}")
    return "1"


def _count(value: Any) -> int:
    number = exact_number(value)
    if number is None or number.denominator != 1:
        raise ValueError(f"a whole number is needed, found {value!r}")
    return number.numerator


def _duration(value: Any, bound: str = "within") -> Duration:
    if isinstance(value, Duration):
        return value
    if not isinstance(value, str):
        raise ValueError(f"not a duration: {value!r}; write 3 working days")
    return read_duration(value, bound=bound)


# Each type with its reader, and with what it looks like to an editor. Calendar, Meanings and Reckoning are pieces that
# ``charter.schema`` makes of the tables of their readers.
_PHRASE: Final = WithJsonSchema(shapes.DURATION)

Count = Annotated[int, BeforeValidator(_count), WithJsonSchema(shapes.COUNT)]
Day = Annotated[date, BeforeValidator(read_day), WithJsonSchema(shapes.DAY)]
Title = Annotated[Any, BeforeValidator(_title), WithJsonSchema(shapes.TITLE)]
CalendarField = Annotated[Any, BeforeValidator(_calendar), WithJsonSchema(shapes.piece("Calendar"))]
Version = Annotated[str, BeforeValidator(_version), WithJsonSchema({"enum": [1, "1"]})]
Percent = Annotated[Fraction, BeforeValidator(read_percent), WithJsonSchema(shapes.PERCENT)]
Share = Annotated[Fraction, BeforeValidator(_share), WithJsonSchema(shapes.NUMERIC)]
Scale = Annotated[tuple[Fraction, Fraction], BeforeValidator(_scale), WithJsonSchema(shapes.SCALE)]
Every = Annotated[int, BeforeValidator(_every), _PHRASE]
Year = Annotated[timedelta, BeforeValidator(_yearly_cap), WithJsonSchema(shapes.YEARLY_CAP)]
AnyDuration = Annotated[Duration, BeforeValidator(_duration), _PHRASE]
#: a duration under a key that says its bound, which the phrase may say too: ``under: "<1 jam"``
UnderDuration = Annotated[Duration, BeforeValidator(partial(_duration, bound="under")), _PHRASE]
AfterDuration = Annotated[Duration, BeforeValidator(partial(_duration, bound="after")), _PHRASE]
BeforeDuration = Annotated[Duration, BeforeValidator(partial(_duration, bound="before")), _PHRASE]
FloorDuration = Annotated[Duration, BeforeValidator(partial(_duration, bound="at_least")), _PHRASE]
Yearly = Annotated[Annual, BeforeValidator(Annual.read), WithJsonSchema({"type": "string", "examples": ["31 May"]})]
MeaningsField = Annotated[Meanings, BeforeValidator(read_meanings), WithJsonSchema(shapes.piece("Meanings"))]
Overrides = Annotated[Any, AfterValidator(_overrides), WithJsonSchema(shapes.piece("Reckoning"))]


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
    every: Annotated[str, WithJsonSchema({"enum": list(_RECURRING)})] | None = None
    at: Annotated[str, WithJsonSchema({"enum": list(_ENDS)})] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_form(self) -> Milestone:
        if sum((self.name is not None, bool(self.all), bool(self.any), self.every is not None)) != 1:
            raise ValueError("a milestone is a name, {all: [...]}, {any: [...]} or {every: quarter, at: end}")
        if self.every is not None and self.every not in _RECURRING:
            raise ValueError(f"every is month, quarter or year, found {self.every!r}")
        if self.at not in (None, *_ENDS) or (self.at is not None and self.every is None):
            raise ValueError("at is start or end, and goes with every")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        whole = handler.resolve_ref_schema(handler(core))
        forms = shapes.one_of(*(shapes.given(key) for key in ("name", "all", "any", "every")))
        return {"anyOf": [shapes.TEXT, {**whole, **forms}]}

    @property
    def names(self) -> tuple[str, ...]:
        """The milestones it is made of; none for a recurring one."""
        return (self.name,) if self.name is not None else self.all or self.any

    @property
    def recurring(self) -> Recurring | None:
        """The period at whose end (or start) it lies, or ``None``."""
        return None if self.every is None else Recurring(self.every, self.at or "end")
