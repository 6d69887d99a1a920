"""From the sections of a page to pledges: limits, tiers, clocks, and what a person must decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from charterclock.drafting.events import (
    case_conditions,
    case_names,
    events_of,
    milestone,
    name_of,
    recurring,
    without_start,
)
from charterclock.drafting.keys import Keys, pledge_keys
from charterclock.drafting.sections import Section
from charterclock.drafting.yaml import value_of
from charterclock.language import read
from charterclock.language.readings import Reading, Readings

__all__ = ["DraftPledge", "pledges_of"]

_LIMITS: Final = ("within", "under", "after", "before", "at_least", "by")
_OF_WORDS: Final = 12
_LABEL_WORDS: Final = 8


@dataclass(slots=True)
class DraftPledge:
    """One pledge of a draft.

    Args:
        says: the printed sentence.
        line: where it begins in the page.
        keys: the keys of the pledge after ``id`` and ``says``.
        reads: what was read, and in which words.
        confirm: what a person must decide.
        instead: keys that can be meant, of which one is to be chosen.
    """

    says: str
    line: int
    keys: dict[str, Any]
    reads: list[str] = field(default_factory=list)
    confirm: list[str] = field(default_factory=list)
    instead: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def needs_a_person(self) -> bool:
        """Whether something of it must be decided."""
        return bool(self.confirm or self.instead)


@dataclass(frozen=True, slots=True)
class _Promise:
    """One promise of a section, with the words before it."""

    reading: Reading
    keys: Keys
    label: str


def pledges_of(section: Section, language: str) -> list[DraftPledge]:
    """The pledges that a section makes; at least one, which may be a statement.

    Several times in one sentence are tiers of a pledge where their words tell classes of cases; else each is a pledge.
    """
    made: list[DraftPledge] = []
    times: list[_Promise] = []
    for part, found in enumerate(section.found):
        label = section.labels[part] if part < len(section.labels) else ""
        for group in found.promises:
            if len(group) > 1:
                made.append(_choice(section, group, language))
                continue
            promise = _Promise(group[0], pledge_keys(group[0], language), label or _label(group[0], section, part))
            if promise.keys.kind == "deadline":
                times.append(promise)
            else:
                made.append(_other(section, promise, found))
    made = list(_joined(made))
    if section.intro and not times and all(pledge.keys == {"kind": "statement"} for pledge in made):
        made[0].keys["kind"] = pledge_keys(read(section.intro, language)[0]).kind
    if len(times) > 1 and _are_cases(section, times):
        made.insert(0, _tiered(section, times))
    else:
        made[:0] = [_deadline(section, promise) for promise in times]
        for pledge, promise in zip(made, times, strict=False) if len(times) > 1 else ():
            said = " ".join(promise.label.split()[-_LABEL_WORDS:])
            pledge.confirm.append(f"one of {len(times)} times in this sentence: a tier, a stage, or by itself? {said}")
    return made or [DraftPledge(section.says, section.line, {"kind": "statement"})]


def _label(reading: Reading, section: Section, part: int) -> str:
    """The words that tell which cases a time is for: ``bagi ...`` after it, those before it, or its sub-item."""
    if reading.cases:
        return reading.cases
    if section.intro and len(section.parts) > 1 and not reading.about:
        return section.parts[part]
    return reading.about


def _reads(reading: Reading, text: str) -> str:
    values = [reading.kind, reading.comparison, reading.amount_text, reading.unit]
    said = " ".join(filter(None, values)) + (f" per {reading.window}" if reading.window else "")
    words = "; ".join(f'"{text[start:end]}"' for start, end in reading.spans)
    return f"{said}: {words}" if words else said


def _text_of(section: Section, reading: Reading) -> str:
    """The part of a section that a reading rests on."""
    for part, found in zip(section.parts, section.found, strict=True):
        if any(reading is other for other in found):
            return part
    return section.says


def _choice(section: Section, group: Sequence[Reading], language: str) -> DraftPledge:
    """A promise that can be read in several ways: a statement until a person has chosen."""
    options = [pledge_keys(reading, language) for reading in group]
    pledge = DraftPledge(section.says, section.line, {"kind": "statement"})
    pledge.reads = [_reads(reading, _text_of(section, reading)) for reading in group]
    doubt = next((reading.doubt for reading in group if reading.doubt), None)
    pledge.confirm = [doubt.message if doubt else "several values are printed; take one of them"]
    pledge.instead = [option.limit for option in options if option.limit]
    return pledge


def _other(section: Section, promise: _Promise, found: Readings) -> DraftPledge:
    """A pledge that is no deadline: a level, a frequency, or a statement with the reason why it is one."""
    keys = promise.keys
    pledge = DraftPledge(section.says, section.line, {"kind": keys.kind, **keys.limit})
    pledge.reads = [_reads(promise.reading, found.text)]
    pledge.confirm = list(keys.confirm)
    if keys.limit and promise.reading.condition:
        pledge.confirm.append(f"a condition is printed: {promise.reading.condition}")
    if keys.kind == "ratio":
        pledge.keys["of"] = _cases_of(promise.reading, found.text)
    doubt = promise.reading.doubt
    if doubt is not None:
        pledge.confirm.append(f"kept as a statement: {doubt.message}")
    elif keys.why:
        pledge.confirm.append(f"kept as a statement: {keys.why}")
    if promise.reading.kind == "statement" and not pledge.confirm:
        pledge.reads = []
    return pledge


def _cases_of(reading: Reading, text: str) -> str:
    """The cases of a share: the words that follow it directly, else those before it."""
    place = text.find(reading.limit)
    after = text[place + len(reading.limit) :] if reading.limit and place >= 0 else ""
    following = without_start(re.split(r"[,;:.()]", after)[0].strip())
    return " ".join((following or reading.about or text).split()[:_OF_WORDS])


def _joined(pledges: Sequence[DraftPledge]) -> Iterator[DraftPledge]:
    """A count and the least count of a shorter period are one pledge: 12 kali setahun (1 kali dalam sebulan)."""
    place = 0
    order = ("month", "quarter", "year")
    while place < len(pledges):
        first = pledges[place]
        second = pledges[place + 1] if place + 1 < len(pledges) else None
        place += 1
        counts = second is not None and first.keys["kind"] == second.keys["kind"] == "frequency"
        if counts and second is not None and second.says == first.says:
            long, short = first.keys.get("per"), second.keys.get("per")
            if long and short and second.keys.get("times") == "1" and order.index(short) < order.index(long):
                first.keys["at_least_once_per"] = short
                first.reads += second.reads
                first.confirm.append("two counts: both must be kept")
                place += 1
        yield first


# deadlines


def _deadline(section: Section, promise: _Promise) -> DraftPledge:
    reading = promise.reading
    pledge = DraftPledge(section.says, section.line, {})
    pledge.keys["clock"] = _clock(section, [promise], pledge)
    pledge.keys |= promise.keys.limit
    pledge.reads = [_reads(reading, _text_of(section, reading))]
    pledge.confirm += promise.keys.confirm
    return pledge


def _are_cases(section: Section, times: Sequence[_Promise]) -> bool:
    """Whether several times are for several classes of cases; otherwise they are stages, or promises of their own."""
    if section.intro or section.labels:
        return True
    conditions = case_conditions(case_names([promise.label for promise in times]))
    return all("case" not in condition for condition in conditions)


def _tiered(section: Section, times: Sequence[_Promise]) -> DraftPledge:
    pledge = DraftPledge(section.says, section.line, {})
    pledge.keys["clock"] = _clock(section, times, pledge)
    names = case_names([promise.label for promise in times])
    conditions = case_conditions(names)
    pledge.keys["tiers"] = [
        {"name": name, "when": condition, **promise.keys.limit}
        for name, condition, promise in zip(names, conditions, times, strict=True)
    ]
    pledge.reads = [_reads(promise.reading, _text_of(section, promise.reading)) for promise in times]
    column = next(iter(conditions[0]))
    if column == "case":
        pledge.confirm.append("tiers, stages, or pledges of their own? As tiers they ask for a column 'case'")
    elif column != "arrived":
        pledge.confirm.append(f"the tiers ask for a column {column!r} of the table of cases")
    pledge.confirm += dict.fromkeys(remark for promise in times for remark in promise.keys.confirm)
    overlap = _overlap(conditions)
    if overlap:
        pledge.confirm.append(f"the tiers overlap: {overlap}")
    return pledge


def _overlap(conditions: Sequence[Mapping[str, Any]]) -> str:
    """Two tiers that take the same number, as they are printed."""
    spans = []
    for condition in conditions:
        bounds = next(iter(condition.values()))
        if not isinstance(bounds, Mapping):
            return ""
        low = float(bounds.get("from", bounds.get("above", "-inf")))
        high = float(bounds.get("to", bounds.get("below", "inf")))
        spans.append((low, "above" in bounds, high, "below" in bounds, bounds))
    spans.sort(key=lambda span: span[:2])
    for (_, _, high, open_high, first), (low, open_low, _, _, second) in pairwise(spans):
        if low < high or (low == high and not open_high and not open_low):
            return f"{value_of(first)} and {value_of(second)}"
    return ""


def _clock(section: Section, times: Sequence[_Promise], pledge: DraftPledge) -> dict[str, Any]:
    """What starts and stops the clock, by the usual names; what is not printed is asked for."""
    starts = list(dict.fromkeys(promise.reading.start for promise in times if promise.reading.start))
    events = events_of(section.intro)
    if not starts and events.start:
        starts = [events.start]
    start = starts[0] if starts else ""
    name: Any = milestone(start) or (name_of(start).replace("-", "_") if start else "received")
    event = any("before" in promise.keys.limit for promise in times)
    if event:
        name = _event_after(section, times) or "event"
    if not start and not event and not any("by" in promise.keys.limit for promise in times):
        pledge.confirm.append("no start is printed; the receipt is taken")
    elif len(starts) > 1:
        pledge.confirm.append("several starts are printed: " + "; ".join(starts))
    elif start and not events.start and any(not promise.reading.start for promise in times):
        pledge.confirm.append(f"the start is printed once, and taken for all: {start}")
    if "/" in start:
        pledge.confirm.append(f"one of several starts? then {{any: [...]}}: {start}")
    conditions = list(dict.fromkeys(promise.reading.condition for promise in times if promise.reading.condition))
    labelled = [promise.label for promise in times]
    labels = " ".join(labelled)
    for condition in conditions:
        if condition not in labels:
            pledge.confirm.append(f"a condition is printed; `applies`, `excludes` or tiers can say it: {condition}")
    said = times[0].reading.stop
    if len(times) > 1 and said.endswith(case_names(labelled)[0]):
        said = said.removesuffix(case_names(labelled)[0])  # what is done stands before the words for the first tier
    stop = milestone(events.stop, last=True) or milestone(said, last=True) or milestone(section.intro, last=True)
    return {"start": recurring(start) or name, "stop": stop if stop and stop != name else "done"}


def _event_after(section: Section, times: Sequence[_Promise]) -> str:
    """The event that a time is counted back from: the words after ``sebelum``."""
    text = _text_of(section, times[0].reading)
    after = text[times[0].reading.spans[-1][1] :] if times[0].reading.spans else ""
    return milestone(after) or (name_of(after, 3).replace("-", "_") if after.strip(" .,;") else "")
