"""The printed sentence beside the keys of its pledge: what it lacks, and where the two do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from charterclock.charter.dump import write_number
from charterclock.charter.lint import words
from charterclock.charter.lint.finding import Finding
from charterclock.charter.lint.limits import is_rate, limits_of, said_twice, sums
from charterclock.charter.lint.reading import disagreements, printed_percents, printed_times, words_of
from charterclock.charter.lint.texts import LANGUAGES
from charterclock.charter.measures import Availability, Ratio, Statement
from charterclock.charter.model import Charter
from charterclock.charter.pledges import Deadline
from charterclock.durations import NEXT_WORKING_DAY, Duration

__all__ = ["RULES"]

_MEASURES: Final = {
    "second": (1, "second"), "minute": (60, "second"), "hour": (3600, "second"), "day": (1, "day"), "week": (1, "week"),
    "month": (1, "month"), "quarter": (3, "month"), "year": (12, "month"),
}  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]+")


def numbers_and_words(charter: Charter) -> Iterator[Finding]:
    """CC921, a number said in words and in digits, and not the same."""
    for index, pledge in enumerate(charter.pledges):
        for phrase in disagreements(pledge.says or ""):
            yield Finding("CC921", ("pledges", index, "says"), {"phrase": phrase})


def other_numbers(charter: Charter) -> Iterator[Finding]:
    """CC922, a limit or a share that the sentence does not print, though it prints others."""
    for index, pledge in enumerate(charter.pledges):
        path, says = ("pledges", index), pledge.says or ""
        times = printed_times(says)
        printed_limits = [*(time.limit for time in times), *(total for total, _ in sums(says))]
        if isinstance(pledge, Deadline) and times:
            for _, limit, place in limits_of(pledge, path):
                if limit.unit == NEXT_WORKING_DAY or place[-1] == "from":  # 3 to 5 days: the near end has no unit
                    continue
                if not any(_same(limit, printed) for printed in printed_limits):
                    values = {"given": limit, "printed": tuple(time.text for time in times)}
                    yield Finding("CC922", place, values)
        yield from _other_percents(pledge, path, says)


def _same(limit: Duration, printed: Duration) -> bool:
    """Whether two times are one, though one of them may be a bare word, or in months what the other has in years."""
    return _measured(limit) == _measured(printed)


def _measured(limit: Duration) -> tuple[Fraction, str]:
    factor, unit = _MEASURES[limit.unit.rpartition(" ")[2]]
    return Fraction(limit.amount) * factor, unit


def _other_percents(pledge: object, path: tuple[str | int, ...], says: str) -> Iterator[Finding]:
    percents = printed_percents(says)
    if isinstance(pledge, Deadline):
        key, share = "target", pledge.target
    elif isinstance(pledge, Availability | Ratio):
        key, share = "at_least", pledge.at_least
    else:
        return
    if share is not None and percents and share not in [percent for percent, _ in percents]:
        values = {"given": f"{write_number(share * 100)}%", "printed": tuple(text for _, text in percents)}
        yield Finding("CC922", (*path, key), values)


def left_in_the_sentence(charter: Charter) -> Iterator[Finding]:
    """CC927, a time or a share that the sentence prints and no key says; where it prints those of the keys, too.

    Pledges that share a sentence share its numbers. Of other kinds than these three a sentence prints what no key
    could say, such as a period or a price.
    """
    sharing: dict[str, list[tuple[int, Any]]] = {}
    for index, pledge in enumerate(charter.pledges):
        if pledge.says:
            sharing.setdefault(" ".join(pledge.says.split()), []).append((index, pledge))
    for group in sharing.values():
        if all(isinstance(pledge, Deadline | Availability | Ratio) for _, pledge in group):
            index, pledge = group[0]
            for text in _unsaid(pledge.says, [pledge for _, pledge in group]):
                yield Finding("CC927", ("pledges", index, "says"), {"phrase": text})


def _unsaid(says: str, pledges: list[Any]) -> Iterator[str]:
    """The times and shares of a sentence that no key of its pledges says; none where a key says what it does not."""
    deadlines = [pledge for pledge in pledges if isinstance(pledge, Deadline)]
    limits = [(_measured(limit), place) for pledge in deadlines for _, limit, place in limits_of(pledge, ())]
    said = {measured for measured, _ in limits}
    times = printed_times(says)
    totals = list(sums(says))
    printed = {_measured(limit) for limit in (*(t.limit for t in times), *(total for total, _ in totals))}
    if said and {measured for measured, place in limits if place[-1] != "from"} <= printed:
        apart = [time for pair in said_twice(says) for time in pair]
        apart += [time for pair in pairwise(times) if is_rate(pair[1]) for time in pair]
        apart += [time for total, pair in totals if _measured(total) in said for time in pair]
        yield from (time.text for time in times if _measured(time.limit) not in said and time not in apart)
    shares = {branch.target for pledge in deadlines for branch in (pledge, *pledge.branches)}
    shares |= {pledge.at_least for pledge in pledges if not isinstance(pledge, Deadline)}
    percents = printed_percents(says)
    if shares - {None} <= {share for share, _ in percents}:
        yield from (text for share, text in percents if share not in shares and share < 1)


def more_than_all(charter: Charter) -> Iterator[Finding]:
    """CC923, a printed percentage over 100."""
    for index, pledge in enumerate(charter.pledges):
        for share, text in printed_percents(pledge.says or ""):
            if share > 1:
                yield Finding("CC923", ("pledges", index, "says"), {"phrase": text})


def unmeasurable(charter: Charter) -> Iterator[Finding]:
    """CC924, a statement whose words cannot be measured."""
    for index, pledge in enumerate(charter.pledges):
        found = words_of(pledge.says or "", words.UNMEASURABLE)
        if isinstance(pledge, Statement) and pledge.kind == "statement" and found:
            quoted = ", ".join(f"'{word}'" for word in found)
            yield Finding("CC924", ("pledges", index, "says"), {"words": quoted})


def endless(charter: Charter) -> Iterator[Finding]:
    """CC925, a verb without an end that a client can see, such as "manage"."""
    for index, pledge in enumerate(charter.pledges):
        if not isinstance(pledge, Deadline) or not pledge.says or words_of(pledge.says, words.END):
            continue
        verb = _vague_verb(pledge.says)
        if verb:
            values = {"verb": verb, "stop": ", ".join(pledge.clock.stop.names)}
            yield Finding("CC925", ("pledges", index, "says"), values)


def _vague_verb(says: str) -> str | None:
    """A verb without an end: the first of the sentence, or what is done to a thing in it."""
    first = next((word for word in _WORD.findall(says[:200]) if word.casefold() not in words.LEADING), "")
    if first.casefold() in words.VAGUE:
        return first
    return next(iter(words_of(says, words.DONE_TO)), None)


def startless(charter: Charter) -> Iterator[Finding]:
    """CC926, a sentence that does not say from when the time runs."""
    for index, pledge in enumerate(charter.pledges):
        if not isinstance(pledge, Deadline) or not pledge.says or not pledge.clock.start.names:
            continue
        if {branch.bound for branch in pledge.branches} <= {"before", "by"} or words_of(pledge.says, words.START):
            continue
        yield Finding("CC926", ("pledges", index, "says"), {"start": ", ".join(pledge.clock.start.names)})


def unseen_titles(charter: Charter) -> Iterator[Finding]:
    """CC928, a title in a language that no report is in: its key may be misspelt."""
    if isinstance(charter.title, Mapping):
        for language in charter.title:
            if language not in LANGUAGES:
                yield Finding("CC928", ("title", language), {"language": language})


RULES: Final = (
    numbers_and_words, other_numbers, left_in_the_sentence, more_than_all, unmeasurable, endless, startless,
    unseen_titles,
)  # fmt: skip
