"""Phrases without a measure: fees, rules, and promises whose number or unit is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from charterclock.errors import Problem
from charterclock.language.bounds import set_bounds
from charterclock.language.context import Sentence
from charterclock.language.findings import Finding
from charterclock.language.measures import Measure, plain_number
from charterclock.language.notes import is_rule
from charterclock.language.shapes import NUMBER
from charterclock.language.tokens import Token

__all__ = ["week_of_term", "without_measures"]

_NO_NUMBER: Final = re.compile(r"B+(?P<unit>U)")
#: a number that only a unit is missing from: it is bounded, said twice, before a start, or ends a table cell
_NO_UNIT: Final = (
    re.compile(rf"B(?P<number>{NUMBER})(?=[SL,;.)x]|$)"),
    re.compile(r"(?P<number>[WD]\([WD]\))(?=S|L|$)"),
    re.compile(r"(?<=[?c)])(?P<number>D{1,2})$"),
)
#: in longer sentences a word such as "langsung" is no time
_FEW: Final = 6
#: how many words may stand before the tariff: sesuai tarif
_HEAD: Final = 2
_THINGS: Final = re.compile(rf"[BLl](?P<number>{NUMBER})[?c]")
_WEEK: Final = re.compile(rf"U(?P<which>O)(?!-?[WD])|U[?O]?-?(?P<number>{NUMBER})|(?P<nth>D)nU")
#: sebaik sahaja majlis selesai: a start, and at once where no time is named
_AT_ONCE: Final = "at once after"
#: a cell of a table that says nothing but "immediate"
_CELL: Final = re.compile(r"(?:^|;)i(?:;|$)")
#: Isnin hingga Jumaat
_WEEKDAYS: Final = re.compile(r"y[Rr-]?y")


def without_measures(text: str, tokens: Sequence[Token], parts: str) -> list[Finding]:
    """What a text promises that has no measure: always one finding or more."""
    cues = {token.name for token in tokens if token.part == "c"}
    sentence = Sentence(text, tokens, parts, 0, len(tokens), [], cues)
    whole = Measure("text", 0, len(tokens))
    if "fee" in cues and not _CELL.search(parts):
        return [Finding(sentence, whole, "fee", "bare")]
    if is_rule(tokens, parts):
        return [Finding(sentence, whole, "doc_rule", "bare")]
    return (
        week_of_term(sentence)
        or _weekdays(sentence)
        or _things(sentence)
        or _missing(sentence)
        or ([] if "remedy" in cues else _before_a_time(sentence))
        or _soon(sentence)
        or [Finding(sentence, whole, _kind_of_words(tokens, cues), "bare")]
    )


def _kind_of_words(tokens: Sequence[Token], cues: set[str]) -> str:
    """What words without an amount are; those that begin with the tariff only tell where it stands: a fee."""
    if "remedy" in cues:
        return "remedy"
    return "fee" if any(token.name == "tariff" for token in tokens[:_HEAD]) else "statement"


def week_of_term(sentence: Sentence) -> list[Finding]:
    """A week of the academic year, ``pada minggu ke-10 pengkuliahan``: the first that a sentence names."""
    if not any(token.part == "z" for token in sentence.tokens[sentence.first : sentence.end]):
        return []
    for match in _WEEK.finditer(sentence.parts, sentence.first, sentence.end):
        if "week" not in (sentence.tokens[match.start()].name, sentence.tokens[match.end() - 1].name):
            continue
        which = sentence.tokens[match.start("which")].name if match["which"] else ""
        number = {"first": 1, "second": 2, "third": 3}.get(which)
        group = "number" if match["number"] else "nth"
        if match[group]:
            number = next(map(int, plain_number(sentence.tokens[slice(*match.span(group))])), None)
        if number is None:
            continue
        week = Measure("date", match.start(), match.end(), [Fraction(number)], ["week of semester"])
        set_bounds([week], sentence.tokens, sentence.parts)
        return [Finding(sentence, week, "date", "on" if week.comparison in ("bare", "within") else "")]
    return []


def _weekdays(sentence: Sentence) -> list[Finding]:
    match = _WEEKDAYS.search(sentence.parts)
    return [Finding(sentence, Measure("hours", *match.span()), "service_hours", "during")] if match else []


def _things(sentence: Sentence) -> list[Finding]:
    """``more than three (3) employees``: a bound on a number of something."""
    for match in _THINGS.finditer(sentence.parts):
        first, end = match.span("number")
        if sentence.tokens[first - 1].name in ("within", "bare", "before", "after"):
            continue
        things = Measure("thing", first, end, plain_number(sentence.tokens[first:end])[:1], ["item"])
        if not things.amounts:
            continue
        set_bounds([things], sentence.tokens, sentence.parts)
        return [Finding(sentence, things, "quantity")]
    return []


def _missing(sentence: Sentence) -> list[Finding]:
    match = _NO_NUMBER.search(sentence.parts)
    bounds = {token.name for token in sentence.tokens[slice(*match.span())]} if match else set()
    if match is not None and bounds & {"within", "at_most"} and not _is_named(sentence, match):
        measure = Measure("time", match.start("unit"), match.end(), [], [sentence.tokens[match.start("unit")].name])
        said = f"{sentence.quote(*match.span())!r} has no number"
        return [_incomplete(sentence, measure, said, "find out the number; it cannot be guessed")]
    found = next(filter(None, (shape.search(sentence.parts) for shape in _NO_UNIT)), None)
    if found is None:
        return []
    first, end = found.span("number")
    before = sentence.tokens[first - 1] if first else None
    if before is not None and (before.name in ("label", "age") or before.end == sentence.tokens[first].start):
        return []  # Kaedah 5, DS2031
    if any(len(token.text) > 3 for token in sentence.tokens[first:end] if token.part == "D"):
        return []  # a year, a number of a form
    if not plain_number(sentence.tokens[first:end]):
        return []
    numbers = [[first, end]] if sentence.parts[first:end] != "DD" else [[first, first + 1], [first + 1, end]]
    said = f"{sentence.quote(first, end)!r} has no unit"
    return [
        _incomplete(sentence, Measure("time", begin, last, plain_number(sentence.tokens[begin:last])), said,
                    "find out whether days, hours, or another unit is meant")
        for begin, last in numbers
    ]  # fmt: skip


def _is_named(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether words after a year or a month say which it is: ``dalam tahun kewangan semasa``."""
    unit = sentence.tokens[match.start("unit")].name
    return unit in ("month", "calendar year") and sentence.parts[match.end() : match.end() + 1] == "?"


