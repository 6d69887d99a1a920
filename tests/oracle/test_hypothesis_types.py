"""Hypothesis knows our types by its entry point, and neither package loads the other before it must."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

import charterclock as cc
import charterclock_hypothesis as ours
from charterclock.charter.parts import Tier
from charterclock.charter.pledges import Deadline, Pledge, Statement
from charterclock.durations import Annual
from charterclock.oracle import strategies

SETTINGS = settings(max_examples=200, database=None, deadline=None, suppress_health_check=list(HealthCheck))
PLAINEST = {
    Annual: Annual(1, 1), Tier: find(strategies.tiers(), lambda _: True, settings=SETTINGS)[0],
    cc.Duration: cc.Duration(1, "working day"), cc.Meanings: cc.Meanings(), cc.Reckoning: cc.Reckoning(),
    Statement: Statement(id="pledge", kind="statement", says="We are friendly and correct."),
    Deadline: Deadline(id="pledge", within="1 working day"),
    cc.Calendar: find(strategies.calendars(), lambda _: True, settings=SETTINGS),
    cc.Charter: find(strategies.charters(), lambda _: True, settings=SETTINGS),
}  # fmt: skip


def printed(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_the_entry_point_is_there() -> None:
    """Reinstall the package where this fails: entry points are read from what was installed."""
    found = [point for point in entry_points(group="hypothesis") if point.name == "charterclock"]
    assert [point.load() for point in found] == [ours.register]


def test_neither_loads_the_other() -> None:
    assert printed("import sys, hypothesis; print('charterclock' in sys.modules)") == "False"
    code = "import sys, charterclock as cc; cc.Charter, cc.Calendar, cc.due; print('hypothesis' in sys.modules)"
    assert printed(code) == "False"


@pytest.mark.parametrize("first", ["import hypothesis, charterclock as cc", "import charterclock as cc; cc.Charter"])
def test_types_give_values_in_either_order(first: str) -> None:
    code = f"""{first}
from hypothesis import given, settings, strategies as st
for kind in (cc.Calendar, cc.Duration, cc.Reckoning, cc.Charter, cc.Holiday):
    @settings(max_examples=5, database=None, deadline=None)
    @given(st.from_type(kind))
    def draws(value):
        assert type(value) is kind, value
    draws()
print("drawn")
"""
    assert printed(code) == "drawn"


@pytest.mark.parametrize("name", [name for names in ours._TYPES.values() for name in names])
def test_every_type_has_a_strategy(name: str) -> None:
    (module,) = [module for module, names in ours._TYPES.items() if name in names]
    kind = getattr(sys.modules[module], name)
    found = find(st.from_type(kind), lambda _: True, settings=SETTINGS)
    assert type(found) is kind
    assert found == PLAINEST.get(kind, found)


@settings(max_examples=50, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(pledge=..., other=st.from_type(Pledge))
def test_arguments_are_drawn_by_their_annotations(pledge: Deadline, other: Pledge) -> None:
    assert pledge.bounds or pledge.tiers
    assert other.kind
