"""A report as one table of cells, in the layout that is asked for; every output writes it in its own way."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from charterclock.errors import CharterclockError
from charterclock.record.cells import NONE, Cell, localised, target_of
from charterclock.record.columns import LAYOUTS, Promise, columns_of
from charterclock.record.facts import facts_of
from charterclock.record.reasons import Reason, Reasons, falls_short
from charterclock.record.record import Record, Row
from charterclock.record.words import WORDS, period_name

__all__ = ["NONE", "Cell", "Layout", "Line", "layout", "plain"]

#: marks that reorder the text around them: in data they can only disguise it; letters of any script stay
_DIRECTIONS: Final = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def plain(text: Any) -> str:
    """Text from data as one line: without control characters, marks of direction and halves of characters."""
    kept = str(text).translate(_DIRECTIONS)
    return " ".join("".join(c if unicodedata.category(c) not in ("Cc", "Cs") else " " for c in kept).split())


@dataclass(frozen=True, slots=True)
class Line:
    """A promise, or a tier of one, with a cell for each column; ``remark`` stands under it over the full width."""

    number: str
    promise: str
    target: str
    cells: tuple[Cell, ...]
    rows: tuple[Row, ...]
    remark: str = ""

    @property
    def is_tier(self) -> bool:
        """Whether it is a tier of the promise above it."""
        return "." in self.number


@dataclass(frozen=True)
class Layout:
    """The table: its language and words, headings (number and promise first), lines, and what is said with it.

    Attributes:
        facts: what the report rests on, by name.
        notes: the caller's note, and how many problems are in no figure.
    """

    language: str
    words: Mapping[str, str]
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """Facts and notes, each as one line, for outputs that have no place of their own for facts."""
        return (*(f"{name}: {plain(text)}" for name, text in self.facts), *self.notes)

    @property
    def has_remarks(self) -> bool:
        """Whether any line has a remark."""
        return any(line.remark for line in self.lines)


def layout(record: Record, language: str | None = None, name: str = "matrix", reasons: Any = None) -> Layout:
    """The table of a record: a line for each promise, followed by its tiers.

    Args:
        record: the record.
        language: ``ms``, ``id`` or ``en``; by default that of the charter.
        name: one of ``LAYOUTS``.
        reasons: why promises were missed; see ``Reasons.read``.

    Raises:
        CharterclockError: CC703, another language; CC704, another layout; and what ``Reasons.read`` raises.
    """
    language = language or record.charter.language or "en"
    if language not in WORDS:
        raise CharterclockError("CC703", f"no report in language {language!r}", "one of " + ", ".join(WORDS))
    words, given = WORDS[language], Reasons.read(reasons, record.charter)
    columns = columns_of(name, record, language)
    # A reason stands in its own column, or under the promise.
    remarks = name == "penang" or (bool(given.by_pledge) and "reason" not in LAYOUTS[name])
    lines = []
    for place, pledge_id in enumerate(record.charter.ids, 1):
        pledge = record.charter[pledge_id]
        tiers: dict[str | None, list[Row]] = {None: []}
        for tier in getattr(pledge, "tiers", ()):
            tiers[tier.name] = []
        for row in record.rows:
            if row.pledge == pledge_id:
                tiers.setdefault(row.tier, []).append(row)
        for index, (tier_name, rows) in enumerate(tiers.items()):
            why = NONE if index else _why(record, given, pledge_id, rows, language)
            promise = Promise(record, pledge, rows, bool(tiers[None]), why, language)
            said = plain(tier_name or pledge.says or pledge.id)
            target = localised(target_of(rows[-1]), language) if rows else ""
            cells = tuple(column.cell(promise) for column in columns)
            remark = f"{words['justification']}: {why}" if remarks and not index else ""
            lines.append(Line(f"{place}.{index}" if index else f"{place}", said, target, cells, tuple(rows), remark))
    heading = words["indicator" if name == "indonesia" else "promise"]
    headings = (words["number"], heading, *(column.heading for column in columns))
    return Layout(language, words, headings, tuple(lines), facts_of(record, words), _notes(record, words))


def _why(record: Record, given: Reasons, pledge: str, rows: list[Row], language: str) -> str:
    """Why a promise was missed: what is given, that nothing is, or a dash where there is nothing to justify."""
    if not any(falls_short(row) for row in rows):
        return NONE
    found = [_reason(one, language) for one in given.of(pledge, *record.over)]
    return plain("; ".join(found)) or WORDS[language]["no_reason"]


def _reason(one: Reason, language: str) -> str:
    when = f"{period_name(one.period, language)}: " if one.period else ""
    action = f"{WORDS[language]['action']}: {one.action}" if one.action else ""
    return when + (f"{one.why} ({action})" if one.why and action else one.why or action)


def _notes(record: Record, words: Mapping[str, str]) -> tuple[str, ...]:
    note = f"{words['note']}: {plain(record.note)}" if record.note else ""
    number = len(record.problems) + record.untold
    wrong = f"{words['problems']}: {number} ({words['means_problems']})" if number else ""
    return tuple(filter(None, (note, wrong)))
