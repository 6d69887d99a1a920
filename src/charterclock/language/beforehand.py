"""Times that are counted back from an event: ``7 hari sebelum mesyuarat``."""

from __future__ import annotations

from typing import Final

from charterclock.language.measures import Measure
from charterclock.language.pool import Pool

__all__ = ["stands_before"]

#: how many words may stand between a time and the word for before
_REACH: Final = 5
#: words after which another promise, or a condition, begins
_STEPS: Final = ("not", "must", "for")
#: beginnings and ends of words for what is done
_DONE: Final = ("di", "mem", "men")
_DOING: Final = "ing"
_SHORT: Final = 5


def stands_before(pool: Pool, measure: Measure) -> bool:
    """Whether a word for before follows; the promise rests on that word, too."""
    place = _before(pool, measure)
    if place is None:
        return False
    measure.others.append((place, place + 1))
    return True


def _before(pool: Pool, measure: Measure) -> int | None:
    """The word for before after a measure, or after the one that it is joined with: ``30 hari dan 25 hari sebelum``."""
    measures = pool.sentence.measures
    for following in measures[measures.index(measure) + 1 :]:
        if pool.sentence.parts[measure.right : following.left] != "a":
            break
        measure = following
    place = _directly(pool, measure)
    return place if place is not None else _further_on(pool, measure)


def _directly(pool: Pool, measure: Measure) -> int | None:
    tokens, parts, end = pool.sentence.tokens, pool.sentence.parts, pool.sentence.end
    place = measure.right
    while place < end and parts[place] in ")w":
        place += 1
    if place < end and tokens[place].text in ("'", "’"):  # 7 days' notice, a week's notice
        place += 1 + (tokens[place + 1].text.casefold() == "s" if place + 1 < end else 0)
    return place if place < end and parts[place] in "Ll" and tokens[place].name == "before" else None


def _further_on(pool: Pool, measure: Measure) -> int | None:
    """A word for before an event that stands a few words on: ``14 hari melalui pos sebelum mesyuarat``.

    Before something is done it only tells an order of steps: ``untuk semakan sebelum diluluskan``.
    """
    tokens, parts, end = pool.sentence.tokens, pool.sentence.parts, pool.sentence.end
    place = measure.right
    last = min(end, place + _REACH + 1)
    while place < last and tokens[place].name not in _STEPS:
        # by post: such a word bounds what follows it
        if parts[place] not in "?c" and not (parts[place] in "BL" and tokens[place].number):
            break
        place += 1
    if place + 1 >= end or parts[place] != "L" or tokens[place].name != "before":
        return None
    return None if parts[place + 1] not in "?cSAf" or _is_done(tokens[place + 1].text.casefold()) else place


def _is_done(word: str) -> bool:
    """Whether a word says that something is done: ``dimuat naik``, ``mengeluarkan``, ``submitting``."""
    if len(word) <= _SHORT or word == "meeting":
        return False
    return word.startswith(_DONE) or word.endswith(_DOING)
