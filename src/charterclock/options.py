"""What commands share: values of options, and tables that stand beside the cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from charterclock.errors import CharterclockError, FileError

if TYPE_CHECKING:
    from charterclock.frames.files import Table

__all__ = ["chosen", "named", "pair", "table_beside"]


def pair(text: str, what: str, example: str) -> tuple[str, str]:
    """Both ends of ``FROM..TO``; the second may be empty.

    Raises:
        CharterclockError: CC807, it is none.
    """
    first, dots, last = text.partition("..")
    if not dots or not first:
        raise CharterclockError("CC807", f"{what} is FROM..TO, found {text!r}", f"such as {example}")
    return first, last


def named(text: str) -> tuple[str, str]:
    """Name and value of ``NAME=VALUE``.

    Raises:
        CharterclockError: CC807, it is none.
    """
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise CharterclockError("CC807", f"write NAME=VALUE, found {text!r}")
    return name, value


def chosen(text: str, known: Iterable[str], what: str) -> set[str]:
    """What ``--fail-on`` names, separated by commas.

    Raises:
        CharterclockError: CC807, a word that is none of those known.
    """
    wanted = {part.strip() for part in text.split(",") if part.strip()}
    unknown = wanted.difference(known)
    if unknown:
        raise CharterclockError("CC807", f"--fail-on: unknown {what} {', '.join(sorted(unknown))}")
    return wanted


def table_beside(path: str) -> Table:
    """A table that stands beside the cases. A broken row of it belongs to no case that could be a problem instead.

    Raises:
        FileError: CC806, every broken row.
    """
    from charterclock.frames.files import read_table

    table = read_table(path)
    if table.broken:
        raise FileError(table.broken_rows())
    return table
