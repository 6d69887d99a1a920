"""The terms of a pledge: what its charter says of calendar, meanings, reckoning and recovery."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from charterclock.calendars.calendar import Calendar
from charterclock.durations import Annual, Duration
from charterclock.meanings import Meanings
from charterclock.reckoning import Reckoning

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["Terms", "office_of"]


def office_of(calendar: Any, folder: Path | None) -> Calendar:
    """The calendar that a charter names: a calendar, a code, a file beside the charter, or keys of its own.

    Raises:
        CalendarError: an unknown code. CharterError: problems of its keys.
    """
    from charterclock.calendars.build import build
    from charterclock.calendars.known import calendar as known

    if isinstance(calendar, Calendar):
        return calendar
    if not isinstance(calendar, str):
        return build(calendar, folder=folder)
    if calendar.endswith((".yaml", ".yml")):
        return known(str((folder or Path()) / calendar))
    return known(calendar)


@dataclass(frozen=True)
class Terms:
    """What holds for a pledge. ``office`` is built when it is first asked for."""

    charter: str
    calendar: Any
    folder: Path | None = field(compare=False)
    meanings: Meanings
    reckoning: Reckoning
    recovers: bool
    extended_is_met: bool
    language: str
    _office: list[Calendar] = field(default_factory=list, compare=False, repr=False)

    @classmethod
    def of(cls, charter: Charter, pledge: Any, folder: Path | None) -> Terms:
        """The terms of one pledge of a charter: what the pledge itself sets goes before."""
        own = getattr(pledge, "reckoning", None)
        reckoning = Reckoning.of(charter.reckoning)
        if own is not None:
            reckoning = Reckoning.of(own) if "preset" in own else reckoning.replace(**own)
        return cls(
            charter=charter.id,
            calendar=charter.calendar,
            folder=folder,
            meanings=getattr(pledge, "meanings", None) or charter.meanings,
            reckoning=reckoning,
            recovers=charter.recovery is not None,
            extended_is_met=charter.recovery is not None and charter.recovery.counts_as == "met",
            language=charter.language or "en",
        )

    @property
    def office(self) -> Calendar:
        """The calendar."""
        if not self._office:
            self._office.append(office_of(self.calendar, self.folder))
        return self._office[0]

    def resolved(self, limit: Duration | Annual) -> Duration | Annual:
        """A limit with its words given their meanings.

        Raises:
            DurationError: CC305, a word without a meaning.
        """
        return limit if isinstance(limit, Annual) else self.meanings.resolve(limit)
