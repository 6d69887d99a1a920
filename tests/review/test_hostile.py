"""Whatever a file holds, checking it ends with problems or with a charter, and every problem can be shown."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.charter.schema import schema
from charterclock.review.check import check
from charterclock.review.excerpts import Sources
from charterclock.review.sarif import sarif

PLENTY = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def keys_of(node: Any) -> set[str]:
    """Every key that a charter file can have anywhere."""
    if isinstance(node, list):
        return {key for part in node for key in keys_of(part)}
    if not isinstance(node, dict):
        return set()
    return set(node.get("properties", ())) | {key for part in node.values() for key in keys_of(part)}


KEYS = sorted(keys_of(schema()))
SAMPLES = [
    "3 working days", "dua (2) minggu", "3 hari", "98%", "MY-07", "deadline", "availability", "frequency", "score",
    "1-7", "5", "2025-05-01", "received", "my-charter", "24x7", "working day", "year", "31 May", "", "x" * 300, "0",
    "1/0", "-1", "1e999", "\u202e", "\x1b[31m", "null", "yes", "\u7a93",
]  # fmt: skip
SIGNS = [
    "- ", ": ", "{", "}", "[", "]", ", ", "\n", "\n  ", "'", '"', "&", "*", "!", "|", ">", "#", "---", "%", "?", "\t",
]  # fmt: skip
scalars = st.one_of(st.sampled_from(SAMPLES), st.none(), st.integers(), st.booleans(), st.dates(),
                    st.text(st.characters(exclude_categories=["Cs"]), max_size=12))  # fmt: skip
keys = st.sampled_from(KEYS) | st.text(max_size=4)
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6),
    max_leaves=25,
)  # fmt: skip
pledges = st.dictionaries(st.sampled_from(KEYS), trees, max_size=6)
files = st.builds(
    lambda head, listed: {"id": "x", "calendar": "MY-07", **head, "pledges": listed},
    st.dictionaries(st.sampled_from(KEYS), trees, max_size=3), st.lists(pledges, max_size=4),
)  # fmt: skip


def look_at(text: bytes) -> None:
    """Checks a text, and shows all that is said of it in every way."""
    found = check("-", text)
    assert bool(found.said) != bool(found.problems)
    sources = Sources({"-": text})
    for problem in (*found.problems, *found.remarks):
        shown = sources.shown(problem)
        assert problem.code in shown
        assert "\x1b" not in shown
        json.dumps(problem.to_dict())
    json.dumps(sarif([(problem, "error") for problem in found.problems], sources))
    if found.said:
        charter = cc.loads(text)
        assert charter.diff(cc.loads(cc.dump(charter))) == ()


@PLENTY
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_random_text(text: bytes) -> None:
    look_at(text)


@PLENTY
@given(st.lists(st.sampled_from([*KEYS, *SAMPLES, *SIGNS]), max_size=60).map("".join))
def test_random_pieces_of_charters(text: str) -> None:
    look_at(text.encode())


@PLENTY
@given(st.one_of(trees, files))
def test_random_yaml(tree: Any) -> None:
    look_at(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode())
