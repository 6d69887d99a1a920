"""The values of a calendar file: dates, ranges of dates, what is covered, weeks of hours, weekly holidays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from charterclock.calendars.hours import WEEKDAYS, Week
from charterclock.errors import CalendarError

if TYPE_CHECKING:
    from charterclock.calendars.holidays import Holiday

__all__ = ["read_covers", "read_date", "read_dates", "read_days", "read_weekly_holidays", "read_weeks"]

#: no single entry spans more
_LONGEST_RANGE: Final = 3_660
#: two dates, or two years, with anything but the two points between them
_BETWEEN: Final = r"\s*(?:-|–|—|/|,|to|until|hingga|sampai|s/d)\s*"
_TWO_DATES: Final = re.compile(rf"(\d{{4}}-\d\d-\d\d){_BETWEEN}(\d{{4}}-\d\d-\d\d)")
_BOTH: Final = re.compile(r"\d{4}-\d\d-\d\d\s*(?:&|\+|and|dan)\s*\d{4}-\d\d-\d\d")
_TWO_YEARS: Final = re.compile(rf"(\d{{4}}){_BETWEEN}(\d{{4}})")


def read_date(value: Any) -> date:
    """A date given as a date or as text ``2025-05-01``."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if value is None:
        raise CalendarError("CC407", "no date is given", "write 2025-05-01")
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise CalendarError("CC407", f"not a date: {value!r}", "write 2025-05-01") from None


def read_dates(value: Any) -> tuple[date, date]:
    """The first and last date of ``2025-03-02..2025-03-30``, of one date, or of a pair."""
    if isinstance(value, tuple | list) and len(value) == 2:
        first, last = read_date(value[0]), read_date(value[1])
    elif isinstance(value, str) and ".." in value:
        first, last = (read_date(part) for part in value.split("..", 1))
    elif isinstance(value, str) and (named := _TWO_DATES.fullmatch(value.strip())):
        raise CalendarError("CC407", f"not a date: {value!r}", f"write a range as {named[1]}..{named[2]}")
    elif isinstance(value, str) and _BOTH.fullmatch(value.strip()):
        raise CalendarError("CC407", f"not a date: {value!r}", "give each date an entry of its own")
    else:
        first = last = read_date(value)
    if last < first:
        raise CalendarError("CC407", f"a range of dates must not end before it begins: {value!r}")
    return first, last


def read_days(value: Any) -> range:
    """The day numbers of a date or a range of dates."""
    first, last = read_dates(value)
    if (last - first).days > _LONGEST_RANGE:
        raise CalendarError("CC407", f"a range of dates is longer than ten years: {value!r}")
    return range(first.toordinal(), last.toordinal() + 1)


def read_covers(value: Any, holidays: Sequence[Holiday]) -> tuple[date, date] | None:
    """The dates a calendar covers: a range of years or dates, ``always`` (None), or the years of its days off."""
    if value is None:
        if not holidays:
            return None
        years = [holiday.date.year for holiday in holidays]
        return date(min(years), 1, 1), date(max(years), 12, 31)
    if value == "always":
        return None
    found = re.fullmatch(r"(\d{4})(?:\.\.(\d{4}))?", value.strip()) if isinstance(value, str) else None
    if found:
        first, last = int(found[1]), int(found[2] or found[1])
        if not 1 < first <= last < 9999:
            raise CalendarError("CC407", f"not a range of years: {value!r}", "write 2014..2030")
        return date(first, 1, 1), date(last, 12, 31)
    try:
        return read_dates(value)
    except CalendarError as error:
        found = _TWO_YEARS.fullmatch(value.strip()) if isinstance(value, str) else None
        hint = f"{found[1]}..{found[2]}" if found else "2014..2030, 2025-01-01..2025-06-30 or always"
        raise CalendarError("CC407", error.message, f"write {hint}") from None


def read_weeks(value: Any) -> tuple[Week, ...]:
    """The weeks of ``hours``: one mapping, ``24x7``, or several mappings, each ``from`` a date on."""
    weeks: list[Week] = []
    parts = value if isinstance(value, list | tuple) else [value]
    if not parts:
        raise CalendarError("CC401", "no opening hours given", "hours: {mon-fri: 08:00-17:00}")
    for part in parts:
        if not isinstance(part, str | Mapping) or not set(part) - {"from"}:
            raise CalendarError("CC401", f"not opening hours: {part!r}", "hours: {mon-fri: 08:00-17:00}")
        given = part if isinstance(part, str) else {str(k): str(v) for k, v in part.items() if k != "from"}
        since = None if isinstance(part, str) or part.get("from") is None else read_date(part["from"])
        if any(week.since == since for week in weeks):
            raise CalendarError("CC403", f"two weeks of hours start on {since or 'no date'}", "give each its `from`")
        weeks.append(Week.read(given, since))
    return tuple(weeks)


def read_weekly_holidays(value: Any) -> tuple[tuple[date | None, int], ...]:
    """The one rest day of the law: a weekday, or several ``{from: date, day: weekday}``."""
    found: list[tuple[date | None, int]] = []
    for part in value if isinstance(value, list | tuple) else [value]:
        given = part if isinstance(part, Mapping) else {"day": part}
        if set(given) - {"from", "day"}:
            said = f"unknown keys of a weekly holiday in {dict(given)!r}"
            raise CalendarError("CC400", said, "{from: 2014-01-01, day: fri}")
        if given.get("day") not in WEEKDAYS:
            raise CalendarError("CC402", f"not a weekday: {given.get('day')!r}", "one of " + ", ".join(WEEKDAYS))
        found.append((None if given.get("from") is None else read_date(given["from"]), WEEKDAYS.index(given["day"])))
    return tuple(found)
