"""Due dates, breaches and attainment of public service charters, and the proof of each.

A charter says what is promised, a calendar when time counts, a clock where one case stands, a record how well the
promises were kept, an oracle lets others check that they compute the same. Names are loaded when first used:
``import charterclock`` alone loads no pydantic, numpy, holidays, yaml or dataframe library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from charterclock._version import __version__

if TYPE_CHECKING:
    from charterclock.calendars.calendar import Calendar, Day
    from charterclock.calendars.holidays import Holiday
    from charterclock.calendars.known import calendar
    from charterclock.charter.lint import lint
    from charterclock.charter.load import dump, load, loads
    from charterclock.charter.model import Charter
    from charterclock.clock.clock import Clock
    from charterclock.clock.due import Due, due
    from charterclock.clock.status import Status
    from charterclock.durations import Duration, duration
    from charterclock.errors import (
        BeyondGazettedWarning,
        CalendarError,
        CaseError,
        CharterclockError,
        CharterclockWarning,
        CharterError,
        DurationError,
        FileError,
        OutsideCalendarError,
        Problem,
        ReckoningError,
    )
    from charterclock.language import read
    from charterclock.meanings import Meanings
    from charterclock.reckoning import Reckoning
    from charterclock.record.record import Record
    from charterclock.record.tally import Tally

_MODULES = {
    "BeyondGazettedWarning": "errors",
    "Calendar": "calendars.calendar",
    "CalendarError": "errors",
    "CaseError": "errors",
    "Charter": "charter.model",
    "CharterError": "errors",
    "CharterclockError": "errors",
    "CharterclockWarning": "errors",
    "Clock": "clock.clock",
    "Day": "calendars.calendar",
    "Due": "clock.due",
    "Duration": "durations",
    "DurationError": "errors",
    "FileError": "errors",
    "Holiday": "calendars.holidays",
    "Meanings": "meanings",
    "OutsideCalendarError": "errors",
    "Problem": "errors",
    "Reckoning": "reckoning",
    "ReckoningError": "errors",
    "Record": "record.record",
    "Status": "clock.status",
    "Tally": "record.tally",
    "calendar": "calendars.known",
    "due": "clock.due",
    "dump": "charter.load",
    "duration": "durations",
    "lint": "charter.lint",
    "load": "charter.load",
    "loads": "charter.load",
    "read": "language",
}

__all__ = [
    "BeyondGazettedWarning",
    "Calendar",
    "CalendarError",
    "CaseError",
    "Charter",
    "CharterError",
    "CharterclockError",
    "CharterclockWarning",
    "Clock",
    "Day",
    "Due",
    "Duration",
    "DurationError",
    "FileError",
    "Holiday",
    "Meanings",
    "OutsideCalendarError",
    "Problem",
    "Reckoning",
    "ReckoningError",
    "Record",
    "Status",
    "Tally",
    "__version__",
    "calendar",
    "due",
    "dump",
    "duration",
    "lint",
    "load",
    "loads",
    "read",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'charterclock' has no attribute {name!r}")
    value = getattr(import_module(f"charterclock.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
