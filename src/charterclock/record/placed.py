"""Judged cases, each with the instant that places it in a period; raw, or as ``assess`` gave them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw
import numpy as np

from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone_arrays import Ints
from charterclock.charter.pledges import Deadline
from charterclock.errors import CharterclockError, Problem
from charterclock.frames.columns import microseconds, numbers, read_instants, words
from charterclock.frames.texts import Texts
from charterclock.record.assess import assessment, problems_of
from charterclock.record.assessment import Assessment
from charterclock.record.assign import Repeated, report_repeated
from charterclock.record.cases import as_frame, mapped

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["Placed", "margins"]

_ASSESSED: Final = ("pledge", "verdict", "due", "margin", "problem")


@dataclass(eq=False)
class Placed:
    """Judged cases with the instant that places each in a period: ``NEVER`` where there is none.

    The verdict of a case that could not be judged is ``problem``. ``source`` is what they came from: the arrays of
    cases that were judged just now, or the table that ``assess`` gave back.
    """

    pledge: Texts
    tier: Texts
    verdict: Texts
    instant: Ints
    problems: Sequence[Problem]
    source: Assessment | nw.DataFrame[Any] | None = None

    @classmethod
    def of(cls, charter: Charter, cases: Any, **options: Any) -> Placed:
        """Cases of a table; ``options`` are those of ``assessment``.

        Raises:
            CharterclockError: CC645, assessed cases of a charter whose periods go by receipt; and what ``assess``
                raises.
        """
        frame = mapped(as_frame(cases), options.get("columns") or {})
        if set(_ASSESSED) <= set(frame.columns):
            again = {name: options.get(name) for name in ("at", "pauses", "extensions")}
            return cls._from_assessed(charter, frame, again, options.get("repeated", report_repeated))
        found = assessment(charter, cases, **options)
        return cls.judged(charter, found, problems_of(found))

    @classmethod
    def judged(cls, charter: Charter, found: Assessment, problems: Sequence[Problem] = ()) -> Placed:
        """Cases that were judged just now."""
        instant = {"due": found.reached, "receipt": found.receipt, "stop": found.stop}[charter.period_by]
        if charter.period_by != "receipt":  # what cannot be judged has no due, here as in a table that was judged
            instant = np.where(found.problem.blank, instant, NEVER)
        verdict = found.verdict.copy()
        verdict.put(~found.problem.blank, "problem")
        return cls(found.pledge, found.tier, verdict, instant, problems, found)

    @classmethod
    def _from_assessed(
        cls, charter: Charter, frame: Any, options: Mapping[str, Any], repeated: Repeated
    ) -> Placed:  # fmt: skip
        """Cases that ``assess`` has judged. A floor has no due there: when it was reached is computed again from the
        case, where its milestones are in the table.
        """
        if charter.period_by == "receipt":
            said = "a charter whose periods go by receipt needs the raw cases, not assessed ones"
            raise CharterclockError("CC645", said)
        zone = charter.office.zone
        due = _with_floors(charter, frame, read_instants(frame["due"], zone).at, options)
        verdict = words(frame["verdict"])
        if charter.period_by == "stop":
            lengths = margins(frame["margin"])
            stopped = verdict.among(("met", "missed", "early"))
            due = np.where(stopped & (due < NEVER), due - lengths, NEVER)
        pledge, problem = words(frame["pledge"]), words(frame["problem"])
        counted = problem.blank & ~verdict.blank & ~verdict.where("excluded")
        repeated(charter, frame, np.arange(len(frame)), pledge, counted, problem)
        fine = problem.blank
        tier = words(frame["tier"]) if "tier" in frame.columns else Texts.none(len(frame))
        verdict.put(~fine | verdict.blank, "problem")
        problems = [Problem.of_cell(str(problem[row]), row=row + 1) for row in np.flatnonzero(~fine).tolist()]
        return cls(pledge, tier, verdict, due, problems, frame)


def margins(margin: Any) -> Ints:
    """Margins as they come from a table, or in seconds as they come from a file."""
    if margin.dtype == nw.Duration:
        return microseconds(margin)[0]
    micros: Ints = np.nan_to_num(numbers(margin)[0] * 1e6).round().astype(np.int64)
    return micros


def _with_floors(charter: Charter, frame: Any, due: Ints, options: Mapping[str, Any]) -> Ints:
    floors = [
        pledge.id
        for pledge in charter
        if isinstance(pledge, Deadline) and any(branch.bound == "at_least" for branch in pledge.branches)
    ]
    if not floors:
        return due
    rows = np.flatnonzero(words(frame["pledge"]).among(floors) & (due >= NEVER))
    if not len(rows):
        return due
    raw = frame[rows.tolist()].drop("tier", "due", "verdict", "margin", "reason", "problem", strict=False)
    found = assessment(charter, raw.to_native(), **options)
    due[rows] = found.reached
    return due
