"""Why a phrase is no duration, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from charterclock.durations import BARE
from charterclock.errors import DurationError, nearest
from charterclock.language.numbers import LARGEST, write_number
from charterclock.language.shapes import DURATION_PARTS, QUANTITY, RANGE
from charterclock.language.tokens import Lexicon, Token, lexicon, parts_of

__all__ = ["ambiguous", "disagreeing", "refusal", "shown", "unreadable"]

_EXAMPLE: Final = "write it like '3 working days' or 'dua (2) minggu'"
_UNITS: Final = "say the unit, such as " + ", ".join(BARE) + ", working day"
#: longer words are not worth comparing with unit words
_LONGEST_WORD: Final = 24
_QUANTITY: Final = re.compile(QUANTITY)
_EXPONENT: Final = re.compile(r"\b([0-9]{1,6})[eE]([0-9])\b")

_INSTEAD: Final = {
    "under": "it leaves out its end: use the key under: with the duration alone",
    "at_least": "it is a lower bound: use the key at_least: with the duration alone, if that is meant",
    "after": "it is the earliest time: use the key after: with the duration alone",
    "over": "that is when a limit is broken: use the key within: with the limit, or after: with the earliest time",
    "before": "use the key before: with the duration alone, counted back from an event; or by: for a date",
    "by": "a day of the month is a date: use the key by:",
    "about": "an approximate time binds nobody: write the limit that is meant",
    "average": "the limit is on the mean of all cases, which no key says: write the limit of a case, or a statement",
    "plus": "it is added to another time: it belongs in recovery:, or in an extension of a case",
}
#: what is no duration, by its part: why, and what to write
_MOMENTS: Final = {
    "J": ("'{}' has no number", "by the end of the same day is 0 working days"),
    "I": ("'{}' cannot be measured", "keep the sentence as kind: statement, or write the limit that is meant"),
    "i": ("'{}' cannot be measured", "keep the sentence as kind: statement, or write the limit that is meant"),
    "M": ("'{}' is a month", "a date of every year has the key by:"),
    "d": ("'{}' makes it a day of the month", _INSTEAD["by"]),
    "%": ("'{}' makes it a share", "use the key target: beside a time, at_least: without one"),
}


def unreadable(phrase: str, reason: str, hint: str | None = None) -> DurationError:
    """CC306: the phrase is no duration."""
    return DurationError("CC306", f"cannot read {phrase!r} as a duration: {reason}", hint)


def ambiguous(phrase: str, readings: Iterable[str], hint: str = "write the one that is meant") -> DurationError:
    """CC308: the phrase can be read in several ways, which are named."""
    said = " or ".join(f"'{reading}'" for reading in readings)
    return DurationError("CC308", f"{phrase!r} can be read as {said}", hint)


def disagreeing(phrase: str, tokens: Sequence[Token]) -> DurationError:
    """CC307: a number is said twice, and differently."""
    said = [token for token in tokens if token.part in "WD"]
    values = [f"'{token.text}'" + (f" = {token.number}" if token.part == "W" else "") for token in said]
    hint = " or ".join(dict.fromkeys(filter(None, (_said_twice(token, said) for token in said))))
    return DurationError("CC307", f"the numbers of {phrase!r} disagree: {' and '.join(values)}", f"write {hint}")


def shown(tokens: Sequence[Token]) -> str:
    """The text of some tokens, much as it was written."""
    return " ".join(token.text for token in tokens).replace("( ", "(").replace(" )", ")").strip()


def refusal(phrase: str, tokens: Sequence[Token], known: Lexicon) -> DurationError:
    """The reason why tokens do not have the shape of a duration."""
    parts = parts_of(tokens)
    bound = parts.find("L")
    if bound >= 0 and "U" not in parts[:bound]:
        token = tokens[bound]
        return unreadable(phrase, f"'{token.text}' is not an upper bound", _INSTEAD[token.name])
    unknown = [token for token in tokens if token.part not in DURATION_PARTS]
    if unknown:
        return _misunderstood(phrase, unknown, tokens, known)
    several = _several(phrase, tokens, parts)
    if several is not None:
        return several
    if bound >= 0:
        token = tokens[bound]
        return unreadable(phrase, f"'{token.text}' stands after the duration", _after_hint(token))
    return _incomplete(phrase, parts)


def _misunderstood(phrase: str, unknown: Sequence[Token], tokens: Sequence[Token], known: Lexicon) -> DurationError:
    known_otherwise = next((token for token in unknown if token.part in _MOMENTS), None)
    if known_otherwise is not None and not any(token.part == "?" for token in unknown):
        reason, hint = _MOMENTS[known_otherwise.part]
        return unreadable(phrase, reason.format(known_otherwise.text), hint)
    names = ", ".join(f"'{token.text}'" for token in unknown)
    return unreadable(phrase, f"not understood: {names}", _unknown_hint(phrase, unknown, tokens, known))


def _several(phrase: str, tokens: Sequence[Token], parts: str) -> DurationError | None:
    ends = RANGE.search(parts)
    if ends is not None:
        far = tokens[slice(*ends.span("far"))]
        near = tokens[slice(*ends.span("near"))]
        near = near if near[-1].part == "U" else [*near, far[-1]]
        hint = f"write a range as within: {{from: {shown(near)}, to: {shown(far)}}}"
        return ambiguous(phrase, [shown(near), shown(far)], hint)
    readings = [shown(tokens[found.start() : found.end("unit")]) for found in _QUANTITY.finditer(parts)]
    if len(readings) < 2:
        return None
    return ambiguous(phrase, readings, "write one of them; parts of one time in the smaller unit")


def _incomplete(phrase: str, parts: str) -> DurationError:
    number, unit = set(parts) & set("WDAFHP"), set(parts) & set("UN")
    if not number and not unit:
        return unreadable(phrase, "it has no number and no unit", _EXAMPLE)
    if not number and "N" not in unit:
        return unreadable(phrase, "it has no number", _EXAMPLE)
    if not unit:
        return unreadable(phrase, "it has no unit", _UNITS)
    return unreadable(phrase, "its words do not stand as in a duration", _EXAMPLE)


def _unknown_hint(phrase: str, unknown: Sequence[Token], tokens: Sequence[Token], known: Lexicon) -> str:
    bound = next((token for token in tokens if token.part == "L"), None)
    if bound is not None:
        return _after_hint(bound)
    exponent = _EXPONENT.search(phrase)
    if exponent is not None:
        return f"write {int(exponent[1]) * 10 ** int(exponent[2])} instead of {exponent[0]}"
    seconds = any(token.name in ("second", "clock second") for token in tokens)
    if seconds and any(token.part == "w" for token in unknown):
        return "opening time is counted in working minutes and hours: 30 seconds are 0.5 working minutes"
    every = lexicon(None)
    words = [token.text.casefold() for token in unknown]
    for word in words:
        if word in every.fused or ((word,) in every.meanings and (word,) not in known.meanings):
            return f"'{word}' is a word of another language"
    has_unit = any(token.part == "U" for token in tokens)
    # after a unit only a word that belongs to a longer one can be meant, as in "hari bekrja"
    candidates = dict.fromkeys(word for unit in known.unit_words for word in unit.split()[has_unit:])
    close = (nearest(word, candidates) for word in words if len(word) <= _LONGEST_WORD and word not in candidates)
    otherwise = "leave it out, if the duration is complete without it" if has_unit else _UNITS
    return next(filter(None, close), otherwise)


def _after_hint(token: Token) -> str:
    if token.name in ("before", "by"):
        return _INSTEAD[token.name]
    return "write the duration alone; what it runs from belongs in clock: {start: ...}"


def _said_twice(token: Token, said: Sequence[Token]) -> str | None:
    """What to write if this token is the right one, such as ``dua puluh (20)``."""
    words = next((other.meaning.words for other in said if other.meaning.words is not None), None)
    if token.part == "D" and not token.text.isdecimal():
        return f"'{token.text}'"
    value = int(token.text) if token.part == "D" else int(token.number)
    return f"'{value}'" if words is None or value > LARGEST else f"'{write_number(value, words)} ({value})'"
