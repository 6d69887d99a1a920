"""Calendars known by their code: Malaysian states, Indonesian provinces, every country of the ``holidays`` package."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

from charterclock.calendars.build import build, load_calendar
from charterclock.calendars.calendar import Calendar
from charterclock.calendars.corrections import corrected, replayed, standings
from charterclock.calendars.holidays import Holiday, as_known, package_holidays
from charterclock.calendars.places import OWN, codes, country_data, unknown_calendar
from charterclock.calendars.ramadan import ramadan
from charterclock.calendars.values import read_covers, read_date, read_weekly_holidays, read_weeks
from charterclock.errors import CalendarError

__all__ = ["base_calendar", "calendar", "calendar_of_code", "codes", "from_recipe"]

_CODE: Final = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
#: The years covered: from the first that the rules of the rest days are sourced for, to seven after the last list.
_FIRST_YEAR, _LAST_YEAR = 2001, 2034


def calendar(
    code: str | os.PathLike[str], *, as_of: date | str | None = None, zone: str | None = None, hours: Any = None,
    **keys: Any,
) -> Calendar:  # fmt: skip
    """A known calendar.

    Args:
        code: ISO 3166-2, such as ``MY-07`` (Penang state offices) or ``ID-SB``; ``MY`` and ``ID`` have national days
            only; any other country of the ``holidays`` package, where ``zone`` and ``hours`` are then the caller's;
            or the path of a calendar file, ending in ``.yaml``.
        as_of: only what was known on or before that local date; days off of a year without a list by then count as
            estimated. Of a calendar file, and of further keys, what is ``known`` later is left out.
        zone: an IANA name, instead of the known one.
        hours: opening hours, instead of the known ones (``docs/format.md``).
        **keys: further keys of a calendar file, added to the known calendar: ``holidays``, ``changes``, ``seasons``,
            ``joint_leave``, ``weekly_holiday``, ``covers``, ``name``.

    Raises:
        CalendarError: CC405, an unknown code.
        CharterError: problems of the further keys.

    Example:
        >>> calendar("MY-07").zone
        'Asia/Kuala_Lumpur'
    """
    if isinstance(code, os.PathLike):
        code = os.fspath(code)
    if not isinstance(code, str):
        raise CalendarError("CC405", f"unknown calendar {code!r}", "a code such as MY-07, or a calendar file")
    if zone is not None:
        keys["zone"] = zone
    if hours is not None:
        keys["hours"] = hours
    moment = None if as_of is None else read_date(as_of)
    if code.endswith((".yaml", ".yml")):
        base = load_calendar(code, as_of=moment)
    else:
        base = base_calendar(code, moment, keys.pop("covers", None), keys)
    return build({**keys, "base": base}, as_of=moment) if keys else base


def base_calendar(code: str, as_of: date | None = None, covers: Any = None, keys: Mapping[str, Any] = {}) -> Calendar:
    """What further keys are added to: the calendar of a code, or the days off of a country without data of its own.

    Raises:
        CalendarError: CC405, an unknown code; CC407, a country without data whose keys lack zone or hours.
    """
    span = _covered(code, covers)
    if code.partition("-")[0] in OWN:
        return _known(code, as_of, span)
    off = _days_off(code, as_of, span)  # an unknown code is said first
    lacking = [key for key in ("zone", "hours") if keys.get(key) is None]
    if lacking:
        raise _needs_hours(code, lacking)
    return Calendar(zone="UTC", weeks=(), holidays=off, covers=span, name=code)


@lru_cache(maxsize=256)
def _known(code: str, as_of: date | None, covers: tuple[date, date]) -> Calendar:
    country, _, subdivision = code.partition("-")
    data = country_data(country)
    place = data["national"] if not subdivision else data["subdivisions"].get(subdivision)
    if place is None or code == f"{country}-":
        raise unknown_calendar(code)
    options: dict[str, Any] = {} if as_of is None else {"as_of": as_of.isoformat()}
    if covers != _covered(code, None):
        options["covers"] = f"{covers[0]}..{covers[1]}"
    rest = read_weekly_holidays(data["weekly_holidays"][place["weekly_holiday"]])
    schedule = place["hours"]
    return Calendar(
        zone=place["zone"],
        weeks=read_weeks(data["schedules"][schedule]),
        holidays=_official(country, subdivision, as_of, rest, covers),
        seasons=ramadan(data, schedule, subdivision),
        weekly_holiday=rest,
        covers=covers,
        code=code,
        recipe=(code, tuple(options.items())),
        standings=standings(data, as_of),
    )


def _official(
    country: str, subdivision: str, as_of: date | None, rest: tuple[tuple[date | None, int], ...],
    covers: tuple[date, date],
) -> list[Holiday]:  # fmt: skip
    data = country_data(country)
    place = None if country == "ID" else subdivision or None
    package, _ = package_holidays(country, place, covers[0].year, covers[1].year)
    if country == "ID":  # the package has no provinces
        found = replayed(package, data, subdivision, as_of)
    else:
        found = corrected(package, data, subdivision, lambda day: _in_force(rest, day), as_of)
    return [holiday for holiday in found if covers[0] <= holiday.date <= covers[1]]


def _in_force(rest: tuple[tuple[date | None, int], ...], day: date) -> int:
    return [weekday for since, weekday in rest if since is None or since <= day][-1]


def calendar_of_code(code: str) -> Calendar:
    """A known calendar by its code alone: no cell of a table opens a file.

    Raises:
        CalendarError: CC405, an unknown code; CC407, one without zone and hours.
    """
    if not _CODE.fullmatch(code):
        raise unknown_calendar(code)
    return calendar(code)


def from_recipe(code: str, options: Iterable[tuple[str, Any]]) -> Calendar:
    """The calendar of a code and the options it was asked for with: how coded calendars are pickled."""
    return calendar(code, **dict(options))


def _days_off(code: str, as_of: date | None, covers: tuple[date, date]) -> tuple[Holiday, ...]:
    """The package's days off of a country without data of our own."""
    country, _, subdivision = code.partition("-")
    try:
        found, _ = package_holidays(country, subdivision or None, covers[0].year, covers[1].year)
    except CalendarError:
        raise unknown_calendar(code) from None
    return found if as_of is None else tuple(as_known(holiday, as_of) for holiday in found)


def _covered(code: str, covers: Any) -> tuple[date, date]:
    """The dates a known calendar covers: 2001 to 2034, or what the caller asks for."""
    if covers is None:
        return date(_FIRST_YEAR, 1, 1), date(_LAST_YEAR, 12, 31)
    found = read_covers(covers, ())
    if found is None:
        raise CalendarError("CC407", f"calendar {code} knows days off of some years only", "covers: 2001..2100")
    return found


def _needs_hours(code: str, lacking: list[str]) -> CalendarError:
    return CalendarError(
        "CC407", f"calendar {code} has no {' and no '.join(lacking)} of its own",
        f"give them: {{base: {code}, zone: Asia/Singapore, hours: {{mon-fri: 09:00-18:00}}}}",
    )  # fmt: skip
