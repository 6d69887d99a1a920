"""The sheet of cases of a workbook: filtered as a figure says, it has the rows that the figure counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from openpyxl import load_workbook

import charterclock as cc
from charterclock.errors import CharterclockError
from charterclock.frames import bar
from charterclock.record import report
from charterclock.record.row import COUNTED, SHOWN
from charterclock.record.words import WORDS, period_name

CHARTER = cc.load("docs/examples/counter.yaml")
NAMES = ("cases", "pauses", "extensions")
CASES, PAUSES, EXTENSIONS = (pd.read_csv(f"docs/examples/{name}.csv") for name in NAMES)
BESIDE: Any = {"pauses": PAUSES, "extensions": EXTENSIONS}
AT, OVER = "2025-05-14T12:00", ("2025-04-01", "2025-06-30")


def sheet_of(record: cc.Record, path: Path, cases: Any, **options: Any) -> Any:
    record.to_excel(path / "r.xlsx", cases=cases, **options)
    return load_workbook(path / "r.xlsx").worksheets[2]


def counts_on(sheet: Any) -> Counter[tuple[Any, ...]]:
    """Cases of a sheet by number of the promise, tier, period, verdict and whether they are in the percentage."""
    _, *rows = sheet.iter_rows(values_only=True)
    return Counter((row[0], row[2], row[3], row[4], row[5]) for row in rows)


def counts_of(record: cc.Record, language: str) -> Counter[tuple[Any, ...]]:
    """The same of the figures; a promise with tiers is that of its tiers and of cases without one."""
    words, found = WORDS[language], Counter[tuple[Any, ...]]()
    for row in record.rows:
        for verdict, count in row.counts.items():
            number, shown = str(record.charter.ids.index(row.pledge) + 1), words["yes" if verdict in COUNTED else "no"]
            place = (number, row.tier, period_name(row.period, language), words[verdict], shown)
            found[place] += count
            if row.tier is not None:
                found[place[0], None, *place[2:]] -= count
    return +found


@pytest.mark.parametrize("language", ["ms", "id", "en"])
@pytest.mark.parametrize("by", ["month", "quarter"])
def test_the_sheet_has_the_cases_that_the_figures_count(by: str, language: str, tmp_path: Path) -> None:
    record = CHARTER.attainment(CASES, at=AT, over=OVER, by=by, **BESIDE)
    assert sum(counts_of(record, language).values()) > 5
    sheet = sheet_of(record, tmp_path, CASES, language=language, **BESIDE)
    found = counts_on(sheet)
    none = WORDS[language]["unplaced"]
    unplaced = Counter({key: count for key, count in found.items() if key[2] == none})
    assert found - unplaced == counts_of(record, language)
    assert sum(unplaced.values()) == sum(record.unplaced.values())
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:L{sheet.max_row}"
    assert sheet.title == WORDS[language]["each_case"]


def test_it_says_of_each_case_what_it_is(tmp_path: Path) -> None:
    record = CHARTER.attainment(CASES, at=AT, over=OVER, **BESIDE)
    heading, *rows = sheet_of(record, tmp_path, CASES, language="en", **BESIDE).iter_rows(values_only=True)
    assert heading == ("No.", "Promise", "Tier", "Period", "Verdict", "In the percentage", "Case", "Row", "Due", "Done",
                       "Reason", "Problem in the data")  # fmt: skip
    by_case = {row[6]: row for row in rows}
    due, done = CHARTER["complaint"].due("2025-05-05T20:15").at, dt.datetime(2025, 5, 14, 10)
    assert by_case["C-01"] == ("2", "complaint", None, "May 2025", "Met", "yes", "C-01", 7,
                               due.replace(tzinfo=None, microsecond=0), done, None, None)  # fmt: skip
    assert by_case["P-02"][:4] == ("1", "permit", "ordinary", "May 2025")
    broken = next(row for row in rows if row[11])
    assert broken[3:6] == ("In no period", "Problem in the data", "no")
    assert broken[11].startswith("CC611 ")


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.from_pandas])
def test_assessed_cases_give_the_same_sheet(kind: Any, tmp_path: Path) -> None:
    cases = kind(CASES)
    beside = {name: kind(table) for name, table in BESIDE.items()}
    record = CHARTER.attainment(cases, at=AT, over=OVER, **beside)
    raw = sheet_of(record, tmp_path, cases, **beside)
    judged = sheet_of(record, tmp_path, CHARTER.assess(cases, at=AT, **beside))
    assert list(raw.iter_rows(values_only=True)) == list(judged.iter_rows(values_only=True))


def test_cases_outside_the_time_reported_on_are_in_no_figure_and_not_on_the_sheet(tmp_path: Path) -> None:
    record = CHARTER.attainment(CASES, at=AT, over=("2025-05-01T00:00", "2025-05-09T00:00"), **BESIDE)
    found = counts_on(sheet_of(record, tmp_path, CASES, language="en", **BESIDE))
    assert Counter({key: count for key, count in found.items() if key[2] != "In no period"}) == counts_of(record, "en")
    # half of May, to the instant: the same dates by whole months count more
    assert sum(counts_of(record, "en").values()) < sum(
        counts_of(CHARTER.attainment(CASES, at=AT, over=("2025-05-01", "2025-05-31"), **BESIDE), "en").values()
    )


def test_an_event_log_has_cases_too(tmp_path: Path) -> None:
    log = pd.DataFrame([("C9", "received", "2025-05-05T09:00"), ("C9", "answered", "2025-05-06T09:00")],
                       columns=["case", "activity", "timestamp"]).assign(pledge="complaint")  # fmt: skip
    record = CHARTER.attainment(log, at=AT, over=OVER)
    [_, row] = sheet_of(record, tmp_path, log, language="en").iter_rows(values_only=True)
    assert row[:8] == ("2", "complaint", None, "May 2025", "Met", "yes", "C9", 1)


def test_cases_that_the_record_does_not_count_are_refused(tmp_path: Path) -> None:
    record = CHARTER.attainment(CASES, at=AT, over=OVER, **BESIDE)
    path = tmp_path / "r.xlsx"
    with pytest.raises(CharterclockError, match=r"CC706 .*complaint, 2025-05: 1 met in the record, 0 among the cases"):
        record.to_excel(path, cases=CASES[CASES["pledge"] == "permit"], **BESIDE)
    with pytest.raises(CharterclockError, match=r"CC706 .*in no period: 1 problem in the record, 0 among"):
        record.to_excel(path, cases=CASES[CASES["case"] != "P-06"], **BESIDE)
    with pytest.raises(CharterclockError, match=r"CC706 .*among the cases, none in the record"):
        CHARTER.attainment(outages=[], at=AT, over=OVER).to_excel(path, cases=CASES, **BESIDE)
    assert not path.exists()


def test_a_sheet_is_never_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = CHARTER.attainment(CASES, at=AT, over=OVER, **BESIDE)
    count = sheet_of(record, tmp_path, CASES, **BESIDE).max_row - 1
    monkeypatch.setattr(report, "MOST_CASES", count)
    record.to_excel(tmp_path / "full.xlsx", cases=CASES, **BESIDE)
    monkeypatch.setattr(report, "MOST_CASES", count - 1)
    with pytest.raises(CharterclockError, match=rf"CC707 {count} cases are more than a sheet holds \({count - 1}\)"):
        record.to_excel(tmp_path / "none.xlsx", cases=CASES, **BESIDE)
    assert not (tmp_path / "none.xlsx").exists()


def test_hostile_cases_are_inert(tmp_path: Path) -> None:
    texts = ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "<script>", "\u202egnirts", "nul\x00", "x" * 40_000, "\t=1"]
    cases = pd.DataFrame({"case": texts, "pledge": ["complaint", *texts[1:]], "received": "2025-05-05T09:00",
                          "answered": "2025-05-06T09:00", "excluded": [texts[0], *[None] * 7]})  # fmt: skip
    record = CHARTER.attainment(cases, at=AT, over=OVER)
    sheet = sheet_of(record, tmp_path, cases)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert sheet["G2"].value == texts[0]
    assert sheet["G2"].quotePrefix
    assert sheet["K2"].quotePrefix
    assert len(sheet["G8"].value) == 32_767
    said = "".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert not set("\u202e\x00") & set(said)


def test_moments_that_a_spreadsheet_has_no_number_for(tmp_path: Path) -> None:
    cases = pd.DataFrame({"pledge": ["complaint"], "received": ["1890-05-05"], "answered": ["1890-05-06"]})
    charter = CHARTER.replace(calendar={"zone": "UTC", "hours": {"mon-fri": "08:00-17:00"}})
    record = charter.attainment(cases, over=("1890-01-01", "1890-12-31"), by="year")
    row = [cell.value for cell in sheet_of(record, tmp_path, cases)[2]]
    assert row[8:10] == ["1890-05-14 23:59:59", "1890-05-06 00:00:00"]


def test_every_verdict_has_words() -> None:
    assert all({*COUNTED, *SHOWN} <= set(words) for words in WORDS.values())


def test_a_bar_is_seen_in_a_notebook_and_not_when_piped(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    with bar.bar_of(8) as done:
        done(8)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(bar, "_is_notebook", lambda: True)
    with bar.bar_of(8) as done:
        done(8)
    assert "8.00/8.00" in capsys.readouterr().err
