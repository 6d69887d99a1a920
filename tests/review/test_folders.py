"""Files checked one by one and in several processes: the same is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from charterclock.charter.lint import CERTAIN, lint_file
from charterclock.files import read_file
from charterclock.review.check import Checked, check, check_all, files_in

ROOT = Path(__file__).parents[2]
CHARTERS = sorted(map(str, (ROOT / "charters").glob("*.yaml")))
MISTAKES, OFFICE = str(ROOT / "docs" / "examples" / "mistakes.yaml"), str(ROOT / "docs" / "examples" / "office.yaml")


def test_a_charter_has_the_remarks_of_lint() -> None:
    for name in CHARTERS:
        found = check(name, language="id")
        assert found.said.endswith(" pledges")
        assert found.problems == ()
        assert found.remarks == lint_file(name, "id")


def test_mistakes_are_the_remarks_that_count_in_any_case() -> None:
    for path in sorted((ROOT / "tests" / "charter" / "lint").glob("*.yaml")):
        text = str(read_file(path).data["wrong"]).encode()
        certain = [remark for remark in check("-", text).remarks if remark.code in CERTAIN]
        assert list(check("-", text, certain=True).remarks) == certain
        assert certain or path.stem not in CERTAIN


def test_what_is_no_charter() -> None:
    assert check(OFFICE) == Checked(OFFICE, "a calendar")
    wrong = check(MISTAKES)
    assert (wrong.said, wrong.remarks) == ("", ())
    assert [problem.code for problem in wrong.problems] == ["CC405", "CC307", "CC201", "CC305"]
    assert [problem.code for problem in check("-", b"zone: Asia/Jakarta\nhours: 24x7").problems] == ["CC211"]


def test_several_processes_find_the_same_in_the_same_order() -> None:
    names = [*CHARTERS, MISTAKES, OFFICE, "none.yaml"]
    columns = ("case", "received")
    assert list(check_all(names, "ms", columns, processes=2)) == list(check_all(names, "ms", columns, processes=1))


@pytest.mark.parametrize(("files", "processors", "begun"), [(1, 8, 1), (299, 8, 1), (300, 8, 2), (9000, 2, 2)])
def test_few_files_need_one_process(files: int, processors: int, begun: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from concurrent import futures

    started: list[int] = []

    class Pool:
        def __init__(self, processes: int, context: object) -> None:
            started.append(processes)

        def __enter__(self) -> Pool:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def map(self, one: object, names: list[str], chunksize: int) -> list[str]:
            return names

    monkeypatch.setattr(futures, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr("charterclock.review.check.os.cpu_count", lambda: processors)
    monkeypatch.setattr("charterclock.review.check.check", lambda name, **_: name)
    assert len(list(check_all(["x.yaml"] * files))) == files
    assert (started or [1]) == [begun]


def test_files_in_folders_each_once(tmp_path: Path) -> None:
    for name in ("b.yaml", "a/c.yml", "a/d.json", ".git/e.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = [str(tmp_path / "a/c.yml"), str(tmp_path / "b.yaml")]
    assert files_in([str(tmp_path), str(tmp_path / "b.yaml")]) == found
    assert files_in(["none.yaml", "-"]) == ["none.yaml", "-"]


def test_a_file_whose_ending_is_in_capitals_is_found(tmp_path: Path) -> None:
    for name in ("A.YAML", "b.Yml", "c.txt"):
        (tmp_path / name).write_text("x")
    assert [Path(name).name for name in files_in([str(tmp_path)])] == ["A.YAML", "b.Yml"]
