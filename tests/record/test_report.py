from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import re
import sys
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import charterclock as cc
from charterclock.charter.conditions import FrozenMap
from charterclock.errors import CharterclockError, Problem
from charterclock.frames.tables import frame_of
from charterclock.record.availability import availability
from charterclock.record.facts import facts_of
from charterclock.record.figures import half_up, length, number, percent, trimmed
from charterclock.record.frequency import frequencies
from charterclock.record.periods import Period
from charterclock.record.record import Record
from charterclock.record.row import Row, reaches
from charterclock.record.words import MONTHS, WORDS

YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
CHARTER = cc.loads("""
charterclock: 1
id: unit
title: {ms: Piagam Unit, en: Charter of the Unit}
issuer: Unit & Sons
calendar: {zone: Asia/Kuala_Lumpur, hours: {mon-fri: 08:00-17:00}}
language: ms
meanings: {day: working day, hour: clock hour}
pledges:
  - {id: calls, says: Menjawab panggilan, within: 10 seconds, target: 80.0%}
  - id: incidents
    tiers:
      - {name: urgent, when: {action: urgent}, within: 1 hour}
      - {name: other, when: {action: other}, within: 2 days}
  - {id: report, kind: frequency, every: 4 months}
  - {id: satisfaction, kind: score, scale: 1-7, at_least: 5}
  - {id: skm, kind: index}
  - {id: smooth, kind: statement, says: Cekap dan lancar}
  - {id: portal, kind: availability, at_least: 99.5%}
  - {id: settled, kind: ratio, at_least: 50%, of: cases}
""")


def row(pledge: str, period: str, met: int, of: int, tier: str | None = None, **counts: int) -> Row:
    value, target = Fraction(met, of) if of else None, Fraction(4, 5)
    counts = {"met": met, "missed": of - met, **counts}
    kept = reaches(value, target)
    return Row(pledge, tier, "deadline", Period.read(period), target, value, kept, met, of, FrozenMap(counts))


def record(*rows: Row, charter: Any = CHARTER, **fields: Any) -> Record:
    return Record(charter, rows, "month", fields.pop("over", YEAR), **fields)


def sample() -> Record:
    events = [{"pledge": "report", "date": "2025-01-15"}]
    over, at = ("2025-01-01", "2025-02-28"), "2025-02-15T12:00"
    outages = [{"start": "2025-01-10T00:00", "end": "2025-01-10T12:00"}]
    score = Row("satisfaction", None, "score", Period.read("2025-01"), Fraction(5), Fraction(9, 2), False, 9, 2)
    extra = FrozenMap({"index": Fraction("91.48"), "class": "A", "respondents": 29, "lowest": 4, "highest": 1})
    skm = Row("skm", None, "index", Period.read("2025-01"), None, Fraction("91.4751"), None, 955, 261, extra=extra)
    return record(
        row("calls", "2025-01", 799, 1000, running=2),
        row("calls", "2025-02", 0, 0),
        row("incidents", "2025-01", 3, 4),
        row("incidents", "2025-01", 1, 2, tier="urgent"),
        row("incidents", "2025-01", 2, 2, tier="other"),
        *frequencies(CHARTER["report"], events, over, at)[0],
        score,
        skm,
        *availability(CHARTER["portal"], outages, over, at)[0],
        over=tuple(map(dt.date.fromisoformat, over)),
        at=dt.datetime(2025, 2, 15, 4, tzinfo=dt.UTC),
        note="Simulated cases",
        problems=(Problem("CC601", "not a date", row=3, field="date"),),
        unplaced=FrozenMap({"running": 7}),
    )


# figures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("799/1000", "79.9%"), ("1/3", "33.3%"), ("5/8", "62.5%"), ("1/16", "6.3%"), ("1/2000", "0.1%"), ("0", "0.0%"),
        ("1", "100.0%"), ("9996/10000", ">99.9%"), ("999999/1000000", ">99.9%"), ("9994/10000", "99.9%"),
        ("4/10000", "<0.1%"), ("9995/10000", ">99.9%"), ("799999/1000000", "80.0%"),
    ],
)  # fmt: skip
def test_percentages_are_rounded_once(value: str, shown: str) -> None:
    assert percent(Fraction(value)) == shown


