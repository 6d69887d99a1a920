"""The page on phrases shows the table of kinds and comparisons as it is."""

from __future__ import annotations

import re
from pathlib import Path

from charterclock.charter.pledges import KINDS as FILE_KINDS
from charterclock.charter.pledges import STATEMENTS
from charterclock.language.kinds import COMPARISONS, KEYS, KINDS

PAGE = (Path(__file__).parents[2] / "docs" / "phrases.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The rows of the table under a heading row, without their marks of code."""
    table = PAGE.split(heading, 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_the_kinds_of_the_page_are_those_of_the_reader() -> None:
    shown = {kind.strip("`"): (pledge.strip("`"), key) for kind, pledge, key in rows("| kind | pledge | key |")}
    assert list(shown) == list(KINDS)
    for kind, rule in KINDS.items():
        pledge, key = shown[kind]
        assert pledge == rule.pledge
        assert key.startswith("kept as printed") == bool(rule.why)
        if rule.key:
            assert re.findall(r"`(\w+)`", key)[0] == rule.key


def test_the_keys_of_the_page_are_those_of_the_reader() -> None:
    shown = {comparison.strip("`"): key.strip("`") for comparison, key in rows("| comparison | key of a time |")}
    assert shown == dict(KEYS)
    for comparison in set(COMPARISONS) - set(KEYS) - {"during"}:
        assert f"`{comparison}`" in PAGE


def test_the_kinds_of_files_come_from_the_same_table() -> None:
    assert {rule.pledge for rule in KINDS.values()} <= set(FILE_KINDS)
    assert set(STATEMENTS) == {"date", *(rule.pledge for rule in KINDS.values() if rule.why)}
