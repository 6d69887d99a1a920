"""The layouts that offices print, by name: what stands in each cell, and what none of them can print."""

from __future__ import annotations

import csv
import datetime as dt
import io
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

import charterclock as cc
from charterclock.charter.conditions import FrozenMap
from charterclock.errors import CharterclockError, FileError
from charterclock.record.columns import LAYOUTS
from charterclock.record.figures import percent, rest_percent
from charterclock.record.periods import Period
from charterclock.record.record import Record, Row
from charterclock.record.summed import summed

CHARTER = cc.loads("""
id: unit
calendar: {zone: Asia/Kuala_Lumpur, hours: {mon-fri: 08:00-17:00}}
language: en
meanings: {day: working day}
pledges:
  - {id: permits, says: Permits in three days, within: 3 days, target: 90%}
  - {id: letters, says: Letters in a week, within: 7 calendar days}
  - {id: portal, kind: availability, at_least: 99%}
  - {id: meetings, kind: frequency, every: 1 year}
  - {id: smile, kind: score, scale: 1-5, at_least: 4}
  - {id: kind, kind: statement, says: Kind and quick}
  - {id: calls, kind: ratio, at_least: 50%, of: calls}
""")
TOTALS = ["Total", "Met (number)", "Met (%)"]
WHYS = [
    {"pledge": "permits", "period": "2025-Q1", "reason": "two officers ill", "action": "a third hired"},
    {"pledge": "permits", "period": "2024-12", "reason": "of another year", "action": None},
]


def row(pledge: str, period: str, done: int, of: int, target: str = "9/10", kind: str = "deadline") -> Row:
    value, wanted = Fraction(done, of) if of else None, Fraction(target)
    counts = FrozenMap({"met": done, "missed": of - done} if kind == "deadline" else {})
    kept = None if value is None else value >= wanted
    return Row(pledge, None, kind, Period.read(period), wanted, value, kept, done, of, counts)


def record(*rows: Row, **fields: Any) -> Record:
    return Record(CHARTER, rows, fields.pop("by", "month"), (dt.date(2025, 1, 1), dt.date(2025, 12, 31)), **fields)


def sample() -> Record:
    return record(
        row("permits", "2025-01", 5, 8), row("permits", "2025-02", 1030, 1030), row("permits", "2025-05", 0, 0),
        row("letters", "2025-01", 0, 0, "1"),
        row("portal", "2025-01", 98, 100, "99/100", "availability"),
        row("portal", "2025-02", 100, 100, "99/100", "availability"),
        row("smile", "2025-01", 9, 2, "4", "score"),
        row("calls", "2025-01", 1, 3, "1/2", "ratio"),
    )  # fmt: skip


def cells(layout: str, found: Record | None = None, **options: Any) -> dict[str, list[str]]:
    """The cells of each promise, by its first word."""
    heading, *rows = (found or sample()).matrix(**{"language": "en", "layout": layout, **options})
    assert {len(texts) for texts in rows} == {len(heading)}
    return {texts[1].split()[0]: texts[2:] for texts in (heading, *rows)}


def test_federal() -> None:
    assert cells("federal") == {
        "Promise": ["Met (number)", "Met (%)", "Not met (number)", "Not met (%)", "Total"],
        "Permits": ["1035", "99.7% ✓", "3", "0.3%", "1038"],
        "Letters": ["0", "no data", "0", "no data", "0"],
        # seconds are no services, a mean no percentage, and a promise for each month is not kept by the mean of months
        "portal": ["–", "99.0% ✗", "–", "1.0%", "–"],
        "meetings": ["not supplied"] * 5,
        "smile": ["–", "mean 4.50 ✓", "–", "–", "–"],
        "Kind": ["not measurable"] * 5,
        "calls": ["1", "33.3% ✗", "2", "66.7%", "3"],
    }


def test_the_headings_are_those_that_offices_print() -> None:
    assert sample().matrix("ms", layout="federal")[0] == [
        "Bil.", "Janji", "Menepati (Jumlah)", "Menepati (%)", "Tidak menepati (Jumlah)", "Tidak menepati (%)",
        "Jumlah perkhidmatan",
    ]  # fmt: skip
    assert sample().matrix("id", layout="indonesia")[0] == ["No.", "Indikator", "Target", "Realisasi", "Capaian"]


