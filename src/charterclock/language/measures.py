"""Measures in a text: amounts of time, shares, counts, and the moments and periods that have no number.

A measure is what a promise is made of. Numbers without a unit are none; so the 5(3) of a rule and the number of a form
are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from charterclock.errors import DurationError
from charterclock.language.amounts import Measure, Tokens, is_label, number_of, plain_number
from charterclock.language.dates import find_clock_time, find_date, find_hours
from charterclock.language.refusals import disagreeing, shown
from charterclock.language.shapes import NUMBER
from charterclock.language.timespans import find_ordinal, find_span, in_one

__all__ = ["Measure", "find_measures", "plain_number"]

_Finder = Callable[[str, Tokens, str, int], "Measure | None"]

_SHARE: Final = re.compile(
    rf"(?:(?P<low>{NUMBER})%?[Rr-](?=[WD(]))?(?:(?P<number>{NUMBER})%(?:\([WD]%\))?|[WD]\((?P<inner>[WD])%\))"
)
_COUNT: Final = re.compile(rf"(?:(?P<low>{NUMBER})[Rr-])?(?P<number>{NUMBER})(?:K(?P<again>\([WD]\))?|X(?=[WEU/]))")
_THING: Final = re.compile(rf"(?:(?P<low>{NUMBER})[Rr-])?(?P<number>{NUMBER})(?P<unit>G)")
_MONEY: Final = re.compile(rf"\$(?P<number>{NUMBER})")
_PERIOD: Final = re.compile(rf"E(?:(?P<number>{NUMBER})?(?P<unit>U)y?)|/(?P<slashed>U)|(?P<adverb>[Qq])")
_AROUND: Final = re.compile(r"(?P<hours>D)U?[XK/]?(?P<days>D)U")


def find_measures(text: str, tokens: Tokens, parts: str) -> list[Measure]:
    """The measures of a text, in its order; none overlaps another.

    What cannot be read is no measure, or one with its doubts; nothing is raised.
    """
    found: list[Measure] = []
    place = 0
    while place < len(parts):
        measure = None
        for finder in _FINDERS.get(parts[place], ()):
            try:
                measure = finder(text, tokens, parts, place)
            except DurationError:  # it has the shape of a number, and is none
                measure = None
            if measure is not None:
                break
        if measure is None:
            place += 1
        else:
            place = measure.end
            whole = in_one(found[-1], measure) if found else None
            if whole is None:
                found.append(measure)
            else:
                found[-1] = whole
    return found

def _find_share(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    match = _SHARE.match(parts, place)
    if match is None:
        return None
    amounts = number_of(tokens, match, "number") or number_of(tokens, match, "inner")
    sign = next(token for token in tokens[match.start() : match.end()] if token.part == "%")
    low = number_of(tokens, match, "low")
    measure = Measure("share", place, match.end(), amounts, [sign.name])
    measure.low = low[0] if low and low[0] <= amounts[0] else None
    if len(amounts) > 1:
        measure.doubts = [_disagree(tokens, match)]
    return measure


def _disagree(tokens: Tokens, match: re.Match[str]) -> DurationError:
    return disagreeing(shown(tokens[slice(*match.span())]), tokens[match.start("number") : match.end("number")])


def _find_count(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    match = _COUNT.match(parts, place)
    if match is None or is_label(tokens, place):
        return None
    amounts, low = number_of(tokens, match, "number"), number_of(tokens, match, "low")
    # sekali (1) sebulan: the number again; another number in brackets is no part of it
    end = match.start("again") if match["again"] and number_of(tokens, match, "again") != amounts else match.end()
    measure = Measure("count", place, end, amounts, ["times"], low=low[0] if low else None)
    if len(amounts) > 1:
        measure.doubts = [_disagree(tokens, match)]
    return measure


def _find_thing(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    match = _THING.match(parts, place)
    if match is None:
        return None
    amounts, low = number_of(tokens, match, "number"), number_of(tokens, match, "low")
    unit = tokens[match.start("unit")].name
    return Measure("thing", place, match.end(), amounts, [unit], low=low[0] if low else None)


def _find_money(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    match = _MONEY.match(parts, place)
    return match and Measure("money", place, match.end(), number_of(tokens, match, "number"), ["RM"])


def _find_period(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    match = _PERIOD.match(parts, place)
    if match is None:
        return None
    if match["adverb"]:
        return Measure("period", place, match.end(), [Fraction(1)], [tokens[place].name])
    unit = tokens[match.start("unit") if match["unit"] else match.start("slashed")].name
    amounts = number_of(tokens, match, "number") or [Fraction(1)]
    if parts[match.end() - 1] == "y":  # every Monday
        unit = "week"
    return Measure("period", place, match.end(), amounts[:1], [unit])


def _find_moment(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    token = tokens[place]
    if token.part == "j":  # pada hari + the name of an event
        named = parts[place + 1 : place + 2] in ("?", "c")
        return Measure("moment", place, place + 1, units=["same day"]) if named else None
    unit = {"N": "next working day", "J": "same day", "I": "immediate"}[token.part]
    return Measure("moment", place, place + 1, units=[unit])


def _find_always(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    if parts[place] in "VY":
        return Measure("always" if parts[place] == "V" else "year", place, place + 1)
    match = _AROUND.match(parts, place)
    if match is None or ("U" not in match[0][1:-1] and "X" not in match[0]):
        return None
    hours, days = tokens[match.start("hours")], tokens[match.start("days")]
    around = hours.text == "24" and days.text == "7" and tokens[match.end() - 1].name == "day"
    return Measure("always", place, match.end()) if around else None


def _find_date(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    found = find_date(tokens, parts, place)
    return found and Measure("date", place, found[0], units=[found[2]], dates=(found[1],))


def _find_hours(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    end = find_hours(tokens, parts, place)
    return Measure("hours", place, end) if end else None


def _find_clock(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    found = find_clock_time(tokens, parts, place)
    return found and Measure("clock", place, found[0], units=["time of day"], dates=(found[1],))


_NUMBERS: Final = (
    _find_always, _find_hours, _find_clock, _find_date, _find_share, find_span, _find_count, _find_thing,
)  # fmt: skip
_FINDERS: Final[dict[str, tuple[_Finder, ...]]] = {
    **dict.fromkeys("DW(", _NUMBERS),
    **dict.fromkeys("AFHb", (find_span,)),
    **dict.fromkeys("EQq/", (_find_period,)),
    **dict.fromkeys("NJIj", (_find_moment,)),
    **dict.fromkeys("tU", (_find_hours, _find_clock, _find_date, find_ordinal)),
    **dict.fromkeys("GO", (find_ordinal,)),
    **dict.fromkeys("Mo", (_find_date,)),
    **dict.fromkeys("VY", (_find_always,)),
    "$": (_find_money,),
}
