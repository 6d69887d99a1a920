"""The layouts that offices print, by name: what stands in each cell, and what none of them can print."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
from dataclasses import replace
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
from charterclock.record.layout import _letter
from charterclock.record.periods import Period
from charterclock.record.record import Record
from charterclock.record.row import Row
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


def test_summary_counts_by_verdict_and_says_the_verdict() -> None:
    counts = FrozenMap({"met": 5, "missed": 2, "overdue": 1, "running": 4, "extended": 3, "excluded": 6})
    found = record(replace(row("permits", "2025-01", 5, 8), counts=counts), *sample().rows[3:])
    assert cells("summary", found) == {
        "Promise": ["Target", "Met", "Missed", "Overdue, not done", "Too early", "Running", "Paused", "Extended",
                    "Excluded", "Percent", "Verdict", "Trend"],
        "Permits": ["90%", "5", "2", "1", "0", "4", "0", "3", "6", "62.5% ✗", "✗ not kept", "nothing to compare"],
        "Letters": ["100%", *["0"] * 8, "no data", "no data", "nothing to compare"],
        "portal": ["99%", *["–"] * 8, "99.0% ✗", "✗ not kept", "▲ better, +2.0 points"],
        "meetings": ["not supplied"] * 12,
        "smile": ["4", *["–"] * 8, "mean 4.50 ✓", "✓ kept", "nothing to compare"],
        "Kind": ["not measurable"] * 12,
        "calls": ["50%", "1", "2", *["–"] * 6, "33.3% ✗", "✗ not kept", "nothing to compare"],
    }  # fmt: skip
    early = record(row("permits", "2025-01", 1, 2), at=dt.datetime(2025, 2, 1, tzinfo=dt.UTC))
    assert cells("summary", early)["Permits"][-2:] == ["50.0% so far", "not over"]
    changed = record(row("permits", "2025-01", 1, 2), row("permits", "2025-02", 1, 2, "8/10"))
    assert cells("summary", changed)["Permits"][-3:-1] == ["50.0%", "no target"]


def test_side_by_side_has_number_and_share_of_each_month() -> None:
    found = cells("side-by-side")
    assert found["Promise"][:2] == ["January 2025: Met (number)", "January 2025: Met (%)"]
    assert found["Permits"] == ["5", "62.5% ✗", "1030", "100.0% ✓", "0", "no data"]
    assert found["portal"] == ["–", "98.0% ✗", "–", "100.0% ✓", "–", "–"]
    assert found["smile"] == ["–", "mean 4.50 ✓", *["–"] * 4]
    assert found["Kind"] == ["not measurable"] * 6
    twice = record(row("calls", "2025-01", 1, 3, "1/2", "ratio"), row("calls", "2025-01", 1, 1, "1/2", "ratio"))
    assert cells("side-by-side", twice)["calls"] == ["–", "33.3%; 100.0% ✗"]  # of two revisions nothing is added up


def test_years_stand_side_by_side_and_say_where_they_are_not_whole() -> None:
    rows = [row("permits", month, met, 10) for month, met in (("2024-11", 8), ("2024-12", 9), ("2025-01", 10))]
    found = Record(CHARTER, tuple(rows), "month", (dt.date(2024, 11, 1), dt.date(2025, 12, 31)))
    assert cells("years", found)["Promise"] == ["2024 (2024-11-01 – 2024-12-31)", "2025"]
    assert cells("years", found)["Permits"] == ["85.0% ✗", "100.0% ✓"]
    quarter = Record(CHARTER, tuple(rows[:2]), "month", (dt.date(2024, 11, 1), dt.date(2024, 12, 31)))
    assert cells("quarters", quarter)["Promise"][0] == "Quarter 4 2024 (2024-11-01 – 2024-12-31)"


def test_months_as_rows_with_the_reason_of_each() -> None:
    heading, *rows = sample().matrix("en", layout="months", reasons=WHYS)
    assert heading == ["No.", "Promise", "Month", "Due (counted)", "Done in time", "Percent", "Justification"]
    why = "Quarter 1 2025: two officers ill (action: a third hired)"
    assert rows[:3] == [
        ["1", "Permits in three days", "January 2025", "8", "5", "62.5% ✗", why],
        ["1", "Permits in three days", "February 2025", "1030", "1030", "100.0% ✓", "–"],  # none where all were met
        ["1", "Permits in three days", "May 2025", "0", "0", "no data", "–"],
    ]  # fmt: skip
    assert rows[4][2:] == ["January 2025", "–", "–", "98.0% ✗", "no reason given"]
    assert rows[6][2:] == ["not supplied"] * 5
    assert rows[8][2:] == ["not measurable"] * 5
    assert Record(CHARTER.replace(period_by="receipt"), sample().rows, "month", sample().over).matrix(
        "ms", layout="months")[0][3] == "Terima (dikira)"  # fmt: skip
    running = record(row("permits", "2025-01", 1, 2), at=dt.datetime(2025, 1, 20, tzinfo=dt.UTC))
    assert running.matrix("en", layout="months")[1][2:6] == ["January 2025 (not over)", "2", "1", "50.0% so far"]


def test_clinic_has_the_target_in_the_indicator() -> None:
    heading, *rows = sample().matrix("id", layout="clinic")
    assert heading == ["No.", "Indikator", "Bulan", "Numerator", "Denumerator", "Persentase"]
    assert rows[0] == ["1", "Permits in three days (Target: 90%)", "Januari 2025", "5", "8", "62,5% ✗"]
    assert sample().to_html(language="en", layout="clinic").count("Target: 90%") == 4  # and where cases are counted


def test_pledge_has_the_time_allowed_and_letters_that_lead_to_notes() -> None:
    given = [*WHYS, {"pledge": "calls", "reason": "<b>no line</b>"}]
    heading, *rows = sample().matrix("en", layout="pledge", reasons=given)
    assert heading == ["No.", "Service", "Period allowed", "Target (%)", "Actual (%)"]
    assert [texts[2:] for texts in rows] == [
        ["within 3 working days", "90%", "99.7% ✓ (a)"],
        ["within 7 calendar days", "100%", "no data"],
        ["–", "99%", "99.0% ✗ (b)"],
        ["not supplied"] * 3,
        ["–", "4", "mean 4.50 ✓"],
        ["not measurable"] * 3,
        ["–", "50%", "33.3% ✗ (c)"],
    ]  # fmt: skip
    notes = ["(a) 1: Quarter 1 2025: two officers ill (action: a third hired)", "(b) 3: no reason given",
             "(c) 7: <b>no line</b>"]  # fmt: skip
    shown: Any = {"layout": "pledge", "reasons": given}
    assert "; ".join(notes) in list(csv.reader(io.StringIO(sample().to_csv(language="en", **shown))))[1][-1]
    page = sample().to_html(language="en", **shown)
    assert "<b>✗ not kept</b> (c)" in page
    assert all(html.escape(note) in page for note in notes)
    assert "(a)" not in sample().to_markdown("en", layout="pledge")  # without reasons nothing leads anywhere
    tiers = cc.loads("""
