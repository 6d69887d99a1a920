"""Remarks on a charter that loads: what its readers will quarrel about, each with a code, a sentence and its place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from charterclock.charter.lint import events, limits, measures, sentences, tiers
from charterclock.charter.lint.finding import Finding
from charterclock.charter.model import Charter
from charterclock.errors import Problem

if TYPE_CHECKING:
    from charterclock.files import Document

__all__ = ["CERTAIN", "Finding", "lint", "lint_file", "mistakes", "placed"]

#: mistakes: some case falls in two tiers, or a tier takes none
CERTAIN: Final = ("CC901", "CC903")

_RULES: Final[tuple[Callable[[Charter], Iterator[Finding]], ...]] = (
    *tiers.RULES, *limits.RULES, *measures.RULES, *sentences.RULES, *events.RULES,
)  # fmt: skip


#: the rules that find them, which take a small part of the time of all
_CERTAIN_RULES: Final = (tiers.overlapping, tiers.impossible)


def lint(charter: Charter, *, columns: Iterable[str] | None = None) -> tuple[Finding, ...]:
    """What is doubtful in a charter, though it can be loaded and counted.

    Args:
        charter: a charter.
        columns: the columns (or, of an event log, the activities) of your cases; with them, events that nobody
            records are found too.

    Returns:
        The findings, in the order of the charter's parts.

    Example:
        >>> import charterclock as cc
        >>> charter = cc.loads('''
        ... id: x
        ... calendar: MY-07
        ... pledges: [{id: notice, at_least: 1 calendar day}]
        ... ''')
        >>> for finding in cc.lint(charter):
        ...     print(finding.code, finding.message())
        CC914 'at least 1 calendar day' is a floor: it promises no end
    """
    found = [finding for rule in _RULES for finding in rule(charter)]
    if columns is not None:
        found += events.unrecorded(charter, columns)
    return _ordered(found)


def mistakes(charter: Charter) -> tuple[Finding, ...]:
    """Of the same findings those that are mistakes in any case: ``CERTAIN``."""
    found = [finding for rule in _CERTAIN_RULES for finding in rule(charter)]
    return _ordered(finding for finding in found if finding.code in CERTAIN)


def _ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda finding: (finding.order, finding.code)))


def lint_file(
    path: str | os.PathLike[str], language: str = "en", *, columns: Iterable[str] | None = None
) -> tuple[Problem, ...]:
    """The same of a charter file, each with its line and column.

    Args:
        path: the file.
        language: ``ms``, ``id`` or ``en``, of the sentences.
        columns: as for ``lint``.

    Raises:
        FileError, CharterError: the file holds no charter.
        CharterclockError: CC506, a language without sentences.

    Example:
        >>> for problem in lint_file("charters/tebing-tinggi-network.yaml"):
        ...     print(problem.line, problem.code, problem.message)
        20 CC913 one promise in two units: '1 Hari' and '24 Jam'
        20 CC926 the sentence names no start; the file takes 'reported'
    """
    from charterclock.charter.load import with_document
    from charterclock.files import read_file

    charter, document = with_document(lambda: read_file(path, strict=False), Path(path).parent)
    return placed(lint(charter, columns=columns), document, language)


def placed(findings: Iterable[Finding], document: Document, language: str = "en") -> tuple[Problem, ...]:
    """Findings with their lines and columns in the document that the charter was read from, in its order."""
    found = [finding.at(document, language) for finding in findings]
    return tuple(sorted(found, key=lambda problem: (problem.line or 0, problem.column or 0, problem.code)))
