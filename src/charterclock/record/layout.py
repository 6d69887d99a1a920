"""A report as one table of cells, in the layout that is asked for; every output writes it in its own way."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from charterclock.record.cells import NONE, Cell, localised, target_of
from charterclock.record.columns import BY_PERIOD, LAYOUTS, Column, columns_of
from charterclock.record.facts import facts_of
from charterclock.record.promise import Promise
from charterclock.record.reasons import Reason, Reasons, falls_short
from charterclock.record.record import Record
from charterclock.record.row import Row
from charterclock.record.standing import trend_cell
from charterclock.record.trend import has_trends
from charterclock.record.words import WORDS, period_name, words_of

__all__ = ["NONE", "Cell", "Layout", "Line", "layout", "plain"]

#: what a promise is called, where it is not called a promise
_PROMISE: Final[Mapping[str, str]] = {"indonesia": "indicator", "clinic": "indicator", "pledge": "service"}
_TARGET_IN_PROMISE: Final = ("clinic",)
#: layouts whose figures have letters that refer to reasons under the table
_WITH_NOTES: Final = ("pledge",)
#: marks that reorder the text around them: in data they can only disguise it; letters of any script stay
_DIRECTIONS: Final = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def plain(text: Any) -> str:
    """Text from data as one line: without control characters, marks of direction and halves of characters."""
    kept = str(text).translate(_DIRECTIONS)
    return " ".join("".join(c if unicodedata.category(c) not in ("Cc", "Cs") else " " for c in kept).split())


@dataclass(frozen=True, slots=True)
class Line:
    """A promise, or a tier of one, with a cell for each column; ``remark`` stands under it over the full width, and
    ``trend`` beside it where the layout has no column for that.
    """

    number: str
    promise: str
    target: str
    cells: tuple[Cell, ...]
    rows: tuple[Row, ...]
    remark: str = ""
    trend: str = ""

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
        letters: the notes to which letters beside figures lead.
        step: how many columns belong together, and are not parted where the table is too wide.
    """

    language: str
    words: Mapping[str, str]
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    step: int = 1

    @property
    def said(self) -> tuple[str, ...]:
        """Notes by letter, facts and notes, each as one line, for outputs that have no places of their own for them."""
        return (*self.letters, *(f"{name}: {plain(text)}" for name, text in self.facts), *self.notes)

    @property
    def has_remarks(self) -> bool:
        """Whether any line has a remark."""
        return any(line.remark for line in self.lines)


def layout(record: Record, language: str | None = None, name: str = "matrix", reasons: Any = None) -> Layout:
    """The table of a record: a line for each promise, followed by its tiers; in some layouts one for each period of it.

    Args:
        record: the record.
        language: ``ms``, ``id`` or ``en``; by default that of the charter.
        name: one of ``LAYOUTS``.
        reasons: why promises were missed; see ``Reasons.read``.

    Raises:
        CharterclockError: CC703, another language; CC704, another layout; and what ``Reasons.read`` raises.
    """
    language = language or record.charter.language or "en"
    words, given = words_of(language), Reasons.read(reasons, record.charter)
    columns = columns_of(name, record, language)
    lines = _Lines(record, language, name, given)
    places = enumerate(record.charter.ids, 1)
    found = tuple(line for place, pledge in places for line in lines.of(place, pledge, columns))
    heading = words[_PROMISE.get(name, "promise")]
    headings = (words["number"], heading, *(column.heading for column in columns))
    return Layout(language, words, headings, found, facts_of(record, words), _notes(record, words), tuple(lines.told),
                  2 if name == "side-by-side" else 1)  # fmt: skip


