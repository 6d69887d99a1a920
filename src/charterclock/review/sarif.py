"""Problems for code hosts: SARIF 2.1.0, the form in which tools tell them what to show beside a line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from charterclock._version import __version__
from charterclock.errors import Problem
from charterclock.review.excerpts import Sources
from charterclock.review.titles import TITLES, page_of

__all__ = ["sarif"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_HOME = "https://charterclock.readthedocs.io"


def sarif(found: Sequence[tuple[Problem, str]], sources: Sources) -> dict[str, Any]:
    """Problems as one run of SARIF, ready for JSON.

    Args:
        found: each problem with its level, ``error`` or ``note``.
        sources: the lines of the files, for where a region ends.
    """
    codes = sorted({problem.code for problem, _ in found})
    about = {"name": "charterclock", "version": __version__, "informationUri": _HOME}
    driver = {**about, "rules": [_rule(code) for code in codes]}
    results = [_result(problem, level, codes.index(problem.code), sources) for problem, level in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    title = TITLES.get(code, code)
    help_ = {"text": f"{title}: see {page_of(code)}"}
    return {"id": code, "shortDescription": {"text": title}, "fullDescription": {"text": title},
            "helpUri": page_of(code), "help": help_}  # fmt: skip


def _result(problem: Problem, level: str, rule: int, sources: Sources) -> dict[str, Any]:
    said = problem.message + (f" ({problem.hint})" if problem.hint else "")
    result: dict[str, Any] = {"ruleId": problem.code, "ruleIndex": rule, "level": level, "message": {"text": said}}
    if problem.file is not None:
        place: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.file)}}
        if problem.line is not None:
            place["region"] = _region(problem, sources)
        result["locations"] = [{"physicalLocation": place}]
    return result


def _region(problem: Problem, sources: Sources) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": problem.line}
    if problem.column is not None:
        region["startColumn"] = problem.column
        line = sources.line(problem)
        if line is not None:
            region |= {"endColumn": sources.end_column(problem), "snippet": {"text": line[:1000]}}
    return region


def _uri(name: str) -> str:
    """A file as a code host knows it: below the folder in which the command runs."""
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
