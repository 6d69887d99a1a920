"""Amounts and durations, small ones mostly."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from functools import lru_cache
from typing import Final

from hypothesis import strategies as st

from charterclock.durations import NEXT_WORKING_DAY, UNITS, Duration
from charterclock.oracle.strategies.drawing import often, picked, rarely

__all__ = ["amounts", "durations"]

_LARGEST: Final = {
    "clock second": 200_000, "clock minute": 5_000, "clock hour": 500, "working minute": 3_000, "working hour": 90,
    "calendar day": 60, "calendar week": 8, "working day": 25, "working week": 4, "statutory day": 14,
    "calendar month": 13, "calendar quarter": 4, "calendar year": 2, "working month": 6,
}  # fmt: skip
#: the plainest first
_PLAIN: Final = ("working day", "calendar day", "working hour", "clock hour", "calendar month")
_SMALL: Final = (1, 0, 2, 3, 0, 4, 5, 6, 7, 8, 9, 10)
_FRACTIONS: Final = ("clock minute", "clock hour", "working minute", "working hour")
_PARTS: Final = (Fraction(1, 2), Fraction(1, 60), Fraction(1, 1_000_000))
_MONTHS: Final = tuple(Fraction(n, 12) for n in range(1, 12))


@lru_cache(maxsize=1024)
def _amounts(unit: str, largest: int | None) -> tuple[int, ...]:
    most = _LARGEST[unit] if largest is None else min(largest, _LARGEST[unit])
    small = [n for n in _SMALL if n <= most]
    return often(small, range(most + 1) if most <= 100 else [most * n // 100 for n in range(101)])


@lru_cache(maxsize=4096)
def _duration(amount: int | Fraction, unit: str) -> Duration:
    return Duration(amount, unit)


@st.composite
def amounts(draw: st.DrawFn, unit: str, largest: int | None = None) -> int | Fraction:
    """How much of a unit, a small number mostly; of hours and minutes, and of years, sometimes a fraction.

    Shrinks to 1.
    """
    return _amount(draw, unit, largest)


def _amount(draw: st.DrawFn, unit: str, largest: int | None) -> int | Fraction:
    amount = picked(draw, _amounts(unit, largest))
    if unit in _FRACTIONS and rarely(draw, 4):
        more = amount + picked(draw, _PARTS)
        return more if (more * 60 * 10**6).denominator == 1 else amount
    return amount + picked(draw, _MONTHS) if unit == "calendar year" and rarely(draw, 4) else amount


def durations(units: Collection[str] = UNITS, largest: int | None = None) -> st.SearchStrategy[Duration]:
    """Durations of the given units, small ones mostly; of hours and minutes sometimes a fraction.

    Shrinks to one working day, else to one of the plainest unit given.
    """
    ordered = sorted(units, key=lambda unit: _PLAIN.index(unit) if unit in _PLAIN else len(_PLAIN))
    return _durations(tuple(ordered), largest)


@st.composite
def _durations(draw: st.DrawFn, units: tuple[str, ...], largest: int | None) -> Duration:
    unit = picked(draw, units)
    if unit == NEXT_WORKING_DAY:
        _amount(draw, "working day", largest)  # not used: what takes fewer draws is what is shrunk to
        return _duration(1, unit)
    return _duration(_amount(draw, unit, largest), unit)
