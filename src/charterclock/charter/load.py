"""Charters from files, with every problem at its line and column."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from charterclock.calendars.build import build, is_calendar
from charterclock.calendars.known import codes
from charterclock.charter.checks import REVISIONS, check_limit, twice_named
from charterclock.charter.dump import dump
from charterclock.charter.fields import read_meanings
from charterclock.charter.findings import contradictions, model_of, problems_of
from charterclock.charter.model import Charter
from charterclock.charter.parts import LIMITS
from charterclock.charter.pledges import Statement
from charterclock.charter.terms import office_of
from charterclock.durations import duration
from charterclock.errors import CharterclockError, CharterError, FileError, Problem
from charterclock.files import Document, read_file, read_text
from charterclock.keywords import meant_key
from charterclock.meanings import Meanings

__all__ = ["dump", "load", "loads", "loads_beside", "with_document"]

_MOST: Final = 200
Path_ = tuple[str | int, ...]


def load(path: str | os.PathLike[str]) -> Charter:
    """A charter from a YAML file.

    Args:
        path: the file; a calendar it names as a file stands beside it.

    Raises:
        FileError: CC101 to CC112, the file cannot be read as YAML; with the problems of what stands before the slip.
        CharterError: every problem found, as ``file:line:column: code message (hint)``.

    Example:
        >>> load("charters/penang-btmkn.yaml")["lan-new"].tiers[0].within
        Duration(2, 'week')
    """
    return with_document(lambda: read_file(path, strict=False), Path(path).parent)[0]


def loads(text: str | bytes, file: str | None = None) -> Charter:
    """A charter from the text of a YAML file; ``file`` names it in problems.

    Raises:
        FileError, CharterError: as ``load``.
    """
    return with_document(lambda: read_text(text, file, strict=False), Path())[0]


def loads_beside(text: str, path: str | os.PathLike[str]) -> Charter:
    """A charter from the text that a file is to have; the calendar it names as a file stands beside that one."""
    return with_document(lambda: read_text(text, os.fspath(path), strict=False), Path(path).parent)[0]


def with_document(read: Callable[[], Document], folder: Path) -> tuple[Charter, Document]:
    """The charter that a reading gives, and what the file says.

    Args:
        read: reads the file or the text, not strictly.
        folder: where a calendar stands that the charter names as a file.

    Raises:
        FileError, CharterError: as ``load``.
    """
    try:
        document = read()
    except FileError as error:
        more = _problems_before(error.before, folder)
        if not more:
            raise
        raise FileError(list(dict.fromkeys([*error.problems, *more]))) from None
    return _charter(document, folder), document


def _problems_before(document: Document | None, folder: Path) -> tuple[Problem, ...]:
    """The problems of what was whole before a slip ended the reading; what may have come after it is not missed."""
    if document is None or not isinstance(document.data, dict) or is_calendar(document.data):
        return ()
    data: dict[str, Any] = {**_ANY, "meanings": _HARMLESS, **document.data}
    if not data["pledges"]:
        data["pledges"] = _ANY["pledges"]
    try:
        _charter(replace(document, data=data), folder)
    except CharterError as error:
        return error.problems
    return ()


def _charter(document: Document, folder: Path) -> Charter:
    data, problems = document.data, list(document.problems)
    if not isinstance(data, dict):
        raise CharterError([*problems, document.problem("CC208", "a charter is a mapping of keys", (), hint="id: ...")])
    if is_calendar(data):
        hint = "a charter has id, calendar and pledges"
        raise CharterError([*problems, document.problem("CC211", "this is a calendar, not a charter", (), hint=hint)])
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
            problems += [*_limit_problems(document, data), *_pledge_problems(document, data)]
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


def _limit_problems(document: Document, data: Mapping[str, Any]) -> list[Problem]:
    """Limits without a meaning, or with a bound that their unit does not take, whatever else is wrong beside them."""
    found: list[Problem] = []
    shared = _sound_meanings(data.get("meanings"))
    for index, raw in _mappings(data.get("pledges")):
        if raw.get("kind") not in (None, "deadline") or len(found) > _MOST:
            continue
        own = raw.get("meanings")
        meanings = shared if own is None else _sound_meanings(own)
        for bound, phrase, path in _limits(raw):
            try:
                error = check_limit(duration(phrase), bound, meanings)
            except CharterclockError:  # no duration: told of the field
                continue
            if error is not None:
                place = ("pledges", index, *path)
                found.append(document.problem(error.code, error.message, place, hint=error.hint))
    return found


def _mappings(value: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for index, raw in enumerate(value if isinstance(value, list) else []):
        if isinstance(raw, Mapping):
            yield index, raw


def _limits(raw: Mapping[str, Any]) -> Iterator[tuple[str, str, Path_]]:
    """The limits of a pledge and of its tiers as written: bound, phrase, path."""
    branches: list[tuple[Mapping[str, Any], Path_]] = [(raw, ())]
    branches += [(tier, ("tiers", index)) for index, tier in _mappings(raw.get("tiers"))]
    for branch, path in branches:
        for bound in LIMITS:
            value = branch.get(bound)
            ends = value.items() if isinstance(value, Mapping) and bound == "within" else [(None, value)]
            for end, phrase in ends:
                if isinstance(phrase, str) and bound != "by":
                    yield bound, phrase, (*path, bound) if end is None else (*path, bound, end)


def _sound_meanings(given: Any) -> Meanings:
    """The meanings of a charter or pledge; a word whose own is wrong gets one, so that no limit is told of as well."""
    if not isinstance(given, Mapping):
        return Meanings() if given is None else read_meanings(_HARMLESS)
    sound: dict[str, Any] = {}
    for word, said in given.items():
        try:
            read_meanings({word: said})
            sound[word] = said
        except ValueError:
            hint = meant_key(word, _HARMLESS) or ""
            sound |= {key: unit for key, unit in _HARMLESS.items() if key == word or f"'{key}'" in hint}
    return read_meanings(sound)


def _pledge_problems(document: Document, data: Mapping[str, Any]) -> list[Problem]:
    """What else is wrong with the pledges, each taken by itself and without its unknown keys, which hide the rest."""
    found: list[Problem] = []
    named: list[tuple[int, Any]] = []
    for index, raw in _mappings(data.get("pledges")):
        if len(found) > _MOST:
            continue
        named += _named(index, raw)
        model = model_of(None, str(raw.get("kind") or "deadline")) or Statement
        # limits are told of by themselves, and so is what meanings and reckoning have wrong
        keys = {field.alias or name for name, field in model.model_fields.items()} - {"meanings", "reckoning"}
        single = {**_ANY, "pledges": [{key: value for key, value in raw.items() if key in keys}], "meanings": _HARMLESS}
        try:
            Charter.model_validate(single)
        except ValidationError as error:
            for item in error.errors():
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


_ANY: Final = {"id": "x", "calendar": "MY", "pledges": [{"id": "x", "kind": "statement"}]}
_HARMLESS: Final = {"day": "working day", "week": "working week", "month": "calendar month", "hour": "clock hour"}
