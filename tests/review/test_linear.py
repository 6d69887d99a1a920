"""The time of a check grows with the size of the file, and not with its square: steps are counted, not seconds."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from tests.steps import steps

import charterclock as cc
from charterclock.charter.lint.reading import disagreements, printed_percents
from charterclock.review.check import check

HEAD = "id: x\ncalendar: MY-07\npledges:\n"
SOUND = """\
  - id: p{n}
    says: Kami menjawab permohonan {n} dalam tempoh tiga (3) hari bekerja dari tarikh diterima.
    clock: {{start: requested{n}, stop: answered}}
    within: tiga (3) hari bekerja
"""
REVISION = SOUND.replace("p{n}", "p").replace("clock:", "valid: {{from: {year}-01-01, to: {next}-01-01}}\n    clock:")
WRONG = "  - {{id: p{n}, within: about {n} days, targt: 3, clock: {{begin: x}}}}\n"
TIER = "      - {{name: t{n}, when: {{points: {{from: {n}, below: {next}}}}}, within: 2 working days}}\n"


def lines(template: str, count: int) -> str:
    first = 1000 if "year" in template else 0
    return "".join(template.format(n=n, year=first + n, next=first + n + 1) for n in range(count))


def checked(text: str) -> int:
    return steps(lambda: check("-", text.encode()))


@pytest.mark.parametrize(
    ("text", "few"),
    [
        (lambda count: HEAD + lines(SOUND, count), 40),
        (lambda count: HEAD + lines(REVISION, count), 40),
        (lambda count: HEAD + lines(WRONG, count), 20),
        (lambda count: HEAD + "  - id: a\n    tiers:\n" + lines(TIER, count), 400),
        (lambda count: HEAD + f"  - {{id: a, kind: statement, says: {'cepat dan 3 hari ' * count}}}\n", 100),
        (lambda count: HEAD + f"  - {{id: a, within: 1 working day, applies: {{c: [{'a, ' * count}b]}}}}\n", 500),
        (lambda count: f"id: x\ncalendar: {{base: MY-07, holidays: [{'2025-05-05, ' * count}]}}\n", 200),
        (lambda count: HEAD + lines(SOUND, count) + "  - {id: z, says: a: b}\n", 40),
    ],
    ids=["sound", "revisions", "wrong", "tiers", "a long sentence", "many words", "days off", "a slip at the end"],
)
def test_twice_the_file_takes_twice_the_steps(text: Callable[[int], str], few: int) -> None:
    checked(text(2))  # what is loaded once
    base = checked(text(few))
    assert checked(text(2 * few)) < 2.5 * base
    assert checked(text(4 * few)) < 5 * base


def test_twice_the_charter_takes_twice_the_steps_of_a_diff_and_a_dump() -> None:
    def work(count: int) -> int:
        old, new = cc.loads(HEAD + lines(SOUND, count)), cc.loads(HEAD + lines(SOUND.replace("(3)", "(3) "), count))
        return steps(lambda: (old.diff(new), cc.dump(old)))

    work(2)
    assert work(160) < 5 * work(40)


@pytest.mark.parametrize("read", [lambda text: list(disagreements(text)), printed_percents])
@pytest.mark.parametrize("piece", ["1", "a", "1(", "satu ", "(1) ", "1%", "a-"])
def test_a_text_of_one_piece_takes_no_long_time(read: Callable[[str], Any], piece: str) -> None:
    """Patterns run outside of Python, so that their time is taken; ten times the text takes no hundred times."""

    def least(size: int) -> float:
        text = (piece * size)[:size]
        times = []
        for _ in range(5):
            begun = process_time()
            read(text)
            times.append(process_time() - begun)
        return min(times)

    read(piece)
    assert least(20_000) < 40 * max(least(2_000), 1e-4)