@given(st.integers(1, 10**9).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_only_all_is_100_and_only_none_is_0(case: tuple[int, int]) -> None:
    met, of = case
    shown = percent(Fraction(met, of))
    assert (shown == "100.0%") == (met == of)
    assert (shown == "0.0%") == (met == 0)


def test_numbers_and_lengths() -> None:
    assert [number(Fraction(x), 2) for x in ("91.4751", "-0.005", "-1.255", "2")] == ["91.48", "0.00", "-1.25", "2.00"]
    assert (half_up(Fraction("0.125"), 2), trimmed(Fraction("99.50")), trimmed(Fraction(80))) == (
        Fraction("0.13"), "99.5", "80",
    )  # fmt: skip
    assert [length(s, "h", "min", "s") for s in (51840, 59, 0, -3600, 90)] == [
        "14 h 24 min", "59 s", "0 s", "-1 h 0 min", "2 min",
    ]  # fmt: skip


def test_every_language_has_every_word() -> None:
    assert {frozenset(words) for words in WORDS.values()} == {frozenset(WORDS["en"])}
    assert all(all(words.values()) for words in WORDS.values())
    assert {len(months) for months in MONTHS.values()} == {12}
    for name in WORDS["en"]:  # what is filled in
        assert len({frozenset(re.findall(r"{\w+}", words[name])) for words in WORDS.values()}) == 1, name


# the matrix ------------------------------------------------------------------------------------------------------


def test_the_monthly_table_of_seed_001() -> None:
    periods = ["January 2025", "February 2025 (not over)", "January–April 2025 (not over)", "2025 (not over)"]
    none = "nothing to compare"
    assert sample().matrix("en") == [
        ["No.", "Promise", *periods, "Trend"],
        ["1", "Menjawab panggilan", "79.9% ✗", "no data", "–", "–", none],
        ["2", "incidents", "75.0% ✗", "–", "–", "–", none],
        ["2.1", "urgent", "50.0% ✗", "–", "–", "–", none],
        ["2.2", "other", "100.0% ✓", "–", "–", "–", none],
        ["3", "report", "–", "–", "100.0% ✓", "33.3% so far", none],
        ["4", "satisfaction", "4.50 ✗", "–", "–", "–", none],
        ["5", "skm", "91.48 (A)", "–", "–", "–", none],
        ["6", "Cekap dan lancar", *["not measurable"] * 5],
        ["7", "portal", "98.4% ✗", "100.0% so far", "–", "–", none],
        ["8", "settled", *["not supplied"] * 5],
    ]  # fmt: skip


def test_the_languages() -> None:
    malay, indonesian = sample().matrix(), sample().matrix("id")
    assert malay[0][:4] == ["Bil.", "Janji", "Januari 2025", "Februari 2025 (belum tamat)"]
    assert malay[1][3] == "tiada kes"
    assert indonesian[1] == ["1", "Menjawab panggilan", "79,9% ✗", "tidak ada kasus", "–", "–", "tidak ada pembanding"]
    assert record(row("calls", "2025-Q1", 1, 1)).matrix("id")[0][2] == "Triwulan 1 2025"
    with pytest.raises(CharterclockError, match="CC703"):
        sample().matrix("fr")


def test_a_longer_period_stands_after_the_months_in_it() -> None:
    names = ["2025", "2025-03", "2025-Q1", "2025-02", "2025-01", "2025-12"]
    heading = record(*(row("calls", name, 1, 1) for name in names)).matrix("en")[0][2:-1]
    assert heading == ["January 2025", "February 2025", "March 2025", "Quarter 1 2025", "December 2025", "2025"]


def test_without_any_row_the_months_stand_empty() -> None:
    table = record().matrix("en")
    assert len(table[0]) == 15
    assert table[1][2:] == ["not supplied"] * 13


def test_a_month_is_over_at_its_end_in_the_zone_of_the_calendar() -> None:
    last = dt.datetime(2025, 1, 31, 16, tzinfo=dt.UTC)
    for at, said in ((last, "January 2025"), (last - dt.timedelta(microseconds=1), "January 2025 (not over)")):
        assert record(row("calls", "2025-01", 1, 1), at=at).matrix("en")[0][2] == said


@pytest.mark.parametrize(
    ("at", "shown", "kept"),
    [
        ("2025-01-31T16:00Z", "50.0% ✗", False),
        ("2025-01-31T15:59:59.999999Z", "50.0% so far", None),
        ("2024-12-31T00:00Z", "50.0% so far", None),
        (None, "50.0% ✗", False),
    ],
)
def test_a_month_that_is_not_over_is_neither_kept_nor_not_kept(at: str | None, shown: str, kept: bool | None) -> None:
    found = record(row("calls", "2025-01", 1, 2), at=at and dt.datetime.fromisoformat(at))
    assert (found.matrix("en")[1][2], found.rows[0].kept, found.rows[0].value) == (shown, kept, Fraction(1, 2))
    page = found.to_html(language="en")
    assert ("not kept</b>" in page) == (kept is False)
    assert ("50.0% so far<small>1 of 2</small>" in page) == (kept is None)
    assert found.to_frame("pandas")["kept"].tolist() == [kept]


def test_without_at_a_month_is_over_with_the_dates_reported_on() -> None:
    rows = [row("calls", "2025-01", 1, 1), row("calls", "2025-02", 1, 1)]
    found = record(*rows, over=(dt.date(2025, 1, 1), dt.date(2025, 2, 27)))
    assert found.matrix("ms")[1][2:-1] == ["100.0% ✓", "100.0% setakat ini"]


def test_what_can_no_longer_be_missed_or_kept_is_said_before_the_end() -> None:
    over = ("2025-01-01", "2025-08-31")
    for day, at, place, shown in (("2025-02-01", "2025-03-01T00:00", 2, "100.0% ✓"),
                                  ("2025-05-01", "2025-06-01T00:00", -2, "33.3% ✗")):  # fmt: skip
        rows = frequencies(CHARTER["report"], [{"pledge": "report", "date": day}], over, at)[0]
        table = record(*rows, at=dt.datetime.fromisoformat(at + "+08:00")).matrix("en")
        assert table[0][place].endswith("(not over)")
        assert table[5][place] == shown


def test_a_window_of_instants_is_over_at_its_end() -> None:
    pledges = "pledges: [{id: up, kind: availability, at_least: 98%, per: all}]"
    charter = cc.loads("id: x\ncalendar: MY-07\n" + pledges)
    over, outages = ("2025-05-01T00:00", "2025-05-20T12:00"), [{"start": "2025-05-02T10:00", "end": "2025-05-02T11:00"}]
    for at, shown in (("2025-05-20T12:00", ["Whole period", "99.8% ✓"]),
                      ("2025-05-20T11:59", ["Whole period (not over)", "99.8% so far"])):  # fmt: skip
        table = charter.attainment(outages=outages, over=over, at=at).matrix("en")
        assert [cells[2] for cells in table] == shown


def test_two_revisions_in_one_month_are_both_shown() -> None:
    table = record(row("calls", "2025-01", 1, 1), row("calls", "2025-01", 1, 2)).matrix("en")
    assert table[1][2] == "100.0%; 50.0% ✗"


# hostile text ----------------------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=cmd|' /C calc'!A0",
    "+1+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1",
    "a|b\n| c | d |",
    "![x](http://evil.example/x.png) [y](javascript:alert(1)) `z` <http://evil.example>",
    "\u202egnirts\u2066 \u200ffdp.exe",
    "nul\x00bell\x07 half\ud800",
    "x" * 10_000,
]  # fmt: skip