def test_penang_has_a_justification_under_each_promise() -> None:
    found = cells("penang", reasons=WHYS)
    assert found["Promise"] == ["Met (number)", "Met (%)", "Over the limit (number)", "Over the limit (%)"]
    rows = sample().matrix("en", layout="penang", reasons=WHYS)
    assert [texts[1] for texts in rows[2::2]] == [
        "Justification: Quarter 1 2025: two officers ill (action: a third hired)",  # not that of another year
        "Justification: –",  # nothing was late
        "Justification: no reason given",  # one month was not kept
        "Justification: –", "Justification: –", "Justification: –",
        "Justification: no reason given",
    ]  # fmt: skip
    assert {tuple(texts[2:]) for texts in rows[2::2]} == {("",) * 4}


def test_other_layouts_have_a_justification_where_reasons_are_given() -> None:
    assert len(sample().matrix("en", layout="federal")) == 8
    assert len(sample().matrix("en", layout="federal", reasons=WHYS)) == 15
    assert len(sample().matrix("en", layout="council", reasons=WHYS)) == 8


def test_council() -> None:
    found = cells("council", reasons=WHYS)
    assert found["Promise"] == [
        "Total", "Met (number)", "Met (%)", "Not met (number)", "Not met (%)", "Reason", "Overall",
    ]  # fmt: skip
    why = "Quarter 1 2025: two officers ill (action: a third hired)"
    assert found["Permits"] == ["1038", "1035", "99.7% ✓", "3", "0.3%", why, "99.7% ✓"]
    assert found["meetings"][-2:] == ["not supplied"] * 2


def test_quarters_add_months_and_are_no_mean_of_percentages() -> None:
    found = cells("quarters")
    assert found["Promise"] == [*(f"Quarter {number} 2025" for number in range(1, 5)), *TOTALS]
    assert found["Permits"] == ["99.7% ✓", "no data", "–", "–", "1038", "1035", "99.7% ✓"]
    assert "1035 of 1038" in sample().to_html(layout="quarters")
    running = record(row("permits", "2025-01", 1, 2), at=dt.datetime(2025, 2, 1, tzinfo=dt.UTC))
    assert cells("quarters", running)["Permits"][0] == "50.0% so far"
    assert cells("quarters", running)["Promise"][0] == "Quarter 1 2025 (not over)"
    assert cells("federal", running)["Permits"][1] == "50.0% so far"
    with pytest.raises(CharterclockError, match="CC704 a record by year has no quarters"):
        record(by="year").matrix(layout="quarters")


def test_indonesia_divides_exact_figures() -> None:
    found = cells("indonesia")
    assert found["Indicator"] == ["Target", "Actual", "Achievement"]
    assert found["Permits"] == ["90%", "99.7% ✓", "110.8%"]
    assert found["Letters"] == ["100%", "no data", "no data"]
    assert found["smile"] == ["4", "4.50 ✓", "112.5%"]
    assert found["calls"] == ["50%", "33.3% ✗", "66.7%"]
    assert sample().matrix("id", layout="indonesia")[1][2:] == ["90%", "99,7% ✓", "110,8%"]
    nearly = record(row("permits", "2025-01", 89999, 100_000))
    assert cells("indonesia", nearly)["Permits"] == ["90%", "90.0% ✗", ">99.9%"]


def test_a_frequency_looks_not_failed_before_its_end() -> None:
    events = [{"pledge": "meetings", "date": "2025-01-15"}]
    for at, missed in (("2025-06-01T00:00", ["–", "–"]), ("2026-01-01T00:00", ["0", "0.0%"])):
        found = CHARTER.attainment(events=events, over=("2025-01-01", "2025-12-31"), at=at, by="year")
        assert cells("federal", found)["meetings"][2:4] == missed


def test_a_layout_that_is_not_known() -> None:
    with pytest.raises(CharterclockError, match=r"CC704 no layout 'federl' .*did you mean 'federal'"):
        sample().to_html(layout="federl")
    with pytest.raises(CharterclockError, match=r"CC704 no layout 'x' .*matrix, federal, penang, council"):
        sample().to_csv(layout="x")


