"""Local dates and clock times of a zone, as integers: microseconds since 1970 UTC, and proleptic day numbers.

A clock time that comes twice is the first; one that does not exist is the first instant after the gap. Both follow
from one sentence: *the first instant whose local clock reads that time or later*.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from charterclock.calendars.hours import DAY
from charterclock.errors import CalendarError

__all__ = [
    "EPOCH_DAY", "LocalTime", "as_datetime", "as_instant", "local_time", "usual_clock", "wall_instant", "zone_info",
]  # fmt: skip

#: ``date(1970, 1, 1).toordinal()``
EPOCH_DAY: Final = 719_163
#: days between two looks at the offset: no zone has changed it and changed it back within a week
_STEP: Final = 7
_USUAL: Final = date(1900, 1, 1).toordinal(), date(2150, 12, 31).toordinal()
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_WALL_EPOCH: Final = datetime(1970, 1, 1)
_MICROSECOND: Final = timedelta(microseconds=1)


@lru_cache(maxsize=256)
def zone_info(name: str) -> ZoneInfo:
    """The zone of an IANA name.

    Raises:
        CalendarError: CC406, a name that is no zone.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError, TypeError):
        raise CalendarError("CC406", f"unknown zone {name!r}", "an IANA name such as Asia/Kuala_Lumpur") from None


def as_instant(moment: datetime) -> int:
    """Microseconds since 1970 UTC of an aware datetime."""
    return (moment - _EPOCH) // _MICROSECOND


def wall_instant(moment: datetime, zone: str) -> int | None:
    """Microseconds since 1970 UTC of a clock time, without an offset or in the zone itself; ``None`` where that needs
    more than a look-up: another zone, and dates on which the offset changes.
    """
    local, info = usual_clock(zone), moment.tzinfo
    if info is None:
        wall = moment - _WALL_EPOCH
    elif info is local.base.tzinfo:  # datetimes of one zone are subtracted by their clocks
        wall = moment - local.base
    else:
        return None
    day = wall.days + EPOCH_DAY
    if day in local.touched or not local.first <= day <= local.last:
        return None
    # a third of the time of a division by one microsecond
    passed = (wall.days * 86_400 + wall.seconds) * 1_000_000 + wall.microseconds
    return passed - local.offsets[bisect_right(local.change_days, day)]


def as_datetime(instant: int, zone: str) -> datetime:
    """The aware datetime, in ``zone``, of microseconds since 1970 UTC."""
    local = usual_clock(zone)
    wall = instant + local.offsets[bisect_right(local.changes, instant)]
    day = wall // DAY + EPOCH_DAY
    if day in local.touched or not local.first <= day <= local.last:
        return (_EPOCH + timedelta(microseconds=instant)).astimezone(local.base.tzinfo)
    # added to an aware datetime a timedelta moves its clock: a third of the time that ``astimezone`` takes
    return local.base + timedelta(0, 0, wall)


def _offset(zone: ZoneInfo, instant: int) -> int:
    moment = (_EPOCH + timedelta(microseconds=instant)).astimezone(zone)
    return (moment.utcoffset() or timedelta()) // _MICROSECOND


class LocalTime:
    """The clock of a zone between two dates, both included.

    ``changes[i]`` is the instant at which the offset goes from ``offsets[i]`` to ``offsets[i + 1]``.
    """

    __slots__ = ("base", "change_days", "changes", "first", "last", "offsets", "touched", "zone")

    def __init__(self, zone: str, first_day: int, last_day: int) -> None:
        info = zone_info(zone)
        self.zone, self.first, self.last = zone, first_day, last_day
        #: the start of 1970 by this clock, to which a timedelta of clock time can be added
        self.base = datetime(1970, 1, 1, tzinfo=info)
        # Offsets east and west reach a day; two days of margin on each side see every change that touches a date.
        low, high = max(first_day - 2, 2), min(last_day + 2, date.max.toordinal() - 2 - _STEP)
        probes = range((low - EPOCH_DAY) * DAY, (high - EPOCH_DAY + _STEP) * DAY, _STEP * DAY)
        self.offsets = [_offset(info, probes[0])]
        self.changes: list[int] = []
        for probe in probes[1:]:
            offset = _offset(info, probe)
            if offset != self.offsets[-1]:
                self.changes.append(_change(info, probe - _STEP * DAY, probe))
                self.offsets.append(offset)
        #: changes (instant, offset before, offset after) that touch a local date
        self.touched: dict[int, list[tuple[int, int, int]]] = {}
        for change, before, after in zip(self.changes, self.offsets, self.offsets[1:], strict=False):
            for day in {_day(change + before), _day(change + after)}:
                self.touched.setdefault(day, []).append((change, before, after))
        self.change_days = [_day(change + before) for change, before in zip(self.changes, self.offsets, strict=False)]

    def date_of(self, instant: int) -> int:
        """The local date of an instant."""
        return _day(instant + self.offsets[bisect_right(self.changes, instant)])

    def clock_of(self, instant: int) -> int:
        """The local clock time of an instant, in microseconds after midnight."""
        return (instant + self.offsets[bisect_right(self.changes, instant)]) % DAY

    def at_clock(self, day: int, clock: int) -> int:
        """The first instant whose local clock reads ``clock`` on ``day``, or later."""
        wall = (day - EPOCH_DAY) * DAY + clock
        touching = self.touched.get(day)
        if touching is None:
            return wall - self.offsets[bisect_right(self.change_days, day)]
        instant = wall - touching[0][1]
        for change, _, after in touching:
            if instant < change:
                break
            instant = max(change, wall - after)
        return instant


@lru_cache(maxsize=64)
def usual_clock(zone: str) -> LocalTime:
    """The clock of a zone from 1900 to 2150, compiled once."""
    return LocalTime(zone, _USUAL[0], _USUAL[1])


def local_time(zone: str, first_day: int, last_day: int) -> LocalTime:
    """The clock of a zone between two dates at least; usually that of 1900 to 2150, compiled once."""
    if _USUAL[0] <= first_day and last_day <= _USUAL[1]:
        return usual_clock(zone)
    return LocalTime(zone, min(first_day, _USUAL[0]), max(last_day, _USUAL[1]))


def _day(wall: int) -> int:
    return wall // DAY + EPOCH_DAY


def _change(info: ZoneInfo, low: int, high: int) -> int:
    """The first instant in (low, high] with the offset of ``high``, by halving; changes fall on whole seconds."""
    target = _offset(info, high)
    first, last = low // 1_000_000, high // 1_000_000
    while last - first > 1:
        middle = (first + last) // 2
        if _offset(info, middle * 1_000_000) == target:
            last = middle
        else:
            first = middle
    return last * 1_000_000


