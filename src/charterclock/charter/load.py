"""Charters from files, with every problem at its line and column; and back to canonical YAML."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from charterclock.calendars.build import build
from charterclock.calendars.known import codes
from charterclock.charter import pledges
from charterclock.charter.checks import REVISIONS, twice_named
from charterclock.charter.conditions import Condition
from charterclock.charter.fields import Milestone
from charterclock.charter.model import Charter, Recovery, Source
from charterclock.charter.pledges import KINDS, Statement
from charterclock.charter.terms import office_of
from charterclock.durations import Annual, Duration, Meanings
from charterclock.errors import CharterclockError, CharterError, FileError, Problem, nearest
from charterclock.files import Document, read_file, read_text

__all__ = ["dump", "load", "loads"]

Path_ = tuple[str | int, ...]
_MOST = 200


def load(path: str | os.PathLike[str]) -> Charter:
    """A charter from a YAML file.

    Args:
        path: the file; a calendar it names as a file stands beside it.

    Raises:
        FileError: CC101 to CC112, the file cannot be read as YAML.
        CharterError: every problem found, as ``file:line:column: code message (hint)``.

    Example:
        >>> load("charters/penang-btmkn.yaml")["lan-new"].tiers[0].within
        Duration(2, 'week')
    """
    return _charter(read_file(path, strict=False), Path(path).parent)


def loads(text: str | bytes, file: str | None = None) -> Charter:
    """A charter from the text of a YAML file; ``file`` names it in problems.

    Raises:
        FileError, CharterError: as ``load``.
    """
    return _charter(read_text(text, file, strict=False), Path())


def _charter(document: Document, folder: Path) -> Charter:
    data, problems = document.data, list(document.problems)
    if not isinstance(data, dict):
        raise CharterError([*problems, document.problem("CC208", "a charter is a mapping of keys", (), hint="id: ...")])
    problems += _calendar_problems(document, data, folder)
    charter = None
    try:
        charter = Charter.model_validate(data, context={"folder": folder})
    except ValidationError as error:
        found = error.errors()
        # Pledges that are wrong themselves leave the list too short: that is no problem of its own.
        within = any(len(item["loc"]) > 1 and item["loc"][0] == "pledges" for item in found)
        told = [item for item in found if not (within and item["loc"] == ("pledges",) and item["type"] == "too_short")]
        problems += [problem for item in told[: 2 * _MOST] for problem in _problems(document, item)]
        if not any(_contradictions(item) for item in found):  # then every pledge was looked at already
            problems += _pledge_problems(document, data)
    if problems or charter is None:
        raise CharterError(_most(list(dict.fromkeys(problems))))
    return charter


def _most(problems: list[Problem]) -> list[Problem]:
    """As many problems as a person reads, in order of place; then how many more there are."""
    if len(problems) <= _MOST:
        return problems
    first = sorted(problems, key=lambda p: (p.line or 0, p.column or 0))[:_MOST]
    last = first[-1]
    more = f"{len(problems) - _MOST} more problems from here on"
    return [*first, Problem("CC209", more, last.file, last.line, (last.column or 0) + 1)]


def _calendar_problems(document: Document, data: Mapping[str, Any], folder: Path) -> list[Problem]:
    calendar = data.get("calendar")
    if isinstance(calendar, Mapping):
        try:
            build(calendar, document, ("calendar",), folder)
        except CharterError as error:
            return list(error.problems)
        except CharterclockError as error:
            return [document.problem(error.code, error.message, ("calendar",), hint=error.hint)]
    elif isinstance(calendar, str):
        own = codes(calendar[:2])
        if calendar in (calendar[:2], *own) and own:  # known without loading anything
            return []
        try:
            office_of(calendar, folder)
        except (FileError, CharterError) as error:
            if any(problem.line for problem in error.problems):
                return list(error.problems)
            said = f"the calendar file {calendar} cannot be read: {error.message}"
            return [document.problem("CC405", said, ("calendar",))]
        except CharterclockError as error:
            return [document.problem(error.code, error.message, ("calendar",), hint=error.hint)]
    return []


def _pledge_problems(document: Document, data: Mapping[str, Any]) -> list[Problem]:
    """What else is wrong with the pledges, each taken by itself and without its unknown keys, which hide the rest."""
    found: list[Problem] = []
    raws = data.get("pledges")
    shared = _sound(data)
    named: list[tuple[int, Any]] = []
    for index, raw in enumerate(raws if isinstance(raws, list) else []):
        if not isinstance(raw, Mapping) or len(found) > _MOST:
            continue
        named += _named(index, raw)
        model = _inner(None, str(raw.get("kind") or "deadline")) or Statement
        keys = {field.alias or name for name, field in model.model_fields.items()}
        single = {**_ANY, "pledges": [{key: value for key, value in raw.items() if key in keys}], **shared}
        try:
            Charter.model_validate(single)
        except ValidationError as error:
            for item in error.errors():
                for problem, path in _contradictions(item):
                    found.append(_in_its_words(document, problem, ("pledges", index, *path[2:])))
                loc = item["loc"]
                if loc[:1] == ("pledges",) and len(loc) > 1 and item["type"] != "extra_forbidden":
                    found += _problems(document, {**item, "loc": ("pledges", index, *loc[2:])})
    for index, message in twice_named(named):
        found.append(document.problem("CC207", message, ("pledges", index, "id"), hint=REVISIONS))
    return found


def _named(index: int, raw: Mapping[str, Any]) -> list[tuple[int, Any]]:
    """A pledge reduced to its id and its dates, where those are sound."""
    try:
        bare = {"id": raw.get("id"), "kind": "statement", "valid": raw.get("valid") or {}}
        return [(index, Statement.model_validate(bare))]
    except ValidationError:
        return []


def _contradictions(item: Any) -> list[tuple[Problem, Path_]]:
    """What ``check_charter`` found, with the path of each: pydantic hands it on as the one error of the charter."""
    error = item.get("ctx", {}).get("error")
    if not isinstance(error, CharterError):
        return []
    return [(problem, _path((problem.field or "").split("."))) for problem in error.problems]


def _in_its_words(document: Document, problem: Problem, place: Path_) -> Problem:
    """A problem at its place, with the words of the file where it shows a value: ``sebulan``, not ``1 month``."""
    said: Any = document.data
    for part in place:
        said = said[part]
    message = problem.message
    if problem.code == "CC305" and isinstance(said, str):
        message = f"{said!r}{message[message.index(' does not say') :]}"
    return document.problem(problem.code, message, place, hint=problem.hint)


def _sound(data: Mapping[str, Any]) -> dict[str, Any]:
    """Meanings and reckoning of a charter; where they are wrong themselves, some that raise no further problem."""
    shared: dict[str, Any] = {}
    harmless = {"day": "working day", "week": "working week", "month": "calendar month", "hour": "clock hour"}
    for key, instead in (("meanings", harmless), ("reckoning", None)):
        if data.get(key) is None:
            continue
        try:
            Charter.model_validate({**_ANY, key: data[key]})
            shared[key] = data[key]
        except (ValidationError, CharterclockError):
            shared |= {key: instead} if instead else {}
    return shared


_ANY = {"id": "x", "calendar": "MY", "pledges": [{"id": "x", "kind": "statement"}]}


def _path(parts: Iterable[str]) -> Path_:
    return tuple(int(part) if part.isdecimal() else part for part in parts)


def _problems(document: Document, item: Any) -> list[Problem]:
    """Problems of one finding of pydantic, in our words, at its place in the file."""
    path, kind, error = _place(document, item["loc"]), item["type"], item.get("ctx", {}).get("error")
    if isinstance(error, CharterError):
        return [_in_its_words(document, problem, place) for problem, place in _contradictions(item)]
    if isinstance(error, CharterclockError):
        return [document.problem(error.code, error.message, path, hint=error.hint)]
    last = path[-1] if path else ""
    if kind == "extra_forbidden":
        known = _known_keys(document, item["loc"])
        hint = nearest(str(last), known) or ("one of " + ", ".join(known) if known else None)
        return [document.problem("CC201", f"unknown key {last!r}", path, key=True, hint=hint)]
    if kind == "missing":
        return [document.problem("CC202", f"key {item['loc'][-1]!r} is missing", path[:-1] or path)]
    if kind == "union_tag_invalid":
        found = item["ctx"]["tag"]
        hint = nearest(found, KINDS) or "one of " + ", ".join(KINDS)
        return [document.problem("CC203", f"unknown kind {found!r}", (*path, "kind"), hint=hint)]
    message = str(error) if error is not None else f"{item['msg']}, found {_shown(item['input'])}"
    return [document.problem("CC204", message[:1].lower() + message[1:], path)]


def _shown(value: Any) -> str:
    text = repr(value)
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
        model = _inner(model, part)
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _inner(model: Any, part: str | int) -> Any:
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


#: the keys that come first, in the order of the format; the others follow as the models have them
_ORDER = (
    "charterclock", "id", "name", "title", "issuer", "calendar", "language", "source", "says", "note", "kind", "valid",
    "applies", "clock", "when", "tiers",
)  # fmt: skip


def dump(charter: Charter) -> str:
    """A charter as canonical YAML: keys in the order of the format, defaults left out; ``loads(dump(c)) == c``."""
    import yaml

    return yaml.safe_dump(_plain(charter), allow_unicode=True, sort_keys=False, width=110)


def _plain(value: Any) -> Any:
    if isinstance(value, Milestone) and value.name is not None:
        return value.name
    if isinstance(value, Condition) and value.words:
        return value.words[0] if len(value.words) == 1 else list(value.words)
    if isinstance(value, BaseModel):
        plain: dict[str, Any] = {}
        fields = type(value).model_fields
        for name in sorted(fields, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER)):
            field = fields[name]
            content = getattr(value, name)
            keep = name in ("charterclock", "id", "kind") and content != "deadline"
            if keep or (content != field.get_default(call_default_factory=True) and content is not None):
                plain[field.alias or name] = _field(name, value, content)
        return plain
    if isinstance(value, Meanings):
        words = {word: getattr(value, word) for word in ("day", "week", "month", "hour")}
        words["working month"] = value.working_month and str(value.working_month)
        return {word: said for word, said in words.items() if said}
    if isinstance(value, Mapping):
        return {str(key): _plain(content) for key, content in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(content) for content in value]
    if isinstance(value, Duration | Annual | date):
        return str(value)
    return str(value) if isinstance(value, int | Fraction) else value


def _field(name: str, owner: Any, content: Any) -> Any:
    if name in ("target", "at_least") and isinstance(content, Fraction) and owner.__class__.__name__ not in (
        "Score", "Index",
    ):  # fmt: skip
        return _number(content * 100) + "%"
    if name == "scale":
        return f"{_number(content[0])}-{_number(content[1])}"
    if name == "every" and isinstance(content, int):
        return f"{content} months" if content > 1 else "1 month"
    if isinstance(content, timedelta):
        return f"{_number(Fraction(content // timedelta(microseconds=1), 3_600_000_000))} hours per year"
    if isinstance(content, Fraction):
        return _number(content)
    return _plain(content)


def _number(value: Fraction) -> str:
    """A number exactly: a decimal where it ends, else a fraction."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return str(value)
    text = f"{value.numerator / value.denominator:.12f}" if abs(value) < 10**6 else str(value)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if Fraction(text) == value else str(value)


