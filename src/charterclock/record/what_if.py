"""The same cases under another charter: which verdicts change, which dues move, and by how much attainment does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np

from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone import as_datetime
from charterclock.calendars.zone_arrays import Ints
from charterclock.frames.tables import frame_of
from charterclock.frames.texts import Texts
from charterclock.record.assess import assessment
from charterclock.record.assessment import Assessment
from charterclock.record.cells import localised
from charterclock.record.figures import percent
from charterclock.record.layout import plain
from charterclock.record.row import COUNTED, SHOWN
from charterclock.record.trend import difference
from charterclock.record.words import words_of

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["Change", "Moved", "Moves", "WhatIf", "what_if"]

#: of a case that the other charter does not take under this pledge
NOT_PROMISED: Final = "not promised"
_VERDICTS: Final = (*COUNTED, *SHOWN, NOT_PROMISED)


@dataclass(frozen=True, slots=True)
class Change:
    """So many cases of a pledge go from one verdict to another."""

    pledge: str
    before: str
    after: str
    cases: int


@dataclass(frozen=True, slots=True)
class Moved:
    """The share of the counted cases of a pledge that were met, before and after; ``None`` without any."""

    pledge: str
    before: Fraction | None
    after: Fraction | None

    def said(self, language: str = "en") -> str:
        """Both shares, and exactly how far they are apart: a change that rounds to nothing is told as one."""
        words = words_of(language)
        before, after = (words["no_data"] if share is None else localised(percent(share), language)
                         for share in (self.before, self.after))  # fmt: skip
        name = plain(self.pledge)
        if self.before == self.after:
            return f"{name} {before}" + ("" if self.before is None else f" ({words['unchanged']})")
        moved = words["moved"].format(before=before, after=after)
        if self.before is None or self.after is None:
            return f"{name} {moved}"
        change = self.after - self.before
        told = localised(difference(change, words, is_share=True), language)
        if not told.startswith(("+", "-")):
            told = f"{words['better' if change > 0 else 'worse']} {told}"
        return f"{name} {moved} ({told})"

    def __str__(self) -> str:
        return self.said()


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Cases whose due or verdict is another by the other charter, as columns; instants as ``Assessment`` has them."""

    zone: str
    row: Ints
    name: nw.Series[Any] | None
    pledge: Texts
    verdicts: tuple[Texts, Texts]
    dues: tuple[Ints, Ints]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What another charter would have made of the same cases. ``print`` says it in one sentence.

    Attributes:
        cases: how many either charter promises something: one for each case and pledge.
        changes: the verdicts that change, by pledge, in the order of the charters.
        dues: how many dues, or instants at which a floor is reached, move.
        attainment: of each pledge that has cases.
        moves: the cases whose due or verdict is another, in the order of their table; ``to_dues`` makes a table of it.
    """

    cases: int
    changes: tuple[Change, ...]
    dues: int
    attainment: tuple[Moved, ...]
    moves: Moves | None = field(default=None, compare=False, repr=False)

    def said(self, language: str = "en") -> str:
        """All of it in one sentence.

        Args:
            language: ``ms``, ``id`` or ``en``.

        Raises:
            CharterclockError: CC703, another language.
        """
        words = words_of(language)
        kinds: Counter[tuple[str, str]] = Counter()
        for change in self.changes:
            kinds[change.before, change.after] += change.cases
        short = {verdict: words[verdict].split(",")[0].lower() for verdict in _VERDICTS}
        told = ", ".join(words["from_to"].format(count=count, before=short[before], after=short[after])
                         for (before, after), count in kinds.items())  # fmt: skip
        verdicts = words["verdicts_change"].format(changed=kinds.total(), cases=self.cases)
        shares = ", ".join(moved.said(language) for moved in self.attainment) or words["no_data"]
        dues = words["dues_move"].format(dues=self.dues)
        return f"{verdicts}{': ' if told else ''}{told}; {dues}; {words['attainment']}: {shares}."

    def __str__(self) -> str:
        return self.said()

    def to_frame(self, backend: str | None = None) -> Any:
        """A row for each change: ``pledge``, ``before``, ``after``, ``cases``, and the pledge's attainment by both
        charters, ``attainment_before`` and ``attainment_after``.

        Args:
            backend: ``pandas``, ``polars`` or ``pyarrow``; by default the first of them that is installed.
        """
        shares = {moved.pledge: moved for moved in self.attainment}
        columns: dict[str, list[Any]] = {
            name: [getattr(change, name) for change in self.changes] for name in ("pledge", "before", "after", "cases")
        }
        for name in ("before", "after"):
            found = [getattr(shares[change.pledge], name) for change in self.changes]
            columns[f"attainment_{name}"] = [None if share is None else float(share) for share in found]
        return frame_of(columns, backend)


    def to_dues(self, backend: str | None = None) -> Any:
        """A row for each case whose due or verdict is another: ``row`` of the table, ``case`` where it has such a
        column, ``pledge``, ``due_before``, ``due_after``, ``verdict_before``, ``verdict_after``. A floor has no due:
        there it is the instant at which it is reached.

        Args:
            backend: ``pandas``, ``polars`` or ``pyarrow``; by default the first of them that is installed.
        """
        moves = self.moves
        if moves is None:
            raise ValueError("this was made without its cases")
        columns: dict[str, list[Any]] = {"row": moves.row.tolist()}
        if moves.name is not None:
            columns["case"] = moves.name[(moves.row - 1).tolist()].to_list()
        columns["pledge"] = list(moves.pledge)
        for name, dues in zip(("due_before", "due_after"), moves.dues, strict=True):
            columns[name] = [as_datetime(due, moves.zone) if 0 <= due < NEVER else None for due in dues.tolist()]
        columns["verdict_before"], columns["verdict_after"] = (list(one) for one in moves.verdicts)
        return frame_of(columns, backend)


def what_if(charter: Charter, cases: Any, other: Charter, **options: Any) -> WhatIf:
    """The same cases by two charters: another calendar, another reckoning or another promise (``charter.replace``).

    Args:
        charter: the charter as it is.
        cases: a table of raw cases, as ``assess`` takes it.
        other: the other charter.
        options: ``at``, ``pauses``, ``extensions``, ``columns``; see ``assess``.

    Returns:
        Changes and attainment over all cases, whatever their period: met of met, missed, overdue and early.

    Raises:
        CharterclockError: what ``assess`` raises.

    Example:
        >>> import charterclock as cc, pandas as pd
        >>> charter = cc.load("charters/penang-btmkn.yaml")
        >>> cases = pd.DataFrame({"pledge": ["email-account"] * 2, "requested": ["2025-06-05T10:00"] * 2,
        ...                       "processed": ["2025-06-06T16:00", "2025-06-09T10:00"]})
        >>> print(charter.what_if(cases, charter.replace(calendar="MY-03")))
        0 of 2 verdicts change; 2 dues move; attainment: email-account 100.0% (unchanged).
    """
    found = [assessment(one, cases, **options) for one in (charter, other)]
    pledges = list(dict.fromkeys([*charter.ids, *other.ids]))
    keys = [_keys(one, pledges) for one in found]
    union = np.unique(np.concatenate(keys))
    union = union[union >= 0]
    verdicts = [_spread(union, key, _codes(one), len(_VERDICTS) - 1) for key, one in zip(keys, found, strict=True)]
    reached = [_spread(union, key, one.reached, -1) for key, one in zip(keys, found, strict=True)]
    of = union % len(pledges)
    both = (verdicts[0] != len(_VERDICTS) - 1) & (verdicts[1] != len(_VERDICTS) - 1)
    changes, attainment = [], []
    for place, pledge in enumerate(pledges):
        here = of == place
        if not here.any():
            continue
        before, after = (one[here] for one in verdicts)
        pairs, numbers = np.unique(before * len(_VERDICTS) + after, return_counts=True)
        for pair, count in zip(pairs.tolist(), numbers.tolist(), strict=True):
            first, second = divmod(pair, len(_VERDICTS))
            if first != second:
                changes.append(Change(pledge, _VERDICTS[first], _VERDICTS[second], count))
        attainment.append(Moved(pledge, _share(before), _share(after)))
    shifted = both & (reached[0] != reached[1])
    rows = np.flatnonzero(shifted | (verdicts[0] != verdicts[1]))
    case = union[rows] // len(pledges)
    table = found[0].cases
    first, second = (Texts(one[rows].astype(np.int32), _VERDICTS) for one in verdicts)
    moves = Moves(charter.office.zone, case + 1, table.column("case") if table.has("case") else None,
                  Texts(of[rows].astype(np.int32), pledges), (first, second),
                  (reached[0][rows], reached[1][rows]))  # fmt: skip
    return WhatIf(len(union), tuple(changes), int(np.count_nonzero(shifted)), tuple(attainment), moves)


def _keys(found: Assessment, pledges: Sequence[str]) -> Ints:
    """A number for each case and pledge, the same in both; -1 of a case whose pledge neither charter has."""
    places: Mapping[str, int] = {pledge: place for place, pledge in enumerate(pledges)}
    codes = np.array([places.get(word, -1) for word in found.pledge.words] or [-1], dtype=np.int64)
    place = np.where(found.pledge.codes < 0, -1, codes[found.pledge.codes])
    keys: Ints = np.where(place < 0, -1, found.case * len(pledges) + place)
    return keys


def _codes(found: Assessment) -> Ints:
    problem = _VERDICTS.index("problem")
    codes = np.array([_VERDICTS.index(word) for word in found.verdict.words] or [problem], dtype=np.int64)
    blank = (found.verdict.codes < 0) | ~found.problem.blank
    result: Ints = np.where(blank, problem, codes[found.verdict.codes])
    return result


def _spread(union: Ints, keys: Ints, values: Ints, empty: int) -> Ints:
    """Values at the places of their keys; ``empty`` where there is none."""
    found, known = np.full(len(union), empty, dtype=np.int64), keys >= 0
    found[np.searchsorted(union, keys[known])] = values[known]
    return found


def _share(verdicts: Ints) -> Fraction | None:
    counted = int(np.count_nonzero(verdicts < len(COUNTED)))
    return Fraction(int(np.count_nonzero(verdicts == _VERDICTS.index("met"))), counted) if counted else None
