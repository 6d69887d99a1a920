"""Why promises were not kept, and what is done about it: a small table that an office writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from charterclock.charter.conditions import as_words
from charterclock.errors import CaseError, FileError, Problem
from charterclock.record.inputs import Table, strangers
from charterclock.record.periods import Period
from charterclock.record.row import Row

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["Reason", "Reasons", "falls_short"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One row of the table: why, and what is done; ``period`` is ``None`` where it is for all of them."""

    period: Period | None
    why: str
    action: str


@dataclass(frozen=True)
class Reasons:
    """The reasons of a charter, by pledge, in the order of the table."""

    by_pledge: Mapping[str, Sequence[Reason]] = field(default_factory=dict)

    @classmethod
    def read(cls, given: Any, charter: Charter) -> Reasons:
        """Reads the table.

        Args:
            given: a dataframe, or a list of mappings, with ``pledge`` and ``reason``, and as it likes ``period``
                (``2025``, ``2025-Q1``, ``2025-01``; blank: all) and ``action``. ``None`` for no table.
            charter: whose pledges they name.

        Raises:
            CharterclockError: CC640 no table, CC641 a column is missing.
            FileError: CC630, CC636: every row that names no period or no pledge.
        """
        if given is None:
            return cls()
        problems = list(strangers(given, "reasons", charter.ids))
        found: dict[str, list[Reason]] = defaultdict(list)
        for number, row in Table.of(given, "reasons", ("pledge", "reason")).rows():
            try:
                period = None if row.get("period") is None else Period.read(as_words(row["period"]))
            except CaseError as error:
                problems.append(Problem(error.code, error.message, row=number, field="period", hint=error.hint))
                continue
            why, action = (as_words(row.get(name) or "") for name in ("reason", "action"))
            if why or action:
                found[as_words(row["pledge"])].append(Reason(period, why, action))
        if problems:
            raise FileError(problems)
        return cls(dict(found))

    def of(self, pledge: str, first: date, last: date) -> list[Reason]:
        """Those of a pledge that are for a period which touches two dates, both included, or for all periods."""
        return [one for one in self.by_pledge.get(pledge, ())
                if one.period is None or (one.period.first <= last and first <= one.period.last)]  # fmt: skip


def falls_short(row: Row) -> bool:
    """Whether there is something to justify: a target that is not reached, or a case of a deadline that was late."""
    return row.kept is False or (row.kind == "deadline" and row.done < row.of)