def hostile(text: str) -> Record:
    whole = text.encode(errors="ignore").decode()  # a charter takes no halves of characters; notes and problems might
    pledges = tuple(pledge.model_copy(update={"says": whole}) for pledge in CHARTER.pledges)
    charter = CHARTER.replace(issuer=whole, title=whole, pledges=pledges)
    problem = Problem("CC601", text, row=1, field=text)
    return record(row("calls", "2025-01", 1, 2), charter=charter, note=text, problems=(problem,))


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("layout", ["matrix", "penang"])
def test_hostile_text_is_inert_everywhere(text: str, layout: str, tmp_path: Path) -> None:
    found = hostile(text)
    shown: Any = {"layout": layout, "reasons": [{"pledge": "calls", "reason": text, "action": text}]}
    page = Tags(found.to_html(tmp_path / "r.html", **shown))
    assert page.found <= Tags(sample().to_html()).found | {"ol", "li"}
    boxes = {"tabindex", "role", "aria-label"}
    assert page.attributes <= boxes | {"lang", "charset", "name", "content", "http-equiv", "class", "scope", "colspan"}

    sheet = list(csv.reader(io.StringIO(found.to_csv(tmp_path / "r.csv", **shown))))
    width = 5 if layout == "matrix" else 8
    assert {len(cells) for cells in sheet} == {width}
    signs = ("=", "+", "-", "@", "\t", "\r", "＝")
    assert not [cell for cells in sheet for cell in cells if cell.startswith(signs) and cell != "-1"]

    lines = found.to_markdown(**shown).splitlines()
    table, notes = lines[: 2 * len(sheet) - 2], lines[2 * len(sheet) - 2 :]
    assert notes[0] == ""
    assert all(note.startswith("- ") for note in notes[1:])
    for line in table:
        assert line.replace("\\|", "").count("|") == width - 1
    for line in lines:
        assert "<" not in line
        assert "](" not in line.replace("\\]", "")

    found.to_excel(tmp_path / "r.xlsx", **shown)
    for page_ in load_workbook(tmp_path / "r.xlsx").worksheets:
        assert {cell.data_type for cells in page_.iter_rows() for cell in cells} <= {"s", "n", "b"}

    for text_ in (found.to_html(**shown), found.to_csv(**shown), found.to_markdown(**shown)):
        assert not set("\u202e\u2066\u200f\x00\x07\ud800") & set(text_)


