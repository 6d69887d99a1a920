"""Slips of the pen in the five seed charters: none passes silently, and none crashes.

A slip passes silently where the file loads, the charter is another one, lint says nothing new of it, and the diff to
the version before says nothing either. What can be known from the file alone is held more strictly: a key that is
misspelt is an error at its place that names the right one, a key that is doubled is an error, and so is a value out of
a few. A slip that makes another sound charter, such as 3 days for 2, or a milestone that is named otherwise, only the
diff can tell, and it does.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slips import Slip, slips, tree_of, write

import charterclock as cc
from charterclock.files import read_file, read_text

CHARTERS = sorted((Path(__file__).parents[2] / "charters").glob("*.yaml"))

#: keys whose names the office chooses: languages of a title, columns of conditions
OPEN = ("title", "when", "applies", "cohort")
#: keys whose values the office chooses, and those whose value is a number that can be another
OWN = {"id", "issuer", "document", "note", "says", "of", "start", "stop", "name", "excludes", "all", "any"}
NUMBERS = {"within", "under", "after", "below", "above", "from", "to", "times", "at_least", "scale", "every", "target"}


def parts_of(path: Path) -> list[dict[str, Any]]:
    """A charter in parts, so that each is soon read: its head with two pledges, then the pledges of each sentence."""
    data: Any = read_file(path).data
    head = {key: value for key, value in data.items() if key != "pledges"}
    by_sentence: dict[str, list[Any]] = {}
    for pledge in data["pledges"]:
        by_sentence.setdefault(" ".join(pledge.get("says", pledge["id"]).split()), []).append(pledge)
    parts = [data["pledges"][:2], *by_sentence.values()]
    return [{**head, "pledges": pledges} for pledges in parts]


def slips_of(path: Path) -> list[tuple[cc.Charter, Slip]]:
    """Each slip once: those of the head in its part, those of a pledge in its own."""
    found = []
    for number, part in enumerate(parts_of(path)):
        tree = tree_of(part)
        charter = cc.loads(write(tree))
        found += [(charter, slip) for slip in slips(tree) if (slip.path[0] == "pledges") == (number > 0)]
    return found


@lru_cache(maxsize=64)
def remarks(charter: cc.Charter) -> Counter[str]:
    return Counter(finding.code for finding in cc.lint(charter))


def told_by(charter: cc.Charter, text: str) -> str | list[cc.Problem]:
    """What tells of a slip: the problems, or ``lint``, ``diff``, ``equal``."""
    try:
        other = cc.loads(text)
    except (cc.FileError, cc.CharterError) as error:
        return list(error.problems)
    if other == charter:
        return "equal"
    if remarks(other) - remarks(charter):
        return "lint"
    return "diff" if charter.diff(other) else "silence"


def own_name(slip: Slip) -> bool:
    """Whether the slip lies in a word of the office's own: a value, a column, a word of a condition."""
    parents = [part for part in slip.path[:-1] if isinstance(part, str)]
    keys = [part for part in slip.path if isinstance(part, str)]
    return keys[-1] in OWN or any(parent in OPEN for parent in parents)


@pytest.mark.parametrize("path", CHARTERS, ids=lambda path: path.stem)
def test_no_slip_passes_silently(path: Path) -> None:
    tally: Counter[str] = Counter()
    for charter, slip in slips_of(path):
        text = write(slip.tree)
        told = told_by(charter, text)
        problems = told if isinstance(told, list) else []
        codes = {problem.code for problem in problems}
        tally[f"{slip.what}: {told if isinstance(told, str) else 'refused'}"] += 1
        assert told != "silence", slip
        assert told != [], slip
        assert all(problem.line and problem.column for problem in problems), slip
        key = [part for part in slip.path if isinstance(part, str)][-1]
        if slip.what == "key doubled":
            assert codes == {"CC108"}, slip
            assert problems[0].found == key, slip
        elif slip.what == "key misspelt":
            assert problems or any(part in OPEN for part in slip.path[:-1]), slip
            hints = [problem.hint or "" for problem in problems if problem.found not in (None, key)]
            # of two letters in the wrong order little is left: then all keys are named
            assert not problems or any(f"'{key}'" in hint or (len(key) == 2 and key in hint) for hint in hints), slip
        elif slip.what == "value misspelt" and told in ("diff", "lint"):
            assert own_name(slip) or key in NUMBERS, slip
        elif slip.what == "item doubled":
            assert problems or key in ("all", "any"), slip
    done = {name.partition(":")[0] for name in tally}
    assert done >= {"key dropped", "key doubled", "key misspelt", "values swapped", "value misspelt", "item dropped"}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([part for path in CHARTERS for part in parts_of(path)]), st.integers(2, 5), st.randoms())
def test_nor_do_several_at_once(part: dict[str, Any], count: int, random: Any) -> None:
    tree = tree_of(part)
    charter = cc.loads(write(tree))
    for _ in range(count):
        found = list(slips(tree))
        tree = random.choice(found).tree if found else tree
    told = told_by(charter, write(tree))
    assert told not in ("silence", [])


def test_the_slips_are_read_as_they_are_written() -> None:
    tree = tree_of(parts_of(CHARTERS[0])[1])
    data = read_text(write(tree)).data
    assert tree_of(data) == tree
    kinds = Counter(slip.what for slip in slips(tree))
    assert {"key dropped", "key doubled", "key misspelt", "values swapped", "value misspelt"} <= set(kinds)
    assert len({write(slip.tree) for slip in slips(tree)}) > 0.9 * sum(kinds.values())
