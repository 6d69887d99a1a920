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
from charterclock.language.ordinals import find_event_day, find_ordinal
from charterclock.language.refusals import disagreeing, shown
from charterclock.language.shapes import NUMBER
from charterclock.language.timespans import find_span, in_one

__all__ = ["Measure", "find_measures", "plain_number"]

_Finder = Callable[[str, Tokens, str, int], "Measure | None"]

_SHARE: Final = re.compile(
    rf"(?:(?P<low>{NUMBER})%?(?:[Rr]|--?)(?=[WD(]))?(?:(?P<number>{NUMBER})%(?:\([WD]%\))?|[WD]\((?P<inner>[WD])%\))"
)
#: nine out of ten; 9 daripada 10
_SHARE_OF: Final = re.compile(r"(?P<number>[WD])(?P<link>[uS])(?P<all>[WD])(?=[?c])")
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,-|,[0-9]{2})?")
_COUNT: Final = re.compile(
    rf"(?:(?P<low>{NUMBER})(?:[Rr]|--?))?(?P<number>{NUMBER})(?:K(?P<again>\([WD]\))?|X(?=[WEU/]))"
)
_THING: Final = re.compile(rf"(?:(?P<low>{NUMBER})(?:[Rr]|--?))?(?P<number>{NUMBER})(?P<unit>G)")
_MONEY: Final = re.compile(rf"\$(?P<number>{NUMBER})")
_PERIOD: Final = re.compile(rf"E(?:(?P<number>{NUMBER})?(?P<unit>U)y?)|/(?P<slashed>U)|(?P<adverb>[Qq])")
_AROUND: Final = re.compile(r"(?P<hours>D|W(?:\(D\))?)U?[XK/]?(?P<days>D|W(?:\(D\))?)U")


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
        return _share_of(tokens, parts, place)
    amounts = number_of(tokens, match, "number") or number_of(tokens, match, "inner")
    sign = next(token for token in tokens[match.start() : match.end()] if token.part == "%")
    low = number_of(tokens, match, "low")
    measure = Measure("share", place, match.end(), amounts, [sign.name])
    measure.low = low[0] if low and low[0] <= amounts[0] else None
    if len(amounts) > 1:
        measure.doubts = [_disagree(tokens, match)]
    return measure


def _share_of(tokens: Tokens, parts: str, place: int) -> Measure | None:
    """A share in numbers, ``9 out of 10 calls``, as a percentage."""
    match = _SHARE_OF.match(parts, place)
    if match is None or is_label(tokens, place) or (place and tokens[place - 1].name == "score"):
        return None
    some, every = number_of(tokens, match, "number"), number_of(tokens, match, "all")
    link = tokens[match.start("link")]
    if link.part == "S" and (every[0] % 10 or link.name != "start"):
        return None  # 2 daripada 3 cadangan is too seldom a share to be taken for one
    if len(some) != 1 or len(every) != 1 or not 0 < some[0] <= every[0]:
        return None
    return Measure("share", place, match.end(), [some[0] * 100 / every[0]], ["percent"])


def _thousands(tokens: Tokens, match: re.Match[str]) -> list[Fraction]:
    """An amount of money with points between its thousands: ``Rp 50.000``."""
    text = tokens[match.start("number")].text
    return [Fraction(text.split(",")[0].replace(".", ""))] if _THOUSANDS.fullmatch(text) else []


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
    if match is None:
        return None
    amounts = [Fraction(value) for value in _thousands(tokens, match)] or number_of(tokens, match, "number")
    return Measure("money", place, match.end(), amounts, ["RM"])


def _find_period(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    match = _PERIOD.match(parts, place)
    if match is None:
        return None
    if match["adverb"]:
        number, _, unit = tokens[place].name.rpartition(" ")  # fortnightly: every 2 weeks
        return Measure("period", place, match.end(), [Fraction(number or 1)], [unit])
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
    hours, days = number_of(tokens, match, "hours"), number_of(tokens, match, "days")
    around = hours == [24] and days == [7] and tokens[match.end() - 1].name == "day"
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
    find_ordinal,
)  # fmt: skip
_FINDERS: Final[dict[str, tuple[_Finder, ...]]] = {
    **dict.fromkeys("DW(", _NUMBERS),
    **dict.fromkeys("AFH", (find_span,)),
    "b": (_find_hours, find_span),
    "h": (find_event_day,),
    **dict.fromkeys("EQq/", (_find_period,)),
    **dict.fromkeys("NJI", (_find_moment,)),
    "j": (find_ordinal, _find_moment),
    **dict.fromkeys("tU", (_find_hours, _find_clock, _find_date, find_ordinal)),
    **dict.fromkeys("GO", (find_ordinal,)),
    **dict.fromkeys("Mo", (_find_date,)),
    **dict.fromkeys("VY", (_find_always,)),
    "$": (_find_money,),
}
