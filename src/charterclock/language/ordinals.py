"""Days that are counted: ``hari bekerja ketiga``, ``hari ke-14``, ``the 5th working day``, ``H-3``."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from charterclock.language.amounts import Measure, Tokens, plain_number

__all__ = ["find_event_day", "find_ordinal"]

#: a word before or after the unit; digits after a word such as ``ke``; digits with an ending, before the unit
_WORD: Final = re.compile(r"O[UG]|[UG]O(?!-?[WD])")
_NUMBER: Final = re.compile(r"(?P<unit>[Uj])O-?(?P<number>[WD](?:\([WD]\))?)|(?P<digits>D)n(?P<after>U)")
#: three days before an event, one day after it
_EVENT_DAY: Final = re.compile(r"h(?P<sign>-|L)(?P<number>D)")
_ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
_NAMED: Final = ("working day", "ring")
_NUMBERED: Final = ("day", "working day", "calendar day")
#: days are not counted further from an event
_FURTHEST: Final = 366


def find_ordinal(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    """A unit with its ordinal number: so many days, on the last of which it is done."""
    match = _NUMBER.match(parts, place)
    if match is not None:
        named = match.start("unit") if match["unit"] else match.start("after")
        unit = "day" if parts[named] == "j" else tokens[named].name
        numbers = plain_number(tokens[slice(*match.span("number" if match["unit"] else "digits"))])
        if unit not in _NUMBERED or len(numbers) != 1 or not 0 < numbers[0] <= _FURTHEST:
            return None
        return Measure("time", place, match.end(), numbers, [unit], is_nth=True)
    match = _WORD.match(parts, place)
    if match is None:
        return None
    names = [token.name for token in tokens[place : match.end()]]
    which = next((_ORDINALS[name] for name in names if name in _ORDINALS), 0)
    unit = next((name for name in names if name in _NAMED), "")
    if not which or not unit:
        return None  # minggu pertama, hari terakhir
    return Measure("thing" if unit == "ring" else "time", place, match.end(), [Fraction(which)], [unit],
                   is_nth=unit != "ring")  # fmt: skip


def find_event_day(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    """So many days before an event, or after it."""
    match = _EVENT_DAY.match(parts, place)
    if match is None or not tokens[place].text.endswith("H") or tokens[match.start("sign")].text not in "-–+":
        return None
    numbers = plain_number(tokens[match.start("number") : match.end()])
    if len(numbers) != 1 or numbers[0] > _FURTHEST:
        return None
    before = match["sign"] == "-"
    return Measure("time", place, match.end(), numbers, ["day"], is_before=before)
