"""A calendar from the keys of a calendar file: every problem at once, each with its key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from charterclock.calendars.calendar import Calendar, SpecialHours
from charterclock.calendars.holidays import Holiday
from charterclock.calendars.hours import Season, Week, read_spans
from charterclock.calendars.values import (
    read_covers,
    read_date,
    read_dates,
    read_days,
    read_weekly_holidays,
    read_weeks,
)
from charterclock.calendars.zone import zone_info
from charterclock.errors import CalendarError, CharterclockError, CharterError, FileError, Problem
from charterclock.keywords import meant_key

if TYPE_CHECKING:
    from charterclock.files import Document

__all__ = ["build", "is_calendar", "load_calendar", "read_date", "read_dates"]

_KEYS: Final = (
    "base", "zone", "weekly_holiday", "joint_leave", "covers", "hours", "holidays", "seasons", "changes", "name",
)  # fmt: skip
_HOLIDAY_KEYS: Final = ("date", "name", "kind", "status", "known", "source")
_CHANGE_KEYS: Final = ("date", "holiday", "open", "why", "kind", "status", "known", "source")
#: no calendar lists more days than these
_MOST_DAYS: Final = 50_000
_T = TypeVar("_T")
Path_ = tuple[str | int, ...]


class _Reader:
    """Reads one mapping of keys, and keeps every problem with its place."""

    def __init__(self, keys: Mapping[str, Any], document: Document | None, path: Path_) -> None:
        self.keys = keys
        self.document = document
        self.path = path
        self.problems: list[Problem] = []

    def report(self, error: CharterclockError, path: Path_, key: bool = False) -> None:
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
        """Reads a list, item by item; an item that is no mapping is the value of ``short``."""
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
        total = 0
        for index, item in enumerate(items):
            if total > _MOST_DAYS:
                self.report(CalendarError("CC407", f"{key} names more than {_MOST_DAYS} days"), (key, index))
                break
            if isinstance(item, Holiday):
                item = {"holiday": item}
            given = dict(item) if isinstance(item, Mapping) else {short: item}
            try:
                self.unknown(given, (*allowed, "holiday"), (key, index))
                found.append(reader(given))
                last = found[-1]
                total += len(last) if isinstance(last, list) else 1
            except CharterclockError as error:
                self.report(error, (key, index))
        return found

    def unknown(self, given: Mapping[str, Any], allowed: Iterable[str], path: Path_) -> None:
        known = list(allowed)
        for name in given:
            if name not in known:
                hint = meant_key(str(name), known) or "one of " + ", ".join(known)
                error = CalendarError("CC400", f"unknown key {name!r} of a calendar", hint)
                self.report(error, (*path, name), key=True)


def _text(given: Mapping[str, Any], key: str, default: str = "") -> str:
    value = given.get(key)
    if value is not None and not isinstance(value, str):
        raise CalendarError("CC407", f"{key} is a text, found {value!r}")
    return value or default


def _names(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value or ""
    if not isinstance(value, Mapping) or any(not isinstance(name, str) for name in value.values()):
        raise CalendarError("CC407", f"not a name: {value!r}", "write a text, or {ms: ..., en: ...}")
    return value


def _holiday(given: dict[str, Any]) -> list[Holiday]:
    if isinstance(given.get("holiday"), Holiday):
        return [given["holiday"]]
    days = read_days(given.get("date"))
    known = None if given.get("known") is None else read_date(given["known"])
    names = _names(given.get("name", given.get("holiday")))
    kind, status, source = _text(given, "kind", "public"), _text(given, "status", "gazetted"), _text(given, "source")
    return [
        Holiday(date.fromordinal(day), names, kind, status, known, source)
        for day in days
    ]  # fmt: skip


def _change(given: dict[str, Any]) -> list[Holiday | SpecialHours]:
    if given.get("open") is None:
        if given.get("holiday") is None:
            raise CalendarError("CC407", "a change needs `holiday` or `open`", "{date: 2025-09-15, holiday: its name}")
        return [*_holiday(given)]
    days = read_days(given.get("date"))
    spans = read_spans(_text(given, "open"))
    known = None if given.get("known") is None else read_date(given["known"])
    special: list[Holiday | SpecialHours] = [
        SpecialHours(date.fromordinal(day), spans, _text(given, "why"), known, _text(given, "source"))
        for day in days
    ]
    return special + (_holiday(given) if given.get("holiday") is not None else [])


def _season(given: dict[str, Any]) -> Season:
    dates = given.get("dates")
    if dates is None or given.get("hours") is None:
        raise CalendarError("CC407", "a season needs `dates` and `hours`")
    ranges = dates if isinstance(dates, list | tuple) else [dates]
    weeks = read_weeks(given["hours"])
    if len(weeks) != 1:
        raise CalendarError("CC403", "a season has one week of hours")
    if sum(len(read_days(value)) for value in ranges) > _MOST_DAYS:
        raise CalendarError("CC407", f"a season names more than {_MOST_DAYS} days")
    return Season(_text(given, "name", "season"), tuple(map(read_dates, ranges)), weeks[0])


class _Seasons:
    """Reads seasons, and refuses two that give hours to one date: which of them holds could only be guessed."""

    def __init__(self) -> None:
        self.taken: dict[date, str] = {}

    def __call__(self, given: dict[str, Any]) -> Season:
        season = _season(given)
        days = {date.fromordinal(day) for pair in season.dates for day in read_days(pair)}
        named = {day: season.name for day in days if season.week.spans(day) is not None}
        twice = min(named.keys() & self.taken.keys(), default=None)
        if twice is not None:
            said = f"two seasons give hours to {twice}: {self.taken[twice]} and {season.name}"
            raise CalendarError("CC403", said, "end one where the other begins, or let them name different weekdays")
        self.taken |= named
        if len(self.taken) > _MOST_DAYS:
            raise CalendarError("CC407", f"seasons name more than {_MOST_DAYS} days")
        return season


def build(
    keys: Mapping[str, Any], document: Document | None = None, path: Path_ = (), folder: Path | None = None,
    seen: tuple[Path, ...] = (),
) -> Calendar:  # fmt: skip
    """A calendar from the keys of a calendar file.

    Args:
        keys: the keys; text as in a file, or dates and mappings from Python.
        document: the file they come from, for the place of a problem.
        path: where in the file the keys stand.
        folder: where a base that is a file stands; by default the current folder.
        seen: the files that rest on this one.

    Raises:
        CharterError: every problem of the keys (CC400 to CC409).
    """
    reader = _Reader(keys, document, path)
    reader.unknown(keys, _KEYS, ())
    holidays = [h for found in reader.each("holidays", _HOLIDAY_KEYS, _holiday, "date") for h in found]
    changes = [c for found in reader.each("changes", _CHANGE_KEYS, _change, "date") for c in found]
    own = [*holidays, *(change for change in changes if isinstance(change, Holiday))]
    told = len(reader.problems)
    covers = reader.read("covers", None, lambda value: read_covers(value, own))
    asked = keys if told == len(reader.problems) else {**keys, "covers": None}
    base = reader.read("base", None, lambda value: _base(value, folder or Path(), seen, asked))
    lacks_base = base is None and keys.get("base") is not None  # told already; what it would give is not missing
    seasons = reader.each("seasons", ("name", "dates", "hours"), _Seasons(), "dates")
    weeks = reader.hours(base.weeks if base else ())
    zone = reader.read("zone", base.zone if base else "", _zone)
    if not zone and keys.get("zone") is None and not lacks_base:
        reader.report(CalendarError("CC406", "a calendar needs a zone", "zone: Asia/Kuala_Lumpur"), ())
    if not weeks and keys.get("hours") is None and not lacks_base:
        reader.report(CalendarError("CC401", "a calendar needs opening hours", "hours: {mon-fri: 08:00-17:00}"), ())
    special = [*(base.special if base else ()), *(c for c in changes if isinstance(c, SpecialHours))]
    twice = [day for day, count in Counter(hours.date for hours in special).items() if count > 1]
    if twice:
        said = f"hours are given twice for {', '.join(map(str, sorted(twice)[:10]))}"
        reader.report(CalendarError("CC403", said), ("changes",))
    if keys.get("covers") is None:
        covers = base.covers if base else read_covers(None, own)
    values: dict[str, Any] = {
        "zone": zone,
        "weeks": weeks,
        "holidays": [*(base.holidays if base else ()), *own],
        # A season replaces hours of the base, so it goes with them when other hours are given.
        "seasons": [*(base.seasons if base and keys.get("hours") is None else ()), *seasons],
        "special": special,
        "weekly_holiday": reader.read("weekly_holiday", base.weekly_holiday if base else (), read_weekly_holidays),
        "joint_leave": reader.read("joint_leave", base.joint_leave if base else "holiday", str),
        "covers": covers,
        "name": reader.read("name", base.name if base else "", str),
        "standings": base.standings if base else {},
    }
    if not reader.problems:
        try:
            return Calendar(**values)
        except CharterclockError as error:
            reader.report(error, ())
    raise CharterError(reader.problems)


def _zone(value: Any) -> str:
    zone_info(str(value))
    return str(value)


def _base(value: Any, folder: Path, seen: tuple[Path, ...], keys: Mapping[str, Any]) -> Calendar:
    if isinstance(value, Calendar):
        return value
    from charterclock.calendars.known import base_calendar

    if isinstance(value, str) and value.endswith((".yaml", ".yml")):
        return load_calendar(folder / value, seen)
    return base_calendar(str(value)[:100], None, keys.get("covers"), keys)


def is_calendar(data: Mapping[str, Any]) -> bool:
    """Whether the keys of a file are those of a calendar file."""
    if isinstance(data.get("calendar"), Mapping):
        return len(data) == 1
    return data.keys() <= set(_KEYS) and not data.keys().isdisjoint(("base", "zone", "hours"))


def load_calendar(path: str | Path, seen: tuple[Path, ...] = ()) -> Calendar:
    """A calendar from a YAML file whose one key is ``calendar`` (or whose keys are a calendar's own).

    Raises:
        FileError: the file cannot be read. CharterError: every problem of its keys, with line and column.
    """
    from charterclock.files import read_file

    resolved = Path(path).resolve()
    if resolved in seen:
        raise CalendarError("CC413", f"calendar {path} rests on itself")
    document = read_file(path)
    data = document.data
    if not isinstance(data, Mapping):
        raise FileError([document.problem("CC400", "a calendar file holds a mapping", hint="calendar: {zone: ...}")])
    if "pledges" in data:
        named = data.get("calendar")
        hint = f"its calendar is {named}" if isinstance(named, str) else "a calendar file has no pledges"
        raise CharterError([document.problem("CC414", "this is a charter, not a calendar", hint=hint)])
    inner, known = data.get("calendar"), (*seen, resolved)
    if not isinstance(inner, Mapping):
        return build(data, document, folder=resolved.parent, seen=known)
    beside = [key for key in data if key != "calendar"]
    if beside:
        raise CharterError(
            [document.problem("CC400", f"unknown key {key!r} beside `calendar`", (key,), key=True) for key in beside]
        )
    return build(inner, document, ("calendar",), resolved.parent, known)
