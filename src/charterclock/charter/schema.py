"""The JSON Schema of charter files, with which editors complete and check them, made of the tables of the readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final, get_args

from pydantic.json_schema import GenerateJsonSchema

from charterclock.calendars import build
from charterclock.calendars.holidays import KINDS as HOLIDAY_KINDS
from charterclock.calendars.holidays import STATUSES
from charterclock.calendars.hours import WEEKDAYS
from charterclock.calendars.places import OWN, codes
from charterclock.charter.model import Charter
from charterclock.charter.pledges import KINDS
from charterclock.charter.shapes import DAY, DURATION, SCALAR, TEXT, TITLE, Shape
from charterclock.durations import BARE
from charterclock.meanings import Meanings
from charterclock.reckoning import CHOICES, CLOCK_TIME, PRESETS, Reckoning

__all__ = ["schema"]

#: the version that editors know best
_DIALECT: Final = "http://json-schema.org/draft-07/schema#"
_TIME: Final = rf"({CLOCK_TIME.pattern})"


def schema() -> dict[str, Any]:
    """The JSON Schema of a charter file, ready for JSON.

    It knows keys, kinds, choices and the form of numbers and dates; whether a phrase is a duration and whether two
    pledges agree only the reader knows.

    Example:
        >>> schema()["$defs"]["Meanings"]["properties"]["day"]["enum"]
        ['calendar day', 'working day', 'statutory day', None]
    """
    made = Charter.model_json_schema(by_alias=True, schema_generator=_Editors, ref_template="#/$defs/{model}")
    made["$defs"] |= {"Calendar": _calendar(), "Meanings": _meanings(), "Reckoning": _reckoning()}
    made["$defs"] = dict(sorted(made["$defs"].items()))
    about = {"$schema": _DIALECT, "title": "A charter file of charterclock, version 1"}
    return {**about, **_bare(made)}


class _Editors(GenerateJsonSchema):
    """Every scalar is a text to the reader; defaults are those of the format only where they are words."""

    def str_schema(self, schema: Any) -> Shape:
        return {**super().str_schema(schema), "type": SCALAR}

    def default_schema(self, schema: Any) -> Shape:
        inner: Shape = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return {**inner, "default": default} if isinstance(default, str) and "$ref" not in inner else inner

    def tagged_union_schema(self, schema: Any) -> Shape:
        """A pledge by its kind, so that an editor tells what is wrong with this kind, not that no kind fits."""
        if "deadline" not in schema["choices"]:
            return super().tagged_union_schema(schema)
        cases: list[Shape] = []
        for tag, choice in schema["choices"].items():
            kinds = [kind for kind in KINDS if kind == tag or (tag == "statement" and kind in _statements())]
            said: Shape = {"properties": {"kind": {"enum": kinds}}}
            if tag != "deadline":  # which is the kind of a pledge that names none
                said["required"] = ["kind"]
            cases.append({"if": said, "then": self.generate_inner(choice)})
        kind = {"kind": {"enum": list(KINDS), "default": "deadline"}}
        return {"type": "object", "required": ["id"], "properties": kind, "allOf": cases}


def _statements() -> tuple[str, ...]:
    from charterclock.charter.measures import Statement

    return get_args(Statement.model_fields["kind"].annotation)


def _bare(node: Any) -> Any:
    """Without the titles that pydantic makes of names, and with the first sentence of what a model says."""
    if isinstance(node, list):
        return [_bare(part) for part in node]
    if not isinstance(node, Mapping):
        return node
    if "piece" in node:
        return {"$ref": f"#/$defs/{node['piece']}"}
    plain = {key: _bare(part) for key, part in node.items() if key != "title" or not isinstance(part, str)}
    said = plain.get("description")
    if isinstance(said, str):
        plain["description"] = " ".join(said.partition("\n\n")[0].split()).replace("``", "`")
    return plain


def _object(properties: Mapping[str, Any]) -> Shape:
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


def _meanings() -> Shape:
    words: dict[str, Any] = {}
    for field in fields(Meanings):
        if field.name in BARE:
            words[field.name] = {"enum": [*BARE[field.name], None]}
        else:
            said = {**DURATION, "examples": ["22 working days"]}
            words |= {field.name.replace("_", " "): said, field.name: said}
    return _object(words)


def _reckoning() -> Shape:
    values: dict[str, Any] = {"preset": {"enum": list(PRESETS)}}
    times = {"receipt": f"^cutoff {_TIME}$", "day_end": f"^{_TIME}$"}
    for field in fields(Reckoning):
        name = field.name
        choices: Shape = {"enum": [*CHOICES[name]] if name in CHOICES else [6, 7, "6", "7"], "default": field.default}
        values[name] = {"anyOf": [choices, {"type": "string", "pattern": times[name]}]} if name in times else choices
    return {"anyOf": [{"enum": list(PRESETS)}, _object(values), {"type": "null"}]}


def _calendar() -> Shape:
    """A code, a file beside the charter, or keys of its own; what a key can hold is said where that is simple."""
    days = {"type": "string", "pattern": r"^\s*\d{4}-\d\d-\d\d\s*(\.\.\s*\d{4}-\d\d-\d\d\s*)?$"}
    hours = {"type": "object", "minProperties": 1, "additionalProperties": TEXT}
    values: dict[str, Any] = {
        "zone": {"type": "string", "examples": ["Asia/Kuala_Lumpur", "Asia/Jakarta"]},
        "base": {"type": "string"},
        "joint_leave": {"enum": ["holiday", "working"]},
        "hours": {"anyOf": [{"type": "string"}, hours, {"type": "array", "minItems": 1, "items": hours}]},
        "day": {"enum": list(WEEKDAYS)}, "date": days, "dates": {"anyOf": [days, {"type": "array", "items": days}]},
        "known": DAY, "kind": {"enum": list(HOLIDAY_KINDS)}, "status": {"enum": list(STATUSES)},
        "name": TITLE, "holiday": TITLE,
    }  # fmt: skip

    def keyed(keys: tuple[str, ...]) -> Shape:
        return _object({key: {"anyOf": [values[key], {"type": "null"}]} if key in values else {} for key in keys})

    own = keyed(build._KEYS)
    listed = {"type": "string", "pattern": r"\.(txt|csv|ics)$"}
    day_off, change = keyed(build._HOLIDAY_KEYS), keyed(build._CHANGE_KEYS)
    for entry in (day_off, change):  # a list beside the file stands for its entries
        entry["properties"] |= {"file": listed}
    own["properties"] |= {
        "holidays": {"type": ["array", "null"], "items": {"anyOf": [days, day_off]}},
        "changes": {"type": ["array", "null"], "items": {"anyOf": [days, change]}},
        "name": TEXT,
    }
    known = sorted(code for country in OWN for code in (country, *codes(country)))
    file = {"type": "string", "pattern": r"\.ya?ml$"}
    return {"anyOf": [{"enum": known}, file, own]}