def _incomplete(sentence: Sentence, measure: Measure, said: str, hint: str) -> Finding:
    set_bounds([measure], sentence.tokens, sentence.parts)
    return Finding(sentence, measure, "deadline", doubt=Problem("CC306", said, hint=hint))


def _is_done_at_once(sentence: Sentence, place: int) -> bool:
    """Whether it is done at once, ``akan langsung ditindaklanjuti``; not what can be: ``dapat langsung dibayar``."""
    before, following = sentence.tokens[place - 1 : place], sentence.tokens[place + 1 : place + 2]
    can = not before or before[0].name == "can" or before[0].text.casefold() == "yang"
    return not can and bool(following) and re.match(r"di[a-z]{4}", following[0].text.casefold()) is not None


def _before_a_time(sentence: Sentence) -> list[Finding]:
    """``sebelum tempoh yang ditetapkan``: before a time that is set elsewhere."""
    place = sentence.parts.find("LB")
    if place < 0 or sentence.tokens[place].name != "before" or sentence.tokens[place + 1].name != "bare":
        return []
    return [Finding(sentence, Measure("text", place, place + 2), "before_event", "before")]


def _soon(sentence: Sentence) -> list[Finding]:
    soon = [at for at, token in enumerate(sentence.tokens) if token.part == "i" or token.name == _AT_ONCE]
    place = next((at for at in soon if sentence.tokens[at].name != "at once"), soon[0] if soon else -1)
    if place < 0:
        return []
    directly = sentence.tokens[place].name == "at once" and len(sentence.tokens) > _FEW
    if directly and not _is_done_at_once(sentence, place):
        return []  # pelanggan datang langsung ke kantor
    return [Finding(sentence, Measure("moment", place, place + 1, units=["immediate"]), "deadline", "bare")]
