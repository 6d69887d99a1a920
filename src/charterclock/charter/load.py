"""Charters from files, with every problem at its line and column."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from charterclock.calendars.build import build
from charterclock.calendars.known import codes
from charterclock.charter.checks import REVISIONS, twice_named
from charterclock.charter.dump import dump
from charterclock.charter.findings import contradictions, model_of, problems_of
from charterclock.charter.model import Charter
from charterclock.charter.pledges import Statement
from charterclock.charter.terms import office_of
from charterclock.errors import CharterclockError, CharterError, FileError, Problem
from charterclock.files import Document, read_file, read_text

__all__ = ["dump", "load", "loads"]

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
        problems += [problem for item in told[: 2 * _MOST] for problem in problems_of(document, item)]
        if not any(contradictions(item) for item in found):  # then every pledge was looked at already
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
        model = model_of(None, str(raw.get("kind") or "deadline")) or Statement
        keys = {field.alias or name for name, field in model.model_fields.items()}
        single = {**_ANY, "pledges": [{key: value for key, value in raw.items() if key in keys}], **shared}
        try:
            Charter.model_validate(single)
        except ValidationError as error:
            for item in error.errors():
                for problem, path in contradictions(item):
                    place = ("pledges", index, *path[2:])
                    found.append(document.problem(problem.code, problem.message, place, hint=problem.hint))
                loc = item["loc"]
                if loc[:1] == ("pledges",) and len(loc) > 1 and item["type"] != "extra_forbidden":
                    found += problems_of(document, {**item, "loc": ("pledges", index, *loc[2:])})
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
