"""Cheap draws. To make a strategy takes Hypothesis ten times as long as to draw from one, so those are made once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from hypothesis import strategies as st

__all__ = ["below", "often", "picked", "rarely"]

_T = TypeVar("_T")


@lru_cache(maxsize=4096)
def below(n: int) -> st.SearchStrategy[int]:
    """Whole numbers from 0 to n - 1. Shrinks to 0."""
    return st.integers(0, n - 1)


def picked(draw: st.DrawFn, values: Sequence[_T]) -> _T:
    """One of some values, each as likely as another. Shrinks to the first."""
    return values[draw(below(len(values)))]


def rarely(draw: st.DrawFn, one_in: int) -> bool:
    """Whether something odd happens, as it does once in so many draws. Shrinks to no."""
    return draw(below(one_in)) == one_in - 1


def often(values: Sequence[_T], others: Sequence[_T]) -> tuple[_T, ...]:
    """Some values, so many times over that they are drawn as often as all the others. The first stays first."""
    return (*values, *(list(values) * (len(others) // max(len(values), 1)))[len(values) :], *others)