id: x
calendar: MY-07
meanings: {day: working day}
pledges: [{id: t, tiers: [{name: small, when: {points: {below: 20}}, within: 2 days}, {name: large, within: 9 days}]}]
""")
    found = Record(tiers, (), "month", sample().over).matrix("ms", layout="pledge")
    assert [texts[2] for texts in found[1:]] == ["–", "dalam tempoh 2 hari bekerja", "dalam tempoh 9 hari bekerja"]


def test_letters_go_on_after_z() -> None:
    assert [_letter(place) for place in (0, 25, 26, 27, 701, 702)] == ["a", "z", "aa", "ab", "zz", "aaa"]


def test_a_frequency_looks_not_failed_before_its_end() -> None:
    events = [{"pledge": "meetings", "date": "2025-01-15"}]
    for at, missed in (("2025-06-01T00:00", ["–", "–"]), ("2026-01-01T00:00", ["0", "0.0%"])):
        found = CHARTER.attainment(events=events, over=("2025-01-01", "2025-12-31"), at=at, by="year")
        assert cells("federal", found)["meetings"][2:4] == missed


def test_a_layout_that_is_not_known() -> None:
    with pytest.raises(CharterclockError, match=r"CC704 no layout 'federl' .*did you mean 'federal'"):
        sample().to_html(layout="federl")
    with pytest.raises(CharterclockError, match=r"CC704 no layout 'x' .*matrix, summary, federal, penang, council"):
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
    assert len({len(texts) for texts in (heading, *rows)}) == 1
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
