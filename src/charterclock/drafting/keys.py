"""The keys of a pledge from a reading, by the one table of kinds and comparisons (``language/kinds.py``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

from charterclock.durations import NEXT_WORKING_DAY, Duration, check_bound
from charterclock.errors import DurationError
from charterclock.language import format_duration, read_duration
from charterclock.language.kinds import KEYS, KINDS
from charterclock.language.readings import Reading, plain
from charterclock.meanings import Meanings

__all__ = ["Keys", "pledge_keys"]


@dataclass(frozen=True, slots=True)
class Keys:
    """What a reading says in a charter file.

    Args:
        kind: the kind of the pledge.
        limit: the keys of its limit, such as ``within`` and ``target``.
        confirm: what a person must decide.
        why: why it is kept as a statement; empty where it is not.
    """

    kind: str
    limit: Mapping[str, Any]
    confirm: tuple[str, ...] = ()
    why: str = ""


#: what cannot be measured by its unit
_UNITLESS: Final = {
    "immediate": "'immediately' cannot be measured; no due unless a limit is set",
    "ring": "rings are no time, unless the length of a ring is set",
    "": "the unit is missing",
}
#: when a page was last changed, more often than a promise
_OF_ONE_YEAR: Final = re.compile(r"\b(?:19|20)[0-9]{2}\b")
#: bare words must have some meaning before their bound can be checked; which one makes no difference
_ANY_MEANING: Final = Meanings(day="working day", week="working week", month="calendar month", hour="clock hour")
_LOOSE: Final = {
    "about": "an approximate time binds nobody; write the limit, if one is meant",
    "around": "a time on either side of another is measured by no key",
    "average": "the limit is on the mean of all cases, which no key says",
    "plus": "it is added to another time: see recovery",
}


def pledge_keys(reading: Reading, language: str = "en") -> Keys:
    """The keys of a pledge that says what a reading says; a statement with the reason where no pledge does.

    Args:
        reading: what was read.
        language: the language for words that are not printed, such as the near end of a range.

    Example:
        >>> from charterclock.language import read
        >>> keys = pledge_keys(read("80% panggilan dijawab dalam tempoh 10 saat")[0])
        >>> keys.kind, dict(keys.limit)
        ('deadline', {'within': '10 saat', 'target': '80%'})
        >>> pledge_keys(read("± 7 hari kerja")[0]).why
        'an approximate time binds nobody; write the limit, if one is meant'
    """
    rule = KINDS[reading.kind]
    if reading.quota is not None and not 0 <= reading.quota <= 1:
        return _kept("a share lies between 0% and 100%")
    if rule.why:
        kind = rule.pledge
        return Keys(kind, {}, why="" if reading.kind in ("fee", "doc_rule", "statement") else rule.why)
    makers = {
        "date": _date, "frequency": _frequency, "availability": _availability, "score": _score, "ratio": _ratio,
    }  # fmt: skip
    return makers.get(reading.kind, _time)(reading, language)


def _kept(why: str, kind: str = "statement") -> Keys:
    return Keys(kind, {}, why=why)


def _time(reading: Reading, language: str) -> Keys:
    rule = KINDS[reading.kind]
    confirm: list[str] = []
    if reading.amount is None and not reading.unit:
        return _kept("no time is printed")
    if reading.unit in _UNITLESS:
        return _kept(_UNITLESS[reading.unit])
    if reading.comparison in _LOOSE:
        return _kept(_LOOSE[reading.comparison])
    if reading.duration is None:
        why = "the number is missing" if reading.amount is None else "such a part of a unit cannot be counted"
        return _kept(f"{why}: write it in a smaller unit" if reading.amount is not None else why)
    key = rule.key or KEYS.get(reading.comparison, "within")
    if reading.comparison == "over":
        confirm.append("printed as the failure, more than this; the promise is taken to be the opposite")
    if reading.kind == "deadline" and reading.comparison == "before":
        key = "within"
        confirm.append("printed 'before' in front of the time; taken as within")
    if key == "at_least":
        confirm.append("a floor promises nothing to the client; was 'at most' meant?")
    try:
        check_bound(_ANY_MEANING.resolve(reading.duration), key)
    except DurationError as error:
        return _kept(f"{error.message}: write days, or another key")
    limit: dict[str, Any] = {key: _phrase(reading, key, language)}
    if reading.low is not None and key == "within":
        low = _low(reading)
        if low is not None:
            limit[key] = {"from": format_duration(low, language), "to": format_duration(reading.duration, language)}
    if reading.quota is not None:
        limit["target"] = f"{plain(reading.quota * 100)}%"
    return Keys("deadline", limit, tuple(confirm))


def _phrase(reading: Reading, key: str, language: str) -> str:
    """The limit as it was printed, where a file reads the same in it; else as it is written."""
    assert reading.duration is not None
    if reading.duration.unit == NEXT_WORKING_DAY:
        return NEXT_WORKING_DAY
    try:
        if read_duration(reading.limit, bound=key) == reading.duration:
            return reading.limit
    except DurationError:
        pass
    return format_duration(reading.duration, language)


def _low(reading: Reading) -> Duration | None:
    assert reading.duration is not None
    try:
        return Duration(reading.low or 0, reading.duration.unit)
    except DurationError:
        return None


def _date(reading: Reading, language: str) -> Keys:
    days = [text for text in reading.dates if len(text) == 5 and "--" not in text and ":" not in text]
    if len(days) != 1 or len(reading.dates) != 1:
        return _kept("`by` takes one day of the year: write a pledge for each, or keep it so", "date")
    if _OF_ONE_YEAR.search(reading.limit):
        return _kept("a date of one year, and `by` is for every year")
    confirm: list[str] = []
    day = date(2001, int(days[0][:2]), min(int(days[0][3:]), 28) if days[0] == "02-29" else int(days[0][3:]))
    if reading.comparison == "before":
        day -= timedelta(days=1)
        confirm.append("printed 'before' that day: the day before is the last")
    return Keys("deadline", {"by": f"{day.month:02}-{day.day:02}"}, tuple(confirm))


def _frequency(reading: Reading, language: str) -> Keys:
    if reading.comparison in ("over", "under", "at_most") or reading.low is not None:
        return _kept("a frequency is a least number of times")
    if reading.amount is None or reading.amount < 1:
        return _kept("no times are promised")
    number, _, unit = reading.window.rpartition(" ")
    if not reading.window:
        return _kept("the period is missing: write times and per")
    if not number and unit in ("month", "quarter", "year"):
        return Keys("frequency", {"times": plain(reading.amount), "per": unit})
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit, 0) * (int(number) if number.isdecimal() else 0)
    if reading.amount == 1 and months and 12 % months == 0:
        return Keys("frequency", {"every": format_duration(Duration(months, "month"), language)})
    return _kept(f"a period of {reading.window} is no month, quarter, year or equal part of one")


def _availability(reading: Reading, language: str) -> Keys:
    confirm: list[str] = []
    if reading.comparison in ("under", "at_most"):
        return _kept("a limit on being down: write at_least with the rest")
    share = f"{plain(reading.amount)}%" if reading.amount is not None else "100%"
    if reading.amount is None:
        confirm.append("no percentage is printed; 100% round the clock is taken; else opening hours, or a statement")
    per = reading.window if reading.window in ("month", "quarter", "year") else ""
    if not per:
        confirm.append("no period is printed; a calendar month is taken")
    if Fraction(reading.amount or 0) > 100:
        return _kept("more than 100%")
    return Keys("availability", {"at_least": share, "per": per or "month"}, tuple(confirm))


def _score(reading: Reading, language: str) -> Keys:
    if reading.scale is None or reading.amount is None:
        return _kept("the scale is missing: write kind: score with its scale")
    low, high = reading.scale
    if not low <= reading.amount <= high or reading.comparison in ("under", "at_most"):
        return _kept("it is no least score on its scale")
    return Keys("score", {"scale": f"{plain(low)}-{plain(high)}", "at_least": plain(reading.amount)})


def _ratio(reading: Reading, language: str) -> Keys:
    if reading.unit != "percent" or reading.amount is None or not 0 <= reading.amount <= 100:
        return _kept("it is no share from 0% to 100%")
    if reading.comparison in ("under", "at_most") or reading.low is not None:
        return _kept("a share that should be low; a ratio is a least share")
    confirm = ["no bound is printed; at least is taken"] if reading.comparison == "bare" else []
    return Keys("ratio", {"at_least": f"{plain(reading.amount)}%"}, tuple(confirm))
