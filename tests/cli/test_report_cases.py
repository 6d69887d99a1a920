"""``charterclock report``: a workbook with its cases."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from charterclock.cli import main

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
BESIDE = ("--at", "2025-07-01T00:00", "--pauses", "pauses.csv", "--extensions", "extensions.csv")
REPORT = ("report", "counter.yaml", "cases.csv", *BESIDE, "--language", "en")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in EXAMPLES.glob("*.*"):
        shutil.copy(file, tmp_path)
    monkeypatch.chdir(tmp_path)


def test_a_workbook_with_its_cases() -> None:
    assert main([*REPORT, "--out", "r.xlsx", "--with-cases"]) == 0
    _, *rows = load_workbook("r.xlsx").worksheets[2].iter_rows(values_only=True)
    assert Counter(row[4] for row in rows) == {"Met": 5, "Missed": 1, "Overdue, not done": 2, "Problem in the data": 1}
    assert main([*REPORT, "--out", "r.xlsx"]) == 0
    assert len(load_workbook("r.xlsx").worksheets) == 2


def test_cases_go_into_a_workbook_alone(capsys: pytest.CaptureFixture[str]) -> None:
    for cases, out in ((["cases.csv"], []), (["cases.csv"], ["--out", "r.html"]), ([], ["--out", "r.xlsx"]),
                       (["cases.csv"] * 2, ["--out", "r.xlsx"])):  # fmt: skip
        assert main(["report", "counter.yaml", *cases, *BESIDE, *out, "--with-cases"]) == 2
        assert capsys.readouterr().err.startswith("CC807 --with-cases is for a workbook and the cases it was made of")


def test_a_row_of_another_shape_is_a_problem_on_the_sheet_too() -> None:
    with open("cases.csv", "a", encoding="utf-8") as file:
        file.write("C-09,complaint\n")
    assert main([*REPORT, "--out", "r.xlsx", "--with-cases"]) == 0
    *_, last = load_workbook("r.xlsx").worksheets[2].iter_rows(values_only=True)
    assert (last[6], last[4]) == ("C-09", "Problem in the data")
