"""The shape of a language's table of words.

A table is meant to be corrected by somebody who speaks the language, without reading any code. Three conventions:
spellings of one thing are separated by ``|`` and the first is the one that is written; case, hyphens between letters
and the number of spaces never matter; a longer entry wins over a shorter one that begins in the same place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Words", "spellings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language.

    Args:
        code: how the language is named in files, such as ``ms``.
        numbers: words of 0 to 19, of the tens and of the hundreds; the rest is put together from these.
        number_link: what may stand between the hundreds and the rest (``and``); it is also written.
        fractions: parts that stand alone before a unit.
        added_fractions: parts that stand after a whole number.
        articles: words for "one" that are no number words.
        units: unit words, with the unit that each means.
        fused: words that hold a number and a unit, with the same in two words.
        next_working_day: what is said for the next working day.
        within: words for an upper bound that includes its end; they add nothing to a duration.
        other_bounds: words for any other bound, with the key of a charter file that says the same, or ``about``.
        ranges: what stands between the two ends of a range.
        times: what stands between the numbers of ``2 x 24``.
        written: unit words as written, one for each unit.
        plural: what is added to a written unit when there are several.
        half: half of a unit, as written; ``half_irregular`` has the units that differ.
        decimal_sign: as written; both point and comma are read.
        clock_point: whether 1.30 can also mean one hour and thirty minutes.
    """

    code: str
    numbers: Mapping[int, str]
    number_link: str = ""
    fractions: Mapping[str, str]
    added_fractions: Mapping[str, str]
    articles: tuple[str, ...] = ()
    units: Mapping[str, str]
    fused: Mapping[str, str] = field(default_factory=dict)
    next_working_day: str
    within: tuple[str, ...]
    other_bounds: Mapping[str, str]
    ranges: tuple[str, ...]
    times: tuple[str, ...]
    written: Mapping[str, str]
    plural: str = ""
    half: str
    half_irregular: Mapping[str, str] = field(default_factory=dict)
    decimal_sign: str
    clock_point: bool


def spellings(entry: str) -> list[str]:
    """The spellings of one entry.

    Example:
        >>> spellings("seratus | satu ratus")
        ['seratus', 'satu ratus']
    """
    return [spelling.strip() for spelling in entry.split("|")]
