"""Official corrections over the ``holidays`` package: what lists, decrees and declarations say, as known on a day.

Malaysia: the package's days, with the standing of each year's list, and corrections one declaration an entry.
Indonesia: the decrees of a year in order of date; a year that has none by then uses the package's estimate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from charterclock.calendars.build import read_date, read_dates
from charterclock.calendars.holidays import Holiday

__all__ = ["corrected", "replayed", "standings"]

_GROUPS: Final = {"sunday-states": 6, "friday-states": 4}
Weekday = Callable[[date], int]


def _lists(data: Mapping[str, Any]) -> dict[int, Mapping[str, Any]]:
    return {int(entry["year"]): entry for entry in data.get("lists") or ()}


def standings(data: Mapping[str, Any], as_of: date | None) -> dict[int, str]:
    """How far each year's days off are settled: its list or decrees ``gazetted`` or ``announced``, as known on a day.

    A year without a list by then is not among them.
    """
    found: dict[int, str] = {}
    for entry in (*(data.get("lists") or ()), *(data.get("decrees") or ())):
        year = int(entry["year"])
        told = _known(entry.get("date") or entry.get("known")) or date(year - 1, 1, 1)
        if as_of is None or told <= as_of:
            found.setdefault(year, str(entry.get("status") or ("gazetted" if "decree" in entry else "announced")))
    return found


def _known(value: Any) -> date | None:
    """A day; of a month alone (``2026-03``) the last day it can be."""
    if value is None:
        return None
    text = str(value)
    if len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    return read_date(text)


def _told(entry: Mapping[str, Any]) -> date | None:
    """When an entry became known; one with a month alone was known on its own first date at the latest."""
    told = _known(entry.get("known"))
    return told if told is None or len(str(entry["known"])) != 7 else min(told, *_dates(entry["date"]))


def _dates(value: Any) -> Iterable[date]:
    for part in value if isinstance(value, list) else [value]:
        first, last = read_dates(part)
        yield from map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _holds(entry: Mapping[str, Any], place: str, day: date, weekday: Weekday) -> bool:
    """Whether an entry is for a state on a date; the national calendar has only what holds for all."""
    places = entry.get("in", "all")
    if place in (entry.get("except") or ()):
        return False
    if places == "all":
        return True
    if isinstance(places, str):
        return bool(place) and weekday(day) == _GROUPS[places]
    return place in places


def _named(holiday: Holiday, start: str) -> bool:
    return any(name.startswith(start) for _, name in holiday.names)


def corrected(
    package: Sequence[Holiday], data: Mapping[str, Any], place: str, weekday: Weekday, as_of: date | None
) -> list[Holiday]:
    """A state's days off by lists and declarations.

    Args:
        package: what the package has.
        data: the country's data file: ``lists``, ``kinds``, ``kind_exceptions``, ``days``.
        place: the code of the state, without the country; empty for the national calendar.
        weekday: the weekly holiday of the state on a date (Monday is 0).
        as_of: only what was known by then; ``None`` for all that is known.
    """
    lists = _lists(data)
    found = [_listed(_kinded(holiday, data, place), lists, as_of) for holiday in package]
    for entry in data.get("days") or ():
        if entry.get("doubt") is not None:
            continue
        told = _told(entry)
        if as_of is not None and told is not None and told > as_of:
            if "add" not in entry and "remove" not in entry:  # a day of the package that was declared later than this
                days = {day for day in _dates(entry["date"]) if _holds(entry, place, day, weekday)}
                found = [h for h in found if h.date not in days or not _named(h, entry.get("name") or "")]
            continue
        for day in _dates(entry["date"]):
            if _holds(entry, place, day, weekday):
                found = _applied(found, entry, day, told, lists, as_of)
    return found


def _applied(
    found: list[Holiday], entry: Mapping[str, Any], day: date, told: date | None,
    lists: Mapping[int, Mapping[str, Any]], as_of: date | None,
) -> list[Holiday]:  # fmt: skip
    if "remove" in entry:
        return [h for h in found if h.date != day or not _named(h, str(entry["remove"]))]
    if "add" in entry:
        names = entry["add"]
        added = Holiday(day, names, entry.get("kind") or "occasional", entry.get("status") or "announced", told,
                        entry.get("source") or "")  # fmt: skip
        same = [h for h in found if h.date == day and set(dict(h.names).values()) & set(dict(added.names).values())]
        listed = added if told is not None else _listed(added, lists, as_of)
        return [*(h for h in found if h not in same), listed]
    name = str(entry.get("name") or "")
    return [
        Holiday(h.date, h.names, entry.get("kind") or h.kind, entry.get("status") or h.status, told or h.known,
                entry.get("source") or h.source)
        if h.date == day and _named(h, name) else h
        for h in found
    ]  # fmt: skip


def _kinded(holiday: Holiday, data: Mapping[str, Any], place: str) -> Holiday:
    """A day of the package with its official kind, where the package's own structure does not tell."""
    kind = "federal" if holiday.kind == "public" else holiday.kind
    for said, names in (data.get("kinds") or {}).items():
        if any(_named(holiday, name) for name in names):
            kind = said
    for entry in data.get("kind_exceptions") or ():
        first, last = _known(entry.get("from")) or date.min, _known(entry.get("to")) or date.max
        here = entry.get("in", "all")
        if _named(holiday, entry["name"]) and first <= holiday.date <= last and (here == "all" or place in here):
            kind = entry["kind"]
    return Holiday(holiday.date, holiday.names, kind, holiday.status, holiday.known, holiday.source)