def test_letters_of_every_script_stay() -> None:
    assert hostile("جاوي 中文 தமிழ் é").matrix()[1][1] == "جاوي 中文 தமிழ் é"


# outputs ---------------------------------------------------------------------------------------------------------


def test_the_page_states_what_it_rests_on() -> None:
    page = sample().to_html(language="en")
    for said in (
        '<html lang="en">', "<title>Charter of the Unit: Achievement report</title>", "<bdi>Unit &amp; Sons</bdi>",
        "<bdi>2025-01-01 – 2025-02-28</bdi>", "<bdi>2025-02-15 12:00 (Asia/Kuala_Lumpur)</bdi>", "by its due date",
        "met / (met + missed + overdue + early)", "of Asia/Kuala_Lumpur", '<p class="note">Note: <bdi>Simulated cases',
        '<td class="lost">79.9% <b>✗ not kept</b><small>799 of 1000</small></td>',
        '<td class="plain">100.0% so far<small>down 0 s, still permitted 3 h 22 min</small></td>',
        '<td class="kept">100.0% <b>✓ kept</b><small>1 of 1</small></td>',
        '<td class="lost">98.4% <b>✗ not kept</b><small>down 12 h 0 min, over the limit by 8 h 17 min</small></td>',
        '<td class="plain">33.3% so far<small>1 of 3</small></td>',
        '<td class="empty" colspan="5">not measurable</td>', '<td class="empty">no data</td>',
        "<small>Target: 80%</small>", "<li><bdi>row 3, column date: CC601 not a date</bdi></li>",
        "nothing to count in the period",
    ):  # fmt: skip
        assert said in page, said
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page
    assert "script" not in Tags(page).found


