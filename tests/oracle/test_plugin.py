"""The pytest plugin, run in a pytest of its own."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

pytest_plugins = ["pytester"]

TESTS = """
from datetime import timedelta
import charterclock as cc
from charterclock.oracle import Support, laws

DAYS = Support(units=["working day"], bounds=["within"], reckonings=[cc.Reckoning()], pauses=False, starts=["aware"])

def right(start, duration, calendar, reckoning, bound, pauses):
    return cc.due(start, duration, calendar).instant

def wrong(start, duration, calendar, reckoning, bound, pauses):
    due = cc.due(start, duration, calendar)
    return due.instant - timedelta(days=due.start.weekday() == 4)

def test_right(charterclock_check, charterclock_law):
    assert charterclock_check(right, DAYS).examples == 7
    charterclock_law(laws.later_start, right, DAYS)

def test_wrong(charterclock_check):
    charterclock_check(wrong, DAYS, examples=60)

def test_law(charterclock_law):
    charterclock_law(laws.working_days, wrong, DAYS, examples=60)
"""


def test_fixtures_and_options(pytester):
    pytester.makepyfile(TESTS)
    installed = any(entry.name == "charterclock" for entry in entry_points(group="pytest11"))
    named = () if installed else ("-p", "pytest_charterclock")
    ran = pytester.runpytest_subprocess(
        *named, "--charterclock-examples=7", "--charterclock-seed=2", "-p", "no:cacheprovider"
    )
    ran.assert_outcomes(passed=1, failed=2)
    ran.stdout.fnmatch_lines([
        "*calendars (seed 2)*", "*1. * wrong*", "*cc.due('2024-01-05T01:00:00+00:00', '1 working day', office)*",
        "*ours    2024-01-08 *", "*Mon 8 Jan 2024: working day 1*", "working_days: the answers differ",
    ])  # fmt: skip
    assert "hypothesis/core.py" not in ran.stdout.str()


def test_importing_the_plugin_does_not_import_the_library():
    told = "import sys, pytest_charterclock; print([name for name in sys.modules if name.startswith('charterclock')])"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
