"""Milestones and conditions from words: what starts and stops a clock, and which cases a tier takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from charterclock.language.context import Events, named_events
from charterclock.language.measures import plain_number
from charterclock.language.readings import plain
from charterclock.language.tokens import lexicon, parts_of, tokenise
from charterclock.language.words import TABLES

__all__ = ["case_conditions", "case_names", "events_of", "milestone", "name_of", "recurring", "without_start"]

#: a start at complete documents is later than their receipt; so it is named first
_FIRST: Final = ("complete",)
_NUMBER: Final = r"([0-9]+(?:[.,][0-9]+)*)"
_BETWEEN: Final = re.compile(rf"{_NUMBER}\s*(?:-|–|hingga|sampai|s/d|to)\s*{_NUMBER}\s+(\w+(?: \w+)?)")
_BOUND: Final = re.compile(rf"(<=|>=|≤|≥|<|>)\s*{_NUMBER}\s+(\w+(?: \w+)?)")
_BOUNDS: Final = {"<": "below", ">": "above", "<=": "to", "≤": "to", ">=": "from", "≥": "from"}
_WORD: Final = re.compile(r"\w+")
_LONGEST_NAME: Final = 5


def milestone(words: str, last: bool = False) -> str:
    """The usual name of the milestone that some words speak of, or nothing.

    Args:
        words: such as ``tarikh permohonan lengkap diterima``.
        last: whether they are the words for what is done, of which the last one counts; otherwise for a start.

    Example:
        >>> milestone("tarikh permohonan lengkap diterima"), milestone("panggilan dijawab", last=True)
        ('complete', 'answered')
    """
    text = f" {' '.join(re.findall(_WORD, words.casefold()))} "
    found: list[tuple[int, str]] = []
    for table in TABLES.values():
        for name, said in (table.stop_words if last else table.start_words).items():
            places = (text.rfind(f" {word} ") if last else text.find(f" {word} ") for word in said)
            found += [(place, name) for place in places if place >= 0]
    if not found:
        return ""
    if not last:
        first = next((name for name in _FIRST if any(name == other for _, other in found)), None)
        if first:
            return first
    return (max(found) if last else min(found))[1]


def recurring(words: str) -> dict[str, str] | None:
    """A start at the end of every period: ``setiap suku tahunan``.

    Example:
        >>> recurring("setiap suku tahunan")
        {'every': 'quarter', 'at': 'end'}
    """
    tokens = tokenise(words, lexicon(None))
    if parts_of(tokens[:2]) != "EU":
        return None
    unit = tokens[1].name.removeprefix("calendar ")
    return {"every": unit, "at": "end"} if unit in ("month", "quarter", "year") else None


def events_of(words: str) -> Events:
    """The start and the end that an introduction names for all its sub-items."""
    tokens = tokenise(words, lexicon(None))
    return named_events(words, tokens, parts_of(tokens))


def without_start(words: str) -> str:
    """The words without a first one that joins them to what stands before: ``daripada kes``, ``of the cases``."""
    tokens = tokenise(words, lexicon(None))
    return words[tokens[1].start :] if len(tokens) > 1 and tokens[0].part == "S" else words


def name_of(words: str, most: int = _LONGEST_NAME) -> str:
    """An identifier of a few words: letters and digits of the text, joined by hyphens."""
    pieces = re.findall(r"[^\W_]+", words.casefold())
    return "-".join(pieces[:most]) or "x"


def case_names(labels: Sequence[str]) -> list[str]:
    """The names of tiers: the words before each time, without the introduction that the first one begins with."""
    names = [label.strip(" ,;:-–") for label in labels]
    if len(names) > 1:
        names[0] = _without_introduction(names[0], names[1:])
    made: list[str] = []
    for place, name in enumerate(names, 1):
        short = " ".join(name.split()[-_LONGEST_NAME * 2 :]) or str(place)
        made.append(short if short not in made else f"{short} ({place})")
    return made


def _without_introduction(first: str, others: Sequence[str]) -> str:
    word = others[0].split(" ", 1)[0] if others[0] else ""
    cut = first.rfind(f" {word} ") if len(word) > 2 else -1
    if cut >= 0:
        before = first[:cut].rsplit(" ", 1)[-1]
        negated = any(before.casefold() in words.joins["not"] for words in TABLES.values())
        return f"{before}{first[cut:]}" if negated else first[cut + 1 :]
    for opening in (": ", " bagi ", " untuk ", " melalui ", " for ", " melibatkan ", " terhadap "):
        if opening in first:
            return first.rsplit(opening, 1)[1]
    return first


def case_conditions(names: Sequence[str]) -> list[Mapping[str, Any]]:
    """The conditions of tiers with these names: bounds where they are printed, else one column of words.

    Example:
        >>> case_conditions(["skop kecil (<20 point)", "skop besar (>=20 point)"])
        [{'point': {'below': '20'}}, {'point': {'from': '20'}}]
        >>> case_conditions(["skop kecil", "skop besar"])
        [{'skop': 'kecil'}, {'skop': 'besar'}]
    """
    arrivals = [_arrival(name) for name in names]
    if all(arrivals):
        return [{"arrived": arrival} for arrival in arrivals]
    bounds = [_bounds(name) for name in names]
    columns = {column for bound in bounds for column in bound}
    if all(bounds) and len(columns) == 1:
        return bounds
    shared = {name.split(" ", 1)[0].casefold() for name in names}
    if len(shared) == 1 and all(" " in name for name in names):
        return [{shared.copy().pop(): name.split(" ", 1)[1]} for name in names]
    return [{"case": name} for name in names]


def _bounds(name: str) -> Mapping[str, Any]:
    between = _BETWEEN.search(name)
    if between is not None:
        return {between[3].casefold(): {"from": _plain(between[1]), "to": _plain(between[2])}}
    bound = _BOUND.search(name)
    return {bound[3].casefold(): {_BOUNDS[bound[1]]: _plain(bound[2])}} if bound else {}


def _plain(number: str) -> str:
    found = plain_number(tokenise(number, lexicon(None)))
    return plain(found[0]) if found else number


def _arrival(name: str) -> str:
    folded = name.casefold()
    for words in TABLES.values():
        for where in ("outside", "in"):  # "selepas waktu pejabat" before "waktu pejabat"
            if any(said in folded for said in words.arrivals.get(where, ())):
                return "outside opening time" if where == "outside" else "in opening time"
    return ""
