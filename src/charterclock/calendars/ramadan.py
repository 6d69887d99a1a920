"""Ramadan: other opening hours between two dates of each year (R-MY-33, R-ID-3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from charterclock.calendars.hours import Season, Week
from charterclock.calendars.values import read_date

__all__ = ["ramadan"]


def ramadan(data: Mapping[str, Any], schedule: str, place: str) -> list[Season]:
    """The Ramadan seasons of an office.

    Args:
        data: the country's data file: ``ramadan`` (first and last days), ``ramadan_hours`` (hours by schedule, each
            ``from`` a date on), ``ramadan_exceptions`` (hours of some states in a year).
        schedule: the name of the office's schedule.
        place: the code of its state or province, without the country.
    """
    return list(_seasons(data, schedule, place))


def _seasons(data: Mapping[str, Any], schedule: str, place: str) -> Iterator[Season]:
    for entry in data.get("ramadan") or ():
        first, last = read_date(entry["first_day"]), read_date(entry["last_day"])
        estimated = entry.get("status") == "estimated"
        hours = _hours(data, schedule, first)
        if hours is not None:
            yield Season("Ramadan", ((first, last),), Week.read(hours), estimated)
        for exception in data.get("ramadan_exceptions") or ():
            if place in exception["in"] and int(exception["year"]) == first.year:
                yield Season("Ramadan", ((first, last),), Week.read(exception["hours"]), estimated)


def _hours(data: Mapping[str, Any], schedule: str, day: date) -> Mapping[str, str] | None:
    """The hours of a schedule in the Ramadan that begins on a date: the last rule that is in force by then."""
    found = None
    rules = data.get("ramadan_hours") or ()
    for rule in [rules] if isinstance(rules, Mapping) else rules:
        since = rule.get("from")
        if schedule in rule and (since is None or read_date(since) <= day):
            found = rule[schedule]
    return found
