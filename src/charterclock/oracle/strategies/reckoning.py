"""Ways of counting."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from charterclock.oracle.strategies.drawing import picked
from charterclock.reckoning import Reckoning

__all__ = ["reckonings"]

_CLOCKS: Final = ("16:00", "08:00", "12:30", "00:00", "02:30", "23:59")
#: the default first; a default that most rules share comes more often than the rest
_FIELDS: Final = {
    "receipt": (*("actual",) * 12, *("next_opening",) * 6, *(f"cutoff {clock}" for clock in _CLOCKS)),
    "first_day": ("excluded", "included"),
    "roll": ("following", "preceding", "none"),
    "rest_days": ("office", "office", "statutory"),
    "statutory_limit": (6, 7),
    "day_end": (*("midnight",) * 6, *("closing", "same_time") * 3, *_CLOCKS),
    "paused": ("excluded", "excluded", "restart", "ignored"),
}  # fmt: skip


@st.composite
def reckonings(draw: st.DrawFn) -> Reckoning:
    """Ways of counting, every field of its own. Shrinks to all defaults."""
    return Reckoning(**{field: picked(draw, values) for field, values in _FIELDS.items()})  # type: ignore[arg-type]
