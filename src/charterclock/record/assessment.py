"""The result of judging a table, while it is made: arrays of its rows, and which of them are settled already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import narwhals as nw
import numpy as np

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.zone_arrays import Bools, Ints
from charterclock.charter.pledges import Deadline, Tier
from charterclock.frames.texts import Texts
from charterclock.record.cases import Cases

__all__ = ["RESULTS", "Assessment"]

#: the columns that are added to a table
RESULTS: Final = ("pledge", "tier", "due", "verdict", "margin", "reason", "problem")


@dataclass(eq=False)
class Assessment:
    """The rows of a result as arrays; instants are int64 microseconds since 1970 UTC, ``NEVER`` where there is none.

    ``reached`` is the due, or of a floor when it is reached: the instant that places a case in a period. ``by`` is the
    place in ``judged`` of what judged a row (pledge, tier or pledge, calendar); -1 where that was nothing of ours.
    """

    cases: Cases
    given: nw.DataFrame[Any]
    case: Ints
    pledge: Texts
    tier: Texts
    receipt: Ints
    due: Ints
    reached: Ints
    stop: Ints
    verdict: Texts
    reason: Texts
    problem: Texts
    at: int | None
    by: Ints
    judged: list[tuple[Deadline, Deadline | Tier, Calendar]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.case)

    def unsettled(self, rows: Ints) -> Bools:
        """Which rows have neither a verdict nor a problem yet."""
        free = self.verdict.codes[rows] < 0
        return free & (self.problem.codes[rows] < 0) if self.problem.any else free

    def blame(self, rows: Ints, said: str) -> None:
        """A problem of rows; the first that is said of a row stays, and an excluded one has none."""
        if len(rows):
            self.problem.put(rows[self._blameless(rows)], said)

    def report(self, rows: Ints, problems: Texts) -> None:
        """A problem for each row that has one."""
        if problems.any:
            wrong = np.flatnonzero(~problems.blank)
            wrong = wrong[self._blameless(rows[wrong])]
            self.problem.put(rows[wrong], problems.take(wrong))

    def exclude(self, rows: Ints, reason: str) -> None:
        """Takes rows out that are not settled yet."""
        if len(rows):
            rows = rows[self.unsettled(rows)]
            self.reason.put(rows, reason)
            self.verdict.put(rows, "excluded")

    def _blameless(self, rows: Ints) -> Bools:
        problem, verdict = self.problem.take(rows), self.verdict.take(rows)
        return problem.blank & ~verdict.where("excluded")
