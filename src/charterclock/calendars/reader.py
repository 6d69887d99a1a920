"""Reads the keys of a calendar file: each problem with its place, all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from charterclock.calendars.holidays import Holiday
from charterclock.calendars.hours import Week
from charterclock.calendars.lists import merged_entry, read_entries
from charterclock.calendars.values import read_weeks
from charterclock.errors import CalendarError, CharterclockError, Problem
from charterclock.keywords import meant_key

if TYPE_CHECKING:
    from charterclock.files import Document

__all__ = ["MOST_DAYS", "Entry", "KeyPath", "Reader", "text_of"]

#: no calendar lists more days than these
MOST_DAYS: Final = 50_000
KeyPath = tuple[str | int, ...]
_T = TypeVar("_T")
_D = TypeVar("_D")
#: tells a problem of an entry, and of which of its keys it is
_Report = Callable[[CharterclockError, str | None], None]


class _SeveralError(Exception):
    """What is wrong with the keys of one entry."""

    def __init__(self, errors: list[tuple[str, CharterclockError]]) -> None:
        super().__init__(errors)
        self.errors = errors


class Entry:
    """Reads the keys of one entry of a list, and keeps what is wrong with each until all are read."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given
        self.errors: list[tuple[str, CharterclockError]] = []

    def read(self, key: str, reader: Callable[[Any], _T], default: _D) -> _T | _D:
        """The value of a key; the default where it is missing, or wrong."""
        if self.given.get(key) is None:
            return default
        return self.need(key, reader, default)

    def need(self, key: str, reader: Callable[[Any], _T], default: _D) -> _T | _D:
        """The value of a key that must be there."""
        try:
            return reader(self.given.get(key))
        except CharterclockError as error:
            self.errors.append((key, error))
            return default

    def text(self, key: str, default: str = "") -> str:
        """The text of a key."""
        return self.read(key, lambda _: text_of(self.given, key), default) or default

    def done(self) -> None:
        """Raises what is wrong, if anything is."""
        if self.errors:
            raise _SeveralError(self.errors)


