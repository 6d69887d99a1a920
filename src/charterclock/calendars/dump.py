"""A calendar written as the keys of a calendar file: ``Calendar.build(**keys)`` counts the same again.

Not kept is whether a season is an estimate, which no file can say.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from charterclock.calendars.holidays import Holiday
from charterclock.calendars.hours import WEEKDAYS, Season, Week, write_spans

if TYPE_CHECKING:
    from charterclock.calendars.calendar import Calendar

__all__ = ["calendar_keys", "week_keys"]


def calendar_keys(calendar: Calendar, first: date | None = None, last: date | None = None) -> dict[str, Any]:
    """The keys of a calendar file (``docs/format.md``), of text, lists and mappings only.

    Args:
        calendar: the calendar; a joint one (``&``, ``|``) is not of one file and cannot be written.
        first: only days off, seasons and special hours from that date on.
        last: only those up to that date, included.

    Example:
        >>> from charterclock import Calendar
        >>> office = Calendar.build(zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-17:00"}, holidays=["2025-05-01"])
        >>> calendar_keys(office)["hours"]
        {'mon-fri': '08:00-17:00'}
        >>> Calendar.build(**calendar_keys(office)) == office
        True
    """
    low, high = first or date.min, last or date.max
    keys: dict[str, Any] = {"zone": calendar.zone, "hours": _weeks(calendar.weeks)}
    off = [_holiday(holiday) for holiday in calendar.holidays if low <= holiday.date <= high]
    seasons = [found for season in calendar.seasons if (found := _season(season, low, high))["dates"]]
    changes = [
        _without_blanks({"date": hours.date.isoformat(), "open": write_spans(hours.spans), "why": hours.why,
                         "known": hours.known and hours.known.isoformat(), "source": hours.source})
        for hours in calendar.special if low <= hours.date <= high
    ]  # fmt: skip
    lists = {"holidays": off, "seasons": seasons, "changes": changes}
    keys.update({key: entries for key, entries in lists.items() if entries})
    if calendar.weekly_holiday:
        keys["weekly_holiday"] = [
            {**({"from": since.isoformat()} if since else {}), "day": WEEKDAYS[weekday]}
            for since, weekday in calendar.weekly_holiday
        ]
    if calendar.joint_leave != "holiday":
        keys["joint_leave"] = calendar.joint_leave
    keys["covers"] = "always" if calendar.covers is None else [day.isoformat() for day in calendar.covers]
    return keys | ({"name": calendar.name} if calendar.name else {})


def week_keys(week: Week) -> dict[str, str]:
    """The hours of a week, with runs of like weekdays under one key: ``{"mon-thu": "08:00-17:00"}``."""
    keys: dict[str, str] = {}
    for rules, days in groupby(range(7), key=lambda weekday: week.rules[weekday]):
        run = list(days)
        if len(rules) == 1 and not rules[0][0]:
            name = WEEKDAYS[run[0]] if len(run) == 1 else f"{WEEKDAYS[run[0]]}-{WEEKDAYS[run[-1]]}"
            keys[name if len(run) < 7 else "daily"] = write_spans(rules[0][1])
            continue
        for weekday in run:
            for nth, spans in rules:
                keys[f"{WEEKDAYS[weekday]}({','.join(map(str, nth))})"] = write_spans(spans)
    return keys


def _weeks(weeks: Iterable[Week]) -> Any:
    found = [{**({"from": week.since.isoformat()} if week.since else {}), **_open(week)} for week in weeks]
    return found[0] if len(found) == 1 and "from" not in found[0] else found


def _open(week: Week) -> dict[str, str]:
    return week_keys(week) or {"daily": "closed"}


def _holiday(holiday: Holiday) -> dict[str, Any]:
    names = dict(holiday.names)
    return _without_blanks({
        "date": holiday.date.isoformat(), "name": names.get("", names), "kind": holiday.kind,
        "status": holiday.status, "known": holiday.known and holiday.known.isoformat(), "source": holiday.source,
    })  # fmt: skip


def _season(season: Season, low: date, high: date) -> dict[str, Any]:
    dates = [f"{begins}..{ends}" for begins, ends in season.dates if begins <= high and ends >= low]
    return {"name": season.name, "dates": dates, "hours": _open(season.week)}


def _without_blanks(keys: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if value}
