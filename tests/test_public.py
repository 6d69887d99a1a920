"""The public names, and what importing them costs."""

from __future__ import annotations

import subprocess
import sys
import types

import pytest

import charterclock as cc

PUBLIC = [
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
HEAVY = ("pydantic", "numpy", "holidays", "yaml", "pandas", "polars", "pyarrow", "narwhals", "hypothesis", "dateutil")


def test_names_are_these() -> None:
    assert cc.__all__ == PUBLIC
    assert cc.__all__ == sorted(cc.__all__)
    assert set(PUBLIC) <= set(dir(cc))


@pytest.mark.parametrize("name", PUBLIC)
def test_every_name_is_there_and_documented(name: str) -> None:
    value = getattr(cc, name)
    assert not isinstance(value, types.ModuleType)
    assert name == "__version__" or value.__doc__


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'calender'"):
        _ = cc.calender


def test_importing_loads_nothing_heavy() -> None:
    code = f"import sys, charterclock; print([m for m in {HEAVY!r} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_errors_and_values_are_light_too() -> None:
    names = "cc.Duration, cc.Reckoning, cc.Problem"
    code = f"import sys, charterclock as cc; {names}; print([m for m in {HEAVY!r} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
