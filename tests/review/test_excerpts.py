"""Problems with their line and a caret: whatever stands in the line, and wherever the problem lies."""

from __future__ import annotations

from typing import Any

import pytest

import charterclock as cc
from charterclock.errors import Problem
from charterclock.review.excerpts import Sources

HEAD = "id: x\ncalendar: MY-07\npledges:\n"


def shown(text: str) -> list[str]:
    with pytest.raises((cc.FileError, cc.CharterError)) as caught:
        cc.loads(text, "x.yaml")
    sources = Sources({"x.yaml": text.encode("utf-8", "surrogatepass")})
    return [line for problem in caught.value.problems for line in sources.shown(problem).splitlines()[1:]]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{HEAD}  - {{id: a, within: 1 working day, targt: 90%}}\n",
         ["  4 |   - {id: a, within: 1 working day, targt: 90%}",
          "    |                                    ^^^^^"]),
        (f"{HEAD}  - {{id: a, within: 'soon or late'}}\n",
         ["  4 |   - {id: a, within: 'soon or late'}",
          "    |                     ^^^^^^^^^^^^^^"]),
        # a value that goes on below: one sign
        (f"{HEAD}  - id: a\n    within: >-\n      soon\n      or late\n",
         ["  5 |     within: >-",
          "    |             ^"]),
        (f"{HEAD}  - {{id: a, within: \"s\\x6Fon\"}}\n",
         ["  4 |   - {id: a, within: \"s\\x6Fon\"}",
          "    |                     ^"]),
        # wide signs take two columns, marks none, a tab one
        ("id: 窗口é\tx\ncalendar: {base: MY-07, 窗: x}\n" + "pledges: [{id: a, kind: fee}]\n",
         ["  2 | calendar: {base: MY-07, 窗: x}",
          "    |                         ^^"]),
        # lines as YAML counts them
        ("id: x\r\ncalendar: MY\rpledges:\x85- {id: a, within: soon}\n",
         ["  4 | - {id: a, within: soon}",
          "    |                   ^^^^"]),
        ("\ufeffid: x\ncalendar: nowhere\npledges: [{id: a, kind: fee}]",
         ["  2 | calendar: nowhere",
          "    |           ^^^^^^^"]),
        ("id: x\ncalendar: MY-07\npledges: 'open",
         ["  3 | pledges: 'open",
          "    |          ^"]),
    ],
)  # fmt: skip
def test_the_line_with_a_caret(text: str, lines: list[str]) -> None:
    assert shown(text) == lines


def test_of_a_long_line_a_part_is_shown() -> None:
    line, caret = shown(f"{HEAD}  - {{id: a, note: {'n' * 200}, within: soon, says: {'s' * 200}}}\n")
    assert len(line) < 130
    assert "…" in (line[6], line[-1])
    assert line[caret.index("^") : caret.rindex("^") + 1] == "soon"


def test_nothing_of_a_file_is_obeyed_by_a_terminal() -> None:
    said = "\n".join(shown(f"{HEAD}  - {{id: a, note: \u202eab\u200b, within: soon}}\n"))
    assert "\u202e" not in said
    assert "\u200b" not in said


@pytest.mark.parametrize(
    "problem",
    [
        Problem("CC101", "gone", "no-such-file.yaml", 1, 1),
        Problem("CC101", "gone", "x.yaml"),
        Problem("CC101", "gone", None, 1, 1),
        Problem("CC101", "gone", "x.yaml", 99, 1),
        Problem("CC101", "gone", "\0", 1, 1),
    ],
)
def test_without_a_line_the_problem_alone_is_shown(problem: Problem) -> None:
    assert len(Sources({"x.yaml": b"id: x"}).shown(problem).splitlines()) == 1


def test_a_file_is_read_when_it_is_asked_for(tmp_path: Any) -> None:
    (tmp_path / "y.yaml").write_bytes(b"id: x\nwith: \xff\n")
    problem = Problem("CC102", "not UTF-8", str(tmp_path / "y.yaml"), 2, 7)
    assert Sources().shown(problem).splitlines()[1:] == ["  2 | with: \ufffd", "    |       ^"]
