"""What the values of a charter file look like to an editor: pieces of JSON Schema, beside which the readers stand.

Every scalar of a file is a text to the reader; to an editor that knows YAML alone, ``9`` is a number and ``no`` may be
a truth value. A shape is stricter than its reader only on what nobody writes (a date as 20250501), and says less where
the reader knows more: whether a phrase is a duration, only the reader can tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from charterclock.durations import NUMBER

__all__ = [
    "BOUND", "COUNT", "DAY", "DURATION", "NUMERIC", "PERCENT", "SCALAR", "SCALE", "TEXT", "TITLE", "YEARLY_CAP",
    "Shape", "Shaped", "given", "one_of", "piece",
]  # fmt: skip

Shape = dict[str, Any]

_NUMBER: Final = NUMBER.pattern.replace("e[+-]?", "[eE][+-]?")  # its flag that ignores case has no like
_NUMERIC_TEXT: Final[Shape] = {"type": "string", "pattern": rf"^\s*({_NUMBER})\s*$"}

SCALAR: Final = ["string", "number", "boolean"]
TEXT: Final[Shape] = {"type": SCALAR}
NUMERIC: Final[Shape] = {"anyOf": [{"type": "number"}, _NUMERIC_TEXT]}
COUNT: Final[Shape] = {"anyOf": [{"type": "integer"}, _NUMERIC_TEXT]}
PERCENT: Final[Shape] = {"type": "string", "pattern": rf"^\s*({_NUMBER})\s*%\s*$", "examples": ["98%", "99.5%"]}
DAY: Final[Shape] = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$", "examples": ["2025-05-01"]}
#: of a condition: a number or a date
BOUND: Final[Shape] = {"anyOf": [{"type": "number"}, _NUMERIC_TEXT, DAY]}
SCALE: Final[Shape] = {
    "anyOf": [
        {"type": "string", "pattern": "^[^-]+-[^-]+$", "examples": ["1-7"]},
        {"type": "array", "items": NUMERIC, "minItems": 2, "maxItems": 2},
    ]
}
DURATION: Final[Shape] = {"type": "string", "examples": ["3 working days", "dua (2) minggu", "next working day"]}
YEARLY_CAP: Final[Shape] = {"type": "string", "pattern": "(per|a) ?year\\s*$", "examples": ["36 hours per year"]}
TITLE: Final[Shape] = {"anyOf": [TEXT, {"type": "object", "minProperties": 1, "additionalProperties": TEXT}]}


@dataclass(frozen=True)
class Shaped:
    """Beside a type: changes the shape that pydantic knows of it."""

    change: Callable[[Shape], Shape]

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Shape:
        return self.change(handler(core))


def piece(name: str) -> Shape:
    """A part that ``charter.schema`` makes; pydantic follows no references but its own."""
    return {"piece": name}


def given(*keys: str) -> Shape:
    """That these keys are there, and not left empty."""
    return {"required": list(keys), "properties": {key: {"not": {"type": "null"}} for key in keys}}


def one_of(*choices: Shape) -> Shape:
    """That exactly one of these holds."""
    return {"oneOf": list(choices)}
