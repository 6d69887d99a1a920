"""The monthly table of seed 001 as lines of cells, which every output writes in its own way."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from charterclock.errors import CharterclockError
from charterclock.record.figures import length, number, percent, trimmed
from charterclock.record.periods import Period, periods_between
from charterclock.record.record import Record, Row
from charterclock.record.words import WORDS, period_name

__all__ = ["NONE", "Cell", "Layout", "Line", "layout", "plain"]

KEPT, NOT_KEPT, NONE = "✓", "✗", "–"
_KINDS_MEASURED: Final = ("deadline", "availability", "frequency", "score", "index", "ratio")
#: marks that reorder the text around them: in data they can only disguise it; letters of any script stay
_DIRECTIONS: Final = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def plain(text: Any) -> str:
    """Text from data as one line: without control characters, marks of direction and halves of characters."""
    kept = str(text).translate(_DIRECTIONS)
    return " ".join("".join(c if unicodedata.category(c) not in ("Cc", "Cs") else " " for c in kept).split())


@dataclass(frozen=True, slots=True)
class Cell:
    """One promise in one period: the figure, whether it is kept or still open, and what it rests on.

    Attributes:
        figure: ``96.7%``, ``5.23``, or the word for an empty one.
        kept: whether the target is reached; ``None`` where that cannot be said.
        detail: what the figure rests on: ``799 of 1000``.
        row: the row it shows; ``None`` for an empty one.
        so_far: the words for a figure of a period that is not over, and which is neither kept nor not kept yet.
    """

    figure: str
    kept: bool | None = None
    detail: str = ""
    row: Row | None = None
    so_far: str = ""

    @property
    def sign(self) -> str:
        """✓, ✗, nothing, or the words for a figure so far."""
        return self.so_far if self.kept is None else KEPT if self.kept else NOT_KEPT

    def __str__(self) -> str:
        return f"{self.figure} {self.sign}".strip()


@dataclass(frozen=True, slots=True)
class Line:
    """A promise, or a tier of one, with a cell for each period."""

    number: str
    promise: str
    target: str
    cells: tuple[Cell, ...]
    rows: tuple[Row, ...]

    @property
    def is_tier(self) -> bool:
        """Whether it is a tier of the promise above it."""
        return "." in self.number


@dataclass(frozen=True)
class Layout:
    """The table: its language and words, periods in order of time with their headings, lines, and what is said under
    it: the note, and how many problems are in no figure.
    """

    language: str
    words: Mapping[str, str]
    periods: tuple[Period, ...]
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


def layout(record: Record, language: str | None = None) -> Layout:
    """The table of a record: a line for each promise, followed by its tiers.

    Args:
        record: the record.
        language: ``ms``, ``id`` or ``en``; by default that of the charter.

    Raises:
        CharterclockError: CC703, another language.
    """
    language = language or record.charter.language or "en"
    if language not in WORDS:
        raise CharterclockError("CC703", f"no report in language {language!r}", "one of " + ", ".join(WORDS))
    words = WORDS[language]
    # A year stands after its months: by the end, and of several that end together the shorter first.
    found = {row.period for row in record.rows} or periods_between(*record.over, record.by)
    periods = tuple(sorted(found, key=lambda period: (period.last, -period.first.toordinal(), period.name)))
    headings = tuple(
        period_name(period, language) + ("" if record.is_over(period) else f" ({words['not_over']})")
        for period in periods
    )
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
            promise = plain(tier_name or pledge.says or pledge.id)
            empty = _empty(pledge, tiers[None], words)
            cells = tuple(_cell(record, rows, period, empty, language) for period in periods)
            target = _localised(_target(rows[-1]), language) if rows else ""
            lines.append(Line(f"{place}.{index}" if index else f"{place}", promise, target, cells, tuple(rows)))
    return Layout(language, words, periods, headings, tuple(lines), _notes(record, words))


def _notes(record: Record, words: Mapping[str, str]) -> tuple[str, ...]:
    note = f"{words['note']}: {plain(record.note)}" if record.note else ""
    number = len(record.problems) + record.untold
    wrong = f"{words['problems']}: {number} ({words['means_problems']})" if number else ""
    return tuple(filter(None, (note, wrong)))


def _empty(pledge: Any, rows: list[Row], words: Mapping[str, str]) -> str:
    """What stands where there is no row."""
    if pledge.kind not in _KINDS_MEASURED:
        return words["not_measurable"]
    return NONE if rows else words["not_supplied"]


def _cell(record: Record, rows: list[Row], period: Period, empty: str, language: str) -> Cell:
    here = [row for row in rows if row.period == period]
    if not here:
        return Cell(empty)
    words = WORDS[language]
    # Two revisions of a promise can share a period: both are shown.
    figures = [_localised(_figure(row, words), language) for row in here]
    kept = None if any(row.kept is None for row in here) else all(row.kept for row in here)
    details = [_localised(_detail(row, words), language) for row in here]
    running = kept is None and here[-1].value is not None and not record.is_over(period)
    so_far = words["so_far"] if running else ""
    return Cell("; ".join(figures), kept, "; ".join(filter(None, details)), here[-1], so_far)


def _figure(row: Row, words: Mapping[str, str]) -> str:
    if row.value is None:
        return words["no_data"]
    if row.is_share:
        return percent(row.value)
    return number(row.value) + (f" ({row.extra['class']})" if "class" in row.extra else "")


def _target(row: Row) -> str:
    """The target as it is promised; none where it is only that everything is."""
    if row.target is None or row.kind == "frequency":
        return ""
    return trimmed(row.target * 100) + "%" if row.is_share else trimmed(row.target)


def _detail(row: Row, words: Mapping[str, str]) -> str:
    """What a figure rests on; nothing where there is nothing."""
    if not row.of:
        return ""
    if row.kind == "availability":
        units = words["hour"], words["minute"], words["second"]
        left = row.extra["permitted"]
        rest = f"{words['exceeded' if left < 0 else 'permitted']} {length(abs(left), *units)}"
        return f"{words['down']} {length(row.extra['downtime'], *units)}, {rest}"
    if row.kind == "score":
        return f"{row.of} {words['answers']}"
    if row.kind == "index":
        return f"{row.extra['respondents']} {words['respondents']}"
    parts = [f"{row.done} {words['of']} {row.of}"]
    if row.extra.get("due_so_far") and row.kept is None:
        parts.append(f"{words['due_so_far']} {row.extra['due_so_far']}")
    if row.extra.get("missed_parts"):
        parts.append(f"{words['missed_parts']}: {', '.join(row.extra['missed_parts'])}")
    return ", ".join(parts)


def _localised(text: str, language: str) -> str:
    """Figures with the decimal comma that Indonesian offices print."""
    return text.replace(".", ",") if language == "id" else text
