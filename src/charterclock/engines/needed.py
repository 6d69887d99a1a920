"""Packages that are there only where somebody asked for them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from charterclock.errors import CharterclockError

__all__ = ["needed"]


def needed(package: str, extra: str) -> Any:
    """A package that an extra installs.

    Raises:
        CharterclockError: CC701, it is not there; names the extra.
    """
    try:
        return import_module(package)
    except ImportError:
        raise CharterclockError(
            "CC701", f"{package} is not installed", f'pip install "charterclock[{extra}]"'
        ) from None
