"""Printed percentages are computed again from the counts beside them; the figures are from real pages."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import charterclock as cc
from charterclock.cli import main
from charterclock.record.printed import COLUMNS, check_printed

#: total, met, missed, printed share met, printed share missed, what is found
RULINGS = [
    ("1080", "1000", None, "92.59", None, "right"),
    ("539", "518", None, "96.10", None, "right"),
    ("1016", "1000", None, "98.42", None, "98.42% is printed, 1000 of 1016 are 98.43% (it looks cut off, not rounded)"),
    ("40", "36", "4", "90%", "10%", "right"),
    ("8", "5", "3", "63%", "38%", "right"),  # halves, both up
    ("8", "5", "3", "62%", "38%", "right"),  # to the even neighbour
    ("8", "7", "1", "87%", "13%", "87% is printed, 7 of 8 are 88% (it looks cut off, not rounded)"),
    ("11", "10", "1", "90", "10", "90% is printed, 10 of 11 are 91% (it looks cut off, not rounded); 10% is printed, "
     "1 of 11 are 9%"),
    ("46", "48", "0", "100", "0", "48 met of 46; 100% is printed, 48 of 46 are 104%"),
    ("100", "50", "50", "100 %", "100 %", "100% is printed, 50 of 100 are 50%; 100% is printed, 50 of 100 are 50%"),
    ("1018", "881", "137", "85.5%", "14.5%", "85.5% is printed, 881 of 1018 are 86.5%; 14.5% is printed, "
     "137 of 1018 are 13.5%"),
    (None, "22770", "30", "99.9%", "0.1%", "right"),
    ("17,100", "16,963", "137", "99.2%", "0.8%", "right"),
    ("1.607", "1.295", None, "80,58 %", None, "right"),
    ("83", "78", "5", "93,98 %", None, "right"),
    ("4738", "4738", "-", "100.00%", "-", "right"),
    ("0", "0", "0", "100", "0", "not computable"),
    ("0", None, None, "0%", None, "not computable"),
    ("NIL", "NIL", "NIL", "NIL", "NIL", "not computable"),
    ("99.20", "99.20", "0", "100", "0", "not computable"),
    ("500", None, None, "100%", None, "not computable"),
    ("297", "251", "46", None, None, "not computable"),
    (None, "1", None, "100%", None, "not computable"),
]  # fmt: skip


def one(*cells: Any) -> Any:
    [found] = check_printed([dict(zip(COLUMNS, cells, strict=True))])
    return found


@pytest.mark.parametrize("ruling", RULINGS, ids=lambda ruling: " ".join(str(cell) for cell in ruling[:4]))
def test_rulings(ruling: tuple[str | None, ...]) -> None:
    found = one(*ruling[:5])
    said = "; ".join(found.why) if found.status == "wrong" else found.status
    assert said == ruling[5]


def test_percentages_are_exact() -> None:
    assert one("3", "1", None, None, None).percent == Fraction(100, 3)
    assert one("0", "0", None, "0", None).percent is None


@given(st.integers(1, 10**6), st.data(), st.integers(0, 4))
def test_what_is_rounded_once_is_right(total: int, data: Any, digits: int) -> None:
    met = data.draw(st.integers(0, total))
    units, rest = divmod(met * 100 * 10**digits, total)
    up = units + (2 * rest >= total)
    printed = [f"{n // 10**digits}.{n % 10**digits:0{digits}}" if digits else str(n) for n in (up, up + 1, up - 1)]
    found = [one(str(total), str(met), None, f"{text}%", None).status for text in printed if not text.startswith("-")]
    tie = 2 * rest == total and up % 2
    assert found == ["right", "wrong", "right" if tie else "wrong"][: len(found)]


def test_other_tables() -> None:
    frame = pd.DataFrame({"n_total": [1016.0, 40.0], "n_met": [1000.0, 36.0], "printed_pct": [98.42, 90.0]})
    assert [found.status for found in check_printed(frame)] == ["wrong", "right"]
    with pytest.raises(cc.CharterclockError, match=r"CC641 .* no column 'printed_pct'"):
        check_printed([{"n_met": 1}])
    with pytest.raises(cc.CharterclockError, match=r"CC641 .* 'n_total' or 'n_met'"):
        check_printed([{"printed_pct": 1}])


@pytest.mark.parametrize("cell", ["9" * 400, "1e9", "-5", "=1+1", "٣", "1,2,3", "", "  "])
def test_hostile_cells(cell: str) -> None:
    for place in range(5):
        cells: list[Any] = ["8", "5", "3", "63%", "38%"]
        cells[place] = cell
        assert one(*cells).status in ("right", "wrong", "not computable")


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "printed.csv"
    lines = [",".join("" if cell is None else f'"{cell}"' for cell in ruling[:5]) for ruling in RULINGS[:4]]
    file.write_text(",".join(COLUMNS) + "\n" + "\n".join(lines) + "\n")
    assert main(["report", "check", str(file)]) == 1
    assert capsys.readouterr().out == (
        "row 3: 98.42% is printed, 1000 of 1016 are 98.43% (it looks cut off, not rounded)\n"
        "4 rows: 3 right, 1 wrong, 0 not computable\n"
    )
    file.write_text(",".join(COLUMNS) + "\n" + lines[0] + "\n")
    assert main(["report", "check", str(file)]) == 0
    assert main(["report", "check"]) == 2
