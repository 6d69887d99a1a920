"""Tiers that overlap, that leave gaps, that can never apply, and times that shrink as the job grows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, groupby, pairwise
from typing import Any, Final

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.hours import DAY
from charterclock.charter.conditions import ARRIVED, NO_WORDS, YES_WORDS, Condition
from charterclock.charter.lint import words
from charterclock.charter.lint.finding import Finding
from charterclock.charter.lint.regions import Interval, contains, gaps, interval, overlap
from charterclock.charter.model import Charter
from charterclock.charter.pledges import Deadline, Tier
from charterclock.durations import Annual

__all__ = ["RULES"]

Path_ = tuple[str | int, ...]
#: no charter has so many tiers
_MOST_COMPARED: Final = 200
#: about how many clock hours a unit takes, to compare times of different units; a working week has seven days
_HOURS: Final = {
    "second": 1 / 3600, "minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.0, "quarter": 2190.0,
    "year": 8760.0,
}  # fmt: skip
_WORKED: Final = {"minute": 4.2 / 60, "hour": 4.2, "day": 33.6}
#: words of which one side alone leaves out the other
_OPPOSITES: Final = (
    (YES_WORDS, NO_WORDS, '"no"'), (NO_WORDS, YES_WORDS, '"yes"'),
    ({"in opening time"}, {"outside opening time"}, "outside opening time"),
    ({"outside opening time"}, {"in opening time"}, "in opening time"),
)  # fmt: skip
_SIGNS: Final = {word: sign for said in (words.BELOW, words.ABOVE) for sign, known in said.items() for word in known}
_SIGN: Final = "|".join(["[<>≤≥]=?", *(re.escape(word) for word in sorted(_SIGNS, key=len, reverse=True))])
_TO: Final = "|".join(re.escape(word) for word in sorted(words.BETWEEN, key=len, reverse=True))
#: in brackets (<20 points), and without them more than 20 points, 2 to 100 points
_SIZE: Final = re.compile(
    rf"\(\s*(?P<sign>{_SIGN})?\s*(?P<low>\d+)(?:\s*(?:{_TO})\s*(?P<high>\d+))?\s+(?P<noun>[^()\d][^()]*?)\s*\)"
    rf"|(?<![\w(.,-])(?:(?P<sign_>{_SIGN})\s*(?P<low_>\d{{1,12}})|(?P<from_>\d{{1,12}})\s*(?:{_TO})\s*(?P<high_>\d{{1,12}}))"
    r"\s+(?P<noun_>[^\W\d_]+)",
    re.IGNORECASE,
)


def _tiered(charter: Charter) -> Iterator[tuple[Path_, Deadline]]:
    """The pledges whose tiers are told apart by conditions; where none has any, each case names its tier."""
    for index, pledge in enumerate(charter.pledges):
        if isinstance(pledge, Deadline) and any(tier.when for tier in pledge.tiers):
            yield ("pledges", index), pledge


def overlapping(charter: Charter) -> Iterator[Finding]:
    """CC901, two tiers that take one case; CC903, a tier all of whose cases another one takes too."""
    for path, pledge in _tiered(charter):
        tiers = pledge.tiers[:_MOST_COMPARED]
        touching = _touching(tiers)
        for index, tier in enumerate(tiers):
            place = (*path, "tiers", index)
            other = _taken_by(tiers, index, touching[index])
            if other is not None:
                yield Finding("CC903", place, {"tier": tier.name, "other": other.name})
                continue
            for first in (tiers[n] for n in touching[index] if n < index):
                where = overlap(first.when, tier.when)
                if where is not None and not contains(tier.when, first.when):
                    bound = _next_bound(first, tier)
                    values = {"first": first.name, "second": tier.name, "where": where, "bound": bound}
                    yield Finding("CC901", (*place, "when"), values, "bound" if bound else "")


def _touching(tiers: Sequence[Tier]) -> list[list[int]]:
    """For each tier those that may take one of its cases: not those whose bounds on a column lie apart."""
    spans = [{column: interval(condition) for column, condition in tier.when.items() if not condition.words}
             for tier in tiers]  # fmt: skip
    found: list[list[int]] = [[] for _ in tiers]
    for first, second in combinations(range(len(tiers)), 2):
        if not _apart(spans[first], spans[second]):
            found[first].append(second)
            found[second].append(first)
    return found


def _apart(first: Mapping[str, Interval], second: Mapping[str, Interval]) -> bool:
    """Whether the bounds on some column leave no value for both; bounds of different types are not looked at."""
    for column, span in first.items():
        other = second.get(column)
        if other is not None and (span.ends_before(other) or other.ends_before(span)):
            return True
    return False


def _taken_by(tiers: Sequence[Tier], index: int, touching: Sequence[int]) -> Tier | None:
    """A tier that takes all cases of another; of two that take the same, the first."""
    tier = tiers[index]
    for place in touching:
        other = tiers[place]
        same = contains(tier.when, other.when)
        if contains(other.when, tier.when) and (place < index or not same):
            return other
    return None


def too_many(charter: Charter) -> Iterator[Finding]:
    """CC906, more tiers than are compared with each other: a file of thousands would be compared for minutes."""
    for path, pledge in _tiered(charter):
        if len(pledge.tiers) > _MOST_COMPARED:
            values = {"count": len(pledge.tiers), "most": _MOST_COMPARED}
            yield Finding("CC906", (*path, "tiers"), values)


def _next_bound(first: Tier, second: Tier) -> str | None:
    """The lower bound of the second tier that begins where the first ends, where one column decides."""
    if len(first.when) != 1 or first.when.keys() != second.when.keys():
        return None
    (before,), (after,) = first.when.values(), second.when.values()
    if before.words or after.words:
        return None
    ended, begun = interval(before), interval(after)
    if ended.high is None or (begun.high is not None and begun.high <= ended.high):
        return None
    apart = Interval(ended.high, begun.high, not ended.high_open, begun.high_open)
    return f"{next(iter(first.when))}: {apart.written()}"


def impossible(charter: Charter) -> Iterator[Finding]:
    """CC903, a tier whose cases the pledge does not take, or that an office which never closes cannot have."""
    for path, pledge in _tiered(charter):
        for index, tier in enumerate(pledge.tiers):
            place, values = (*path, "tiers", index, "when"), {"tier": tier.name}
            if overlap(pledge.applies, tier.when) is None:
                yield Finding("CC903", place, values, "applies")
            arrived = tier.when.get(ARRIVED)
            if arrived and arrived.words[0].startswith("outside") and _never_closes(charter):
                yield Finding("CC903", place, values, "open")


def _never_closes(charter: Charter) -> bool:
    if isinstance(charter.calendar, str) and not charter.calendar.endswith((".yaml", ".yml")):
        return False  # every known office closes
    office: Calendar = charter.office
    always = all(day == (((), ((0, DAY),)),) for week in office.weeks for day in week.rules)
    return always and not (office.holidays or office.seasons or office.special)


def leaving_gaps(charter: Charter) -> Iterator[Finding]:
    """CC902, cases that no tier takes, where one column decides."""
    for path, pledge in _tiered(charter):
        columns = {column for tier in pledge.tiers for column in tier.when}
        if len(columns) != 1 or any(len(tier.when) != 1 for tier in pledge.tiers):
            continue
        (column,) = columns
        for where in _left_out([tier.when[column] for tier in pledge.tiers], pledge.applies.get(column)):
            yield Finding("CC902", (*path, "tiers"), {"where": f"{column}: {where}"})


def _left_out(conditions: list[Condition], applies: Condition | None) -> Iterator[str]:
    if not any(condition.words for condition in conditions):
        if len({condition.is_dated for condition in conditions}) == 1:
            domain = interval(applies) if applies is not None and not applies.words else Interval()
            for gap in gaps([interval(condition) for condition in conditions], domain):
                yield gap.written()
        return
    said = {word.casefold() for condition in conditions for word in condition.words}
    for one, other, lacking in _OPPOSITES:
        if all(condition.words for condition in conditions) and said <= one and not said & other:
            yield lacking


def shrinking(charter: Charter) -> Iterator[Finding]:
    """CC904, a larger job with a shorter time; tiers that each case names are told by their names."""
    for index, pledge in enumerate(charter.pledges):
        if isinstance(pledge, Deadline) and pledge.tiers:
            yield from _shrinking(("pledges", index), pledge)


def _shrinking(path: Path_, pledge: Deadline) -> Iterator[Finding]:
    lengths = [_length(pledge, tier) for tier in pledge.tiers]
    earlier: list[int] = []  # the longest of the smaller jobs, if there are any
    for _, group in groupby(sorted(_ranked(pledge), key=lambda found: found[0]), key=lambda found: found[0]):
        alike = [index for _, index in group]
        for longest in earlier:
            for tier in (n for n in alike if lengths[n] < 0.9 * lengths[longest]):
                larger, smaller = pledge.tiers[tier], pledge.tiers[longest]
                values = {"larger": larger.name, "short": larger.limit, "smaller": smaller.name,
                          "long": smaller.limit}  # fmt: skip
                yield Finding("CC904", (*path, "tiers", tier, larger.bound), values)
        earlier = [max([*earlier, *alike], key=lengths.__getitem__)]


def _ranked(pledge: Deadline) -> list[tuple[Any, int]]:
    """The tiers that end by an upper limit, each with its size: by the bounds of one column, or by a word."""
    upper = [(index, tier) for index, tier in enumerate(pledge.tiers) if tier.bound in ("within", "under")]
    columns = {column for _, tier in upper for column in tier.when}
    bounded = [(index, interval(condition)) for index, tier in upper for condition in tier.when.values()
               if not condition.words and not condition.is_dated]  # fmt: skip
    if len(columns) == 1 and len(bounded) == len(upper):
        if any(word in column.casefold() for column in columns for word in words.URGENCY):
            return []
        return [((0,) if span.low is None else (1, span.low), index) for index, span in bounded]
    sizes = [(_size(tier), index) for index, tier in upper]
    return [(size, index) for size, index in sizes if size is not None]


def _size(tier: Tier) -> int | None:
    said = " ".join([tier.name, *(word for condition in tier.when.values() for word in condition.words)]).casefold()
    for rank, names in ((2, words.LARGE), (0, words.SMALL), (1, words.MIDDLE)):
        if any(re.search(rf"\b{re.escape(name)}\b", said) for name in names):
            return rank
    return None


def _length(pledge: Deadline, tier: Tier) -> float:
    """About how many hours pass until a tier's limit."""
    limit = pledge.terms.resolved(tier.limit)
    if isinstance(limit, Annual) or limit.unit == "next working day":
        return _WORKED["day"]
    kind, _, unit = limit.unit.rpartition(" ")
    worked = kind == "working" or (kind == "statutory" and limit.amount <= pledge.terms.reckoning.statutory_limit)
    hours = _WORKED.get(unit, _HOURS[unit]) if worked else _HOURS[unit]
    return float(limit.amount) * hours


