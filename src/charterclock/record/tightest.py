"""What could have been promised: the tightest limit that enough of the cases would have met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone_arrays import Bools, Ints
from charterclock.charter.pledges import Deadline
from charterclock.durations import Duration
from charterclock.errors import CharterclockError, nearest
from charterclock.record.assess import assessment
from charterclock.record.cells import localised
from charterclock.record.figures import percent
from charterclock.record.layout import plain
from charterclock.record.words import words_of

if TYPE_CHECKING:
    from charterclock.charter.model import Charter
    from charterclock.record.assessment import Assessment

__all__ = ["Tightest", "promises_time", "tightest_limits"]

#: nobody promises more of any unit
_MOST: Final = 1 << 16
_BOUNDS: Final = ("within", "under")


@dataclass(frozen=True, slots=True)
class Tightest:
    """The tightest limit of a pledge, or of one of its tiers.

    Attributes:
        pledge: its id.
        tier: the name of the tier; ``None`` where the pledge has none.
        promised: the limit that the charter promises.
        limit: the tightest that would have been met often enough; ``None`` without cases.
        share: how often it would have been met, exactly; at least what was asked for.
        cases: the cases that were looked at: those that have stopped.
    """

    pledge: str
    tier: str | None
    promised: Duration
    limit: Duration | None
    share: Fraction | None
    cases: int

    def said(self, language: str = "en") -> str:
        """The limit in one sentence.

        Args:
            language: ``ms``, ``id`` or ``en``.

        Raises:
            CharterclockError: CC703, another language.
        """
        words = words_of(language)
        name = plain(self.pledge + (f" / {self.tier}" if self.tier else ""))
        promised = self.promised.format(language)
        if not self.cases:
            return f"{name}: {words['none_stopped']}"
        if self.limit is None or self.share is None:
            return f"{name}: {words['no_limit'].format(promised=promised)}"
        told = {"share": localised(percent(self.share), language), "cases": self.cases}
        return f"{name}: {words['could_keep'].format(limit=self.limit.format(language), promised=promised, **told)}"

    def __str__(self) -> str:
        return self.said()


def tightest_limits(
    charter: Charter, cases: Any, pledge: str, *, share: Fraction | float | str = Fraction(95, 100), **options: Any
) -> list[Tightest]:
    """The tightest limits, in whole amounts of the units promised, that so many of the cases would have met.

    Pauses, extensions, receipts and the calendar count as they do for the verdicts. Only cases that have stopped are
    looked at: what is still open may yet be met by a longer limit.

    Args:
        charter: the charter.
        cases: a table of cases, as ``charter.assess`` takes it.
        pledge: the id of a deadline pledge with limits ``within`` or ``under``.
        share: how many of the cases are to meet it: more than none, at most all.
        options: ``at``, ``pauses``, ``extensions``, ``columns``; see ``assess``.

    Returns:
        One for each tier of the pledge's latest revision, or one for the pledge.

    Raises:
        CharterclockError: CC623 an unknown pledge, CC625 one without such a limit, CC631 no share; and what ``assess``
            raises.

    Example:
        >>> import charterclock as cc, pandas as pd
        >>> charter = cc.load("charters/penang-btmkn.yaml")
        >>> cases = pd.DataFrame({"pledge": ["email-account"] * 4, "requested": ["2025-06-09T10:00"] * 4,
        ...                       "processed": ["2025-06-10T09:00", "2025-06-10T16:00", "2025-06-11T09:00",
        ...                                     "2025-06-20T09:00"]})
        >>> print(*tightest_limits(charter, cases, "email-account", share=0.75))
        email-account: 75.0% of 4 cases would have met 2 days (promised: 2 days)
    """
    if pledge not in charter.ids:
        raise CharterclockError("CC623", f"unknown pledge {pledge!r}", nearest(pledge, charter.ids))
    wanted = Fraction(share) if not isinstance(share, float) else Fraction(str(share))
    if not 0 < wanted <= 1:
        raise CharterclockError("CC631", f"a share of the cases is more than 0 and at most 1, found {share}")
    if not promises_time(charter, pledge):
        raise CharterclockError("CC625", f"pledge {pledge!r} promises no time within which a case is done")
    branches = charter.revisions(pledge)[-1].branches
    search = _Search(charter, cases, pledge, options)
    return [search.of(None if isinstance(one, Deadline) else one.name, one.limit, wanted) for one in branches]


def promises_time(charter: Charter, pledge: str) -> bool:
    """Whether the latest revision of a pledge promises a time within which a case is done, in each of its tiers."""
    latest = charter.revisions(pledge)[-1]
    branches = latest.branches if isinstance(latest, Deadline) else ()
    return bool(branches) and all(isinstance(one.limit, Duration) and one.bound in _BOUNDS for one in branches)


class _Search:
    """Judges the same cases by other limits; what limits they tried before is kept."""

    def __init__(self, charter: Charter, cases: Any, pledge: str, options: Mapping[str, Any]) -> None:
        self.charter, self.cases, self.pledge, self.options = charter, cases, pledge, options
        found = assessment(charter, cases, **options)
        self.of_pledge = found.pledge.where(pledge) & found.problem.blank & (found.stop < NEVER)
        self.tiers, self.known = found.tier, dict[int, Bools]()

    def of(self, tier: str | None, promised: Any, wanted: Fraction) -> Tightest:
        rows = np.flatnonzero(self.of_pledge & (self.tiers.blank if tier is None else self.tiers.where(tier)))
        if not len(rows):
            return Tightest(self.pledge, tier, promised, None, None, 0)
        low, high = -1, max(int(promised.amount), 1)
        while self._share(high, rows) < wanted and high < _MOST:
            low, high = high, 2 * high
        if self._share(high, rows) < wanted:  # dues beyond the calendar are problems, which are never met
            return Tightest(self.pledge, tier, promised, None, None, len(rows))
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._share(middle, rows) >= wanted else (middle, high)
        return Tightest(self.pledge, tier, promised, Duration(high, promised.unit), self._share(high, rows), len(rows))

    def _share(self, amount: int, rows: Ints) -> Fraction:
        if amount not in self.known:
            self.known[amount] = self._judged(amount).verdict.where("met")
        return Fraction(int(np.count_nonzero(self.known[amount][rows])), len(rows))

    def _judged(self, amount: int) -> Assessment:
        pledges = [
            self._limited(one, amount) if isinstance(one, Deadline) and one.id == self.pledge else one
            for one in self.charter.pledges
        ]
        return assessment(self.charter.replace(pledges=pledges), self.cases, **self.options)

    def _limited(self, pledge: Deadline, amount: int) -> Deadline:
        """The same pledge, all of its limits with another amount."""

        def limited(one: Any) -> Any:
            return one.model_copy(update={one.bound: Duration(amount, one.limit.unit)})

        if not pledge.tiers:
            return limited(pledge)  # type: ignore[no-any-return]
        return pledge.model_copy(update={"tiers": tuple(limited(tier) for tier in pledge.tiers)})
