"""What commands share: values of options, and tables that stand beside the cases."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from charterclock.errors import CharterclockError, FileError

if TYPE_CHECKING:
    import argparse

    from charterclock.charter.model import Charter
    from charterclock.frames.files import Table

__all__ = ["case_options", "chosen", "ending", "named", "pair", "print_rows", "share_of", "table_beside"]


def case_options(arguments: argparse.Namespace) -> tuple[Charter, Table, dict[str, Any]]:
    """A charter, a table of its cases, and what ``assess`` takes beside them.

    Raises:
        CharterclockError: CC807, no cases; and what reading the files raises.
    """
    from charterclock.charter.load import load
    from charterclock.frames.files import read_table

    charter = load(arguments.charter)
    if not arguments.cases:
        raise CharterclockError("CC807", "give a table of cases, or - for standard input")
    options: dict[str, Any] = {
        "at": arguments.at,
        "columns": dict(named(text) for text in arguments.map),
        "pauses": table_beside(arguments.pauses).frame if arguments.pauses else None,
        "extensions": table_beside(arguments.extensions).frame if arguments.extensions else None,
    }
    return charter, read_table(arguments.cases[0]), options


def share_of(text: str, what: str) -> Fraction:
    """A share from 0 to 1, or a percentage with its sign.

    Raises:
        CharterclockError: CC807, it is none.
    """
    try:
        share = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if len(text) > 20 or not 0 <= share <= 1:
        raise CharterclockError("CC807", f"{what} is a share of all, found {text[:40]!r}", "such as 95% or 0.95")
    return share


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
        raise CharterclockError(
            "CC807", f"--fail-on: unknown {what} {', '.join(sorted(unknown))}", f"one of {', '.join(known)}"
        )
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


def print_rows(names: list[str], rows: list[list[Any]], form: str) -> None:
    """Writes rows to standard output in a form such as ``table``, ``csv`` or ``json``."""
    from charterclock.frames.output import rows_as

    sys.stdout.write(rows_as(names, rows, form))


def ending(path: str | None) -> str:
    """How the name of a file ends, such as ``.csv``; empty where there is none."""
    return Path(path or "").suffix.lower()