def printed_sizes(charter: Charter) -> Iterator[Finding]:
    """CC905, sizes that the sentence itself prints, such as (<20 points) and (2-100 points)."""
    for index, pledge in enumerate(charter.pledges):
        by_noun: dict[str, list[tuple[Interval, str]]] = {}
        sure: set[str] = set()
        for found in _SIZE.finditer(pledge.says or ""):
            noun = (found["noun"] or found["noun_"]).casefold()
            if found["noun"] or noun not in words.UNITS:  # without brackets, less than 3 days is a time
                by_noun.setdefault(noun, []).append((_printed(found), found[0].strip("()").strip()))
                sure |= {noun} if found["noun"] or found["sign_"] else set()
        for sizes in (by_noun[noun] for noun in by_noun if noun in sure):  # not 9 to 1 o'clock, nor 1 to 5 May
            for (first, said), (second, after) in pairwise(sizes):
                values = {"first": said, "second": after}
                if not first.meet(second).is_empty:
                    yield Finding("CC905", ("pledges", index, "says"), values)
                elif gaps([first, second], Interval(low=first.low, high=second.high, low_open=first.low_open,
                                                    high_open=second.high_open)):  # fmt: skip
                    yield Finding("CC905", ("pledges", index, "says"), values, "gap")


def _printed(found: re.Match[str]) -> Interval:
    """The interval of a printed size: below, above, or from one number to another."""
    low, high = Fraction(found["low"] or found["low_"] or found["from_"]), found["high"] or found["high_"]
    sign = found["sign"] or found["sign_"]
    sign = _SIGNS.get(sign.casefold(), sign) if sign else None
    if sign and sign[0] in "<≤":
        return Interval(high=low, high_open=sign == "<")
    if sign:
        return Interval(low=low, low_open=sign == ">")
    return Interval(low, Fraction(high) if high else low)


RULES: Final = (overlapping, impossible, leaving_gaps, shrinking, printed_sizes, too_many)