class Reader:
    """Reads one mapping of keys, and keeps every problem with its place."""

    def __init__(self, keys: Mapping[str, Any], document: Document | None, path: KeyPath, folder: Path) -> None:
        self.keys = keys
        self.document = document
        self.path = path
        self.folder = folder
        #: the dates up to which what recurs each year is followed
        self.covers: tuple[date, date] | None = None
        self.problems: list[Problem] = []

    def report(self, error: CharterclockError, path: KeyPath, key: bool = False) -> None:
        if self.document is None:
            field = ".".join(str(part) for part in path)
            self.problems.append(Problem(error.code, f"{field}: {error.message}", hint=error.hint, field=field))
        else:
            where = (*self.path, *path)
            self.problems.append(self.document.problem(error.code, error.message, where, key=key, hint=error.hint))

    def read(self, key: str, default: _T, reader: Callable[[Any], _T]) -> _T:
        if self.keys.get(key) is None:
            return default
        try:
            return reader(self.keys[key])
        except CharterclockError as error:
            self.report(error, (key,))
            return default

    def hours(self, default: tuple[Week, ...]) -> tuple[Week, ...]:
        """Reads the weeks of hours; a weekday that is wrong by itself is told at its own place."""
        given, before = self.keys.get("hours"), len(self.problems)
        for index, part in enumerate(given if isinstance(given, list) else [given]):
            for key, text in part.items() if isinstance(part, Mapping) else ():
                if key != "from":
                    try:
                        Week.read({str(key): str(text)})
                    except CalendarError as error:
                        place = ("hours", index, key) if isinstance(given, list) else ("hours", key)
                        self.report(error, place, key=error.code == "CC402")
        return default if len(self.problems) > before else self.read("hours", default, read_weeks)

    def each(self, key: str, allowed: Iterable[str], reader: Callable[[dict[str, Any]], _T], short: str) -> list[_T]:
        """Reads a list, item by item; an item that is no mapping is the value of ``short``, one with ``file`` stands
        for the entries of that file.
        """
        found: list[_T] = []
        items = self.keys.get(key)
        if items is None:
            return found
        if not isinstance(items, Sequence) or isinstance(items, str):
            if isinstance(items, set | frozenset):
                items = sorted(items)
            else:
                items = None
        if items is None:
            self.report(CalendarError("CC407", f"{key} must be a list, found {self.keys.get(key)!r}"), (key,))
            return found
        known, total = list(allowed), 0
        for index, item in enumerate(items):
            for given, report in self._given(key, index, item, known, short, reader):
                if total > MOST_DAYS:
                    self.report(CalendarError("CC407", f"{key} names more than {MOST_DAYS} days"), (key, index))
                    return found
                try:
                    found.append(reader(given))
                    last = found[-1]
                    total += len(last) if isinstance(last, list) else 1
                except _SeveralError as several:
                    for name, error in several.errors:
                        report(error, name)
                except CharterclockError as error:
                    report(error, None)
        return found

    def _given(
        self, key: str, index: int, item: Any, known: Sequence[str], short: str, reader: Callable[[dict[str, Any]], Any]
    ) -> Iterator[tuple[dict[str, Any], _Report]]:
        """The entries that an item stands for, each with what tells its problems at their place."""
        if isinstance(item, Holiday):
            item = {"holiday": item}
        given = dict(item) if isinstance(item, Mapping) else {short: item}
        report = partial(self._report_key, (key, index), isinstance(item, Mapping))
        is_list = "file" in given and key in ("holidays", "changes")
        self.unknown(given, (*known, "file") if is_list else known, (key, index))
        if not is_list:
            yield given, report
            return
        try:
            name = text_of(given, "file")
            if len(given) > 1:  # what holds for all entries is wrong once, and here
                reader(merged_entry(given, {"date": "2000-01-01", "holiday": "x"}, name))
            entries, problems = read_entries(self.folder / name, self._beside(name), self.covers)
        except _SeveralError as several:
            for wrong, error in several.errors:
                report(error, wrong)
            return
        except CharterclockError as error:
            report(error, "file")
            return
        self.problems += problems
        for line, entry in entries:
            place = partial(self._report_line, self._beside(name), line)
            strange = [column for column in entry if column not in known]
            if strange:
                hint = meant_key(strange[0], known) or "one of " + ", ".join(known)
                place(CalendarError("CC400", f"unknown column {strange[0]!r} of a calendar", hint), None)
            else:
                yield merged_entry(given, entry, name), place

    def _beside(self, name: str) -> str:
        """A file as a person finds it who has found the calendar file."""
        file = self.document.file if self.document else None
        return str(Path(file).parent / name) if file and file != "-" and "://" not in name else name

    def _report_key(self, path: KeyPath, has_keys: bool, error: CharterclockError, name: str | None) -> None:
        self.report(error, (*path, name) if has_keys and name else path)

    def _report_line(self, name: str, line: int, error: CharterclockError, _: str | None) -> None:
        self.problems.append(Problem(error.code, error.message, name, line, hint=error.hint))

    def unknown(self, given: Mapping[str, Any], allowed: Iterable[str], path: KeyPath) -> None:
        known = list(allowed)
        for name in given:
            if name not in known:
                hint = meant_key(str(name), known) or "one of " + ", ".join(known)
                error = CalendarError("CC400", f"unknown key {name!r} of a calendar", hint)
                self.report(error, (*path, name), key=True)


def text_of(given: Mapping[str, Any], key: str, default: str = "") -> str:
    """The text of a key."""
    value = given.get(key)
    if value is not None and not isinstance(value, str):
        raise CalendarError("CC407", f"{key} is a text, found {value!r}")
    return value or default
