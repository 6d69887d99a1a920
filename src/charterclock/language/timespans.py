"""Spans of time in a text: an amount with a unit, a range, and what says whose time is meant."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Final

from charterclock.durations import BARE
from charterclock.language.amounts import Measure, Tokens, is_label, number_of, plain_number
from charterclock.language.quantity import Quantity
from charterclock.language.refusals import ambiguous, shown
from charterclock.language.shapes import NUMBER, QUANTITY
from charterclock.language.tokens import working_words

__all__ = ["find_span", "in_one"]

#: how many of a unit make one of a larger one
_PARTS_OF: Final = {("hour", "minute"): 60, ("minute", "second"): 60}

_TIME: Final = re.compile(QUANTITY)
_RANGE: Final = re.compile(rf"(?P<near>{NUMBER})(?P<unit>U)?,?(?:[RrO]|--?)(?:L|B)?(?={NUMBER}U)")
_SLASHED: Final = re.compile(r"(?P<near>D)(?P<unit>(?!))?/(?=DU)")
_BETWEEN: Final = re.compile(rf"b(?P<near>{NUMBER})(?P<unit>U)?(?:[aRr]|--?)(?={NUMBER}U)")
# lima (5 hari) bekerja; tiga (3 hari); 30 (hari)
_BRACKET: Final = re.compile(r"(?P<said>[WD])\((?P<number>[WD])?(?P<unit>U)\)?")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_WORKED: Final = re.compile(r"\)?\(?(?:B(?=U))?(?P<how>[wU])[?f]?\)?")


def in_one(first: Measure, second: Measure) -> Measure | None:
    """One time in two units, in the smaller of them: ``1 jam 30 menit`` is 90 minutes."""
    size = _PARTS_OF.get((first.unit, second.unit), 0)
    if not size or first.end != second.first or {first.what, second.what} - {"time", "window"}:
        return None
    if len(first.amounts) != 1 or len(second.amounts) != 1 or first.low is not None or second.low is not None:
        return None
    if not second.amounts[0] < size or first.amounts[0].denominator != 1:
        return None
    return Measure("time", first.first, second.end, [first.amounts[0] * size + second.amounts[0]], [second.unit])


def find_span(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    """A time, or a range of two, that begins at a place."""
    near = _BETWEEN.match(parts, place) if parts[place] == "b" else _RANGE.match(parts, place)
    near = near or _slashed(tokens, parts, place)
    if near is not None and not (is_label(tokens, place) and "U" not in near[0]):
        measure = _one_time(text, tokens, parts, near.end())
        if measure is not None:
            ends = number_of(tokens, near, "near")
            measure.first = measure.left = place
            if near["unit"] and tokens[near.start("unit")].name != measure.unit:
                return _one_time(text, tokens, parts, near.start("near"))  # two times in two units are two measures
            measure.low = ends[0] if ends and measure.amount is not None and ends[0] <= measure.amount else None
            return measure
    return _one_time(text, tokens, parts, place)


def _slashed(tokens: Tokens, parts: str, place: int) -> re.Match[str] | None:
    """Two numbers with a stroke that are no part of one: ``24/48 hours``."""
    match = _SLASHED.match(parts, place)
    if match is None:
        return None
    near, far = (plain_number(tokens[at : at + 1]) for at in (place, match.end()))
    is_part = near < far and far[:1] in ([2], [3], [4])
    return match if near and far and near < far and not is_part else None


def _one_time(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    if parts.startswith("(D)W", place) and len(plain_number([tokens[place + 1], tokens[place + 3]])) > 1:
        return None  # (1) tiga hari: the number of an item, not of the days
    bracket = _BRACKET.match(parts, place)
    if bracket is not None:
        said, number = plain_number(tokens[place : place + 1]), number_of(tokens, bracket, "number")
        if said == (number or said):
            unit = tokens[bracket.start("unit")].name
            return _worked(Measure("time", place, bracket.end(), said, [unit]), tokens, parts)
    match = _TIME.match(parts, place)
    if match is None or (is_label(tokens, place) and tokens[match.start("unit")].name == "calendar year"):
        return None  # Undang-Undang Nomor 14 Tahun 2008
    if _is_half(tokens, parts, match):
        return None
    if _is_law(tokens, parts, match) or (match["article"] and place and tokens[place - 1].name == "rule"):
        return None
    if match["times"] and (parts[match.end("times") - 1 - len(match["times"])] == "K") and not _is_hours(tokens, match):
        return None  # 3 kali 1 minggu: three times a week
    end = match.end()
    if match["again"] and _differs(tokens, match):
        # a footnote or a year in brackets, not the number again
        return _worked(Measure("time", place, match.end("unit"), *_plain(text, tokens, parts, match)), tokens, parts)
    quantity = Quantity(shown(tokens[slice(*match.span())]), tokens, match)
    what = "window" if _is_fused(tokens, match) else "time"
    return _worked(Measure(what, place, end, quantity.amounts, quantity.units, doubts=quantity.doubts), tokens, parts)


def _is_law(tokens: Tokens, parts: str, match: re.Match[str]) -> bool:
    """Whether a year follows the word for it: ``UU 24 Tahun 2013``."""
    end = match.end("unit")
    if tokens[end - 1].name != "calendar year" or parts[end : end + 1] != "D":
        return False
    return _YEAR.fullmatch(tokens[end].text) is not None


def _is_half(tokens: Tokens, parts: str, match: re.Match[str]) -> bool:
    """Whether a word after a part of a year says which it is: ``bayaran setengah tahun pertama``."""
    end = match.end("unit")
    return bool(match["fraction"]) and tokens[end - 1].name == "calendar year" and parts[end : end + 1] == "O"


def _plain(text: str, tokens: Tokens, parts: str, match: re.Match[str]) -> tuple[list[Fraction], list[str]]:
    shorter = _TIME.match(parts, match.start(), match.end("unit"))
    assert shorter is not None
    quantity = Quantity(text, tokens, shorter)
    return quantity.amounts, quantity.units


def _is_hours(tokens: Tokens, match: re.Match[str]) -> bool:
    return tokens[match.start("unit")].name in ("hour", "clock hour", "working hour")


def _is_fused(tokens: Tokens, match: re.Match[str]) -> bool:
    """Setahun, a year: one word for the number and the unit, or an article."""
    unit = match.start("unit")
    return bool(match["article"]) or tokens[unit - 1].start == tokens[unit].start


def _differs(tokens: Tokens, match: re.Match[str]) -> bool:
    """Whether the number in brackets after the unit is far from the one before: then it is not that number again."""
    again = plain_number(tokens[slice(*match.span("again"))])
    said = number_of(tokens, match, "number")
    return bool(said) and again != said


def _worked(measure: Measure, tokens: Tokens, parts: str) -> Measure:
    """The measure with what follows it: ``(14 hari) bekerja``, ``2 jam (waktu pejabat)``, ``3 hari waktu bekerja``."""
    following = _WORKED.match(parts, measure.end)
    if measure.unit not in BARE:
        return measure
    if following is None:
        return _with_a_slip(measure, tokens, parts)
    how = tokens[following.start("how")]
    if how.part == "U":
        apart = parts[measure.end] == "(" or tokens[measure.end].name == "bare"  # 5 hari tempoh hari bekerja
        if not apart or how.name not in ("working day", "calendar day"):
            return measure
        days = how.name.removesuffix(" day")
    else:
        days = "working"
    measure.end = measure.right = following.end()
    direct = (how.part == "w" and measure.unit in ("week", "month")) or how.text.casefold() in ("bekerja", "kerja")
    if measure.unit == "day" or direct:
        measure.units = [f"{days} {measure.unit}"]
    else:  # 24 hours on working days: round the clock, opening time, or days?
        readings = [f"{measure.amount} {unit}s" for unit in BARE[measure.unit]]
        readings += [f"{measure.amount} {measure.unit}s that count on working days only"]
        measure.doubts = [ambiguous(shown(tokens[measure.first : measure.end]), readings)]
        measure.units = [measure.unit, f"working {measure.unit}"]
    return measure


def _with_a_slip(measure: Measure, tokens: Tokens, parts: str) -> Measure:
    """The measure, doubted where the word after it looks like a word for working time: ``5 hari krja``."""
    word = tokens[measure.end].text.casefold() if parts[measure.end : measure.end + 1] == "?" else ""
    meant = next((known for known in working_words() if _is_slip(word, known)), "")
    if meant and f"working {measure.unit}" in BARE[measure.unit]:
        units = [measure.unit, f"working {measure.unit}"]
        said = shown(tokens[measure.first : measure.end + 1])
        measure.doubts = [ambiguous(said, [f"{measure.amount} {unit}s" for unit in units], f"was '{meant}' meant?")]
        measure.units = units
    return measure


def _is_slip(word: str, known: str) -> bool:
    """Whether a word is another with a letter or two changed; compared only where that is likely."""
    if len(word) < 4 or word[0] != known[0] or abs(len(word) - len(known)) > 2:
        return False
    return SequenceMatcher(None, word, known).ratio() > 0.8