def test_the_page_counts_cases_by_verdict() -> None:
    page = sample().to_html(language="en")
    calls, unplaced = (
        "".join(f'<td class="count">{count}</td>' for count in counts)
        for counts in ((799, 201, 0, 0, 2, 0, 0, 0, 0), (0, 0, 0, 0, 7, 0, 0, 0, 0))
    )
    assert calls in page
    assert f'<th scope="row">In no period</th>{unplaced}' in page


def test_an_extended_case_that_counts_as_met_is_said_to() -> None:
    from charterclock.charter.model import Recovery

    charter = CHARTER.replace(recovery=Recovery(counts_as="met"))
    assert "a case extended with notice counted as met" in record(charter=charter).to_html(language="en")


def test_many_problems_are_cut() -> None:
    problems = tuple(Problem("CC601", "x" * 1000, row=row) for row in range(1, 131))
    page = record(problems=problems).to_html(language="en")
    assert page.count("<li>") == 100
    assert "(130)" in page
    assert "… and more 30" in page
    assert "x" * 500 not in page


def test_csv_is_read_by_spreadsheets(tmp_path: Path) -> None:
    text = sample().to_csv(tmp_path / "r.csv", "en")
    assert (tmp_path / "r.csv").read_bytes() == b"\xef\xbb\xbf" + text.encode()
    heading, *rows = sample().matrix("en")
    found = list(csv.reader(io.StringIO(text)))
    assert [cells[:-1] for cells in found] == [heading, *rows]
    assert found[0][-1] == "Note"
    assert len({cells[-1] for cells in found[1:]}) == 1
    assert found[1][-1].endswith("; Note: Simulated cases; Problems in the data: 1 (they are in no figure)")


def test_markdown() -> None:
    assert record(row("calls", "2025-01", 9999, 10000)).to_markdown("en").splitlines()[:3] == [
        "| No. | Promise | January 2025 |", "| --- | --- | --- |", "| 1 | Menjawab panggilan | &gt;99.9% ✓ |",
    ]  # fmt: skip


SAID = {
    "en": ["Note: Simulated cases", "Problems in the data: 1 (they are in no figure)"],
    "ms": ["Catatan: Simulated cases", "Masalah dalam data: 1 (tidak termasuk dalam mana-mana angka)"],
    "id": ["Keterangan: Simulated cases", "Masalah dalam data: 1 (tidak termasuk dalam angka mana pun)"],
}


FACTS = {
    "en": ["Issuer", "Period", "Until", "Period of a case", "Percentage", "Calendar"],
    "ms": ["Pengeluar", "Tempoh", "Sehingga", "Tempoh sesuatu kes", "Peratus", "Kalendar"],
    "id": ["Penerbit", "Periode", "Sampai dengan", "Periode suatu kasus", "Persentase", "Kalender"],
}
ESTIMATED = CHARTER.replace(calendar={"zone": "Asia/Kuala_Lumpur", "hours": {"mon-fri": "08:00-17:00"}, "holidays": [
    {"date": f"2025-{month:02}-{day:02}", "status": "estimated", "name": {"en": "Sighting"}}
    for month in (1, 2, 12) for day in range(1, 5)
]})  # fmt: skip


