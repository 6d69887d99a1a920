"""One value of a file is changed, and nothing else of it."""

from __future__ import annotations

import difflib
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

import charterclock as cc
from charterclock.charter.edit import edit

ROOT = Path(__file__).parents[2]
CHARTERS = sorted((ROOT / "charters").glob("*.yaml"))


def changed(before: str, after: str) -> list[str]:
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


@pytest.mark.parametrize("path", CHARTERS, ids=lambda path: path.stem)
def test_nothing_but_the_value_changes_in_the_seeds(path: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(path, tmp_path))
    before, charter = file.read_text(encoding="utf-8"), cc.load(file)
    for index, pledge in enumerate(charter):
        edit(file, ("pledges", str(index), "note"), "checked: yes # not a comment")
        assert cc.load(file).pledges[index].note == "checked: yes # not a comment"
        lines = changed(before, file.read_text(encoding="utf-8"))
        assert [line[0] for line in lines] == (["+"] if pledge.note is None else ["-", "+"])
        file.write_text(before, encoding="utf-8")
    edit(file, "issuer", "Another office")
    lines = changed(before, file.read_text(encoding="utf-8"))
    assert [line[:9] for line in lines] == ["- issuer:", "+ issuer:"]


COMMENTED = """\
# head
id: x   # the id
calendar: MY-07
pledges:
# before the pledge
- id: a  # of a
  tiers:
  - {name: small, when: {n: {to: 5}}, within: 3 working days}   # printed 3
  - {name: large, when: {n: {above: 5}}, within: 5 working days}
  # after the tiers
- {id: b, kind: fee}
"""


@pytest.mark.parametrize(
    ("place", "value", "old", "new"),
    [
        ("pledges.a.tiers.small.within", "4 working days", "within: 3 working", "within: 4 working"),
        ("pledges.0.tiers.1.when.n.above", "6", "above: 5", "above: '6'"),
        ("id", "no", "id: x  ", "id: no "),
        ("calendar", "MY-14", "MY-07", "MY-14"),
        ("pledges.b.says", "free", "kind: fee}", "says: free, kind: fee}"),
        ("pledges.b.valid.from", "2025-01-01", "kind: fee}", "valid: {from: '2025-01-01'}, kind: fee}"),
        ("issuer", "Office", "pledges:\n", "issuer: Office\npledges:\n"),
        ("pledges.a.note", "new", "  tiers:\n", "  note: new\n  tiers:\n"),
    ],
)
@pytest.mark.parametrize("lines", ["\n", "\r\n"])
def test_an_edit(place: str, value: Any, old: str, new: str, lines: str, tmp_path: Path) -> None:
    file = tmp_path / "c.yaml"
    file.write_bytes(COMMENTED.replace("\n", lines).encode())
    found = edit(file, place, value)
    assert file.read_bytes().decode() == COMMENTED.replace(old, new).replace("\n", lines)
    assert found == cc.load(file)


@pytest.mark.parametrize(
    ("place", "value", "found"),
    [
        ("pledges.c.says", "x", "CC213 there is no 'c' to be changed"),
        ("pledges.a.tiers.smal.within", "x", r"CC213 .*\(did you mean 'small'\?\)"),
        ("pledges.7", "x", "CC213"),
        ("isuer", "x", "CC201"),
        ("pledges.a.tiers", "x", "CC204"),
        ("pledges.a.tiers", [{"name": "all", "within": "1 working day"}], "CC213 pledges.a.tiers cannot be changed"),
        ("id.x", "y", "CC213"),
        ("id.x.y", "y", "CC213"),
        ("pledges.a.tiers.small.within", "soon", "8:47: CC306"),
        ("pledges.a.targt", "90%", "CC201"),
        ("calendar", "MY-7", "CC405"),
    ],
)
def test_what_cannot_be_changed_leaves_the_file(place: str, value: Any, found: str, tmp_path: Path) -> None:
    file = tmp_path / "c.yaml"
    file.write_text(COMMENTED)
    with pytest.raises(cc.CharterclockError, match=found):
        edit(file, place, value)
    assert file.read_text() == COMMENTED


def test_what_the_round_trip_would_break_is_no_slip_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "c.yaml"
    text = (
        "id: x\ncalendar: MY-07\npledges:\n  # first\n  - {id: a, kind: fee} # free\n\n"
        "  - id: b\n    says: >-\n      Two\n      lines\n    within: 2 working days\n"
    )
    file.write_text(text)
    with pytest.raises(cc.CharterclockError, match=r"CC213 pledges\.b\.within cannot be changed alone"):
        edit(file, "pledges.b.within", "3 working days")
    assert file.read_text() == text


def test_revisions_are_told_apart_by_their_number(tmp_path: Path) -> None:
    file = tmp_path / "c.yaml"
    pledge = "  - {{id: a, within: 3 working days, valid: {{{}: 2025-01-01}}}}\n"
    file.write_text("id: x\ncalendar: MY-07\npledges:\n" + pledge.format("to") + pledge.format("from"))
    with pytest.raises(cc.CharterclockError, match=r"CC213 2 are called 'a' \(give its number"):
        edit(file, "pledges.a.within", "1 working day")
    assert edit(file, "pledges.1.within", "1 working day")["a"].within == cc.Duration(1, "working day")


def test_what_the_reader_refuses_is_not_followed(tmp_path: Path) -> None:
    file = tmp_path / "c.yaml"
    file.write_text("id: &x a\nissuer: *x\ncalendar: MY-07\npledges: [{id: a, kind: fee}]\n")
    with pytest.raises(cc.FileError, match="CC106"):
        edit(file, "id", "b")


def test_without_ruamel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    with pytest.raises(cc.CharterclockError, match=r"CC805 an edit needs ruamel.yaml \(pip install charterclock\[edit"):
        edit(tmp_path / "c.yaml", "id", "b")
