"""Columns and tables: a calendar's answers for NumPy arrays, pandas, Polars and PyArrow; loaded when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from charterclock.frames.operations import add, between, due, is_open, shift

__all__ = ["add", "between", "due", "is_open", "shift"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'charterclock.frames' has no attribute {name!r}")
    from charterclock.frames import operations

    value = globals()[name] = getattr(operations, name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
