"""The bound of a measure: the words before it, or directly after, that say within, at most, at least and so on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from charterclock.language.measures import Measure
from charterclock.language.tokens import Token

__all__ = ["set_bounds"]

#: of several bounds the first of these counts: "dalam tempoh tidak melebihi" is at most, "dalam tempoh <1 jam" under
_STRONGEST: Final = (
    "under", "at_least", "over", "at_most", "plus", "about", "before", "after", "within", "on", "bare",
)  # fmt: skip
#: how far before a time a word for the average may stand
_AVERAGE_REACH: Final = 7
#: how far before a bound the word that denies it may stand: "do not have to wait for more than"
_DENIAL_REACH: Final = 6
#: what a bound becomes where it is denied
_DENIED: Final = {"over": "at_most", "under": "at_least"}
#: bounds that may begin a sentence, and bound the amount at its end: "Maximum time taken to answer: 5 minutes"
_AHEAD: Final = ("average", "at_most", "about")
#: how far before an amount a word such as maximum may stand, with what is limited between them
_AHEAD_REACH: Final = 5
#: bounds that the amounts after "and" and the like share: "within 3 days (counter) or 14 days (post)"
_SHARED: Final = ("within", "at_most", "under")
#: bounds that may follow their amount: "30 minit maksimum"
_AFTERWARDS: Final = ("at_most", "at_least", "under")

#: what marks an item: (ii), b), a dash or a bullet
_MARKER: Final = re.compile(r"(?:\(?[?D]\)|[-;])")

Tokens = Sequence[Token]


def set_bounds(measures: Sequence[Measure], tokens: Tokens, parts: str) -> None:
    """Finds the comparison of every measure, from the words before it or directly after."""
    taken = 0
    before: Measure | None = None
    for place, measure in enumerate(measures):
        following = measures[place + 1].first if place + 1 < len(measures) else len(tokens)
        names = _before(measure, tokens, parts, taken)
        names += _afterwards(measure, tokens, parts, following)
        if measure.low is not None and "at_most" in (token.name for token in tokens[measure.first : measure.end]):
            names = ["at_most"]  # minimal 1 hari hingga maksimal 5 hari: the far end binds
        if not names and measure.what in ("time", "window"):
            names = _ahead(measure, tokens, parts, taken) or _shared(measure, before, tokens, parts)
        if not names and parts[measure.first] == "j" and measure.is_nth:
            names = ["on"]  # pada hari ke-14
        if measure.what not in ("date", "clock") and not measure.is_nth:
            names = [name for name in names if name != "on"]
        if measure.what == "score":  # a mean by its nature
            names = [name for name in names if name != "average"]
        if measure.what in ("time", "window") and _is_average(measure, tokens, parts, taken):
            names = ["average"]
        measure.comparison = next((name for name in ("average", *_STRONGEST) if name in names), "bare")
        taken = measure.right
        before = measure


def _before(measure: Measure, tokens: Tokens, parts: str, taken: int) -> list[str]:
    names = []
    place = measure.first - 1
    while place >= taken:
        token = tokens[place]
        if token.part in "BLo":
            denial = _denial(token, place, tokens, parts, taken)
            if denial is not None:
                measure.others.append((denial, denial + 1))
            names.append(_DENIED[token.name] if denial is not None else token.name.removesuffix(" day"))
            measure.left = place
        elif token.part == "R" and place == taken and place:
            break  # the far end of a range in two units
        elif token.part == "R" and not names and measure.low is None and measure.what != "moment":
            names.append("at_most")  # sehingga 3 hari: up to
            measure.left = place
        elif not (_may_stand_between(token, measure) or _is_between(measure, tokens, parts, place, taken)):
            break
        place -= 1
    return names


def _denial(token: Token, place: int, tokens: Tokens, parts: str, taken: int) -> int | None:
    """The word that denies a bound: ``tidak akan mengambil masa lebih daripada 3 hari``, ``not wait longer than``."""
    if token.name not in _DENIED:
        return None
    for at in range(place - 1, max(taken, place - _DENIAL_REACH) - 1, -1):
        if parts[at] in ",;.:x":
            return None
        if tokens[at].name == "not":
            return at
    return None


def _is_between(measure: Measure, tokens: Tokens, parts: str, place: int, taken: int) -> bool:
    """Whether a word stands between a bound and its amount: ``sekurang-kurangnya diadakan satu kali``."""
    if parts[place] == "S" and place > taken and place + 1 == measure.first and measure.what == "time":
        return tokens[place - 1].name in ("at_least", "at_most") and parts[place - 1] in "BL"
    if measure.what not in ("count", "share") or place <= taken or parts[place] != "?" or parts[place + 1] in ",;.":
        return False
    return tokens[place - 1].name in ("at_least", "at_most") and parts[place - 1] in "BL"


def _ahead(measure: Measure, tokens: Tokens, parts: str, taken: int) -> list[str]:
    """A bound that begins the sentence, ``Maximum time taken to contain a spill: 300 minutes``."""
    for place in range(measure.first - 1, max(taken, measure.first - _AHEAD_REACH) - 1, -1):
        if tokens[place].name == "at_most" and parts[place] in "BL" and not tokens[place].number:
            measure.others.append((place, place + 1))  # a maximum wait of 6 weeks
            return ["at_most"]
        if parts[place] not in "?cBfSA:":
            break
    start = max((at + 1 for at in range(taken, measure.first) if parts[at] in ";."), default=taken)
    if start and start == taken and parts[start - 1] not in ";.":
        return []
    marker = _MARKER.match(parts, start)
    start = marker.end() if marker is not None and marker.end() < measure.first else start
    token = tokens[start]
    if token.part not in "BL" or token.name not in _AHEAD or parts[start + 1] not in "?cBK":
        return []
    if token.name == "about" and parts[start + 1] != "B":  # Sekitar kawasan bandar
        return []
    measure.others.append((start, start + 1))
    return [token.name]


def _shared(measure: Measure, before: Measure | None, tokens: Tokens, parts: str) -> list[str]:
    """The bound of the time before, where this one is only another case of it: ``dan 14 hari bagi pos``."""
    if before is None or before.what != "time" or before.comparison not in _SHARED or measure.left - 1 < before.end:
        return []
    joint = measure.left - 1
    apart = parts[joint] == ";" and tokens[joint].text != ";"  # another line, another cell
    return [before.comparison] if parts[joint] in "arR/;," and not apart else []


def _may_stand_between(token: Token, measure: Measure) -> bool:
    """Whether a bound can reach over a word to its amount: ``sekurang-kurangnya pada tahap 98%``."""
    if token.part == "c":
        return token.name in ("score", "label", "availability")
    if token.name == "last":
        return measure.what == "date"
    return token.part in "fA(b" or (token.part == "E" and measure.what == "date")


def _afterwards(measure: Measure, tokens: Tokens, parts: str, following: int) -> list[str]:
    place = measure.end
    while place < following and parts[place] in ")(,r":
        place += 1
    if place < following and parts[place] == "e" and _belongs_to_next(tokens, place):
        return []
    if place < following and tokens[place].name in _AFTERWARDS and parts[place] in "BLle" and not tokens[place].number:
        # "3 hari tidak melebihi 5 hari": the bound of the next one
        if place + 1 == following < len(tokens) and parts[place] not in "le":
            return []
        if parts[place] in "BL" and parts[place + 1 : place + 2] in ("D", "W"):  # 7 hari, minimum 3 dokumen
            return []
        measure.right = place + 1
        measure.others.append((place, place + 1))
        return [tokens[place].name]
    return []


def _belongs_to_next(tokens: Tokens, place: int) -> bool:
    """Whether a word follows that belongs to the words at a place: ``ke atas setiap aduan``."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    return following is not None and following.part in "?cEUGDW$" and following.name not in ("for", "not")


def _is_average(measure: Measure, tokens: Tokens, parts: str, taken: int) -> bool:
    after = measure.end + (parts[measure.end : measure.end + 1] == "(")
    ahead = parts[after + 1 : after + 2] in ("D", "W")
    if not ahead and parts[after : after + 1] == "L" and tokens[after].name == "average":
        measure.others.append((after, after + 1))
        return True
    near = range(max(taken, measure.left - _AVERAGE_REACH), measure.first)
    found = next((place for place in near if parts[place] == "L" and tokens[place].name == "average"), None)
    if found is not None and found < measure.left:
        measure.others.append((found, found + 1))
    return found is not None
