"""What attainment would have been under each of two charters, on the same cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from charterclock.record.figures import percent, trimmed

if TYPE_CHECKING:
    from charterclock.record.record import Record
    from charterclock.record.row import Row

__all__ = ["WORDS", "Effect", "effects"]


#: the headings of the table and what else is said, by language: a speaker can correct them
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "promise": "promise", "period": "period", "old": "under the old", "new": "under the new",
        "not promised": "not promised", "no data": "no data", "same": "figures that are the same under both",
    },
    "ms": {
        "promise": "janji", "period": "tempoh", "old": "menurut yang lama", "new": "menurut yang baharu",
        "not promised": "tidak dijanjikan", "no data": "tiada data", "same": "angka yang sama menurut kedua-duanya",
    },
    "id": {
        "promise": "janji", "period": "periode", "old": "menurut yang lama", "new": "menurut yang baru",
        "not promised": "tidak dijanjikan", "no data": "tidak ada data", "same": "angka yang sama menurut keduanya",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effect:
    """One promise (or tier) in one period, under the old charter and the new one; ``None``: not promised there."""

    pledge: str
    tier: str | None
    period: str
    old: Row | None
    new: Row | None

    @property
    def is_none(self) -> bool:
        """Whether nothing is different: neither what was reached nor whether that keeps the promise."""
        return _seen(self.old) == _seen(self.new)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        sides = {"old": self.old, "new": self.new}
        values = {f"{side}_value": None if row is None or row.value is None else float(row.value)
                  for side, row in sides.items()}  # fmt: skip
        kept = {f"{side}_kept": None if row is None else row.kept for side, row in sides.items()}
        return {"pledge": self.pledge, "tier": self.tier, "period": self.period, **values, **kept}

    def cells(self, language: str = "en") -> list[str]:
        """As a row for people: promise, period, and what was reached under each charter."""
        promise = self.pledge + (f" / {self.tier}" if self.tier else "")
        return [promise, self.period, _shown(self.old, language), _shown(self.new, language)]


def effects(old: Record, new: Record) -> list[Effect]:
    """Two records of the same cases side by side, in the order of the old one, then what is only in the new one."""
    before, after = ({(row.pledge, row.tier, str(row.period)): row for row in record.rows} for record in (old, new))
    return [Effect(*key, before.get(key), after.get(key)) for key in dict.fromkeys([*before, *after])]


def _seen(row: Row | None) -> tuple[Fraction | None, bool | None]:
    return (None, None) if row is None else (row.value, row.kept)


def _shown(row: Row | None, language: str) -> str:
    if row is None:
        return WORDS[language]["not promised"]
    if row.value is None:
        return WORDS[language]["no data"]
    sign = {True: " ✓", False: " ✗", None: ""}[row.kept]
    return (percent(row.value) if row.is_share else trimmed(row.value)) + sign
