"""What pydantic finds wrong with a charter, as problems in our words, each at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from charterclock.charter import pledges
from charterclock.charter.conditions import Condition
from charterclock.charter.fields import Milestone, read_meanings
from charterclock.charter.model import Charter, Recovery, Source
from charterclock.charter.parts import LIMITS
from charterclock.charter.pledges import KINDS
from charterclock.errors import CharterclockError, CharterError, Problem, nearest
from charterclock.files import Document
from charterclock.keywords import meant_key
from charterclock.reckoning import Reckoning

__all__ = ["contradictions", "model_of", "problems_of"]

#: fields that are read as one value, though each of their keys can be wrong by itself
_MAPPINGS: Final[Mapping[str, Callable[[Any], Any]]] = {"meanings": read_meanings, "reckoning": Reckoning.of}
#: kinds of a value that does not fit, with what is needed there and how that is written
_NEEDED: Final[Mapping[str, tuple[str, str | None]]] = {
    "model_type": ("keys with their values are needed", None),
    "model_attributes_type": ("keys with their values are needed", None),
    "dict_type": ("keys with their values are needed", None),
    "tuple_type": ("a list is needed", "write [..., ...], or each item below, after a dash"),
    "list_type": ("a list is needed", "write [..., ...], or each item below, after a dash"),
    "too_short": ("at least one item is needed", None),
    "string_type": ("a text is needed", None),
    "string_too_short": ("a text is needed", None),
}
#: how an item is written where its keys are needed
_WRITTEN: Final[Mapping[str, str]] = {
    "pledges": "{id: reply, within: 3 working days}", "tiers": "{name: small, within: 3 working days}",
    "clock": "{start: received, stop: decided}", "valid": "{from: 2025-01-01}", "when": "{points: {below: 20}}",
    "applies": "{channel: counter}",
}  # fmt: skip
Path_ = tuple[str | int, ...]


def contradictions(item: Any) -> list[tuple[Problem, Path_]]:
    """What ``check_charter`` found, with the path of each: pydantic hands it on as the one error of the charter."""
    error = item.get("ctx", {}).get("error")
    if not isinstance(error, CharterError):
        return []
    return [(problem, _path((problem.field or "").split("."))) for problem in error.problems]


def _path(parts: Iterable[str]) -> Path_:
    return tuple(int(part) if part.isdecimal() else part for part in parts)


def problems_of(document: Document, item: Any) -> list[Problem]:
    """Problems of one finding of pydantic, in our words, at its place in the file."""
    path, kind, error = _place(document, item["loc"]), item["type"], item.get("ctx", {}).get("error")
    if isinstance(error, CharterError):
        return [_in_its_words(document, problem, place) for problem, place in contradictions(item)]
    inner = _inner_problems(document, path, item["input"])
    if inner:
        return inner
    if isinstance(error, CharterclockError):
        return [document.problem(error.code, error.message, path, hint=error.hint)]
    last = path[-1] if path else ""
    if kind == "extra_forbidden":
        known = _known_keys(document, item["loc"])
        nested = last in ("start", "stop") and "clock" in known
        hint = "it stands under clock: {start: ..., stop: ...}" if nested else meant_key(str(last), known)
        hint = hint or ("one of " + ", ".join(known) if known else None)
        return [document.problem("CC201", f"unknown key {last!r}", path, key=True, hint=hint)]
    if kind == "missing":
        return [document.problem("CC202", f"key {item['loc'][-1]!r} is missing", path[:-1] or path)]
    if kind == "union_tag_invalid":
        found = item["ctx"]["tag"]
        hint = meant_key(found, KINDS) or "one of " + ", ".join(KINDS)
        return [document.problem("CC203", f"unknown kind {found!r}", (*path, "kind"), hint=hint)]
    message, hint = f"{item['msg']}, found {_shown(item['input'])}", None
    if kind in _NEEDED:
        needed, hint = _NEEDED[kind]
        message = f"{needed}, found {_shown(item['input'])}"
        place = last if isinstance(last, str) else next((part for part in reversed(path) if isinstance(part, str)), "")
        hint = hint or (f"such as {_WRITTEN[place]}" if place in _WRITTEN else None)
    elif kind == "string_too_long":
        message = f"a text has at most {item['ctx']['max_length']:,} letters, found {len(item['input']):,}"
    elif kind == "greater_than_equal":
        message = f"at least {item['ctx']['ge']} is needed, found {_shown(item['input'])}"
    elif kind == "literal_error":
        known = re.findall(r"'([^']*)'", item["ctx"]["expected"])
        message = f"{_shown(item['input'])} is none of {', '.join(known)}"
        hint = nearest(str(item["input"]), known)
    elif error is not None:  # what was found, and mostly what was expected
        message, sign, expected = str(error).rpartition("; write ")
        message, hint = (message, f"write {expected}") if sign else (expected, None)
        hint = hint or _blank(item["input"])
    return [document.problem("CC204", message[:1].lower() + message[1:], path, hint=hint)]


def _inner_problems(document: Document, path: Path_, value: Any) -> list[Problem]:
    """Of meanings and reckoning: each key that is wrong by itself, at its own place."""
    read = _MAPPINGS.get(str(path[-1])) if path else None
    found: list[Problem] = []
    for key, content in value.items() if read is not None and isinstance(value, Mapping) else ():
        assert read is not None
        try:
            read({key: content})
        except CharterclockError as error:
            unknown = error.code == "CC503"
            found.append(document.problem(error.code, error.message, (*path, key), key=unknown, hint=error.hint))
        except ValueError as error:
            hint = meant_key(key, ("day", "week", "month", "hour", "working month"))
            found.append(document.problem("CC204", str(error), (*path, key), key=True, hint=hint))
    return found


def _blank(value: Any) -> str | None:
    """Of a pledge or a tier without a limit: which key of a limit is there, and has no value."""
    keys = [key for key in LIMITS if isinstance(value, Mapping) and key in value and value[key] is None]
    return f"{keys[0]} has no value" if keys and not any(value.get(key) for key in LIMITS) else None


def _shown(value: Any) -> str:
    text = "nothing" if value is None or value == [] else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _place(document: Document, loc: tuple[str | int, ...]) -> Path_:
    """A location of pydantic as a path in the file: names of union members are left out, the key's own name kept."""
    node: Any = document.data
    path: list[str | int] = []
    for position, part in enumerate(loc):
        last = position == len(loc) - 1
        if isinstance(node, Mapping) and (part in node or (last and isinstance(part, str))):
            path.append(part)
            node = node.get(part) if isinstance(part, str) else None
        elif isinstance(node, list) and isinstance(part, int) and part < len(node):
            path.append(part)
            node = node[part]
    return tuple(path)


