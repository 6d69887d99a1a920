"""Time zones: some without daylight saving, some with every way in which a clock has been changed."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

__all__ = ["CHANGING", "STEADY", "ZONES", "zones"]

#: the clock never changes; the first needs no thought, the last is a quarter of an hour off
STEADY: Final = ("Asia/Kuala_Lumpur", "UTC", "Asia/Kathmandu")
#: by an hour at two, by an hour at one UTC, at midnight, by half an hour, and back for Ramadan
CHANGING: Final = (
    "America/New_York", "Europe/Paris", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Casablanca",
)  # fmt: skip
ZONES: Final = STEADY + CHANGING


def zones(daylight_saving: bool | None = None) -> st.SearchStrategy[str]:
    """Names of time zones, of every kind, or only those with (without) daylight saving.

    Shrinks to Asia/Kuala_Lumpur; of those with daylight saving to America/New_York.
    """
    return st.sampled_from(ZONES if daylight_saving is None else CHANGING if daylight_saving else STEADY)
