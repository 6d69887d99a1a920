"""One file a code, and what ``validate`` says of it, to the letter; remarks have theirs in ``lint``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from charterclock.cli import main
from charterclock.review.titles import TITLES

HERE = Path(__file__).parent / "wrong"
FILES = sorted(HERE.glob("*.yaml"))

#: codes that no file of a few lines has: the page on errors shows them
OTHERS = {
    "CC101": "there is no file", "CC103": "of a megabyte", "CC113": "of more problems than are kept",
    "CC206": "of pledges made in Python", "CC209": "of more problems than are shown", "CC211": "a calendar is one",
    "CC212": "of a dump", "CC213": "of an edit", "CC302": "of durations made in Python", "CC408": "of dates in Python",
    "CC409": "of a due", "CC410": "of a due", "CC411": "of a table of days", "CC412": "of two calendars",
    "CC413": "of two files", "CC414": "asked for as a calendar", "CC504": "of a due", "CC506": "of an explanation",
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_said(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(HERE)
    assert main(["validate", path.name]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == path.with_suffix(".txt").read_text(encoding="utf-8")
    codes = re.findall(r"^\S+: (CC\d{3}) ", err, re.MULTILINE)
    assert set(codes) == ({path.stem} if path.stem != "CC105" else {"CC105", "CC201", "CC405"})


def test_every_code_of_a_file_has_one() -> None:
    assert {path.stem for path in FILES} | set(OTHERS) == {code for code in TITLES if not code.startswith("CC9")}
    assert not {path.stem for path in FILES} & set(OTHERS)
