"""What callers give as a date or an instant, read once, at the door."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from charterclock.calendars.zone import as_datetime, as_instant, wall_instant, zone_info
from charterclock.errors import CaseError

__all__ = ["Moment", "instant_of", "local_date_of", "local_instant", "read_moment"]

#: what can be given: an ISO 8601 text, a date alone, a datetime with or without offset
Moment = str | date | datetime

_MICROSECOND: Final = timedelta(microseconds=1)
_SECOND: Final = timedelta(seconds=1)


def read_moment(value: Moment) -> date | datetime:
    """A date alone, or a datetime, from what a caller gave.

    Raises:
        CaseError: CC601, not an ISO 8601 date or instant, or one that does not exist.
    """
    if isinstance(value, date) and value == value:  # a datetime is a date; pandas' NaT is one too, and equals nothing
        return value
    if isinstance(value, str):
        text = value.strip()
        try:
            return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
        except ValueError:
            pass
    raise CaseError("CC601", f"not a date or an instant: {value!r}", "ISO 8601, such as 2025-04-30 or 2025-04-30T10:00")


def local_instant(naive: datetime, zone: str) -> int:
    """Microseconds since 1970 UTC of a clock time in a zone: the first where it comes twice; where it does not exist
    the first instant after the gap.
    """
    info = zone_info(zone)
    try:
        instant = as_instant(naive.replace(tzinfo=info, fold=0))
        if as_datetime(instant, zone).replace(tzinfo=None, fold=0) == naive.replace(fold=0):
            return instant
    except OverflowError:
        raise CaseError("CC601", f"no instant can be told for {naive.isoformat()} in {zone}") from None
    # In a gap the offset after it leads to an instant before it, and the offset before it to one after it.
    before, after = as_instant(naive.replace(tzinfo=info, fold=1)) // 1_000_000, instant // 1_000_000 + 1
    offset = as_datetime(after * 1_000_000, zone).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if as_datetime(middle * 1_000_000, zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after * 1_000_000


def instant_of(value: Moment, zone: str, what: str = "instant") -> int:
    """Microseconds since 1970 UTC; without an offset the value is in ``zone``.

    Raises:
        CaseError: CC601 unreadable, CC602 a date alone.
    """
    if value.__class__ is datetime:
        found = wall_instant(value, zone)
        if found is not None:
            return found
    try:
        moment = read_moment(value)
    except CaseError as error:
        raise CaseError(error.code, error.message, "ISO 8601, such as 2025-04-30T10:00") from None
    if not isinstance(moment, datetime):
        named = what if what == "at" else f"the {what}"
        raise CaseError("CC602", f"{named} is a date alone: {moment}", f"give its time of day, {moment}T10:00")
    try:
        return local_instant(moment, zone) if moment.tzinfo is None else as_instant(moment)
    except OverflowError:
        raise CaseError("CC601", f"no instant can be told for {moment.isoformat()} in {zone}") from None


def local_date_of(value: Moment, zone: str) -> date:
    """The date, or the local date in ``zone`` of an instant.

    Raises:
        CaseError: CC601, unreadable.
    """
    moment = read_moment(value)
    if not isinstance(moment, datetime):
        return moment
    try:
        return moment.date() if moment.tzinfo is None else moment.astimezone(zone_info(zone)).date()
    except OverflowError:
        raise CaseError("CC601", f"no local date can be told for {moment.isoformat()} in {zone}") from None
