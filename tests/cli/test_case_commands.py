"""``breaches``, ``what-if``, ``tightest`` and pictures: what Python says, with clear errors and inert texts."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from icalendar import Calendar as Feed
from openpyxl import load_workbook

import charterclock as cc
from charterclock.cli import main

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
CASES = ("counter.yaml", "cases.csv", "--pauses", "pauses.csv", "--extensions", "extensions.csv")
NOW, LATER = ("--at", "2025-05-13T10:00"), ("--at", "2025-07-01T00:00")
HOSTILE = ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", '"><img src=x>', "x\ny\u202ez", "\x1b[2Jgone\x07",
           "w" * 9000]  # fmt: skip


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in EXAMPLES.glob("*.*"):
        shutil.copy(file, tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capsysbinary):
    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(list(arguments))
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# breaches ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_breaches(run, form: str) -> None:
    code, out, err = run("breaches", *CASES, *NOW, "--format", form)
    assert code == 0
    assert "CC611" in err
    assert [out.index(name) for name in ("P-04", "C-01", "C-02", "P-03")] == sorted(
        out.index(name) for name in ("P-04", "C-01", "C-02", "P-03"))  # fmt: skip
    assert "officer" in out or form == "table"
    if form == "json":
        assert [row["urgency"] for row in json.loads(out)] == ["today", *["within a week"] * 3]


def test_breaches_of_another_risk_and_all(run) -> None:
    early = ("--at", "2025-05-06T12:00", "--format", "csv")
    urgency = {row["case"]: row["urgency"] for row in read(run("breaches", *CASES, *early, "--all", "--risk", "1%")[1])}
    assert urgency["P-03"] == "at risk"
    assert {row["case"] for row in read(run("breaches", *CASES, *early)[1])} < set(urgency)


def test_breaches_as_ics(run) -> None:
    code, out, _ = run("breaches", *CASES, *NOW, "--format", "ics", "--language", "ms")
    assert code == 0
    assert run("breaches", *CASES, *NOW, "--language", "ms", "--out", "late.ics")[:2] == (0, "")
    assert Path("late.ics").read_bytes().decode() == out
    feed = Feed.from_ical(out)
    assert [str(event["summary"])[:4] for event in feed.walk("VEVENT")] == ["P-04", "C-01", "C-02", "P-03"]
    assert "Perlu selesai hari ini" in out.replace("\r\n ", "")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_breaches_in_a_file(run, ending: str) -> None:
    assert run("breaches", *CASES, *NOW, "--out", f"late.{ending}")[:2] == (0, "")
    assert Path(f"late.{ending}").stat().st_size > 100


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "CC807 what is late is late at an instant (--at 2025-06-30T17:00)"),
        ((*NOW, "--risk", "2"), "CC807 --risk is a share of all, found '2' (such as 95% or 0.95)"),
        ((*NOW, "--risk", "1/0"), "CC807 --risk is a share of all"),
        ((*NOW, "--out", "late.doc"), "CC804 late.doc: not a table file"),
        ((*NOW, "--out", "none/late.ics"), "CC801 none/late.ics: No such file or directory"),
    ],
)
def test_breaches_wrongly_asked_for(run, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = run("breaches", *CASES, *arguments)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].startswith(said)


def test_a_broken_row_is_told_with_its_line(run) -> None:
    with open("cases.csv", "a", encoding="utf-8") as file:
        file.write("C-09,complaint\n")
    code, _, err = run("breaches", *CASES, *NOW)
    assert code == 2
    assert err.startswith("cases.csv:11, row 10: CC806 ")


# what-if -------------------------------------------------------------------------------------------------------------


def changed(run, *arguments: str) -> dict[str, object]:
    code, out, _ = run("what-if", *CASES, *LATER, *arguments, "--format", "json")
    assert code == 0
    found: dict[str, object] = json.loads(out)
    return found


def test_what_if_says_what_python_says(run) -> None:
    charter = cc.load("counter.yaml")
    options = {name: pd.read_csv(f"{name}.csv") for name in ("pauses", "extensions")}
    cases = pd.read_csv("cases.csv")
    others = {
        ("--day-off", "2025-05-07", "--day-off", "2025-05-08"): charter.replace(
            calendar={"base": "MY-07", "holidays": ["2025-05-07", "2025-05-08"]}),
        ("--calendar", "MY-03"): charter.replace(calendar="MY-03"),
        ("--meaning", "day=calendar day"): charter.replace(meanings={"day": "calendar day"}),
        ("--reckoning", "my-court"): charter.replace(reckoning="my-court"),
        ("--other", "counter-2026.yaml"): cc.load("counter-2026.yaml"),
    }  # fmt: skip
    for arguments, other in others.items():
        expected = charter.what_if(cases, other, at=LATER[1], **options)
        assert changed(run, *arguments)["sentence"] == str(expected), arguments


def test_what_if_of_another_limit(run) -> None:
    assert "permit 60.0% to 20.0%" in str(changed(run, "--limit", "permit/ordinary=0 days")["sentence"])
    found = changed(run, "--limit", "complaint=8 days", "--dues")
    assert [row["case"] for row in found["moves"]] == ["C-01", "C-02", "C-03"]  # type: ignore[attr-defined]


def test_the_sentence_and_the_table(run) -> None:
    code, out, _ = run("what-if", *CASES, *LATER, "--day-off", "2025-05-07", "--language", "id")
    sentence, blank, heading, *_ = out.splitlines()
    assert (code, blank, heading.split()[:4]) == (0, "", ["pledge", "before", "after", "cases"])
    assert sentence.startswith("1 dari 9 hasil berubah: 1 dari terlambat menjadi tepat waktu; 5 jatuh tempo bergeser")
    assert run("what-if", *CASES, *LATER, "--day-off", "2025-05-07", "--dues", "--out", "moved.csv")[1].count("\n") == 1
    assert len(read(Path("moved.csv").read_text())) == 5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "CC807 say what is to be another"),
        (("--limit", "complain=5 days", "--limit", "x=1 day"),
         "CC623 no promise of time is called complain, x (did you mean 'complaint'?)"),
        (("--limit", "permit=5 days"), "CC623 no promise of time is called permit (did you mean"),
        (("--limit", "complaint"), "CC807 write NAME=VALUE"),
        (("--limit", "complaint=soon"), "CC306"),
        (("--day-off", "soon"), "holidays"),
        (("--calendar", "MY-99"), "CC405"),
        (("--meaning", "day=fortnight"), "CC304 'day' cannot mean 'fortnight'"),
        (("--reckoning", "nobody"), "CC502 unknown reckoning"),
    ],
)
def test_what_if_wrongly_asked_for(run, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = run("what-if", *CASES, *LATER, *arguments)
    assert (code, out) == (2, "")
    assert said in err


# tightest ------------------------------------------------------------------------------------------------------------


def test_tightest(run) -> None:
    assert run("tightest", *CASES, *LATER, "--share", "0.5", "--pledge", "complaint", "--language", "ms")[:2] == (
        0, "complaint: 66.7% daripada 3 kes akan menepati 6 hari (janji: 7 hari)\n")  # fmt: skip
    rows = read(run("tightest", *CASES, *LATER, "--format", "csv")[1])
    assert [(row["pledge"], row["tier"], row["limit"]) for row in rows] == [
        ("permit", "ordinary", "3 days"), ("permit", "large", "9 days"), ("complaint", "", "8 days"),
    ]  # fmt: skip
    for arguments, code in ((("--share", "110%"), "CC807"), (("--pledge", "complain"), "CC623"),
                            (("--pledge", "portal"), "CC625")):  # fmt: skip
        assert run("tightest", *CASES, *LATER, *arguments)[2].splitlines()[-1].startswith(code)


# pictures ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
@pytest.mark.parametrize("more", [(), ("--plot", "uptime"), ("--plot", "time-used", "--pledge", "complaint")])
def test_pictures_of_a_record(run, more: tuple[str, ...], ending: str) -> None:
    shown = ("report", *CASES, *LATER, "--outages", "outages.csv", *more, "--language", "ms")
    pictures = []
    for name in ("a", "b"):
        assert run(*shown, "--out", f"{name}.{ending}")[:2] == (0, "")
        pictures.append(Path(f"{name}.{ending}").read_bytes())
    assert len(pictures[0]) > 2000
    if ending == "png":
        assert pictures[0] == pictures[1]  # no time of day is in it
    assert not any(b"Date>" in picture or b"CreationDate" in picture for picture in pictures)


def test_a_picture_of_a_case(run) -> None:
    case = ("explain", "2025-04-30T10:00", "--charter", "counter.yaml", "--pledge", "permit", "--fact", "area=40")
    more = ("--pause", "2025-05-02T10:00..2025-05-02T16:00", "--stop", "2025-05-06T16:00")
    assert run(*case, *more, "--out", "case.png")[:2] == (0, "")
    assert Path("case.png").read_bytes().startswith(b"\x89PNG")
    assert run(*case, "--out", "case.doc")[2].startswith("CC804 case.doc: not a picture (one of .png, .svg, .pdf)")
    bare = ("explain", "2025-04-30T10:00", "2 working days", "--calendar", "MY-07", "--out", "case.png")
    assert run(*bare)[2].startswith("CC807 with --charter give --pledge")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--plot", "uptime"), "CC807 a picture is written to a file"),
        (("--plot", "time-used", "--out", "p.png"), "CC807 --plot time-used is of one promise"),
        (("--pledge", "complaint", "--out", "p.png"), "CC807 --plot time-used is of one promise"),
        (("--plot", "time-used", "--pledge", "portal", "--out", "p.png"), "CC625"),
        (("--out", "none/p.png"), "CC801 none/p.png: No such file or directory"),
        (("--out", "p.gif"), "CC804 p.gif: not a report"),
    ],
)
def test_pictures_wrongly_asked_for(run, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = run("report", *CASES, *LATER, *arguments)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].startswith(said)


# hostile texts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_inert(run, text: str) -> None:
    charter = cc.load("counter.yaml")
    kept = text.replace("\x1b", "").replace("\x07", "")  # no charter holds these
    says = [pledge.model_copy(update={"says": kept}) for pledge in charter.pledges]
    Path("counter.yaml").write_text(cc.dump(charter.replace(title=kept, pledges=says)), encoding="utf-8")
    with open("cases.csv", "a", newline="", encoding="utf-8") as file:
        csv.writer(file).writerow([text, "complaint", None, None, None, "2025-05-05T09:00", None, text])
        csv.writer(file).writerow(["other", text, None, None, None, "2025-05-05T09:00", None, text])
    asked = (("breaches",), ("what-if", "--day-off", "2025-05-07", "--dues"), ("tightest",))
    for command, *more in asked:
        for form in ("table", "csv", "md"):
            code, out, err = run(command, *CASES, *NOW, *more, "--format", form)
            assert code == 0, err
            assert not set(out + err) & set("\x1b\x07\u202e") or (form == "csv" and command != "tightest")
            if form == "csv":
                signs = tuple("=+@")
                assert not [cell for row in csv.reader(io.StringIO(out)) for cell in row if cell.startswith(signs)]
            if form == "md":
                assert "<" not in out
    feed = run("breaches", *CASES, *NOW, "--format", "ics")[1]
    assert not set(feed) & set("\x1b\x07\u202e")
    assert {line.split(":")[0].split(";")[0] for line in feed.replace("\r\n ", "").splitlines()} <= {
        "BEGIN", "END", "VERSION", "PRODID", "X-WR-CALNAME", "SUMMARY", "DTSTART", "DTSTAMP", "UID", "DESCRIPTION",
        "TRANSP",
    }  # fmt: skip
    assert run("breaches", *CASES, *NOW, "--out", "o.xlsx")[0] == 0
    [sheet] = load_workbook("o.xlsx").worksheets
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert run("report", *CASES, *NOW, "--out", "o.svg")[0] == 0
    assert "<script" not in Path("o.svg").read_text(encoding="utf-8")
    assert run("report", *CASES, *NOW, "--with-cases", "--out", "o.xlsx")[0] == 0
    sheets = load_workbook("o.xlsx").worksheets
    assert not [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