def test_every_output_says_what_it_rests_on(tmp_path: Path) -> None:
    found = record(row("calls", "2025-01", 1, 2), charter=ESTIMATED, over=(dt.date(2025, 1, 1), dt.date(2025, 11, 30)))
    facts = facts_of(found, WORDS["en"])
    # with 1 December, which lies beside the time reported on
    days = [*(f"2025-01-0{day}" for day in range(1, 5)), "2025-02-01", "2025-02-02", "and more 3"]
    assert dict(facts)["Estimated days off"] == ", ".join(days)
    assert found.fingerprint in dict(facts)["Calendar"]
    assert dict(facts)["Percentage"].startswith("met / (met + missed")
    assert dict(facts)["Period of a case"] == "by its due date"
    found.to_excel(tmp_path / "r.xlsx", "en")
    sheet = [str(cell.value) for cell in load_workbook(tmp_path / "r.xlsx").worksheets[0]["B"]]
    page = html.unescape(found.to_html(language="en"))
    for name, text in facts:
        assert f"<dt>{name}</dt><dd><bdi>{text}</bdi></dd>" in page
        assert f"{name}: {text}" in found.to_csv(language="en")
        assert f"{name}: {text}" in html.unescape(found.to_markdown("en")).replace("\\", "")
        assert f"{name}: {text}" in sheet
        assert json.loads(found.to_json())["facts"][name] == text


def test_without_estimated_days_nothing_is_said_of_them() -> None:
    assert "Estimated days off" not in dict(facts_of(sample(), WORDS["en"]))
    assert "Hari kelepasan anggaran" not in sample().to_html()


def test_a_year_without_a_list_is_told() -> None:
    charter = cc.loads("id: x\ncalendar: MY-07\npledges: [{id: a, within: 3 working days}]")
    found = record(charter=charter, over=(dt.date(2031, 3, 1), dt.date(2031, 3, 5)))
    assert dict(facts_of(found, WORDS["en"]))["Estimated days off"].endswith("2031: no official list yet")


@pytest.mark.parametrize("language", SAID)
def test_every_output_says_how_many_rows_are_in_no_figure(language: str, tmp_path: Path) -> None:
    assert sample().to_markdown(language).splitlines()[-2:] == [f"- {said}" for said in SAID[language]]
    assert SAID[language][0].split(":")[0] not in record(row("calls", "2025-01", 1, 1)).to_markdown(language)
    sample().to_excel(tmp_path / "r.xlsx", language)
    sheet = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    said = [cell.value for cell in sheet["B"]][11:]
    assert said[-2:] == SAID[language]
    assert (said[0], [text.split(":")[0] for text in said[1:-2]]) == (None, FACTS[language])


def test_the_workbook_has_real_numbers(tmp_path: Path) -> None:
    sample().to_excel(tmp_path / "r.xlsx", "en")
    matrix, rows = load_workbook(tmp_path / "r.xlsx").worksheets
    assert (matrix["C2"].value, matrix["C2"].number_format) == (0.799, '0.0%" ✗"')
    assert (matrix["C7"].value, matrix["C7"].number_format) == (4.5, '0.00" ✗"')
    assert (matrix["C8"].value, matrix["C8"].number_format) == (91.48, '0.00" A"')
    assert (matrix["D2"].value, matrix["D2"].data_type) == ("no data", "s")
    assert (matrix["D10"].value, matrix["D10"].number_format) == (1, '0.0%" so far"')
    assert [cell.value for cell in rows[1]][:4] == ["pledge", "tier", "kind", "period"]
    assert rows.max_row == 1 + len(sample().rows)
    record(row("calls", "2025-01", 9999, 10000)).to_excel(tmp_path / "n.xlsx")
    assert load_workbook(tmp_path / "n.xlsx").worksheets[0]["C2"].number_format == '">99.9%"" ✓"'


@pytest.mark.parametrize("write", ["to_html", "to_csv", "to_excel"])
def test_a_report_that_cannot_be_written_is_told(write: str, tmp_path: Path) -> None:
    with pytest.raises(CharterclockError, match=r"CC801 .*none/r\.xlsx: No such file or directory"):
        getattr(sample(), write)(tmp_path / "none" / "r.xlsx")


@pytest.mark.parametrize("name", ["r.txt", "r.xls", "r"])
def test_a_workbook_is_called_one(name: str, tmp_path: Path) -> None:
    with pytest.raises(CharterclockError, match=r"CC804 .*: not an XLSX file \(a name that ends in \.xlsx\)"):
        sample().to_excel(tmp_path / name)
    assert not list(tmp_path.iterdir())
    sample().to_excel(tmp_path / "R.XLSX")


