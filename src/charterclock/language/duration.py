"""Durations as people write them: ``dua (2) minggu``, ``2x24 jam``, ``half a year``; and back into words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from charterclock.durations import NEXT_WORKING_DAY, Duration
from charterclock.language.kinds import KEYS
from charterclock.language.quantity import Quantity
from charterclock.language.refusals import refusal, unreadable
from charterclock.language.shapes import DURATION
from charterclock.language.tokens import Token, lexicon, parts_of, tokenise
from charterclock.language.words import tables

__all__ = ["format_duration", "read_duration", "written_number"]

LONGEST_PHRASE: Final = 300


def read_duration(phrase: str, language: str | None = None, bound: str = "within") -> Duration:
    """Reads a duration in Malay, Indonesian or English.

    Words for the bound may stand beside it ("within", "tidak melebihi"). Any other word that is not understood is an
    error: nothing is guessed and nothing left out. "Hari", "jam" and the like stay bare words.

    Args:
        phrase: up to 300 characters.
        language: ``ms``, ``id`` or ``en`` to allow only the words of one, and the unit names that files use.
        bound: the key under which a file has the phrase; words that say the same bound ("<" for ``under``) are read.

    Raises:
        DurationError: CC306 the phrase cannot be read, CC307 number and numeral disagree, CC308 it can be read in
            two ways; CC301 and CC303 for an amount that no duration can have.

    Example:
        >>> read_duration("dalam tempoh dua (2) minggu")
        Duration(2, 'week')
        >>> read_duration("2x24 jam")
        Duration(48, 'clock hour')
        >>> read_duration("sehari bekerja", "ms")
        Duration(1, 'working day')
        >>> read_duration("<1 jam", bound="under")
        Duration(1, 'hour')
    """
    if len(phrase) > LONGEST_PHRASE:
        raise unreadable(
            phrase[:40] + "...", f"it has more than {LONGEST_PHRASE} characters", "write the duration alone"
        )
    known = lexicon(language)
    tokens = tokenise(" ".join(phrase.split()).rstrip(".,;:"), known)
    parts = parts_of(tokens)
    alone = _without_bounds(tokens, parts, bound)
    match = DURATION.fullmatch(parts, alone.start, alone.stop)
    if match is None:
        raise refusal(phrase, tokens, known)
    if match["next"]:
        return Duration(unit=NEXT_WORKING_DAY)
    quantity = Quantity(phrase, tokens, match)
    if quantity.doubts:
        raise quantity.doubts[0]
    return Duration(quantity.amounts[0], quantity.units[0])


def _without_bounds(tokens: Sequence[Token], parts: str, bound: str) -> range:
    """The tokens between the words that say the bound itself; an inclusive upper bound is said by any pledge."""
    said = [part in "BL" and (part == "B" or KEYS.get(token.name) == bound)
            for part, token in zip(parts, tokens, strict=True)]  # fmt: skip
    first, end = 0, len(tokens)
    while first < end and said[first]:
        first += 1
    if first < end and said[end - 1] and tokens[end - 1].name not in ("bare", "within"):
        end -= 1
    return range(first, end)


def format_duration(duration: Duration, language: str = "en") -> str:
    """Writes a duration so that ``read_duration`` gives it back, unit included.

    Args:
        duration: any duration; a bare word stays one.
        language: ``ms``, ``id`` or ``en``.

    Raises:
        DurationError: CC306, a language that there is no table for.

    Example:
        >>> format_duration(Duration(3, "working day"), "id")
        '3 hari kerja'
        >>> format_duration(Duration("0.5", "calendar year"), "ms")
        'setengah tahun'
    """
    (words,) = tables(language)
    if duration.unit == NEXT_WORKING_DAY:
        return words.moments[NEXT_WORKING_DAY][0]
    unit = words.units[duration.unit][0]
    if duration.amount == Fraction(1, 2):
        return words.language.get(f"half an {duration.unit}") or words.language["half"].format(unit)
    ending = "" if 0 < duration.amount <= 1 else words.language.get("plural", "")
    return f"{written_number(duration.amount, words.language['decimal sign'])} {unit}{ending}"


def written_number(amount: int | Fraction, decimal_sign: str) -> str:
    """Tenths as a decimal, which cannot be taken for a time of day or for thousands; other parts as 1 1/3."""
    whole, rest = divmod(amount, 1)
    if not rest:
        return str(whole)
    if (rest * 10).denominator == 1:
        return f"{whole}{decimal_sign}{rest * 10}"
    return f"{whole} {rest}" if whole else str(rest)
