"""A pytest plugin: one's own deadline code against the oracle of charterclock, which is imported when a test asks.

Options: ``--charterclock-examples`` and ``--charterclock-seed``. Fixtures: ``charterclock_check`` runs ``check_due``
and fails with its report; ``charterclock_law`` runs one law. A broken law is shown as its plainest case, both answers,
and ours day by day, instead of a traceback.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from typing import Any

import pytest

__all__ = ["charterclock_check", "charterclock_law"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the oracle."""
    group = parser.getgroup("charterclock", "deadline code against the oracle of charterclock")
    group.addoption("--charterclock-examples", type=int, default=None, metavar="N",
                    help="calendars for each check, with some dozen cases each (500, for a law 200)")  # fmt: skip
    group.addoption("--charterclock-seed", type=int, default=0, metavar="N", help="the same seed asks the same (0)")


@pytest.fixture
def charterclock_check(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """``check(theirs, Support(...))``: the report of ``charterclock.oracle.check_due``; fails where it is not fine."""
    from charterclock.oracle import check_due

    def check(*asked: Any, **options: Any) -> Any:
        __tracebackhide__ = True
        report = check_due(*asked, **_options(request) | options)
        if not report.ok:
            pytest.fail(str(report), pytrace=False)
        return report

    return check


@pytest.fixture
def charterclock_law(request: pytest.FixtureRequest) -> Callable[..., None]:
    """``law(laws.later_start, theirs, Support(...))``: runs one law of ``charterclock.oracle.laws``."""

    def run(law: Callable[..., None], *asked: Any, **options: Any) -> None:
        __tracebackhide__ = True
        law(*asked, **_options(request) | options)

    return run


def _options(request: pytest.FixtureRequest) -> dict[str, int]:
    examples = request.config.getoption("--charterclock-examples")
    given = {} if examples is None else {"examples": int(examples)}
    return {"seed": int(request.config.getoption("--charterclock-seed")), **given}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A broken law is its own explanation: no traceback through Hypothesis, unless one is asked for."""
    report = yield
    answers = sys.modules.get("charterclock.oracle.answers")  # not loaded: no law was run
    error = call.excinfo and call.excinfo.value
    short = item.config.getoption("tbstyle") in ("auto", "short")
    if answers is not None and isinstance(error, answers.Violation) and short:
        report.longrepr = str(error)
    return report
