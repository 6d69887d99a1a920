"""Lists of dates in files that stand beside a calendar file: text, CSV, and iCalendar feeds.

Each gives entries as a calendar file has them in ``holidays`` or ``changes``, with the line on which each begins.
Nothing is fetched from elsewhere.
"""

from __future__ import annotations

import csv
import io
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from charterclock.errors import CalendarError, Problem
from charterclock.files import MAX_BYTES

__all__ = ["Entries", "merged_entry", "read_entries"]

#: the entries of a file, each with its line, and what is wrong with the others
Entries = tuple[list[tuple[int, dict[str, Any]]], list[Problem]]

_DATE: Final = r"\d{4}-\d\d-\d\d"
#: a range with spaces in it, or two dates: what comes before the name is read as one
_RANGE: Final = rf"{_DATE}\s*(?:\.\.|-|–|—|/|,|&|\+|to|until|hingga|sampai|s/d|dan|and)\s*{_DATE}"
_LINE: Final = re.compile(rf"({_RANGE}|[^\s,;]+?):?(?:[\s,;]+(?:[-–—:]\s+)?(.*))?")


def read_entries(path: Path, shown: str, covers: tuple[date, date] | None) -> Entries:
    """The entries of a file of dates, by its ending.

    Args:
        path: the file; ``.txt`` (a date or a range a line, and a name), ``.csv`` (a heading with ``date`` and other
            keys of an entry) or ``.ics`` (whole-day events).
        shown: its name in problems.
        covers: the dates up to which an event that recurs each year is followed; ``None``: only its own end.

    Raises:
        CalendarError: CC415, the file cannot be read, or is none of these.
    """
    ending = path.suffix.lower()
    if ending not in (".txt", ".csv", ".ics"):
        raise CalendarError("CC415", f"not a list of dates: {shown!r}", "a file ending in .txt, .csv or .ics")
    text = _text(path, shown)
    if ending == ".ics":
        from charterclock.calendars.feed import feed_entries

        return feed_entries(text, shown, covers)
    return (_csv_entries if ending == ".csv" else _text_entries)(text, shown)


def _text(path: Path, shown: str) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device may never end
            raise OSError(0, "Not a file")
        with open(path, "rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise OSError(0, f"there are more than {MAX_BYTES:,} bytes")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CalendarError("CC415", f"{shown}:{line}: not UTF-8", "save the file as UTF-8") from None
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        hint = "save the feed beside the calendar file" if "://" in shown else None
        raise CalendarError("CC415", f"{shown}: this cannot be read: {said}", hint) from None


def _text_entries(text: str, shown: str) -> Entries:
    """A line is a date or a range, and what the day is called; ``#`` begins a remark."""
    found: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.fullmatch(line.partition("#")[0].strip())
        if match:
            found.append((number, {"date": match[1], **({"name": match[2].strip()} if match[2] else {})}))
    return found, []


def _csv_entries(text: str, shown: str) -> Entries:
    try:
        rows = _rows(text)
    except csv.Error as error:
        raise CalendarError("CC415", f"{shown}: this cannot be read: {error}") from None
    if not rows or "date" not in (heading := [cell.strip().lower() for cell in rows[0][1]]):
        raise CalendarError("CC415", f"{shown}: the heading has no `date`", "date,name or date,open,why")
    twice = [name for name, count in Counter(filter(None, heading)).items() if count > 1]
    if twice:
        raise CalendarError("CC415", f"{shown}: the heading has `{twice[0]}` twice", "one column for each key")
    found: list[tuple[int, dict[str, Any]]] = []
    problems: list[Problem] = []
    for number, row in rows[1:]:
        if len(row) != len(heading):
            said = f"the row has {len(row)} cells, the heading {len(heading)}"
            problems.append(Problem("CC415", said, shown, number))
            continue
        cells = zip(heading, (cell.strip() for cell in row), strict=True)
        found.append((number, {name: cell for name, cell in cells if cell}))
    return found, problems


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows that hold something, each with the line on which it begins; separated by comma, semicolon or tab."""
    heading = text.partition("\n")[0]
    separator = next((sign for sign in ",;\t" if sign in heading), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return list(_numbered(reader))


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    line = 1
    for row in reader:
        if any(cell.strip() for cell in row):
            yield line, row
        line = reader.line_num + 1


def merged_entry(defaults: Mapping[str, Any], entry: Mapping[str, Any], shown: str) -> dict[str, Any]:
    """An entry with what the calendar file says of all entries of its file; its source, if it has none, is the file."""
    return {"source": shown, **{key: value for key, value in defaults.items() if key != "file"}, **entry}
