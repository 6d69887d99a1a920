"""Measures in a text: amounts of time, shares, counts, and the moments and periods that have no number.

A measure is what a promise is made of. Numbers without a unit are none; so the 5(3) of a rule and the number of a form
are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Final

from charterclock.durations import BARE
from charterclock.errors import DurationError
from charterclock.language.dates import find_clock_time, find_date, find_hours
from charterclock.language.quantity import Quantity
from charterclock.language.refusals import ambiguous, disagreeing, shown
from charterclock.language.shapes import NUMBER, NUMERAL, QUANTITY
from charterclock.language.tokens import Token, working_words

__all__ = ["Measure", "find_measures", "plain_number"]


@dataclass(slots=True, eq=False)
class Measure:
    """One measure: the tokens from ``first`` up to ``end``, and what they say.

    ``what`` is time, moment, share, count, thing (a unit that is no time), money, period, window (a period that also is
    a time: setahun), date, clock, hours, score, always or year. ``amounts`` and ``units`` are all that can be meant.
    """

    what: str
    first: int
    end: int
    amounts: list[Fraction] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    low: Fraction | None = None
    dates: tuple[str, ...] = ()
    scale: tuple[Fraction, Fraction] | None = None
    doubts: list[DurationError] = field(default_factory=list)
    comparison: str = "bare"
    left: int = 0  # the first token of its bound
    right: int = 0  # the end of what belongs to it
    others: list[tuple[int, int]] = field(default_factory=list)  # tokens elsewhere that it rests on

    def __post_init__(self) -> None:
        self.left, self.right = self.first, self.end

    @property
    def amount(self) -> Fraction | None:
        return self.amounts[0] if self.amounts else None

    @property
    def unit(self) -> str:
        return self.units[0] if self.units else ""

    @property
    def is_one(self) -> bool:
        """Whether it is one unit of time, so that it can be a period: setahun, a year."""
        return self.what == "window" or (self.what == "time" and self.amounts == [1])


#: how many of a unit make one of a larger one
_PARTS_OF: Final = {("hour", "minute"): 60, ("minute", "second"): 60}
Tokens = Sequence[Token]
_Finder = Callable[[str, Tokens, str, int], "Measure | None"]

_TIME: Final = re.compile(QUANTITY)
_RANGE: Final = re.compile(rf"(?P<near>{NUMBER})(?P<unit>U)?,?[Rr-](?:L|B)?(?={NUMBER}U)")
_BETWEEN: Final = re.compile(rf"b(?P<near>{NUMBER})U?[aRr-](?={NUMBER}U)")
#: a unit that has an ordinal number: hari bekerja ketiga, deringan ketiga
_ORDINAL: Final = re.compile(r"O[UG]|[UG]O")
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_ORDERED: Final = ("working day", "ring")
# lima (5 hari) bekerja; tiga (3 hari); 30 (hari)
_BRACKET: Final = re.compile(r"(?P<said>[WD])\((?P<number>[WD])?(?P<unit>U)\)?")
_SHARE: Final = re.compile(
    rf"(?:(?P<low>{NUMBER})%?[Rr-](?=[WD(]))?(?:(?P<number>{NUMBER})%(?:\([WD]%\))?|[WD]\((?P<inner>[WD])%\))"
)
_COUNT: Final = re.compile(rf"(?:(?P<low>{NUMBER})[Rr-])?(?P<number>{NUMBER})(?:K(?P<again>\([WD]\))?|X(?=[WEU/]))")
_THING: Final = re.compile(rf"(?:(?P<low>{NUMBER})[Rr-])?(?P<number>{NUMBER})(?P<unit>G)")
_MONEY: Final = re.compile(rf"\$(?P<number>{NUMBER})")
_WORKED: Final = re.compile(r"\)?\(?(?P<how>[wU])[?f]?\)?")
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
            whole = _compound(found[-1], measure) if found else None
            if whole is None:
                found.append(measure)
            else:
                found[-1] = whole
    return found


def _compound(first: Measure, second: Measure) -> Measure | None:
    """One time in two units, in the smaller of them: ``1 jam 30 menit`` is 90 minutes."""
    size = _PARTS_OF.get((first.unit, second.unit), 0)
    if not size or first.end != second.first or {first.what, second.what} - {"time", "window"}:
        return None
    if len(first.amounts) != 1 or len(second.amounts) != 1 or first.low is not None or second.low is not None:
        return None
    if not second.amounts[0] < size or first.amounts[0].denominator != 1:
        return None
    return Measure("time", first.first, second.end, [first.amounts[0] * size + second.amounts[0]], [second.unit])


def plain_number(tokens: Tokens) -> list[Fraction]:
    """What a number without a unit can be: two values where it is said twice and disagrees, none where it is none."""
    values = []
    for token in tokens:
        if token.part == "W":
            values.append(token.number)
        elif token.part == "D":
            match = NUMERAL.fullmatch(token.text)
            if match is None:  # 1.2.3, 8:30
                return []
            thousands = match["sign"] == "," and len(match["rest"]) == 3 and not match["whole"].startswith("0")
            values.append(Fraction(token.text.replace(",", "" if thousands else ".")))
    return list(dict.fromkeys(values))


def _number_of(tokens: Tokens, match: re.Match[str], group: str) -> list[Fraction]:
    if not match[group]:
        return []
    numbers = plain_number(tokens[slice(*match.span(group))])
    if not numbers:
        raise DurationError("CC306", f"{match[group]!r} is no number")
    return numbers


def _is_label(tokens: Tokens, place: int) -> bool:
    """Whether the number at a place is a name: Borang 5, Tahap 2."""
    before = tokens[place - 1] if place else None
    return before is not None and before.part == "c" and before.name in ("label", "age")


def _find_time(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    near = _BETWEEN.match(parts, place) if parts[place] == "b" else _RANGE.match(parts, place)
    if near is not None and not (_is_label(tokens, place) and "U" not in near[0]):
        measure = _one_time(text, tokens, parts, near.end())
        if measure is not None:
            ends = _number_of(tokens, near, "near")
            measure.first = measure.left = place
            if near.re is _RANGE and near["unit"] and tokens[near.start("unit")].name != measure.unit:
                return _one_time(text, tokens, parts, place)  # two times in two units are two measures
            measure.low = ends[0] if ends and measure.amount is not None and ends[0] <= measure.amount else None
            return measure
    return _one_time(text, tokens, parts, place)


def _one_time(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    if parts.startswith("(D)W", place) and len(plain_number([tokens[place + 1], tokens[place + 3]])) > 1:
        return None  # (1) tiga hari: the number of an item, not of the days
    bracket = _BRACKET.match(parts, place)
    if bracket is not None:
        said, number = plain_number(tokens[place : place + 1]), _number_of(tokens, bracket, "number")
        if said == (number or said):
            unit = tokens[bracket.start("unit")].name
            return _worked(Measure("time", place, bracket.end(), said, [unit]), tokens, parts)
    match = _TIME.match(parts, place)
    if match is None or (_is_label(tokens, place) and tokens[match.start("unit")].name == "calendar year"):
        return None  # Undang-Undang Nomor 14 Tahun 2008
    if match["times"] and (parts[match.end("times") - 1 - len(match["times"])] == "K") and not _is_hours(tokens, match):
        return None  # 3 kali 1 minggu: three times a week
    end = match.end()
    if match["again"] and _differs(tokens, match):
        # a footnote or a year in brackets, not the number again
        return _worked(Measure("time", place, match.end("unit"), *_plain(text, tokens, parts, match)), tokens, parts)
    quantity = Quantity(shown(tokens[slice(*match.span())]), tokens, match)
    what = "window" if _is_fused(tokens, match) else "time"
    return _worked(Measure(what, place, end, quantity.amounts, quantity.units, doubts=quantity.doubts), tokens, parts)


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
    said = _number_of(tokens, match, "number")
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
        if parts[measure.end] != "(" or how.name not in ("working day", "calendar day"):
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


def _find_ordinal(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    match = _ORDINAL.match(parts, place)
    if match is None:
        return None
    names = [token.name for token in tokens[place : match.end()]]
    which = next((_ORDINALS[name] for name in names if name in _ORDINALS), 0)
    unit = next((name for name in names if name in _ORDERED), "")
    if not which or not unit:
        return None  # minggu pertama, hari terakhir
    return Measure("thing" if unit == "ring" else "time", place, match.end(), [Fraction(which)], [unit])


def _find_share(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    match = _SHARE.match(parts, place)
    if match is None:
        return None
    amounts = _number_of(tokens, match, "number") or _number_of(tokens, match, "inner")
    sign = next(token for token in tokens[match.start() : match.end()] if token.part == "%")
    low = _number_of(tokens, match, "low")
    measure = Measure("share", place, match.end(), amounts, [sign.name])
    measure.low = low[0] if low and low[0] <= amounts[0] else None
    if len(amounts) > 1:
        measure.doubts = [_disagree(tokens, match)]
    return measure


def _disagree(tokens: Tokens, match: re.Match[str]) -> DurationError:
    return disagreeing(shown(tokens[slice(*match.span())]), tokens[match.start("number") : match.end("number")])


def _find_count(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    match = _COUNT.match(parts, place)
    if match is None or _is_label(tokens, place):
        return None
    amounts, low = _number_of(tokens, match, "number"), _number_of(tokens, match, "low")
    # sekali (1) sebulan: the number again; another number in brackets is no part of it
    end = match.start("again") if match["again"] and _number_of(tokens, match, "again") != amounts else match.end()
    measure = Measure("count", place, end, amounts, ["times"], low=low[0] if low else None)
    if len(amounts) > 1:
        measure.doubts = [_disagree(tokens, match)]
    return measure


def _find_thing(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    match = _THING.match(parts, place)
    if match is None:
        return None
    amounts, low = _number_of(tokens, match, "number"), _number_of(tokens, match, "low")
    unit = tokens[match.start("unit")].name
    return Measure("thing", place, match.end(), amounts, [unit], low=low[0] if low else None)


def _find_money(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    match = _MONEY.match(parts, place)
    return match and Measure("money", place, match.end(), _number_of(tokens, match, "number"), ["RM"])


def _find_period(text: str, tokens: Tokens, parts: str, place: int) -> Measure | None:
    match = _PERIOD.match(parts, place)
    if match is None:
        return None
    if match["adverb"]:
        return Measure("period", place, match.end(), [Fraction(1)], [tokens[place].name])
    unit = tokens[match.start("unit") if match["unit"] else match.start("slashed")].name
    amounts = _number_of(tokens, match, "number") or [Fraction(1)]
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
    _find_always, _find_hours, _find_clock, _find_date, _find_share, _find_time, _find_count, _find_thing,
)  # fmt: skip
_FINDERS: Final[dict[str, tuple[_Finder, ...]]] = {
    **dict.fromkeys("DW(", _NUMBERS),
    **dict.fromkeys("AFHb", (_find_time,)),
    **dict.fromkeys("EQq/", (_find_period,)),
    **dict.fromkeys("NJIj", (_find_moment,)),
    **dict.fromkeys("tU", (_find_hours, _find_clock, _find_date, _find_ordinal)),
    **dict.fromkeys("GO", (_find_ordinal,)),
    **dict.fromkeys("Mo", (_find_date,)),
    **dict.fromkeys("VY", (_find_always,)),
    "$": (_find_money,),
}