def _known_keys(document: Document, loc: tuple[str | int, ...]) -> list[str]:
    """The keys of the model that a location lies in."""
    model: Any = Charter
    parts = loc[:-1]
    for part in parts:
        model = model_of(model, part)
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def model_of(model: Any, part: str | int) -> Any:
    """The model that a part of a location leads to, from the model it stands in."""
    if isinstance(part, int):
        return model
    names: dict[str, Any] = {
        "tiers": pledges.Tier, "when": Condition, "applies": Condition, "cohort": Condition,
        "clock": pledges.ClockEvents, "start": Milestone, "stop": Milestone, "valid": pledges.Validity,
        "source": Source, "recovery": Recovery, "systems": pledges.Systems, "maintenance": pledges.Maintenance,
        "within": pledges.Range, "deadline": pledges.Deadline, "availability": pledges.Availability,
        "frequency": pledges.Frequency, "score": pledges.Score, "index": pledges.Index, "ratio": pledges.Ratio,
        "statement": pledges.Statement,
    }  # fmt: skip
    return names.get(part, model)


def _in_its_words(document: Document, problem: Problem, place: Path_) -> Problem:
    """A problem at its place, with the words of the file where it shows a value: ``sebulan``, not ``1 month``."""
    said: Any = document.data
    for part in place:
        said = said[part]
    message = problem.message
    if problem.code == "CC305" and isinstance(said, str):
        message = f"{said!r}{message[message.index(' does not say') :]}"
    return document.problem(problem.code, message, place, hint=problem.hint)
