"""Scores: a number on a scale, such as ``skor purata 5 (memuaskan) bagi ukuran skala 1 hingga 7``."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from charterclock.language.bounds import set_bounds
from charterclock.language.findings import Finding
from charterclock.language.measures import Measure, plain_number
from charterclock.language.pool import Pool
from charterclock.language.shapes import NUMBER

__all__ = ["take_score"]

# the number after the word for a score; before it; the ends of the scale; its top alone, after the number
_SCORED: Final = re.compile(rf"c(?:[fo:SBL?c]{{0,6}}|S?D[Rr-]D:?)(?P<number>{NUMBER})(?![UK%GRr-])")
_ON_SCALE: Final = re.compile(rf"(?P<number>{NUMBER})[Su]?c(?P<top>D)(?![UK%GRr-])")
_SCALE: Final = re.compile(r"cS?(?P<low>D)[Rr-](?P<top>D)")
_TOP: Final = re.compile(r"(?:\([^()]*\))?\??[S/u](?P<top>D)(?![UK%G])")


def take_score(pool: Pool) -> None:
    """The score that a sentence promises, if it speaks of one."""
    if "score" not in pool.cues:
        return
    sentence = pool.sentence
    parts, end = sentence.parts, sentence.end
    names = [
        place for place in range(sentence.first, end) if parts[place] == "c" and sentence.tokens[place].name == "score"
    ]
    scale = next((match for place in names if (match := _SCALE.match(parts, place, end))), None)
    for place in names:
        number = _SCORED.match(parts, place, end)
        if number is not None and (scale is None or number.start("number") != scale.start("low")):
            _add(pool, number, scale, _TOP.match(parts, number.end("number"), end))
            return
    match = _ON_SCALE.search(parts, sentence.first, end)
    if match is not None and sentence.tokens[match.start("top") - 1].name == "score":
        _add(pool, match, scale, match)


def _add(pool: Pool, number: re.Match[str], scale: re.Match[str] | None, top: re.Match[str] | None) -> None:
    tokens = pool.sentence.tokens
    first, end = number.span("number")
    measure = Measure("score", first, end, plain_number(tokens[first:end])[:1], ["point"])
    if not measure.amounts or any(other.first < end and first < other.end for other in pool.free):
        return
    set_bounds([measure], tokens, pool.sentence.parts)
    ends: list[Fraction] = []
    if scale is not None:
        ends = plain_number(tokens[slice(*scale.span("low"))]) + plain_number(tokens[slice(*scale.span("top"))])
    elif top is not None:
        ends = [Fraction(1), *plain_number(tokens[slice(*top.span("top"))])]
    finding = Finding(pool.sentence, measure, "score")
    if len(ends) == 2 and ends[0] < ends[1]:
        finding.scaled = (ends[0], ends[1])
    pool.add(finding)
