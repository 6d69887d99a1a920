"""Checks charter files, one or a folder of them, in several processes where that pays."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from charterclock.errors import CharterError, FileError, Problem
from charterclock.files import Document, read_file, read_text

if TYPE_CHECKING:
    from charterclock.calendars.calendar import Calendar

__all__ = ["Checked", "check", "check_all", "files_in"]

_ENDINGS: Final = (".yaml", ".yml")
#: a process takes about half a second to begin, in which another checks about so many charters
_FEW: Final = 150
#: of dates that nothing comes of
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one file.

    ``said`` tells what it is, or is empty where it is neither a charter nor a calendar; ``problems`` are why it is not;
    ``remarks`` are those of lint.
    """

    name: str
    said: str = ""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def files_in(names: Iterable[str]) -> list[str]:
    """The files that are named, and the ``.yaml`` files of each folder that is, at any depth, each once.

    Hidden files and folders are left out, and links to folders are not followed.
    """
    found: list[str] = []
    for name in names:
        found += sorted(_beneath(name)) if os.path.isdir(name) else [name]
    return list(dict.fromkeys(found))


def _beneath(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(place, n) for n in names if n.lower().endswith(_ENDINGS) and not n.startswith("."))


def check_all(
    names: Sequence[str], language: str = "en", columns: Sequence[str] | None = None, *, certain: bool = False,
    processes: int | None = None,
) -> Iterator[Checked]:  # fmt: skip
    """Each file in its turn, as ``check`` does.

    Args:
        names: the files.
        language: of the remarks.
        columns: as for ``lint``.
        certain: only the remarks that are mistakes in any case, which are soon found.
        processes: how many; by default as many as there are processors, and one for few files.
    """
    one = partial(check, language=language, columns=columns, certain=certain)
    if processes is None:
        processes = min(os.cpu_count() or 1, len(names) // _FEW)
    if processes < 2:
        yield from map(one, names)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Not forked: a library of dataframes may have begun threads.
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        yield from pool.map(one, names, chunksize=max(1, len(names) // (8 * processes)))


def check(
    name: str, text: bytes | None = None, *, language: str = "en", columns: Sequence[str] | None = None,
    certain: bool = False,
) -> Checked:  # fmt: skip
    """What is wrong or doubtful in one file, a charter or a calendar; of a text, ``name`` is what it is called."""
    from charterclock.calendars.known import calendar
    from charterclock.charter.lint import lint, mistakes, placed
    from charterclock.charter.load import with_document

    def read() -> Document:
        return read_file(name, strict=False) if text is None else read_text(text, name, strict=False)

    try:
        charter, document = with_document(read, Path(name).parent if text is None else Path())
        findings = mistakes(charter) if certain else lint(charter, columns=columns)
        said = f"{len(charter)} pledge" + ("" if len(charter) == 1 else "s")
        return Checked(name, said, (), placed(findings, document, language))
    except (FileError, CharterError) as error:
        if error.code != "CC211" or text is not None:
            return Checked(name, "", error.problems)
    try:
        office = calendar(name)
    except (FileError, CharterError) as error:
        return Checked(name, "", error.problems)
    return Checked(name, "a calendar" + _outside(office))


def _outside(office: Calendar) -> str:
    """The dates that a calendar names and does not cover: nothing comes of them, and a year may be misspelt."""
    if office.covers is None:
        return ""
    first, last = office.covers
    named = {holiday.date for holiday in office.holidays} | {hours.date for hours in office.special}
    outside = sorted(day for day in named if not first <= day <= last)
    more = f" and {len(outside) - _SHOWN} more" if len(outside) > _SHOWN else ""
    return f"; it does not cover {', '.join(map(str, outside[:_SHOWN]))}{more}" if outside else ""
