"""Where a case stands at an instant: its verdict, its due, and how far it has come."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from charterclock.clock.due import Due
from charterclock.display import card

__all__ = ["Status"]


@dataclass(frozen=True, slots=True)
class Status:
    """Where a case stands at an instant.

    Attributes:
        verdict: ``met``, ``missed``, ``running``, ``overdue``, ``paused``, ``extended``, ``early`` or ``excluded``.
        due: the due in force; ``None`` for an excluded case.
        first_due: the due without extensions.
        elapsed: what has passed, pauses left out: a ``timedelta`` for clock and opening time, days as an ``int``;
            ``None`` where nothing runs towards the due (``before``, ``by``).
        remaining: the same from ``at`` (or the stop) to the due; negative when it has passed; ``None`` for a floor.
        share_used: the share of the time between receipt and due that has passed, 0 to 1; ``None`` where nothing runs.
        reason: why a case is excluded, or that an extension was told too late; else empty.
        at: the instant asked about.
    """

    verdict: str
    due: Due | None
    first_due: Due | None
    elapsed: timedelta | int | None
    remaining: timedelta | int | None
    share_used: float | None
    reason: str
    at: datetime

    def to_dict(self) -> dict[str, Any]:
        """Its fields as plain values: instants as ISO 8601, lengths of time in seconds, days as numbers."""

        def plain(value: timedelta | int | None) -> float | int | None:
            return value.total_seconds() if isinstance(value, timedelta) else value

        return {
            "verdict": self.verdict,
            "due": self.due and self.due.to_dict(),
            "first_due": self.first_due and self.first_due.to_dict(),
            "elapsed": plain(self.elapsed),
            "remaining": plain(self.remaining),
            "share_used": self.share_used,
            "reason": self.reason,
            "at": self.at.isoformat(),
        }

    def to_json(self) -> str:
        """``to_dict`` as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        share = None if self.share_used is None else f"{self.share_used:.0%} of the time"
        facts = [("at", self.at), ("due", self.due and (self.due.at or self.due.reached_at)), ("elapsed", self.elapsed),
                 ("remaining", self.remaining), ("used", share), ("reason", self.reason)]  # fmt: skip
        return card(self.verdict, facts)
