"""Dates and clock times in a text: ``31hb Januari``, ``Mei, 31``, ``7 hari bulan``, ``8.00 pagi - 5.00 petang``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from charterclock.durations import Annual
from charterclock.errors import DurationError
from charterclock.language.tokens import Token, lexicon, parts_of, tokenise

__all__ = ["find_clock_time", "find_date", "find_hours", "read_annual"]

_DAY_FIRST: Final = re.compile(r"(?P<day>D)[dn]?(?P<month>M)(?P<year>D)?")
_MONTH_FIRST: Final = re.compile(r"(?P<month>M),?(?P<day>D)n?(?![U%KG])")
#: the 15th and 30th of the month; the 1st of every month
_DAY_OF_MONTH: Final = re.compile(r"(?P<day>D)n(?=(?:[,a/]+[?f]?Dn)*[SfE?]{0,3}(?P<unit>U))(?!U)")
_DAY_ALONE: Final = re.compile(r"(?:W\()?(?P<day>D)\)?d")
_DAY_NAMED: Final = re.compile(r"D(?![UM%KGRr(-])")
_OF_MONTH: Final = re.compile(r"DU")
_MONTH_ALONE: Final = re.compile(r"U(?P<month>M)")
_CLOCK: Final = r"(?P<{0}word>[tU])?(?P<{0}at>D)(?P<{0}half>m)?"
_HOURS: Final = re.compile("b?" + _CLOCK.format("from") + "(?:[Rr]|--?|(?<=m)a)" + _CLOCK.format("to"))
_TIME: Final = re.compile(_CLOCK.format(""))
_CLOCK_TEXT: Final = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)")
_YEAR: Final = re.compile(r"(19|20)\d\d")

Tokens = Sequence[Token]


def find_date(tokens: Tokens, parts: str, place: int) -> tuple[int, str, str] | None:
    """A date at a place: the end of its tokens, the date as ``MM-DD``, ``MM--`` or ``--DD``, and its unit."""
    match = _DAY_FIRST.match(parts, place)
    if match is not None and _day(tokens[place]):
        year = match.start("year")
        end = match.end() if match["year"] and _YEAR.fullmatch(tokens[year].text) else match.end("month")
        return end, f"{_month(tokens, match):02}-{_day(tokens[place]):02}", "date"
    match = _MONTH_FIRST.match(parts, place)
    if match is not None and _day(tokens[match.start("day")]):
        return match.end(), f"{_month(tokens, match):02}-{_day(tokens[match.start('day')]):02}", "date"
    match = _DAY_OF_MONTH.match(parts, place)
    if match is not None and tokens[match.start("unit")].name == "month" and _day(tokens[place]):
        return match.end(), f"--{_day(tokens[place]):02}", "date"
    if parts[place] == "M" and place and tokens[place].text[:1].isupper() and (
        parts[place - 1] in "BLo" or tokens[place - 1].name == "last"
    ):
        return place + 1, f"{int(tokens[place].name):02}--", "date"  # in November, akhir Maret
    match = _DAY_ALONE.match(parts, place)
    if match is not None and _day(tokens[match.start("day")]):
        return match.end(), f"--{_day(tokens[match.start('day')]):02}", "date"
    # pada tanggal 5 setiap bulan, tanggal 10 bulan berikutnya
    match = _DAY_NAMED.match(parts, place) or (_OF_MONTH.match(parts, place) if _says_month(tokens, place) else None)
    if match is not None and place and tokens[place - 1].name == "on day" and _day(tokens[place]):
        return place + 1, f"--{_day(tokens[place]):02}", "date"
    match = _MONTH_ALONE.match(parts, place)
    if match is not None and tokens[place].name == "month":
        return match.end(), f"{_month(tokens, match):02}--", "date"
    return None


def find_hours(tokens: Tokens, parts: str, place: int) -> int | None:
    """The end of opening hours at a place, such as ``8.00 pagi hingga 5.00 petang``."""
    match = _HOURS.match(parts, place)
    if match is None or parts[match.end() : match.end() + 1] in ("U", "%", "K", "G"):
        return None
    first, last = (_clock(tokens, match, end) for end in ("from", "to"))
    return match.end() if first and last else None


def find_clock_time(tokens: Tokens, parts: str, place: int) -> tuple[int, str] | None:
    """A clock time at a place: the end of its tokens, and the time as ``HH:MM``. A number needs am, pukul and such."""
    match = _TIME.match(parts, place)
    if match is None or not (match["word"] or match["half"]):
        return None
    if parts[match.end() : match.end() + 1] in ("U", "%", "K", "G"):
        return None
    found = _clock(tokens, match, "")
    return (match.end(), found) if found else None


def read_annual(text: str) -> Annual:
    """A date of every year from words, in any of the languages: ``31 Mei``, ``31 May``.

    Raises:
        DurationError: CC310, not a date of every year.

    Example:
        >>> read_annual("31hb Ogos")
        Annual(month=8, day=31)
    """
    tokens = tokenise(text.replace("-", " "), lexicon(None)) if len(text) < 100 else []
    parts = parts_of(tokens)
    found = find_date(tokens, parts, 0) if tokens else None
    if found is None or found[0] != len(tokens) or not re.fullmatch(r"\d\d-\d\d", found[1]) or parts.endswith("MD"):
        raise DurationError("CC310", f"not a date of every year: {text[:100]!r}", "write 31 May")
    return Annual(int(found[1][:2]), int(found[1][3:]))


def _says_month(tokens: Tokens, place: int) -> bool:
    return place + 1 < len(tokens) and tokens[place + 1].name == "month"


def _month(tokens: Tokens, match: re.Match[str]) -> int:
    return int(tokens[match.start("month")].name)


def _day(token: Token) -> int:
    """The day of the month that a numeral can be, else 0."""
    return int(token.text) if token.text.isdecimal() and len(token.text) < 3 and 1 <= int(token.text) <= 31 else 0


def _clock(tokens: Tokens, match: re.Match[str], end: str) -> str:
    """A clock time as ``HH:MM``, or nothing where it is none."""
    text = tokens[match.start(f"{end}at")].text
    if match[f"{end}word"] == "U" and tokens[match.start(f"{end}word")].name != "hour":
        return ""
    half = tokens[match.start(f"{end}half")].name if match[f"{end}half"] else ""
    exact = _CLOCK_TEXT.fullmatch(text)
    if exact is not None:
        hour, minute = int(exact[1]), int(exact[2])
    elif text.isdecimal() and len(text) < 3 and int(text) <= 24 and (half or match[f"{end}word"]):
        hour, minute = int(text), 0
    else:
        return ""
    if half == "afternoon" and hour < 12:
        hour += 12
    return f"{hour:02}:{minute:02}"
