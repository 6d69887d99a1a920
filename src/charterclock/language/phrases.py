"""Phrases: what a printed sentence promises, as readings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from charterclock.errors import DurationError, Problem
from charterclock.language.bounds import set_bounds
from charterclock.language.cells import join_shares
from charterclock.language.context import sentences
from charterclock.language.findings import Finding
from charterclock.language.measures import find_measures
from charterclock.language.promises import promises_of
from charterclock.language.readings import Reading, Readings, Span
from charterclock.language.tokens import Token, lexicon, parts_of, tokenise
from charterclock.language.unmeasured import without_measures

__all__ = ["read"]

#: what a sentence has at most: characters, words and signs, and amounts; the time that reading takes is bounded by it
_LONGEST: Final = 1000
_MOST_TOKENS: Final = 250
_MOST_MEASURES: Final = 30


def read(text: str, language: str | None = None) -> Readings:
    """Reads what a sentence, a line or a table cell of a charter promises.

    Number words and numerals must agree; where they do not, and where the words can be read in two ways, all readings
    are returned with one ``choice`` and a problem: nothing is guessed. A text that promises nothing measurable is one
    reading of kind ``statement``; so is one that is too long to be a sentence, with the problem that says so.

    Args:
        text: a sentence in Malay, Indonesian or English, mixed as charters mix them; up to 1,000 characters.
        language: ``ms``, ``id`` or ``en``: whose words go first where two languages have the same.

    Returns:
        The readings in the order of the text, with the words that each rests on.

    Raises:
        DurationError: CC306, no text, or a language that there is no table for.

    Example:
        >>> found = read("80% panggilan dijawab dalam tempoh 10 saat", language="ms")
        >>> [(r.kind, r.amount, r.unit, r.comparison, str(r.quota)) for r in found]
        [('quota', 10, 'second', 'within', '4/5')]
        >>> found.words(found[0].spans)
        ['80%', 'dalam tempoh 10 saat']
        >>> [r.amount for r in read("empat belas (15) hari")], read("empat belas (15) hari").problems[0].code
        ([14, 15], 'CC307')
    """
    if not isinstance(text, str):
        raise DurationError("CC306", f"not a text: {text!r}", "give the words as they are printed")
    known = lexicon(language, others=True)
    if len(text) > _LONGEST:
        return _too_long(text, f"it has more than {_LONGEST} characters")
    tokens = tokenise(text, known)
    if len(tokens) > _MOST_TOKENS:
        return _too_long(text, f"it has more than {_MOST_TOKENS} words and signs")
    parts = parts_of(tokens)
    measures = find_measures(text, tokens, parts)
    if len(measures) > _MOST_MEASURES:
        return _too_long(text, f"it has more than {_MOST_MEASURES} amounts")
    set_bounds(measures, tokens, parts)
    findings: list[Finding] = []
    for sentence in sentences(text, tokens, parts, measures):
        for finding in promises_of(sentence):
            if findings and finding.continues(findings[-1]):
                findings[-1].extra += (finding.measure, *finding.extra)
            else:
                findings.append(finding)
    readings = _numbered(join_shares(findings) or without_measures(text, tokens, parts))
    problems = tuple(dict.fromkeys(reading.doubt for reading in readings if reading.doubt is not None))
    return Readings(text, tuple(readings), tuple(_unplaced(tokens, readings)), problems)


def _numbered(findings: Iterable[Finding]) -> list[Reading]:
    """The readings of all findings; one that says the promise before it again belongs to the same choice."""
    readings: list[Reading] = []
    choice = -1
    for finding in findings:
        if choice < 0 or not finding.restates:
            choice += 1
        readings += finding.readings(choice)
    return readings


def _too_long(text: str, why: str) -> Readings:
    problem = Problem("CC306", f"{text[:40] + '...'!r} is no sentence: {why}", hint="read it sentence by sentence")
    return Readings(text, (Reading("statement", spans=((0, len(text)),), doubt=problem),), (), (problem,))


def _unplaced(tokens: Sequence[Token], readings: Sequence[Reading]) -> list[Span]:
    """The numbers, units and bounds that no reading rests on."""
    used = {place for reading in readings for start, end in reading.spans for place in range(start, end)}
    free = (token for token in tokens if token.part in "DWUG%BL" and token.name != "bare")
    return list(dict.fromkeys((token.start, token.end) for token in free if token.start not in used))
