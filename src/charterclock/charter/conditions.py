"""Conditions on a column of a case: which tier it falls in, which pledge takes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from charterclock.charter import shapes
from charterclock.durations import exact_number
from charterclock.errors import CaseError

__all__ = ["ARRIVED", "NO_WORDS", "YES_WORDS", "Condition", "Conditions", "FrozenMap", "as_words"]

_K = TypeVar("_K")
_V = TypeVar("_V")

#: the column that is no column: whether the case arrived in opening time
ARRIVED = "arrived"
#: what people write in a column of yes and no
YES_WORDS = frozenset({"yes", "y", "true", "1", "ya"})
NO_WORDS = frozenset({"no", "n", "false", "0", "tidak", "tiada", "bukan"})
_ARRIVALS = ("in opening time", "outside opening time")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class FrozenMap(Mapping[_K, _V]):
    """A mapping that cannot be changed, and can be hashed."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[_K, _V]) -> None:
        self._items = dict(items)

    def __getitem__(self, key: _K) -> _V:
        return self._items[key]

    def __iter__(self) -> Iterator[_K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)


def as_words(value: Any) -> str:
    """A value as the word that a condition compares: yes and no for truth values, 2 for 2.0."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _limit(value: Any) -> Fraction | date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value.strip()):
        return date.fromisoformat(value.strip())
    number = exact_number(value)
    if number is None:
        raise ValueError(f"a bound is a number or a date, found {value!r}")
    return number


Limit = Annotated[Any, BeforeValidator(_limit), WithJsonSchema(shapes.BOUND)]


class Condition(BaseModel):
    """One condition: bounds on a number or a date, or a set of words.

    ``below`` and ``above`` are strict, ``from`` and ``to`` are included. Words are compared as written.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    below: Limit | None = None
    from_: Limit | None = Field(default=None, alias="from")
    to: Limit | None = None
    above: Limit | None = None
    words: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: Any) -> Any:
        if isinstance(value, Mapping | Condition):
            return value
        words = value if isinstance(value, list | tuple) else [value]
        if not words or any(isinstance(word, Mapping | list) or word is None for word in words):
            raise ValueError("a condition is a word, a list of words, or bounds such as {from: 20, to: 100}")
        return {"words": tuple(as_words(word) for word in words)}

    @model_validator(mode="after")
    def _makes_sense(self) -> Condition:
        bounds = self.bounds
        if bool(bounds) == bool(self.words):
            raise ValueError("a condition needs bounds (below, from, to, above) or words")
        if len({isinstance(bound, date) for bound in bounds.values()}) > 1:
            raise ValueError("the bounds of one condition are all numbers or all dates")
        if {"below", "to"} <= set(bounds) or {"above", "from"} <= set(bounds):
            raise ValueError("give one lower and one upper bound: from or above, to or below")
        low, high = bounds.get("from", bounds.get("above")), bounds.get("to", bounds.get("below"))
        if low is not None and high is not None:
            empty = low > high if {"from", "to"} <= set(bounds) else low >= high
            if empty:
                raise ValueError(f"no value lies between {low} and {high}")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        words = {"type": "array", "items": shapes.TEXT, "minItems": 1}
        bounds = {**handler.resolve_ref_schema(handler(core)), "minProperties": 1}
        return {"anyOf": [shapes.TEXT, words, bounds]}

    @property
    def bounds(self) -> dict[str, Any]:
        """The bounds that are set, by their key in the file."""
        given = {"below": self.below, "from": self.from_, "to": self.to, "above": self.above}
        return {key: value for key, value in given.items() if value is not None}

    @property
    def is_dated(self) -> bool:
        """Whether its bounds are dates."""
        return any(isinstance(bound, date) for bound in self.bounds.values())

    def holds(self, value: Any) -> bool:
        """Whether a value satisfies it.

        Raises:
            CaseError: CC612, a value that is no number (or date) where bounds ask for one.
        """
        if self.words:
            return as_words(value) in self.words
        found: Any
        if self.is_dated:
            try:
                found = value if isinstance(value, date) else datetime.fromisoformat(str(value).strip())
                found = found.date() if isinstance(found, datetime) else found
            except ValueError:
                raise CaseError("CC612", f"not a date: {value!r}") from None
        else:
            found = exact_number(value)
            if found is None:
                raise CaseError("CC612", f"not a number: {value!r}")
        return bool(within(self.bounds, found))


def within(bounds: Mapping[str, Any], value: Any) -> Any:
    """Whether a value, or each value of an array, keeps every bound."""
    tests = {
        "below": lambda bound: value < bound,
        "from": lambda bound: value >= bound,
        "to": lambda bound: value <= bound,
        "above": lambda bound: value > bound,
    }
    result: Any = True
    for key, bound in bounds.items():
        result = result & tests[key](bound)
    return result


def _arrival(conditions: Mapping[str, Condition]) -> Mapping[str, Condition]:
    arrived = conditions.get(ARRIVED)
    if arrived is not None and (len(arrived.words) != 1 or arrived.words[0] not in _ARRIVALS):
        raise ValueError(f"arrived is '{_ARRIVALS[0]}' or '{_ARRIVALS[1]}'")
    return FrozenMap(conditions)


def _with_arrival(shape: shapes.Shape) -> shapes.Shape:
    return {**shape, "properties": {ARRIVED: {"enum": list(_ARRIVALS)}}}


#: conditions by column: all must hold
Conditions = Annotated[Mapping[str, Condition], AfterValidator(_arrival), shapes.Shaped(_with_arrival)]
