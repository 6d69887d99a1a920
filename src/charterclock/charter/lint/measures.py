"""Promises over a period: an uptime without an outage, two frequencies in one, levels that all or none reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from charterclock.charter.dump import write_number
from charterclock.charter.lint import words
from charterclock.charter.lint.finding import Finding
from charterclock.charter.measures import Availability, Frequency, Index, Score
from charterclock.charter.model import Charter
from charterclock.durations import exact_number

__all__ = ["RULES"]

#: how many parts a period has
_PARTS: Final = {("year", "month"): 12, ("year", "quarter"): 4, ("quarter", "month"): 3}
_FREQUENCY: Final = re.compile(words.FREQUENCY, re.IGNORECASE)
_LEVEL: Final = re.compile(
    r"(?:skala|skor|nilai|score|level)\D{0,20}?(\d+(?:[.,]\d+)?)(?:\s*\([^()]*\))?\s*(?:daripada|dari|out of|of)\s*"
    r"(\d+(?:[.,]\d+)?)",
    re.IGNORECASE,
)  # fmt: skip


def full_uptime(charter: Charter) -> Iterator[Finding]:
    """CC915, an availability of 100%."""
    for index, pledge in enumerate(charter.pledges):
        if isinstance(pledge, Availability) and pledge.at_least == 1:
            yield Finding("CC915", ("pledges", index, "at_least"))


def two_frequencies(charter: Charter) -> Iterator[Finding]:
    """CC916, a frequency that says two things."""
    for index, pledge in enumerate(charter.pledges):
        if not isinstance(pledge, Frequency):
            continue
        path = ("pledges", index)
        printed = [found[0].strip() for found in _FREQUENCY.finditer(pledge.says or "")]
        part, per, times = pledge.at_least_once_per, pledge.per, pledge.times
        if part and per and times:
            form = "same" if times <= _PARTS[per, part] else ""
            values = {"times": times, "per": per, "part": part, "written": f"every: 1 {part}"}
            yield Finding("CC916", (*path, "at_least_once_per"), values, form)
        elif len(set(printed)) > 1:
            yield Finding("CC916", (*path, "says"), {"first": printed[0], "second": printed[1]}, "sentence")


def unreachable(charter: Charter) -> Iterator[Finding]:
    """CC917, a level that every result keeps or none, or one that is printed outside its scale."""
    for index, pledge in enumerate(charter.pledges):
        path = ("pledges", index)
        if isinstance(pledge, Score):
            yield from _level((*path, "at_least"), pledge.at_least, *pledge.scale)
        elif isinstance(pledge, Index) and pledge.at_least is not None:
            whole = pledge.elements * pledge.weight  # answers are from 1 to 4, their mean times 25
            yield from _level((*path, "at_least"), pledge.at_least, 25 * whole, 100 * whole)
        for found in _LEVEL.finditer(pledge.says or ""):
            level, highest = (exact_number(part.replace(",", ".")) for part in found.groups())
            if level is not None and highest is not None and level > highest:
                yield Finding("CC917", (*path, "says"), {"phrase": found[0]}, "printed")


def _level(path: tuple[str | int, ...], level: Fraction, lowest: Fraction, highest: Fraction) -> Iterator[Finding]:
    if level <= lowest:
        yield Finding("CC917", path, {"level": write_number(level)})
    elif level > highest:
        yield Finding("CC917", path, {"level": write_number(level), "highest": write_number(highest)}, "never")


RULES: Final = (full_uptime, two_frequencies, unreachable)
