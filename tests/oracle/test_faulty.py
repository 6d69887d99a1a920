"""The strategies find what is wrong with an engine: they catch each of many faulty ones, and not the one without fault.

``python tests/oracle/test_faulty.py`` prints the faults as a table, with the examples that it takes to catch each.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

import pytest
from faulty import FAULTS, Walker, said
from faulty.office import Hangs
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.durations import TIME_UNITS, UNITS
from charterclock.oracle import reference_due
from charterclock.oracle import strategies as ours

DEEP = os.environ.get("CHARTERCLOCK_DEEP") == "1"
SEED = 20250501
#: a fault is to be caught by so many examples
MOST = 500
#: the units that a bound takes; all where it is not named
TAKES = {
    "after": tuple(unit for unit in UNITS if unit not in TIME_UNITS and unit != "next working day"),
    "before": tuple(unit for unit in UNITS if unit != "next working day"),
}

Engine = Callable[..., datetime]
#: an instant in UTC, or why there is none
Answer = datetime | type[Exception]


@st.composite
def examples(draw):
    """A calendar, and every start with its pauses under every rule: some dozens of cases."""
    calendar, cases = draw(ours.calendars()), []
    bounds = draw(st.lists(st.sampled_from(ours.BOUNDS), min_size=5, max_size=7))
    rules = [(draw(ours.durations(TAKES.get(bound, UNITS))), draw(ours.reckonings()), bound) for bound in bounds]
    for start in draw(st.lists(ours.starts(calendar), min_size=8, max_size=12)):
        held = draw(ours.pauses(calendar, start)) if draw(st.booleans()) else ()
        ended = tuple(pause for pause in held if pause[1] is not None)  # others are not told when they are asked
        cases += [ours.Case(start, *rule, ended) for rule in rules]
    return calendar, cases


def given_to(case: ours.Case, calendar: cc.Calendar) -> tuple[object, ...]:
    return case.start, case.duration, calendar, case.reckoning, case.bound, case.pauses


@cache
def example(number: int) -> list[tuple[tuple[object, ...], Answer]]:
    """The arguments of each case of an example, with the right answer; what is refused as bad input is left out.

    Hypothesis begins a run with the plainest example, and later spends most of it on variations of those before: so
    each is the second of a run of its own, which finds more faults with fewer examples.
    """
    found = []

    @seed(SEED + number)
    @settings(
        max_examples=2, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(examples())
    def run(drawn):
        found.append(drawn)

    run()
    calendar, cases = found[-1]
    right = []
    for case in cases:
        asked = given_to(case, calendar)
        try:
            right.append((asked, reference_due(*asked).instant.astimezone(UTC)))
        except cc.OutsideCalendarError as error:
            right.append((asked, type(error)))
        except cc.CharterclockError:
            continue
    return right


def answer(theirs: Engine, asked: tuple[object, ...]) -> Answer:
    try:
        return theirs(*asked).astimezone(UTC)
    except (cc.OutsideCalendarError, Hangs) as error:
        return type(error)  # any other error is a mistake in a fault


def caught(theirs: Engine, most: int = MOST) -> int | None:
    """How many examples it takes until an engine answers otherwise than the reference; ``None``: it does not."""
    for number in range(1, most + 1):
        if any(answer(theirs, asked) != right for asked, right in example(number)):
            return number
    return None


def test_the_walker_without_fault_answers_as_the_reference():
    for number in range(1, 3001 if DEEP else 301):
        for asked, right in example(number):
            assert answer(Walker.theirs, asked) == right, asked


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_caught(name):
    assert caught(FAULTS[name]) is not None, said(FAULTS[name])


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_a_small_thing(name):
    """It answers most cases as the reference does: what is caught is the mistake, not an engine that does not run."""
    cases = [pair for number in (1, 2) for pair in example(number)]
    same = sum(answer(FAULTS[name], asked) == right for asked, right in cases)
    assert same > len(cases) / 2, said(FAULTS[name])


def test_a_fault_says_where_it_comes_from():
    known = {f"B{n:03}" for n in range(1, 133)} | {f"rule {n}" for n in range(1, 12)} | {"words", "meanings", "horizon"}
    for fault in FAULTS.values():
        _, sources = said(fault)
        assert set(sources.replace(";", ",").split(", ")) <= known, said(fault)


def table() -> str:
    """The faults as a Markdown table: what each does wrong, where it comes from, and the examples that it takes."""
    lines = ["| fault | what it does | from | examples |", "|---|---|---|---|"]
    for name, fault in FAULTS.items():
        sentence, sources = said(fault)
        lines.append(f"| `{name}` | {sentence} | {sources} | {caught(fault) or f'not in {MOST}'} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