def _listed(holiday: Holiday, lists: Mapping[int, Mapping[str, Any]], as_of: date | None) -> Holiday:
    """A day with the standing of its year's list; an estimate before the list was known, and after the last one."""
    entry = lists.get(holiday.date.year)
    status, known = holiday.status, holiday.known
    if holiday.date.year > max(lists, default=holiday.date.year):
        status = "estimated"
    if entry is not None:
        status, known = str(entry.get("status") or "announced"), _known(entry.get("known"))
    if as_of is not None and (known or date(holiday.date.year - 1, 1, 1)) > as_of:
        status = "estimated"
    return Holiday(holiday.date, holiday.names, holiday.kind, status, known, holiday.source)


def replayed(package: Sequence[Holiday], data: Mapping[str, Any], place: str, as_of: date | None) -> list[Holiday]:
    """A province's days off by the decrees of each year, in order of date; regional days on top.

    Args:
        package: what the package has: estimates, and the English names.
        data: the country's data file: ``decrees``, ``regional``.
        place: the code of the province, without the country.
        as_of: only decrees of that day or before; ``None`` for all.
    """
    english = {(holiday.date, holiday.is_public): holiday.name("en") for holiday in package}
    days: dict[int, dict[date, list[Holiday]]] = {}
    for entry in sorted(data.get("decrees") or (), key=lambda entry: str(entry["date"])):
        told = _known(entry["date"])
        if as_of is not None and told is not None and told > as_of:
            continue
        year = days.setdefault(int(entry["year"]), {})
        for removed in entry.get("remove") or ():
            for day in _dates(removed):
                year.pop(day, None)
        for key, kind in (("public", "federal"), ("joint_leave", "joint_leave"), ("occasional", "occasional")):
            for text, name in (entry.get(key) or {}).items():
                for day in _dates(text):
                    year.setdefault(day, []).append(_decreed(entry, day, name, kind, told, english))
    found = [holiday for year in days.values() for listed in year.values() for holiday in _distinct(listed)]
    decreed = {int(entry["year"]) for entry in data.get("decrees") or ()}
    for holiday in package:
        if holiday.date.year in days:
            continue
        kind = "federal" if holiday.kind == "public" else holiday.kind
        early = as_of is not None and date(holiday.date.year - 1, 1, 1) > as_of
        to_come = holiday.date.year in decreed or holiday.date.year > max(decreed, default=holiday.date.year)
        status = "estimated" if to_come or early else holiday.status
        found.append(Holiday(holiday.date, holiday.names, kind, status, None, holiday.source))
    for entry in data.get("regional") or ():
        told = _told(entry)
        if place in entry["in"] and entry.get("doubt") is None and (as_of is None or told is None or told <= as_of):
            kind = entry.get("kind") or "occasional"
            found += [
                Holiday(day, {"id": entry["name"]}, kind, "announced", told, entry.get("source") or "")
                for day in _dates(entry["date"])
            ]
    return found


def _decreed(
    entry: Mapping[str, Any], day: date, name: Any, kind: str, told: date | None,
    english: Mapping[tuple[date, bool], str],
) -> Holiday:  # fmt: skip
    names = {"id": str(name)}
    said = (entry.get("names_en") or {}).get(day.isoformat()) or english.get((day, kind != "joint_leave"))
    if said:
        names["en"] = said
    return Holiday(day, names, kind, entry.get("status") or "gazetted", told, str(entry.get("decree") or ""))


def _distinct(listed: list[Holiday]) -> list[Holiday]:
    """A date that a later decree sets again keeps its last standing for each kind."""
    return list({holiday.kind: holiday for holiday in listed}.values())