def test_what_is_wrong_with_reasons_is_told_at_once() -> None:
    given = {"pledge": ["permit", "calls", None], "period": [None, "soon", None], "reason": ["a", "b", "c"]}
    wrong = pd.DataFrame(given)
    with pytest.raises(FileError) as told:
        sample().to_markdown(reasons=wrong)
    assert sorted((problem.row, problem.field, problem.code) for problem in told.value.problems) == [
        (1, "pledge", "CC636"), (2, "period", "CC630"), (3, "pledge", "CC636"),
    ]  # fmt: skip
    with pytest.raises(CharterclockError, match="CC641 the reasons have no column 'reason'"):
        sample().to_markdown(reasons=[{"pledge": "calls"}])


@example((1, 16))  # halves: rounded apart they are 6.3 and 93.8
@example((1, 2000))
@given(st.integers(1, 10**7).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_met_and_missed_sum_to_100_as_they_are_printed(case: tuple[int, int]) -> None:
    met, of = case
    share = Fraction(met, of)
    printed = {percent(share), rest_percent(share)}
    if printed != {">99.9%", "<0.1%"}:
        assert sum(Fraction(text.rstrip("%")) for text in printed) in (100, 50)  # 50.0% twice is one text
    assert ("100.0%" in printed) == (met in (0, of))


def test_what_is_added_up() -> None:
    assert summed([]) is None
    assert summed([row("permits", "2025-01", 1, 2)]) == row("permits", "2025-01", 1, 2)
    changed = summed([row("permits", "2025-01", 9, 10), row("permits", "2025-02", 9, 10, "8/10")])
    assert changed is not None
    assert (changed.value, changed.target, changed.kept) == (Fraction(9, 10), None, None)
    assert changed.counts == {"met": 18, "missed": 2}
    index = [row("smile", month, 9, 2, "4", "index") for month in ("2025-01", "2025-02")]
    assert summed(index) is None
    events = [row("meetings", "2025-01", 1, 1, "1", "frequency"), row("meetings", "2025", 1, 3, "1", "frequency")]
    assert summed(events) == events[1]
    assert summed([events[0], row("meetings", "2025-02", 1, 1, "1", "frequency")]) is None
    down = [row("portal", "2025-01", 1, 2, "1", "availability"), row("portal", "2025-02", 0, 0, "1", "availability")]
    assert summed(down).kept is False  # type: ignore[union-attr]
    assert summed(down[1:] * 2).kept is True  # type: ignore[union-attr]


# every output renders the same table -----------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", ["ms", "id", "en"])
def test_every_output_shows_every_layout(layout: str, language: str, tmp_path: Path) -> None:
    shown: Any = {"layout": layout, "reasons": WHYS}
    heading, *rows = sample().matrix(language, **shown)
    remarks = [texts[1] for texts in rows if not texts[0]]
    figures = [texts for texts in rows if texts[0]]

    lines = sample().to_markdown(language, **shown).splitlines()
    assert lines.index("") == len(rows) + 2
    assert all(line.count(" | ") == len(heading) - 1 for line in lines[: len(rows) + 2])

    found = list(csv.reader(io.StringIO(sample().to_csv(language=language, **shown))))
    assert [texts[: len(heading)] for texts in found] == [heading, *figures]
    assert [texts[-2] for texts in found[1:]] == (remarks or [texts[-1] for texts in figures])

    page = sample().to_html(language=language, **shown)
    assert all(f'<th scope="col">{text}</th>' in page for text in heading)
    assert all(f'<td colspan="{len(heading) - 1}"><bdi>{remark}</bdi></td>' in page for remark in remarks)

    sample().to_excel(tmp_path / "r.xlsx", language, **shown)
    sheet = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == heading
    assert len(sheet.merged_cells.ranges) == len(remarks)


def test_a_workbook_shows_met_and_missed_as_the_page_does(tmp_path: Path) -> None:
    record(row("permits", "2025-01", 15, 16)).to_excel(tmp_path / "r.xlsx", layout="federal")
    sheet = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert [(cell.value, cell.number_format) for cell in sheet[2]][2:] == [
        (15, "#,##0"), (0.9375, '0.0%" ✓"'), (1, "#,##0"), (0.062, "0.0%"), (16, "#,##0"),
    ]  # fmt: skip
