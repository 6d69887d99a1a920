"""The cells of a report: what each shows, and the exact number behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from charterclock.record.figures import length, number, percent, trimmed
from charterclock.record.row import Row
from charterclock.record.words import WORDS

__all__ = ["KEPT", "NONE", "NOT_KEPT", "Cell", "detail_of", "figure_of", "localised", "measured", "target_of"]

KEPT, NOT_KEPT, NONE = "✓", "✗", "–"
_MEASURED: Final = ("deadline", "availability", "frequency", "score", "index", "ratio")


def measured(kind: str) -> bool:
    """Whether a kind of promise can be measured at all; a statement cannot."""
    return kind in _MEASURED


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column for one promise.

    Attributes:
        figure: ``96.7%``, ``5.23``, ``1204``, a sentence, or the word for an empty one.
        kept: whether the target is reached; ``None`` where that cannot be said, or is not said here.
        detail: what the figure rests on: ``799 of 1000``.
        row: the row it shows; ``None`` for an empty one.
        so_far: the words for a figure of a period that is not over, and which is neither kept nor not kept yet.
        value: the number that the figure shows; ``None`` where it shows none, or several.
        form: ``percent``, ``number`` (two decimals), ``count`` (whole) or ``change`` (as ``shown`` says it); empty for
            a text.
        unit: what stands behind a number: the class of an index.
        note: the letter of a note.
        shown: of a change, the format in which a workbook shows the number as the figure does.
    """

    figure: str
    kept: bool | None = None
    detail: str = ""
    row: Row | None = None
    so_far: str = ""
    value: Fraction | int | None = None
    form: str = ""
    unit: str = ""
    note: str = ""
    shown: str = ""

    @property
    def sign(self) -> str:
        """✓, ✗, nothing, or the words for a figure so far."""
        return self.so_far if self.kept is None else KEPT if self.kept else NOT_KEPT

    def __str__(self) -> str:
        return " ".join(filter(None, (self.figure, self.sign, self.note and f"({self.note})")))

    @classmethod
    def of(cls, rows: Sequence[Row], is_over: bool, language: str, *, detailed: bool = True) -> Cell:
        """The value of a promise in one period; of several revisions of it that share the period, of each."""
        words = WORDS[language]
        kept = None if any(row.kept is None for row in rows) else all(row.kept for row in rows)
        figures = "; ".join(localised(figure_of(row, words), language) for row in rows)
        details = [localised(detail_of(row, words), language) for row in rows] if detailed else []
        row = rows[-1]
        so_far = words["so_far"] if kept is None and row.value is not None and not is_over else ""
        value = None if len(rows) > 1 or row.value is None else row.extra.get("index", row.value)
        form = "" if value is None else "percent" if row.is_share else "number"
        said = "; ".join(filter(None, details))
        return cls(figures, kept, said, row, so_far, value, form, row.extra.get("class", ""))


def figure_of(row: Row, words: Mapping[str, str]) -> str:
    """What was reached, rounded once."""
    if row.value is None:
        return words["no_data"]
    if row.is_share:
        return percent(row.value)
    return number(row.value) + (f" ({row.extra['class']})" if "class" in row.extra else "")


def target_of(row: Row) -> str:
    """The target as it is promised; none where it is only that everything is."""
    if row.target is None or row.kind == "frequency":
        return ""
    return trimmed(row.target * 100) + "%" if row.is_share else trimmed(row.target)


def detail_of(row: Row, words: Mapping[str, str]) -> str:
    """What a figure rests on; nothing where there is nothing."""
    if not row.of:
        return ""
    if row.kind == "availability":
        if "permitted" not in row.extra:  # of several periods, each of which permits its own
            return ""
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


def localised(text: str, language: str) -> str:
    """Figures with the decimal comma that Indonesian offices print."""
    return text.replace(".", ",") if language == "id" else text
