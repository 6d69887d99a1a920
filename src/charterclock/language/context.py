"""What stands around a measure: the sentence it is in, the events before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from charterclock.language.measures import Measure
from charterclock.language.tokens import Token

__all__ = ["Events", "Sentence", "named_events", "next_event", "sentences", "words_before"]

#: how far after a measure the words for its start may begin
_START_REACH: Final = 7
#: bounds that also are words for a start: "3 hari selepas mesyuarat"
_STARTS: Final = ("after",)

Tokens = Sequence[Token]


@dataclass(slots=True)
class Sentence:
    """A part of the tokens that stands by itself, with its measures and the names of its cues."""

    text: str
    tokens: Tokens
    parts: str
    first: int
    end: int
    measures: list[Measure] = field(default_factory=list)
    cues: set[str] = field(default_factory=set)

    def quote(self, first: int, end: int) -> str:
        """The words of some tokens as they were printed, without what separates them from the rest."""
        while first < end and self.parts[first] in ",;.:-)/a":
            first += 1
        while first < end and self.parts[end - 1] in ",;.:-(/a":
            end -= 1
        return self.text[self.tokens[first].start : self.tokens[end - 1].end] if first < end else ""


def sentences(text: str, tokens: Tokens, parts: str, measures: Sequence[Measure]) -> list[Sentence]:
    """The sentences of a text; a measure is never cut."""
    inside = {place for measure in measures for place in range(measure.first + 1, measure.end)}
    cuts = [place for place in range(1, len(tokens)) if place not in inside and _begins(text, tokens, parts, place)]
    found = []
    for first, end in zip([0, *cuts], [*cuts, len(tokens)], strict=True):
        within = [measure for measure in measures if first <= measure.first < end]
        cues = {token.name for token in tokens[first:end] if token.part == "c"}
        found.append(Sentence(text, tokens, parts, first, end, within, cues))
    return found


def _begins(text: str, tokens: Tokens, parts: str, place: int) -> bool:
    """Whether a sentence begins with the token at a place."""
    before = tokens[place - 1]
    if before.part == ";":
        return True
    gap = text[before.end : tokens[place].start]
    if before.part != "." or not gap or not tokens[place].text[:1].isupper():
        return False
    # "Sek. 127" is no end, nor is "1. Pendaftaran"
    return place < 2 or (tokens[place - 2].part not in "D" and len(tokens[place - 2].text) > 3)


class Events(NamedTuple):
    """The words after a measure that name its start, its end, a class of cases, and a condition."""

    start: str = ""
    stop: str = ""
    cases: str = ""
    condition: str = ""


def next_event(sentence: Sentence, measure: Measure, following: Measure | None) -> Events:
    """What the words after a measure name, up to the next one; the measure reaches to the end of its start and end."""
    tokens, parts = sentence.tokens, sentence.parts
    end = following.left if following is not None else sentence.end
    first = measure.right
    while first < end and parts[first] in ")w,":
        first += 1
    for_cases = first < end and tokens[first].name == "for"
    reach = _START_REACH * (2 if for_cases else 1)
    place = next((at for at in range(measure.right, min(end, measure.right + reach))
                  if parts[at] in "xR;" or _starts(tokens[at])), end)  # fmt: skip
    cases = sentence.quote(first + 1, place) if for_cases else ""
    start = stop = ""
    if place < end and _starts(tokens[place]):
        begin = place + 1
        # "within 7 days of the meeting, the minutes are sent": the comma ends the start
        ends = "xR" if sentence.quote(sentence.first, measure.left) else "xR,"
        place = next((at for at in range(begin, end) if parts[at] in ends), end)
        last = place
        if following is not None and place == end:  # the last "dan" before the next measure begins its own words
            last = max((at for at in range(begin + 1, end) if parts[at] in "a,"), default=end)
        start = sentence.quote(begin, last)
        measure.right = last
    else:
        place = measure.right
    place = next((at for at in range(place, end) if parts[at] in "xR"), end)
    if place < end and parts[place] == "R":
        last = next((at for at in range(place + 1, end) if parts[at] == "x"), end)
        stop = sentence.quote(place + 1, last)
        place = last
        measure.right = max(measure.right, last)
    return Events(start, stop, cases, sentence.quote(place, end) if place < end and parts[place] == "x" else "")


def named_events(text: str, tokens: Tokens, parts: str) -> Events:
    """The start and the end that a text without a measure names: ``dari tarikh iklan sehingga surat dikeluarkan``."""
    sentence = Sentence(text, tokens, parts, 0, len(tokens))
    start = next((at for at in range(len(tokens)) if _starts(tokens[at])), None)
    if start is None:
        return Events()
    stop = next((at for at in range(start, len(tokens)) if parts[at] == "R"), len(tokens))
    return Events(sentence.quote(start + 1, stop), sentence.quote(stop + 1, len(tokens)))


def _starts(token: Token) -> bool:
    return token.part == "S" or (token.part == "L" and token.name in _STARTS)


def words_before(sentence: Sentence, measure: Measure, taken: int) -> tuple[str, str]:
    """The words before a measure: a start that comes first (``setelah permohonan diterima, ...``), and the rest."""
    first = taken
    while first < measure.left and sentence.parts[first] in ",;.:-)/a":
        first += 1
    if first < measure.left and _starts(sentence.tokens[first]):
        comma = next((at for at in range(first, measure.left) if sentence.parts[at] == ","), measure.left)
        return sentence.quote(first + 1, comma), sentence.quote(comma, measure.left)
    return "", sentence.quote(first, measure.left)