def test_a_workbook_without_openpyxl(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(CharterclockError, match=r"CC702.*charterclock\[excel\]"):
        sample().to_excel(tmp_path / "r.xlsx")


KINDS = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.Table, None: pd.DataFrame}


@pytest.mark.parametrize(("backend", "kind"), KINDS.items())
def test_rows_as_a_dataframe(backend: str | None, kind: type) -> None:
    frame = sample().to_frame(backend)
    assert isinstance(frame, kind)
    assert len(frame) == len(sample().rows)
    assert len(frame["pledge"]) == len(frame)


def test_a_dataframe_without_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("charterclock.frames.tables.find_spec", lambda name: None)
    with pytest.raises(CharterclockError, match=r"CC701.*charterclock\[pandas\]"):
        frame_of({"a": [1]})
    with pytest.raises(CharterclockError, match=r"CC701.*charterclock\[polars\]"):
        frame_of({"a": [1]}, "polars")
    with pytest.raises(CharterclockError, match=r"CC701.*did you mean 'pandas'"):
        frame_of({"a": [1]}, "panda")


# paper -----------------------------------------------------------------------------------------------------------


def parts_of(page: str) -> tuple[list[str], list[list[str]]]:
    """The headings of the table for a screen, and of those for paper."""
    screen, paper = page.split('<div class="screen">')[1].split('<div class="paper">')
    tables = [re.findall(r'<th scope="col">(.*?)</th>', head) for head in re.findall("<thead>.*?</thead>", screen)]
    parts = [re.findall(r'<th scope="col">(.*?)</th>', head)
             for head in re.findall("<thead>.*?</thead>", paper.split("<h2>")[0])]  # fmt: skip
    [whole] = tables
    return whole, parts


@pytest.mark.parametrize(("layout", "sizes"), [("matrix", [7, 6]), ("side-by-side", [8, 8, 8])])
def test_a_year_is_cut_for_paper_and_whole_on_a_screen(layout: str, sizes: list[int]) -> None:
    found = record(*(row("calls", f"2025-{month:02}", 799_999, 1_000_000) for month in range(1, 13)))
    page = found.to_html(language="en", layout=layout)
    whole, parts = parts_of(page)
    assert whole == found.matrix("en", layout=layout)[0]
    assert [len(part) - 2 for part in parts] == sizes
    assert [heading for part in parts for heading in part[2:]] == whole[2:]  # nothing is lost, and nothing twice
    assert {tuple(part[:2]) for part in parts} == {("No.", "Promise")}
    assert ".paper{display:none}" in page
    assert ".screen{display:none}" in page


@pytest.mark.parametrize("layout", ["summary", "federal", "council", "quarters", "months", "clinic", "pledge"])
def test_what_fits_on_paper_is_not_cut(layout: str) -> None:
    page = record(*(row("calls", f"2025-{month:02}", 4, 5) for month in range(1, 13))).to_html(layout=layout)
    assert 'class="paper"' not in page


def test_a_justification_stands_once_under_a_table_in_parts() -> None:
    found = record(*(row("calls", f"2025-{month:02}", 1, 2) for month in range(1, 13)))
    page = found.to_html(language="en", reasons=[{"pledge": "calls", "reason": "two ill"}])
    assert page.count("Justification: two ill") == 2  # on the screen, and on paper under the last part


def test_a_workbook_prints_on_a4(tmp_path: Path) -> None:
    sample().to_excel(tmp_path / "r.xlsx", "en")
    for sheet in load_workbook(tmp_path / "r.xlsx").worksheets:
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"


def test_a_record_as_plain_values() -> None:
    assert json.loads(sample().to_json()) == json.loads(json.dumps(sample().to_dict()))
    assert sample().to_dict()["charter"] == "unit"