class _Lines:
    """Makes the lines of a layout, and gathers the notes that they refer to by letters."""

    def __init__(self, record: Record, language: str, name: str, given: Reasons) -> None:
        self.record, self.language, self.name, self.given = record, language, name, given
        self.words = WORDS[language]
        #: a reason stands in its own column, in a note under the table, or under the promise
        columns = {"reason", "why"} & set(LAYOUTS[name])
        self.remarks = name == "penang" or (bool(given.by_pledge) and not columns and name not in _WITH_NOTES)
        self.told: list[str] = []

    def of(self, place: int, pledge_id: str, columns: tuple[Column, ...]) -> Iterator[Line]:
        """The lines of a promise and of its tiers."""
        pledge = self.record.charter[pledge_id]
        tiers: dict[str | None, list[Row]] = {None: []}
        for tier in getattr(pledge, "tiers", ()):
            tiers[tier.name] = []
        for row in self.record.rows:
            if row.pledge == pledge_id:
                tiers.setdefault(row.tier, []).append(row)
        for index, (tier_name, rows) in enumerate(tiers.items()):
            number = f"{place}.{index}" if index else f"{place}"
            said = plain(tier_name or pledge.says or pledge.id)
            target = localised(target_of(rows[-1]), self.language) if rows else ""
            if self.name in _TARGET_IN_PROMISE and target:
                said, target = f"{said} ({self.words['target']}: {target})", ""
            for part, span in self._parts(rows):
                why = NONE if index else self._why(pledge_id, part, span)
                promise = Promise(self.record, pledge, part, bool(tiers[None]), why, self.language, tier=tier_name,
                                  mark=self._mark(number, why), span=span)  # fmt: skip
                cells = tuple(column.cell(promise) for column in columns)
                remark = f"{self.words['justification']}: {why}" if self.remarks and not index else ""
                trend = "" if "trend" in LAYOUTS[self.name] or self.name in BY_PERIOD else self._trend(promise)
                yield Line(number, said, target, cells, tuple(part), remark, trend)

    def _parts(self, rows: list[Row]) -> Iterator[tuple[list[Row], tuple[date, date]]]:
        """The rows of a line, and the dates it tells of: all of them, or those of a period."""
        if self.name not in BY_PERIOD or not rows:
            yield rows, self.record.over
            return
        for period in sorted({row.period for row in rows}, key=lambda one: (one.last, -one.first.toordinal())):
            yield [row for row in rows if row.period == period], (period.first, period.last)

    def _why(self, pledge: str, rows: list[Row], span: tuple[date, date]) -> str:
        """Why a promise was missed: what is given, that nothing is, or a dash where there is nothing to justify."""
        if not any(falls_short(row) for row in rows):
            return NONE
        found = [_reason(one, self.language) for one in self.given.of(pledge, *span)]
        return plain("; ".join(found)) or self.words["no_reason"]

    def _mark(self, number: str, why: str) -> str:
        """The letter of a note that tells why, in layouts that have such; the note is kept."""
        if self.name not in _WITH_NOTES or not self.given.by_pledge or why == NONE:
            return ""
        letter = _letter(len(self.told))
        self.told.append(f"({letter}) {number}: {why}")
        return letter

    def _trend(self, promise: Promise) -> str:
        """Layouts without a column of trends say it beside the promise, where an output has a place for that."""
        return str(trend_cell(promise, promise.rows)) if promise.rows and has_trends(self.record) else ""


def _letter(place: int) -> str:
    """a, b ... z, aa, ab ..."""
    found = ""
    while place >= 0:
        found = chr(ord("a") + place % 26) + found
        place = place // 26 - 1
    return found


def _reason(one: Reason, language: str) -> str:
    when = f"{period_name(one.period, language)}: " if one.period else ""
    action = f"{WORDS[language]['action']}: {one.action}" if one.action else ""
    return when + (f"{one.why} ({action})" if one.why and action else one.why or action)


def _notes(record: Record, words: Mapping[str, str]) -> tuple[str, ...]:
    note = f"{words['note']}: {plain(record.note)}" if record.note else ""
    number = len(record.problems) + record.untold
    wrong = f"{words['problems']}: {number} ({words['means_problems']})" if number else ""
    return tuple(filter(None, (note, wrong)))
