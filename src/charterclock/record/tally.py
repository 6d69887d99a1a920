"""Cases counted by pledge, tier, period and verdict: what attainment is made of, and what adds up.

A tally of parts of a table, computed anywhere and in any order, is exactly the tally of the whole when its parts are
added; so is one that another engine summed from assessed cases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone import as_datetime
from charterclock.calendars.zone_arrays import Bools, Ints
from charterclock.charter.conditions import FrozenMap
from charterclock.charter.pledges import Deadline
from charterclock.errors import CharterclockError
from charterclock.frames.columns import local_days, words
from charterclock.frames.tables import frame_of
from charterclock.frames.texts import Texts
from charterclock.record.cases import as_frame, found_instead
from charterclock.record.periods import LENGTHS, Period, periods_between
from charterclock.record.placed import Placed
from charterclock.record.row import COUNTED, SHOWN, Row, reaches

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["TALLIED", "Tally", "periods_of", "tally"]

_VERDICTS: Final = (*COUNTED, *SHOWN)
#: the columns of a tally as a table
TALLIED: Final = ("pledge", "tier", "period", "verdict", "cases")
#: so many kinds of cases are counted in a table, more are sorted
_FEW: Final = 1 << 22
#: pledge, tier, period and verdict; ``None`` where a case has none
_Key = tuple[str | None, str | None, str | None, str]


@dataclass(frozen=True)
class Tally:
    """Cases of a charter, counted.

    Attributes:
        by: ``month``, ``quarter`` or ``year``.
        counts: how many cases by pledge, tier, period (its name, such as ``2025-05``; none for cases without a date)
            and verdict; ``problem`` is that of cases which could not be judged.
    """

    by: str
    counts: Mapping[_Key, int]

    @classmethod
    def of(cls, placed: Placed, by: str, zone: str, inside: Bools | None = None) -> Tally:
        """Counts judged cases.

        Args:
            placed: the cases.
            by: ``month``, ``quarter`` or ``year``.
            zone: the zone whose dates make a period.
            inside: which cases to count, of those that have a date; all by default.
        """
        if by not in LENGTHS:
            raise CharterclockError("CC631", f"by is month, quarter or year, found {by!r}")
        period = periods_of(placed.instant, by, zone)
        columns = (placed.pledge, placed.tier, period, placed.verdict)
        shape = [len(column.words) + 1 for column in columns]
        flat = np.zeros(len(placed.instant), dtype=np.int64)
        for length, column in zip(shape, columns, strict=True):  # the last place is for those that have none
            flat *= length
            flat += np.where(column.codes < 0, length - 1, column.codes)
        if inside is not None:
            flat = flat[inside | period.blank]
        if int(np.prod(shape)) <= _FEW:
            found = np.bincount(flat, minlength=1)
            places = np.flatnonzero(found)
            numbers = found[places]
        else:
            places, numbers = np.unique(flat, return_counts=True)
        counts: Counter[_Key] = Counter()
        for place, number in zip(places.tolist(), numbers.tolist(), strict=True):
            key = [(*column.words, None)[code] for column, code in
                   zip(columns, np.unravel_index(place, shape), strict=True)]  # fmt: skip
            counts[key[0], key[1], key[2], key[3] or "problem"] += number
        return cls(by, FrozenMap(counts))

    @classmethod
    def read(cls, frame: Any) -> Tally:
        """A tally from a table, whoever summed it; rows of one kind are added.

        Args:
            frame: a dataframe with ``pledge``, ``tier``, ``period``, ``verdict`` and ``cases``, as ``to_frame`` gives
                it, or as an engine groups and counts assessed cases with their period. A blank verdict is ``problem``.

        Raises:
            CharterclockError: CC630 what is no period, CC631 periods of different lengths, CC640 no dataframe, CC641 a
                column is missing, CC649 what is no number of cases.
        """
        table = as_frame(frame)
        lacking = [name for name in TALLIED if name not in table.columns]
        if lacking:
            raise CharterclockError("CC641", f"a tally needs a column {lacking[0]!r}", found_instead(lacking[0], table))
        cases = table["cases"].to_list()
        wrong = [row for row, count in enumerate(cases, 1) if isinstance(count, bool) or not _is_count(count)]
        if wrong:
            said = f"cases, row {wrong[0]}: not a number of cases: {cases[wrong[0] - 1]!r}"
            raise CharterclockError("CC649", said, f"and {len(wrong) - 1} more rows" if len(wrong) > 1 else None)
        period = words(table["period"])
        lengths = {_length(Period.read(name)) for name in period.words}
        if len(lengths) > 1:
            raise CharterclockError("CC631", f"a tally has periods of one length, found {', '.join(sorted(lengths))}")
        columns = [list(words(table[name])) for name in ("pledge", "tier", "period", "verdict")]
        counts: Counter[_Key] = Counter()
        for pledge, tier, name, verdict, count in zip(*columns, cases, strict=True):
            counts[pledge, tier, name, verdict or "problem"] += int(count)
        return cls(lengths.pop() if lengths else "month", FrozenMap(counts))

    def __add__(self, other: Tally) -> Tally:
        """Both together.

        Raises:
            CharterclockError: CC631, tallies by periods of different lengths.
        """
        if self.by != other.by:
            raise CharterclockError("CC631", f"tallies by {self.by} and by {other.by} do not add up")
        return Tally(self.by, FrozenMap(Counter(dict(self.counts)) + Counter(dict(other.counts))))

    def __radd__(self, other: int) -> Tally:
        """So that ``sum`` adds tallies: it begins with 0."""
        return self if other == 0 else NotImplemented

    def __len__(self) -> int:
        return sum(self.counts.values())

    def to_frame(self, backend: str | None = None) -> Any:
        """A table with ``pledge``, ``tier``, ``period``, ``verdict`` and ``cases``, in order."""
        keys = sorted(self.counts, key=lambda key: tuple(part or "" for part in key))
        columns: dict[str, list[Any]] = {name: [key[place] for key in keys] for place, name in enumerate(TALLIED[:-1])}
        return frame_of({**columns, "cases": [self.counts[key] for key in keys]}, backend)

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and last date of the periods that have cases; ``None`` where none has a date."""
        periods = sorted({Period.read(name) for _, _, name, _ in self.counts if name is not None})
        return (periods[0].first, periods[-1].last) if periods else None

    def unplaced(self) -> dict[str, int]:
        """Cases without a date, by verdict."""
        found: Counter[str] = Counter()
        for (_, _, period, verdict), count in self.counts.items():
            found[verdict] += count if period is None else 0
        return {verdict: found[verdict] for verdict in _VERDICTS if found[verdict]}

    @property
    def unjudged(self) -> int:
        """How many cases could not be judged."""
        return sum(count for (*_, verdict), count in self.counts.items() if verdict == "problem")

    # attainment --------------------------------------------------------------------------------------------------

    def rows(self, charter: Charter, periods: Sequence[Period]) -> dict[str, list[Row]]:
        """The rows of each deadline of a charter, then of the tiers that any of its revisions has, by period."""
        summed: Counter[tuple[str | None, str | None, str, str]] = Counter()
        for (pledge, tier, period, verdict), count in self.counts.items():
            if period is not None:
                summed[pledge, tier, period, verdict] += count
                if tier is not None:
                    summed[pledge, None, period, verdict] += count
        found: dict[str, list[Row]] = {}
        for name in charter.ids:
            revisions = [revision for revision in charter.revisions(name) if isinstance(revision, Deadline)]
            tiers = dict.fromkeys(tier.name for revision in revisions for tier in revision.tiers)
            found[name] = [
                _row(revisions, tier, period, {of: summed[name, tier, str(period), of] for of in _VERDICTS})
                for tier in (None, *tiers) if revisions for period in periods
            ]  # fmt: skip
        return found


