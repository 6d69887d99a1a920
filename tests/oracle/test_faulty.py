"""The strategies find what is wrong with an engine: they catch each of many faulty ones, and not the one without fault.

``python tests/oracle/test_faulty.py > docs/faults.md`` writes the page of the faults, with the examples that it takes
to catch each; how many depends on the release of Hypothesis.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from faulty import FAULTS, Walker, said
from faulty.office import Hangs

import charterclock as cc
from charterclock.oracle import Support, reference_due
from charterclock.oracle.laws.running import drawn_from, worlds
from charterclock.oracle.strategies import Case

DEEP = os.environ.get("CHARTERCLOCK_DEEP") == "1"
SEED = 20250501
#: a fault is caught by so many examples: calendars, each with up to 84 cases; few need a hundred
MOST = 500
#: calendars on which the walker without fault is to answer right
RIGHT = 3000 if DEEP else 200

Engine = Callable[..., datetime]
#: an instant in UTC, or why there is none
Answer = datetime | type[Exception]


def given_to(case: Case, calendar: cc.Calendar) -> tuple[object, ...]:
    return case.start, case.duration, calendar, case.reckoning, case.bound, case.pauses


class Examples:
    """What the laws draw, each with the right answers: drawn once for all faults."""

    def __init__(self) -> None:
        self.drawn = drawn_from(worlds(Support()), max(MOST, RIGHT), SEED)
        self.kept: list[list[tuple[tuple[object, ...], Answer]]] = []

    def __getitem__(self, number: int) -> list[tuple[tuple[object, ...], Answer]]:
        """The arguments of each case of an example (from 1), with its right answer; bad input is left out."""
        while len(self.kept) < number:
            world, right = next(self.drawn), []
            for case in world.cases:
                asked = given_to(case, world.calendar)
                try:
                    right.append((asked, reference_due(*asked).instant.astimezone(UTC)))
                except cc.OutsideCalendarError as error:
                    right.append((asked, type(error)))
                except cc.CharterclockError:
                    continue
            self.kept.append(right)
        return self.kept[number - 1]


EXAMPLES = Examples()


def answer(theirs: Engine, asked: tuple[object, ...]) -> Answer:
    try:
        return theirs(*asked).astimezone(UTC)
    except (cc.OutsideCalendarError, Hangs) as error:
        return type(error)  # any other error is a mistake in a fault


def caught(theirs: Engine, most: int = MOST) -> int | None:
    """How many examples it takes until an engine answers otherwise than the reference; ``None``: it does not."""
    for number in range(1, most + 1):
        if any(answer(theirs, asked) != right for asked, right in EXAMPLES[number]):
            return number
    return None


def test_the_walker_without_fault_answers_as_the_reference():
    for number in range(1, RIGHT + 1):
        for asked, right in EXAMPLES[number]:
            assert answer(Walker.theirs, asked) == right, asked


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_caught(name):
    assert caught(FAULTS[name]) is not None, said(FAULTS[name])


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_a_small_thing(name):
    """It answers many cases as the reference does: what is caught is the mistake, not an engine that does not run."""
    cases = [pair for number in (2, 3, 4, 5) for pair in EXAMPLES[number]]
    same = sum(answer(FAULTS[name], asked) == right for asked, right in cases)
    assert same > len(cases) / 5, said(FAULTS[name])


def test_a_fault_says_where_it_comes_from():
    known = {f"B{n:03}" for n in range(1, 133)} | {f"rule {n}" for n in range(1, 12)} | {"words", "meanings", "horizon"}
    for fault in FAULTS.values():
        _, sources = said(fault)
        assert set(sources.replace(";", ",").split(", ")) <= known, said(fault)


PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
HEAD = """# Faults that the oracle catches

{count} small engines, each wrong in one way: a reading of [the rules](reckoning.md) that somebody could have, or a
mistake that users reported to another engine (B001 to B132). Each is our slow walker with a method or two of another
mind, in `tests/oracle/faulty/`. The walker without fault answers as the reference does.

An example is one calendar with up to 84 cases, as [`check_due`](oracle.md) draws them. {ten} faults are caught by the
first ten examples, {hundred} by the first hundred, all by {most}. That is with seed {seed} and Hypothesis
{release}; with four other seeds the slowest took 251.

"""


def page() -> str:
    """The faults as a Markdown page: what each does wrong, where it comes from, and the examples that it takes."""
    needed = {name: caught(fault) for name, fault in FAULTS.items()}
    most = [number or MOST + 1 for number in needed.values()]
    head = HEAD.format(
        count=len(most), ten=sum(n <= 10 for n in most), hundred=sum(n <= 100 for n in most), most=max(most),
        seed=SEED, release=hypothesis.__version__,
    )  # fmt: skip
    lines = ["| fault | what it does | from | examples |", "|---|---|---|---:|"]
    for name, fault in FAULTS.items():
        sentence, sources = said(fault)
        lines.append(f"| `{name}` | {sentence} | {sources} | {needed[name] or f'not in {MOST}'} |")
    return head + "\n".join(lines)


def test_the_page_tells_of_every_fault():
    rows = [line.split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert [row[:3] for row in rows] == [[f"| `{name}`", *said(fault)] for name, fault in FAULTS.items()]
    assert all(0 < int(row[3].strip(" |")) <= MOST for row in rows)


if __name__ == "__main__":
    print(page())
