"""A calendar from the keys of a calendar file: every problem at once, each with its key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from charterclock.calendars.calendar import Calendar, SpecialHours
from charterclock.calendars.holidays import Holiday, as_known
from charterclock.calendars.hours import read_spans
from charterclock.calendars.reader import Entry, KeyPath, Reader, text_of
from charterclock.calendars.seasons import Seasons
from charterclock.calendars.values import (
    read_covers,
    read_date,
    read_dates,
    read_days,
    read_weekly_holidays,
)
from charterclock.calendars.zone import zone_info
from charterclock.errors import CalendarError, CharterclockError, CharterError, FileError, Problem
from charterclock.keywords import meant_key

if TYPE_CHECKING:
    from charterclock.files import Document

__all__ = ["build", "is_calendar", "load_calendar", "read_date", "read_dates"]

_KEYS: Final = (
    "base", "zone", "weekly_holiday", "joint_leave", "covers", "hours", "holidays", "seasons", "rosters",
    "changes", "name",
)  # fmt: skip
_HOLIDAY_KEYS: Final = ("date", "name", "kind", "status", "known", "source", "holiday")
_CHANGE_KEYS: Final = ("date", "holiday", "open", "why", "kind", "status", "known", "source")
_Entry = TypeVar("_Entry", Holiday, SpecialHours)


def _names(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value or ""
    if not isinstance(value, Mapping) or any(not isinstance(name, str) for name in value.values()):
        raise CalendarError("CC407", f"not a name: {value!r}", "write a text, or {ms: ..., en: ...}")
    return value


def _holiday(given: dict[str, Any]) -> list[Holiday]:
    if isinstance(given.get("holiday"), Holiday):
        return [given["holiday"]]
    entry = Entry(given)
    days = entry.need("date", read_days, range(0))
    known = entry.read("known", read_date, None)
    names = entry.read("name" if given.get("name") is not None else "holiday", _names, "")
    kind = entry.read("kind", lambda value: Holiday(date.min, kind=text_of(given, "kind")).kind, "public")
    status = entry.read("status", lambda value: Holiday(date.min, status=text_of(given, "status")).status, "gazetted")
    source = entry.text("source")
    entry.done()
    return [Holiday(date.fromordinal(day), names, kind, status, known, source) for day in days]


def _change(given: dict[str, Any]) -> list[Holiday | SpecialHours]:
    if given.get("open") is None:
        if given.get("holiday") is None:
            raise CalendarError("CC407", "a change needs `holiday` or `open`", "{date: 2025-09-15, holiday: its name}")
        return [*_holiday(given)]
    entry = Entry(given)
    days = entry.need("date", read_days, range(0))
    spans = entry.read("open", lambda value: read_spans(text_of(given, "open")), ())
    known = entry.read("known", read_date, None)
    why, source = entry.text("why"), entry.text("source")
    entry.done()
    special: list[Holiday | SpecialHours] = [
        SpecialHours(date.fromordinal(day), spans, why, known, source) for day in days
    ]
    return special + (_holiday(given) if given.get("holiday") is not None else [])


def build(
    keys: Mapping[str, Any], document: Document | None = None, path: KeyPath = (), folder: Path | None = None,
    seen: tuple[Path, ...] = (), as_of: date | None = None,
) -> Calendar:  # fmt: skip
    """A calendar from the keys of a calendar file.

    Args:
        keys: the keys; text as in a file, or dates and mappings from Python.
        document: the file they come from, for the place of a problem.
        path: where in the file the keys stand.
        folder: where a base that is a file stands; by default the current folder.
        seen: the files that rest on this one.
        as_of: only what was known on or before that date, here and in the base.

    Raises:
        CharterError: every problem of the keys (CC400 to CC409).
    """
    reader = Reader(keys, document, path, folder or Path())
    reader.unknown(keys, _KEYS, ())
    told = len(reader.problems)
    covers = reader.read("covers", None, lambda value: read_covers(value, ()))
    asked = keys if told == len(reader.problems) else {**keys, "covers": None}
    base = reader.read("base", None, lambda value: _base(value, folder or Path(), seen, asked, as_of))
    reader.covers = covers or (base.covers if base else None)
    holidays = [h for found in reader.each("holidays", _HOLIDAY_KEYS, _holiday, "date") for h in found]
    changes = [c for found in reader.each("changes", _CHANGE_KEYS, _change, "date") for c in found]
    own = [*holidays, *(change for change in changes if isinstance(change, Holiday))]
    lacks_base = base is None and keys.get("base") is not None  # told already; what it would give is not missing
    taken = Seasons()
    seasons = reader.each("seasons", ("name", "dates", "hours"), taken.season, "dates")
    seasons += [s for found in reader.each("rosters", ("name", "dates", "cycle"), taken.roster, "dates") for s in found]
    weeks = reader.hours(base.weeks if base else ())
    zone = reader.read("zone", base.zone if base else "", _zone)
    if not zone and keys.get("zone") is None and not lacks_base:
        reader.report(CalendarError("CC406", "a calendar needs a zone", "zone: Asia/Kuala_Lumpur"), ())
    if not weeks and keys.get("hours") is None and not lacks_base:
        reader.report(CalendarError("CC401", "a calendar needs opening hours", "hours: {mon-fri: 08:00-17:00}"), ())
    hours = _known_by([change for change in changes if isinstance(change, SpecialHours)], as_of)
    special = [*(base.special if base else ()), *hours]
    twice = [day for day, count in Counter(hours.date for hours in special).items() if count > 1]
    if twice:
        said = f"hours are given twice for {', '.join(map(str, sorted(twice)[:10]))}"
        reader.report(CalendarError("CC403", said), ("changes",))
    if keys.get("covers") is None:
        covers = base.covers if base else read_covers(None, own)
    values: dict[str, Any] = {
        "zone": zone,
        "weeks": weeks,
        "holidays": [*(base.holidays if base else ()), *_known_by(own, as_of)],
        # A season replaces hours of the base, so it goes with them when other hours are given.
        "seasons": [*(base.seasons if base and keys.get("hours") is None else ()), *seasons],
        "special": special,
        "weekly_holiday": reader.read("weekly_holiday", base.weekly_holiday if base else (), read_weekly_holidays),
        "joint_leave": reader.read("joint_leave", base.joint_leave if base else "holiday", _joint_leave),
        "covers": covers,
        "name": reader.read("name", base.name if base else "", lambda _: text_of(keys, "name")),
        "standings": base.standings if base else {},
    }
    if not reader.problems:
        try:
            return Calendar(**values)
        except CharterclockError as error:
            reader.report(error, ())
    raise CharterError(reader.problems)


def _joint_leave(value: Any) -> str:
    if value not in ("holiday", "working"):
        raise CalendarError("CC404", f"joint_leave is holiday or working, found {value!r}")
    return str(value)


def _zone(value: Any) -> str:
    zone_info(str(value))
    return str(value)


def _known_by(entries: Iterable[_Entry], as_of: date | None) -> list[_Entry]:
    """What was known on a date; a day off whose list was not out is an estimate."""
    if as_of is None:
        return list(entries)
    known = [entry for entry in entries if entry.known is None or entry.known <= as_of]
    return [as_known(entry, as_of) if isinstance(entry, Holiday) else entry for entry in known]


def _base(
    value: Any, folder: Path, seen: tuple[Path, ...], keys: Mapping[str, Any], as_of: date | None
) -> Calendar:
    if isinstance(value, Calendar):
        return value
    from charterclock.calendars.known import base_calendar

    if isinstance(value, str) and value.endswith((".yaml", ".yml")):
        return load_calendar(folder / value, seen, as_of)
    return base_calendar(str(value)[:100], as_of, keys.get("covers"), keys)


def is_calendar(data: Mapping[str, Any]) -> bool:
    """Whether the keys of a file are those of a calendar file, be some of them misspelt.

    No charter lacks both id and pledges; where what stands beside an inline calendar holds entries, it is one.
    """
    if not data.keys().isdisjoint(("id", "pledges")):
        return False
    if isinstance(data.get("calendar"), Mapping):
        return not any(isinstance(value, list) for key, value in data.items() if key not in _KEYS)
    return not data.keys().isdisjoint(("base", "zone", "hours"))


def load_calendar(path: str | Path, seen: tuple[Path, ...] = (), as_of: date | None = None) -> Calendar:
    """A calendar from a YAML file whose one key is ``calendar`` (or whose keys are a calendar's own).

    Raises:
        FileError: the file cannot be read. CharterError: every problem of its keys, with line and column.
    """
    from charterclock.files import read_file

    resolved = Path(path).resolve()
    if resolved in seen:
        raise CalendarError("CC413", f"calendar {path} rests on itself")
    document = read_file(path, strict=False)
    data, slips = document.data, list(document.problems)
    if not isinstance(data, Mapping):
        said = document.problem("CC400", "a calendar file holds a mapping", hint="calendar: {zone: ...}")
        raise FileError([*slips, said])
    if "pledges" in data:
        named = data.get("calendar")
        hint = f"its calendar is {named}" if isinstance(named, str) else "a calendar file has no pledges"
        raise CharterError([document.problem("CC414", "this is a charter, not a calendar", hint=hint)])
    inner, known = data.get("calendar"), (*seen, resolved)
    if not isinstance(inner, Mapping):
        return _whole(slips, lambda: build(data, document, folder=resolved.parent, seen=known, as_of=as_of))
    for key in data:
        if key != "calendar":
            expected = f"it stands under calendar: {{{key}: ...}}" if key in _KEYS else meant_key(key, _KEYS)
            message = f"unknown key {key!r} beside `calendar`"
            slips.append(document.problem("CC400", message, (key,), key=True, hint=expected))
    return _whole(slips, lambda: build(inner, document, ("calendar",), resolved.parent, known, as_of))


def _whole(slips: list[Problem], read: Callable[[], Calendar]) -> Calendar:
    """What a reading gives, if nothing was wrong before it; all that is wrong, in the order of the file."""
    try:
        found = read()
    except CharterError as error:
        told = list(dict.fromkeys([*slips, *error.problems]))
        raise CharterError(sorted(told, key=_place) if slips else told) from None
    if slips:
        raise (FileError if all(slip.code.startswith("CC1") for slip in slips) else CharterError)(slips)
    return found


def _place(problem: Problem) -> tuple[str, int, int]:
    return problem.file or "", problem.line or 0, problem.column or 0