def tally(charter: Charter, cases: Any, *, by: str = "month", **options: Any) -> Tally:
    """Counts the cases of a table, or of a part of it; ``charter.attainment`` takes the tally in the place of cases.

    Cases that are twice under one pledge are told apart within a part only.

    Args:
        charter: the charter.
        cases: a table of cases, raw or as ``assess`` gave it back; an event log with all events of its cases.
        by: ``month``, ``quarter`` or ``year``.
        options: ``at``, ``pauses``, ``extensions``, ``columns``: see ``assess``.

    Raises:
        CharterclockError: CC631 ``by``, CC645 assessed cases of a charter whose periods go by receipt, and what
            ``assess`` raises.

    Example:
        >>> import charterclock as cc, pandas as pd
        >>> charter = cc.load("charters/penang-btmkn.yaml")
        >>> january, june = (pd.DataFrame({"pledge": ["email-account"], "requested": [f"2025-{day}T10:00"],
        ...                                "processed": [f"2025-{day}T16:00"]}) for day in ("01-06", "06-09"))
        >>> both = charter.tally(january) + charter.tally(june)
        >>> both.to_frame("pandas")[["pledge", "period", "verdict", "cases"]]
                  pledge   period verdict  cases
        0  email-account  2025-01     met      1
        1  email-account  2025-06     met      1
        >>> charter.attainment(both, by="month").row("email-account", "2025-06").value
        Fraction(1, 1)
    """
    return Tally.of(Placed.of(charter, cases, **options), by, charter.office.zone)


def periods_of(instants: Ints, by: str, zone: str) -> Texts:
    """The name of the period in which each instant lies, by the dates of a zone; none for ``NEVER``."""
    known = instants < NEVER
    if not known.any():
        return Texts.none(len(instants))
    low, high = (int(edge) for edge in (instants.min(), instants.max(initial=instants.min(), where=known)))
    periods = periods_between(as_datetime(low, zone).date(), as_datetime(high, zone).date(), by)
    starts = np.array([period.first.toordinal() for period in periods], dtype=np.int64)
    codes = np.searchsorted(starts, local_days(instants, zone), side="right").astype(np.int32) - 1
    return Texts(np.where(known, codes, -1).astype(np.int32), map(str, periods))


def _is_count(value: Any) -> bool:
    try:
        return value is not None and int(value) == value and value >= 0
    except (TypeError, ValueError, OverflowError):
        return False


def _length(period: Period) -> str:
    return next(by for by in LENGTHS if Period.of(period.first, by) == period)


def _row(revisions: Sequence[Deadline], tier: str | None, period: Period, counts: Mapping[str, int]) -> Row:
    """Attainment from counts by verdict: met of met, missed, overdue and early. Without a target all is promised."""
    pledge, target = revisions[-1], _target(revisions, tier, period)
    counted, met = sum(counts[verdict] for verdict in COUNTED), counts["met"]
    value = Fraction(met, counted) if counted else None
    wanted = Fraction(1) if target is None else target
    return Row(
        pledge.id, tier, pledge.kind, period, wanted, value, reaches(value, wanted), met, counted, FrozenMap(counts)
    )


def _target(revisions: Sequence[Deadline], tier: str | None, period: Period) -> Fraction | None:
    """The target in a period: that of the revision in force on its first date, else of the last that has the tier."""
    having = [pledge for pledge in revisions if tier is None or any(part.name == tier for part in pledge.tiers)]
    pledge = next((pledge for pledge in having if period.first in pledge.valid), having[-1])
    own = next((part.target for part in pledge.tiers if part.name == tier), None)
    return own if own is not None else pledge.target


