"""The command line: every command and form, data on stdout, messages on stderr, and exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from openpyxl import load_workbook

import charterclock as cc
from charterclock.cli import main
from charterclock.frames.files import plain_rows, write_table
from charterclock.frames.output import rows_as

CHARTERS = Path(__file__).parents[2] / "charters"
CHARTER = """\
charterclock: 1
id: c
calendar: MY-07
meanings: {day: working day, hour: clock hour}
recovery: {}
pledges:
  - {id: a, within: 3 days}
  - {id: h, clock: {start: asked, stop: answered}, within: 2 hours}
  - {id: up, kind: availability, at_least: 98%}
  - id: t
    tiers:
      - {name: small, when: {points: {below: 20}}, within: 2 days}
      - {name: large, when: {points: {from: 20}}, within: 9 days}
"""
CASES = """\
case,pledge,received,done,points
1,a,2025-04-30T10:00,2025-05-02T10:00,
2,a,2025-04-30T10:00,2025-05-30T10:00,
3,t,2025-04-30T10:00,2025-05-02T10:00,5
4,t,2025-04-30T10:00,2025-05-02T10:00,50
5,a,2025-05-29T10:00,,
6,a,2025-05-02T10:00,,
"""
AT = ("--at", "2025-06-01T00:00")


@pytest.fixture
def run(tmp_path, monkeypatch, capsysbinary):
    """Runs a command beside the charter ``c.yaml`` and the cases ``w.csv``; exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    Path("c.yaml").write_text(CHARTER)
    Path("w.csv").write_text(CASES)

    def call(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as left:
            code = left.code
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def cases(*rows, heading="case,pledge,received,done"):
    Path("w.csv").write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


# --- usage -----------------------------------------------------------------------------------------------------------


def test_version(run):
    assert run("--version") == (0, f"charterclock {cc.__version__}\n", "")


@pytest.mark.parametrize(
    "command", [(), ("validate",), ("due",), ("explain",), ("assess",), ("report",), ("calendar",), ("draft",)]
)
def test_help(run, command):
    code, out, err = run(*command, "--help")
    assert (code, err) == (0, "")
    assert "usage: charterclock" in out


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("zzz",), ("validate",), ("due",), ("assess",), ("report",), ("calendar", "MY"),
        ("calendar", "MY", "--year", "x"), ("assess", "c.yaml", "w.csv", "--forma", "csv"),
        ("assess", "c.yaml", "w.csv", "--format", "xml"), ("report", "c.yaml", "w.csv", "--by", "week"),
        ("due", "2025-04-30T10:00", "2 working days", "--language", "fr"), ("validate", "c.yaml", "--zzz"),
    ],
)  # fmt: skip
def test_bad_usage(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "usage:" in err


def test_without_a_command_all_are_told(run):
    told = run()[2]
    assert "the due date of one case" in told
    assert "a charter file from a printed page" in told


START = ("due", "2025-04-30T10:00")
MY = ("--calendar", "MY")
TABLE = ("assess", "c.yaml", "w.csv")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*START,), "CC807"),
        ((*START, "2 working days", "--charter", "c.yaml", "--pledge", "a"), "CC807"),
        ((*START, "--charter", "c.yaml"), "CC807"),
        ((*START, "--charter", "c.yaml", "--pledge", "zz"), "CC623 unknown pledge 'zz'"),
        ((*START, "--charter", "c.yaml", "--pledge", "t"), "CC611"),
        ((*START, "--charter", "c.yaml", "--pledge", "t", "--fact", "tier=medium"), "CC613"),
        ((*START, "--charter", "c.yaml", "--pledge", "t", "--fact", "points=many"), "CC612"),
        ((*START, "--charter", "c.yaml", "--pledge", "t", "--fact", "points"), "CC807 write NAME=VALUE"),
        ((*START, "--charter", "none.yaml", "--pledge", "a"), "CC101"),
        ((*START, "2 working days"), "CC807 say by which calendar the time counts (--calendar MY-07, a calendar file"),
        (("explain", *START[1:], "2 clock hours"), "CC807 say by which calendar"),
        ((*START, "--charter", "c.yaml", "--pledge", "t", "--fact", "pionts=5"), "CC617 pledge t asks for no fact 'pionts' (did you mean 'points'?)"),  # noqa: E501
        ((*START, "--charter", "c.yaml", "--pledge", "a", "--fact", "points=5"), "CC617"),
        ((*START, "2 days", *MY), "CC305"),
        ((*START, "soon", *MY), "CC306"),
        ((*START, "2 working days", *MY, "--bound", "besides"), "CC504"),
        ((*START, "2 working days", *MY, "--reckoning", "my-chartr"), "CC502"),
        ((*START, "2 working days", "--calendar", "MY-99"), "CC405"),
        ((*START, "2 working days", "--calendar", "none.yaml"), "CC101"),
        ((*START, "2 working days", *MY, "--pause", "2025-05-02T10:00"), "CC807 a pause is FROM..TO, found '2025-05-02T10:00' (such as 2025-05-05T16:00..2025-05-06T10:00)"),  # noqa: E501
        ((*START, "2 working days", *MY, "--pause", "2025-05-02T10:00.."), "CC606 the pause of 2025-05-02T10:00 has no end (give --at: an open pause runs to it)"),  # noqa: E501
        ((*START, "2 working days", *MY, "--pause", "2025-05-02T10:00..2025-05-01T10:00"), "CC603"),
        (("due", "2025-02-30", "2 working days", *MY), "CC601"),
        (("due", "1999-04-30T10:00", "2 working days", *MY), "CC410"),
        (("due", "2025-04-30", "2 clock hours", *MY), "CC602"),
        (("calendar", "MY-99", "--year", "2025"), "CC405"),
        (("calendar", "MY-07", "--year", "1990"), "CC410"),
        (("calendar", "MY-07", "--year", "0"), "CC807 not a year: 0"),
        (("calendar", "SG", "--year", "2025"), "CC407 calendar SG has no zone and no hours of its own (give them: {base: SG, zone: Asia/Singapore, hours: {mon-fri: 09:00-18:00}})"),  # noqa: E501
        (("calendar", "c.yaml", "--year", "2025"), "c.yaml:1:1: CC414 this is a charter, not a calendar (its calendar is MY-07)"),  # noqa: E501
        (("assess", "c.yaml"), "CC807 give a table"),
        (("assess", "none.yaml", "w.csv"), "CC101"),
        (("assess", "c.yaml", "none.csv"), "CC801"),
        (("assess", "c.yaml", "none.xlsx"), "CC801"),
        (("assess", "c.yaml", "none.parquet"), "CC801"),
        (("assess", "c.yaml", "c.yaml"), "CC804"),
        ((*TABLE,), "CC644 2 cases of a are open: say at which instant to judge them (--at 2025-06-30T17:00)"),
        ((*TABLE, "--at", "2025-06-01"), "CC602 --at is a date alone: 2025-06-01 (give its time of day, 2025-06-01T10:00)"),  # noqa: E501
        ((*TABLE, "--at", "soon"), "CC601 not a date or an instant: 'soon' (ISO 8601, such as 2025-04-30T10:00)"),
        ((*TABLE, *AT, "--map", "zzz=received"), "CC642 there is no column 'zzz'"),
        ((*TABLE, *AT, "--map", "points=received"), "CC642"),
        ((*TABLE, *AT, "--map", "points=x", "--map", "case=x"), "CC642"),
        ((*TABLE, *AT, "--map", "points"), "CC807"),
        ((*TABLE, *AT, "--out", "x.txt"), "CC804"),
        ((*TABLE, *AT, "--out", "none/x.csv"), "CC801"),
        ((*TABLE, *AT, "--pauses", "none.csv"), "CC801"),
        ((*TABLE, *AT, "--fail-on", "lost"), "CC807 --fail-on: unknown verdict lost"),
        (("report", "c.yaml", "w.csv", *AT, "--over", "2025-05"), "CC807 --over is FROM..TO, found '2025-05' (such as 2025-01-01..2025-12-31)"),  # noqa: E501
        (("report", "c.yaml", "w.csv", *AT, "--over", "2025-06-01..2025-01-01"), "CC631 --over ends before it begins"),
        (("report", "c.yaml", "w.csv", *AT, "--over", "2025-06-01..2025-06-30T10:00"), "CC631 --over is two dates, or two instants, found one of each (--over 2025-01-01..2025-12-31)"),  # noqa: E501
        (("report", "c.yaml"), "CC631 no case has a date: say which dates to report on (--over 2025-01-01..2025-12-31)"),  # noqa: E501
        (("report", "c.yaml", "w.csv", *AT, "--out", "x.txt"), "CC804"),
        (("report", "c.yaml", "w.csv", *AT, "--out", "none/x.html"), "CC801"),
    ],
)  # fmt: skip
def test_a_refusal_is_one_message(run, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        (*START, "--charter", "c.yaml", "--pledge", "up"),
        (*START, "--charter", "c.yaml", "--pledge", "t", "--fact", "start=1"),
        (*START, "--charter", "c.yaml", "--pledge", "t", "--fact", "pauses=1"),
        (*START, "--charter", "c.yaml", "--pledge", "t", "--fact", "at=1"),
        (*TABLE, *AT, "--pauses", "w.csv"),
        (*TABLE, *AT, "--extensions", "w.csv"),
    ],
    ids=["a pledge of no clock", "fact start", "fact pauses", "fact at", "pauses", "extensions"],
)
def test_no_argument_ends_in_a_traceback(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "CC" in err


def test_every_argument_says_what_it_is():
    from charterclock.arguments import parser

    (commands,) = [action for action in parser("")._actions if action.dest == "command"]
    silent = [(name, action.dest) for name, command in commands.choices.items() for action in command._actions
              if not action.help]  # fmt: skip
    assert silent == []


@pytest.mark.parametrize("more", [("--calendar", "MY-01"), ("--reckoning", "my-court"), ("--bound", "under")])
def test_what_a_charter_says_already_is_not_passed_over(run, more):
    code, out, err = run(*START, "--charter", "c.yaml", "--pledge", "a", *more)
    assert (code, out) == (2, "")
    assert "CC807" in err


def test_a_fact_without_a_charter_is_not_passed_over(run):
    assert run(*START, "2 working days", "--fact", "points=5")[0] == 2


# --- validate --------------------------------------------------------------------------------------------------------


def test_validate(run):
    files = sorted(map(str, CHARTERS.glob("*.yaml")))
    code, out, err = run("validate", *files)
    assert (code, err, len(out.splitlines())) == (0, "", 5)
    assert run("validate", "-", stdin=CHARTER.encode()) == (0, "-: 4 pledges\n", "")
    assert run("validate", "c.yaml", "--format", "json") == (0, "[]\n", "")


def test_validate_tells_every_problem_of_every_file(run):
    Path("x.yaml").write_text("id: x\ncalendar: MY-77\npledges:\n  - {id: a, kind: fee}\n  - {id: b, within: soon}\n")
    code, out, err = run("validate", "x.yaml", "c.yaml", "none.yaml")
    assert (code, out) == (2, "c.yaml: 4 pledges\n")
    assert err.splitlines() == [
        "x.yaml:2:11: CC405 unknown calendar 'MY-77' (one of MY-01, MY-02, MY-03, MY-04, MY-05, MY-06, MY-07, MY-08, "
        "MY-09, MY-10, MY-11, MY-12, MY-13, MY-14, MY-15, MY-16)",
        "  2 | calendar: MY-77",
        "    |           ^^^^^",
        "x.yaml:5:21: CC306 cannot read 'soon' as a duration: not understood: 'soon' (did you mean 'second'?)",
        "  5 |   - {id: b, within: soon}",
        "    |                     ^^^^",
        "none.yaml: CC101 this cannot be read: No such file or directory",
    ]
    code, out, err = run("validate", "x.yaml", "--format", "json")
    assert (code, err) == (2, "")
    found = json.loads(out)
    assert all(p["end_column"] - p["column"] == len(p["found"]) for p in found)
    assert [(p["code"], p["line"], p["found"], p["level"]) for p in found] == [
        ("CC405", 2, "MY-77", "error"), ("CC306", 5, "soon", "error"),
    ]  # fmt: skip
    code, out, err = run("validate", "x.yaml", "--format", "sarif")
    assert (code, err) == (2, "")
    assert [result["ruleId"] for result in json.loads(out)["runs"][0]["results"]] == ["CC405", "CC306"]


def test_validate_tells_a_calendar_file_from_a_charter(run):
    Path("office.yaml").write_text("calendar: {base: MY-07, name: x}\n")
    Path("wrong.yaml").write_text("calendar: {base: MY-07, zzz: x}\n")
    assert run("validate", "c.yaml", "office.yaml") == (0, "c.yaml: 4 pledges\noffice.yaml: a calendar\n", "")
    code, out, err = run("validate", "office.yaml", "wrong.yaml")
    assert (code, out) == (2, "office.yaml: a calendar\n")
    assert err.startswith("wrong.yaml:1:25: CC400 unknown key 'zzz' of a calendar")
    assert "CC211 this is a calendar, not a charter" in run("validate", "-", stdin=b"calendar: {base: MY-07}")[2]


@pytest.mark.parametrize("text", [b"", b"\xff", b"[" * 100_000, b"- a", b"\0"])
def test_validate_bad_bytes(run, text):
    code, out, err = run("validate", "-", stdin=text)
    assert (code, out) == (2, "")
    assert "CC" in err


# --- schema and diff -------------------------------------------------------------------------------------------------


def test_schema(run):
    code, out, err = run("schema")
    assert (code, err) == (0, "")
    assert json.loads(out) == json.loads((CHARTERS / "schema.json").read_text())


def test_diff_with_a_version_from_standard_input(run):
    """As of ``git show main:charters/c.yaml``; what it names as a file stands beside the other version."""
    Path("sub").mkdir()
    Path("sub/office.yaml").write_text("zone: Asia/Kuching\nhours: {mon-fri: 08:00-17:00}\ncovers: 2025\n")
    text = "id: x\ncalendar: office.yaml\npledges: [{id: a, within: 3 working days}]\n"
    Path("sub/c.yaml").write_text(text)
    two = text.replace("3", "2").encode()
    assert run("diff", "-", "sub/c.yaml", stdin=two)[1].startswith("a: looser: within 2 working days, now within 3")
    assert run("diff", "sub/c.yaml", "-", stdin=two)[1].startswith("a: tighter: within 3 working days, now within 2")
    assert run("diff", "-", "sub/c.yaml", stdin=two.replace(b"within", b"wihtin"))[2].startswith("-:3:")
    assert "CC807 one of the two charters is a file" in run("diff", "-", "-")[2]


def test_diff_without_and_with_cases(run):
    Path("d.yaml").write_text(CHARTER.replace("within: 3 days", "within: 2 days"))
    assert run("diff", "c.yaml", "c.yaml") == (0, "", "")
    code, out, err = run("diff", "c.yaml", "d.yaml", "--language", "id")
    assert (code, err) == (0, "")
    assert out == "a: lebih ketat: dalam waktu 3 hari kerja, kini dalam waktu 2 hari kerja\n"
    assert run("diff", "c.yaml", "d.yaml", "--fail-on", "looser,tighter")[0] == 1
    assert run("diff", "d.yaml", "c.yaml", "--fail-on", "tighter")[0] == 0
    assert "CC807 --fail-on: unknown kind of change worse" in run("diff", "c.yaml", "d.yaml", "--fail-on", "worse")[2]
    assert "one of tighter, looser, changed" in run("diff", "c.yaml", "d.yaml", "--fail-on", "worse")[2]
    assert run("diff", "c.yaml", "none.yaml")[0] == 2
    Path("cases.csv").write_text(
        "case,pledge,received,done\nA,a,2025-06-10T10:00,2025-06-13T10:00\nB,a,2025-06-10T10:00,\n"
        "C,a,2025-06-11T10:00,2025-06-11T11:00\nD,a,soon,\n"
    )
    cases = ("diff", "c.yaml", "d.yaml", "--cases", "cases.csv", "--at", "2025-07-31T17:00")
    code, out, err = run(*cases)
    assert code == 0
    assert err.splitlines() == ["cases.csv:5, row 4: CC601 not a date or an instant: 'soon'"]
    assert out.splitlines()[2:] == [
        "promise  period   under the old  under the new",
        "-------  -------  -------------  -------------",
        "a        2025-06  66.7% ✗        33.3% ✗",
        "",
        "figures that are the same under both: 4",
    ]
    told = json.loads(run(*cases, "--format", "json")[1])
    assert [change["kind"] for change in told["changes"]] == ["tighter"]
    assert {"pledge": "a", "tier": None, "period": "2025-06", "old_value": 2 / 3, "new_value": 1 / 3,
            "old_kept": False, "new_kept": False} in told["attainment"]  # fmt: skip
    assert run(*cases, "--map", "x=y")[0] == 2
    out = run(*cases, "--language", "ms")[1]
    assert "janji  tempoh   menurut yang lama  menurut yang baharu" in out
    assert out.endswith("angka yang sama menurut kedua-duanya: 4\n")


def test_diff_with_cases_that_only_one_of_the_charters_takes(run):
    Path("d.yaml").write_text("id: x\ncalendar: MY-07\npledges: [{id: other, within: 2 working days}]\n")
    Path("cases.csv").write_text("case,pledge,received,done\nA,a,2025-06-10T10:00,2025-06-13T10:00\n")
    at = ("--cases", "cases.csv", "--at", "2025-07-31T17:00")
    code, out, err = run("diff", "c.yaml", "d.yaml", *at)
    assert (code, "CC623" in err) == (0, True)
    assert re.search(r"^a +2025-06 +100.0% ✓ +not promised$", out, re.MULTILINE)
    assert re.search(r"^a +2025-06 +not promised +100.0% ✓$", run("diff", "d.yaml", "c.yaml", *at)[1], re.MULTILINE)
    Path("cases.csv").write_text("case,pledge,received,done\nA,zz,2025-06-10T10:00,\n")
    code, out, err = run("diff", "c.yaml", "d.yaml", *at)
    assert (code, "CC631 no case has a date" in err) == (2, True)
    assert "other: new:" in out  # what changed is said whatever is wrong with the cases


# --- due, explain, calendar ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        (("2 working days", "--calendar", "MY-07"), "2025-05-05T23:59:59.999999+08:00"),
        (("dua (2) hari bekerja", "--calendar", "MY-07"), "2025-05-05T23:59:59.999999+08:00"),
        (("2 clock hours", *MY), "2025-04-30T12:00:00+08:00"),
        (("2 clock hours", *MY, "--bound", "under"), "2025-04-30T11:59:59.999999+08:00"),
        (("1 working day", "--calendar", "MY-07", "--bound", "before"), "2025-04-29T23:59:59.999999+08:00"),
        (("1 calendar day", *MY, "--bound", "at_least"), "not before 2025-05-01T00:00:00+08:00"),
        (("2 clock hours", *MY, "--pause", "2025-04-30T11:00..2025-04-30T12:00"), "2025-04-30T13:00:00+08:00"),
        (("2 clock hours", *MY, "--pause", "2025-04-30T11:00..", "--at", "2025-04-30T11:30"), "2025-04-30T12:30:00+08:00"),  # noqa: E501
        (("--charter", "c.yaml", "--pledge", "a"), "2025-05-06T23:59:59.999999+08:00"),
        (("--charter", "c.yaml", "--pledge", "t", "--fact", "points=5"), "2025-05-05T23:59:59.999999+08:00"),
        (("--charter", "c.yaml", "--pledge", "t", "--fact", "tier=small"), "2025-05-05T23:59:59.999999+08:00"),
    ],
)
def test_due(run, arguments, due):
    assert run(*START, *arguments) == (0, due + "\n", "")
    code, out, _ = run(*START, *arguments, "--format", "json")
    values = json.loads(out)
    assert (code, values["at"] or f"not before {values['reached_at']}") == (0, due)
    code, out, _ = run(*START, *arguments, "--format", "csv")
    assert (code, list(read(out)[0])[:2]) == (0, ["date", "at"])
    assert run(*START, *arguments, "--format", "md")[1].startswith("| date | at |")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "not before"), ("ms", "tidak sebelum"), ("id", "tidak sebelum")]
)
def test_due_answers_in_the_language_asked_for(run, language, words):
    arguments = (*START, "1 calendar day", *MY, "--bound", "at_least", "--language", language)
    assert run(*arguments) == (0, f"{words} 2025-05-01T00:00:00+08:00\n", "")


@pytest.mark.parametrize(
    ("language", "word"), [("en", "working day 1"), ("ms", "hari bekerja ke-1"), ("id", "hari kerja")]
)
def test_explain(run, language, word):
    arguments = ("explain", "2025-04-30T10:00", "2 working days", "--calendar", "MY-07", "--language", language)
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert word in out
    assert json.loads(run(*arguments, "--format", "json")[1])["explanation"] == out.splitlines()


@pytest.mark.parametrize("form", ["csv", "md"])
def test_explain_gives_the_form_that_is_asked_for_or_refuses(run, form):
    arguments = ("explain", "2025-04-30T10:00", "2 working days", *MY)
    code, out, _ = run(*arguments, "--format", form)
    assert code == 2 or out != run(*arguments)[1]


def test_calendar(run):
    code, out, err = run("calendar", "MY-07", "--year", "2025", "--format", "csv")
    rows = read(out)
    assert (code, err) == (0, "")
    assert {"2025-05-01", "2025-08-31"} <= {row["date"] for row in rows if row["hours"] == "closed"}
    assert len(read(run("calendar", "MY-07", "--year", "2024", "--all", "--format", "csv")[1])) == 366
    assert json.loads(run("calendar", "ID-SB", "--year", "2025", "--format", "json", "--language", "id")[1])
    assert run("calendar", "MY-07", "--year", "2025", "--format", "md")[1].startswith("| date |")


# --- assess ----------------------------------------------------------------------------------------------------------

VERDICTS = ["met", "missed", "met", "met", "running", "overdue"]


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_assess_forms(run, form):
    code, out, err = run(*TABLE, *AT, "--format", form)
    assert (code, err) == (0, "")
    if form == "json":
        assert [row["verdict"] for row in json.loads(out)] == VERDICTS
    elif form == "csv":
        assert [row["verdict"] for row in read(out)] == VERDICTS
    else:
        lines = out.splitlines()[2:]
        assert len(lines) == len(VERDICTS)
        assert all(verdict in line for verdict, line in zip(VERDICTS, lines, strict=True))


def test_assess_standard_input(run):
    assert run("assess", "c.yaml", "-", *AT, stdin=CASES.encode()) == run(*TABLE, *AT)
    assert run("assess", "c.yaml", "-", *AT, stdin=b"\xef\xbb\xbf" + CASES.encode())[0] == 0
    assert run("assess", "c.yaml", "-", *AT, stdin=CASES.replace("\n", "\r\n").encode()) == run(*TABLE, *AT)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_assess_out_and_in_again(run, ending):
    assert run(*TABLE, *AT, "--out", f"o.{ending}") == (0, "", "")
    if ending == "csv":
        found = read(Path("o.csv").read_text())
    elif ending == "xlsx":
        heading, *rows = load_workbook("o.xlsx").active.iter_rows(values_only=True)
        found = [dict(zip(heading, row, strict=True)) for row in rows]
    else:
        found = pl.read_parquet("o.parquet").to_dicts()
    assert [row["verdict"] for row in found] == VERDICTS
    assert [str(row["case"]) for row in found] == list("123456")
    code, out, err = run("report", "c.yaml", f"o.{ending}", *AT, "--format", "json")
    assert (code, err) == (0, "")
    raw = json.loads(run("report", "c.yaml", "w.csv", *AT, "--format", "json")[1])
    assert json.loads(out)["rows"] == raw["rows"]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_report_by_stop_from_assessed_cases_in_a_file(run, ending):
    Path("c.yaml").write_text(CHARTER.replace("recovery: {}", "period_by: stop"))
    run(*TABLE, *AT, "--out", f"o.{ending}")
    code, out, _ = run("report", "c.yaml", f"o.{ending}", *AT, "--format", "json")
    assert code == 0
    assert json.loads(out)["rows"] == json.loads(run("report", "c.yaml", "w.csv", *AT, "--format", "json")[1])["rows"]


def test_xlsx_and_parquet_in(run):
    frame = pd.read_csv("w.csv")
    for column in ("received", "done"):
        frame[column] = pd.to_datetime(frame[column])
    frame.to_excel("w.xlsx", index=False)
    frame.to_parquet("w.parquet")
    for name in ("w.xlsx", "w.parquet"):
        code, out, err = run("assess", "c.yaml", name, *AT, "--format", "csv")
        assert (code, err) == (0, "")
        assert [row["verdict"] for row in read(out)] == VERDICTS


def test_truth_values_of_a_workbook_are_yes_and_no(run):
    Path("c.yaml").write_text(CHARTER + '  - {id: p, tiers: [{name: x, when: {phys: "yes"}, within: 2 days}]}\n')
    frame = pd.DataFrame({"case": [1], "pledge": ["p"], "received": ["2025-04-30T10:00"], "done": ["2025-05-02T10:00"],
                          "phys": [True]})  # fmt: skip
    frame.to_parquet("w.parquet")
    frame.to_excel("w.xlsx", index=False)
    for name in ("w.parquet", "w.xlsx"):
        assert read(run("assess", "c.yaml", name, "--format", "csv")[1])[0]["verdict"] == "met", name


def test_a_number_of_a_workbook_is_the_number_of_csv(run):
    frame = pd.DataFrame({"case": [1], "pledge": ["a"], "received": ["2025-04-30T10:00"], "done": ["2025-05-02T10:00"],
                          "amount": [2.5]})  # fmt: skip
    frame.to_excel("w.xlsx", index=False)
    assert read(run("assess", "c.yaml", "w.xlsx", "--format", "csv")[1])[0]["amount"] == "2.5"


@pytest.mark.parametrize("bad", [b"", b"PK\x03\x04", b"not a workbook"])
@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_files_that_are_not_what_they_are_called(run, bad, ending):
    Path(f"x.{ending}").write_bytes(bad)
    code, out, err = run("assess", "c.yaml", f"x.{ending}", *AT)
    assert (code, out) == (2, "")
    assert "CC80" in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "CC802"), (b"\n\n", "CC802"), (b"case,pledge,,received\n", "CC803"), (b"case,case\n", "CC803"),
        (b"case,\xff\n", "CC801"), (b"case,activity\n1,x\n", "CC641"), (b"activity,timestamp\nx,y\n", "CC641"),
        (b"case,received\n1,2025-01-01\n", "CC641"), (b'case,"' + b"x" * 200_000 + b'"\n', "CC801"),
    ],
    ids=lambda value: repr(value)[:24],
)  # fmt: skip
def test_tables_that_are_none(run, text, said):
    code, out, err = run("assess", "c.yaml", "-", *AT, stdin=text)
    assert (code, out) == (2, "")
    assert said in err


def test_a_heading_alone_is_an_empty_table(run):
    cases()
    code, out, err = run(*TABLE, *AT, "--format", "csv")
    assert (code, err, out.count("\n")) == (0, "", 1)
    assert run("report", "c.yaml", "w.csv", "--over", "2025-01-01..2025-01-31")[0] == 0


@pytest.mark.filterwarnings("ignore::charterclock.errors.CharterclockWarning")
@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,a,2025-02-30,2025-05-02T10:00", "CC601"),
        ("1,a,yesterday,2025-05-02T10:00", "CC601"),
        ("1,a,2025-04-30T10:00", "CC806 the row has 3 cells, the heading 4"),
        ("1,a,2025-04-30T10:00,2025-05-02T10:00,x,y", "CC806 the row has 6 cells, the heading 4; beyond it 'x', 'y'"),
        ("1,zz,2025-04-30T10:00,2025-05-02T10:00", "CC623 unknown pledge 'zz'"),
        (",,2025-04-30T10:00,2025-05-02T10:00", "CC624"),
        ("1,up,2025-04-30T10:00,2025-05-02T10:00", "CC625"),
        ("1,h,2025-04-30T10:00,2025-05-02T10:00", "CC641"),
        ("1,t,2025-04-30T10:00,2025-05-02T10:00", "CC611"),
        ("1,a,2025-04-30T10:00,2025-04-29T10:00", "CC616"),
        ("1,a,2050-04-30T10:00,2050-05-02T10:00", "CC410"),
        ("1,a,1950-04-30T10:00,1950-05-02T10:00", "CC410"),
        ("1,a,2025-04-30T10:00+08:00,2025-05-02T10:00", "CC622"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_kept_told_and_counted(run, row, said):
    cases("8,a,2025-04-30T10:00,2025-05-02T10:00", row)
    code, out, err = run("assess", "c.yaml", "w.csv", "--at", "2051-01-01T00:00", "--format", "csv")
    rows = read(out)
    assert (code, len(rows)) == (0, 2)
    wrong = [r for r in rows if r["problem"]]
    assert len(wrong) == 1
    assert said in wrong[0]["problem"]
    assert wrong[0]["verdict"] == ""
    cells = (row.split(",") + [""] * 4)[:4]
    assert [wrong[0][name] for name in ("case", "pledge", "received", "done")] == cells
    assert err.splitlines() == [f"w.csv:3, row 2: {wrong[0]['problem']}"]
    assert run("assess", "c.yaml", "w.csv", "--at", "2051-01-01T00:00", "--fail-on", "problem")[0] == 1
    code, out, again = run("report", "c.yaml", "w.csv", "--at", "2051-01-01T00:00", "--format", "json")
    assert (code, again) == (0, err)
    assert json.loads(out)["unplaced"]["problem"] == 1
    assert run("report", "c.yaml", "w.csv", "--at", "2051-01-01T00:00", "--fail-on", "problem")[0] == 1


def test_blank_lines_are_no_rows_but_lines(run):
    cases("1,a,2025-04-30T10:00,2025-05-02T10:00", "", "2,a,2025-02-30,")
    code, out, err = run(*TABLE, *AT, "--format", "csv")
    rows = read(out)
    assert (code, len(rows)) == (0, 2)
    assert rows[1]["problem"].startswith("CC601")
    assert err.startswith("w.csv:4, row 2: CC601")


def test_the_line_of_a_row_is_that_on_which_it_begins(run):
    cases('1,a,2025-04-30T10:00,2025-05-02T10:00,"two', 'lines"', "2,a,soon,,x",
          heading="case,pledge,received,done,note")  # fmt: skip
    assert run(*TABLE, *AT)[2] == "w.csv:4, row 2: CC601 not a date or an instant: 'soon'\n"
    assert run("assess", "c.yaml", "-", *AT, stdin=Path("w.csv").read_bytes())[2].startswith("standard input:4, row 2")
    pd.DataFrame({"case": [1], "pledge": ["zz"], "received": ["x"], "done": ["y"]}).to_parquet("w.parquet")
    assert run("assess", "c.yaml", "w.parquet", *AT)[2].startswith("w.parquet, row 1: CC623")
    pd.read_parquet("w.parquet").to_excel("w.xlsx", index=False)
    assert run("assess", "c.yaml", "w.xlsx", *AT)[2].startswith("w.xlsx:2, row 1: CC623")


def test_each_table_of_a_report_is_named_with_its_line(run):
    Path("c.yaml").write_text(CHARTER + "  - {id: news, kind: frequency, every: month}\n")
    cases("1,zz,2025-04-30T10:00,2025-05-02T10:00")
    Path("o.csv").write_text("start,end\n\n2025-05-05T10:00,2025-05-05T09:00\n")
    Path("e.csv").write_text("pledge,date\nnews,2025-05-05\nnews,soon\nnewz,2025-05-05\n")
    more = ("--over", "2025-05-01..2025-05-31", "--outages", "o.csv", "--events", "e.csv")
    err = run("report", "c.yaml", "w.csv", *AT, *more)[2]
    assert [line.split(":CC")[0].split(": CC")[0] for line in err.splitlines()] == [
        "w.csv:2, row 1", "e.csv:4, row 3, column pledge", "o.csv:3, row 1, column end", "e.csv:3, row 2, column date",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["pauses", "extensions", "outages", "events", "answers", "counts"])
def test_a_broken_row_of_another_table_is_not_passed_over(run, name):
    Path("x.csv").write_text("case,paused,resumed\n2,2025-05-02T10:00\n2,2025-05-02T10:00,,\n")
    code, out, err = run("report", "c.yaml", "w.csv", *AT, f"--{name}", "x.csv")
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "x.csv:2, row 1: CC806 the row has 2 cells, the heading 3",
        "x.csv:3, row 2: CC806 the row has 4 cells, the heading 3; beyond it ''",
    ]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_the_separator_of_a_heading_without_commas(run, separator):
    text = CASES.replace(",", separator).replace(f"02T10:00{separator}5", f'02T10:00{separator}"1,5"')
    code, out, err = run("assess", "c.yaml", "-", *AT, "--format", "csv", stdin=text.encode())
    assert [row["verdict"] for row in read(out)] == ["met", "missed", "", "", "running", "overdue"]
    assert (code, err.count("CC612")) == (0, 2)
    quoted = '"case"' + separator + '"pledge"' + separator + '"received"' + separator + '"done"\n1' + separator + "a"
    code, out, err = run("assess", "c.yaml", "-", *AT, "--format", "csv", stdin=quoted.encode())
    assert "CC806 the row has 2 cells, the heading 4" in err
    assert (read(out)[0]["case"], read(out)[0]["pledge"]) == ("1", "a")


def test_a_comma_in_the_heading_is_the_separator(run):
    cases("1,a,2025-04-30T10:00,2025-05-02T10:00,x;y", heading="case,pledge,received,done,a;b")
    code, out, _ = run(*TABLE, "--format", "csv")
    assert (code, read(out)[0]["a;b"], read(out)[0]["verdict"]) == (0, "x;y", "met")


def test_a_case_twice_is_told_with_both_rows(run):
    cases("1,a,2025-04-30T10:00,2025-05-02T10:00", "2,a,2025-04-30T10:00,2025-05-02T10:00",
          "1,a,2025-04-30T10:00,2025-05-02T10:00")  # fmt: skip
    code, out, err = run(*TABLE, "--format", "csv")
    assert [row["verdict"] for row in read(out)] == ["met", "met", ""]
    assert (code, err) == (0, "w.csv:4, row 3: CC628 case 1 is under a in row 1 already\n")
    assert run(*TABLE, "--fail-on", "problem")[0] == 1


def test_a_case_under_several_pledges_has_a_row_for_each(run):
    cases("1,a;t,2025-04-30T10:00,2025-05-02T10:00,5", heading="case,pledge,received,done,points")
    rows = read(run(*TABLE, "--format", "csv")[1])
    assert [(row["pledge"], row["verdict"]) for row in rows] == [("a", "met"), ("t", "met")]


def test_a_log(run):
    cases("1,a,received,2025-04-30T10:00,,", "1,,done,2025-05-30T10:00,,", "1,,extended,2025-05-02T10:00,2025-06-02,",
          "2,a,received,2025-04-30T10:00,,", "2,,paused,2025-05-02T10:00,,",
          heading="case,pledge,activity,timestamp,until,by")  # fmt: skip
    code, out, err = run(*TABLE, *AT, "--format", "csv")
    assert (code, err) == (0, "")
    assert [(row["case"], row["verdict"]) for row in read(out)] == [("1", "extended"), ("2", "paused")]


def test_a_ragged_row_of_a_log_is_kept_and_told(run):
    cases("1,a,received,2025-04-30T10:00", "1,a,done", "2,a,received,2025-04-30T10:00",
          heading="case,pledge,activity,timestamp")  # fmt: skip
    code, out, err = run(*TABLE, *AT, "--format", "csv")
    assert (code, err) == (0, "w.csv, case 1: CC806 the row has 3 cells, the heading 4 (row 2)\n")
    assert [row["verdict"] for row in read(out)] == ["", "overdue"]


def test_map(run):
    cases("1,a,2025-04-30T10:00,2025-05-02T10:00", heading="id,pledge,open_dt,close_dt")
    code, out, _ = run(*TABLE, "--map", "open_dt=received", "--map", "close_dt=done", "--format", "csv")
    assert (code, read(out)[0]["verdict"]) == (0, "met")
    assert list(read(out)[0])[:4] == ["id", "pledge", "open_dt", "close_dt"]
    cases("1,a,2025-04-30T10:00,2025-05-02T10:00", heading="case,janji,received,done")
    code, out, err = run(*TABLE)
    assert code == 2
    assert "(the table has case, janji, received, done; map yours, --map THEIRS=pledge, or write" in err
    code, out, err = run(*TABLE, "--map", "janji=pledge", "--out", "o.csv")
    assert list(read(Path("o.csv").read_text())[0]) == [
        "case", "janji", "received", "done", "tier", "due", "verdict", "margin", "reason", "problem",
    ]  # fmt: skip
    again = run("report", "c.yaml", "o.csv", "--map", "janji=pledge", "--format", "json")
    assert again == run("report", "c.yaml", "w.csv", "--map", "janji=pledge", "--format", "json")


def test_prefix_and_clash(run):
    cases("1,a,2025-04-30T10:00,2025-05-02T10:00,x", heading="case,pledge,received,done,reason")
    assert "CC643" in run(*TABLE)[2]
    row = read(run(*TABLE, "--prefix", "our_", "--format", "csv")[1])[0]
    assert (row["reason"], row["our_verdict"]) == ("x", "met")


def test_pauses_and_extensions(run):
    Path("p.csv").write_text("case,paused,resumed\n2,2025-05-02T10:00,2025-05-30T09:00\n6,2025-05-05T10:00,\n")
    Path("e.csv").write_text("case,extended,until,by\n6,2025-05-02T11:00,,2 months\n")
    Path("c.yaml").write_text(CHARTER.replace("hour: clock hour", "hour: clock hour, month: calendar month"))
    rows = read(run(*TABLE, *AT, "--pauses", "p.csv", "--extensions", "e.csv", "--format", "csv")[1])
    assert [row["verdict"] for row in rows] == ["met", "met", "met", "met", "running", "paused"]


# --- what cells may hold ---------------------------------------------------------------------------------------------

NASTY = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "-nan", "-1_0", "=", "--", "- -", "-", "+60123", "-1.5e3", "＝1+1", "\t=1",
         "<script>alert(1)</script>", "a|b", "`x`", "[x](y)", "\x1b[31mred", "a\tb", "\u202eright", "\x07", "x\x0by",
         "日本", "😀", "-5", "'"]  # fmt: skip


@pytest.fixture
def nasty(run):
    with open("w.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["case", "pledge", "received", "done", "note"])
        writer.writerows([n, "a", "2025-04-30T10:00", "2025-05-02T10:00", text] for n, text in enumerate(NASTY))
    return run


def test_nasty_cells_in_csv(nasty):
    code, out, err = nasty(*TABLE, "--format", "csv")
    assert (code, err) == (0, "")
    notes = [row["note"] for row in read(out)]
    assert len(notes) == len(NASTY)
    harmless = ("-5", "+60123", "-1.5e3", "=", "--", "- -", "-")
    assert not [note for note in notes if note[:1] in tuple("=+-@＝\t") and note not in harmless]
    assert notes == [text if text in harmless or text[0] not in "=+-@＝\t" else "'" + text for text in NASTY]
    assert nasty(*TABLE, "--out", "o.csv")[0] == 0
    assert [row["note"] for row in read(Path("o.csv").read_text(encoding="utf-8"))] == notes


def test_nasty_cells_in_json(nasty):
    assert [row["note"] for row in json.loads(nasty(*TABLE, "--format", "json")[1])] == NASTY


def test_nasty_cells_on_a_terminal(nasty):
    out = nasty(*TABLE)[1]
    assert len(out.splitlines()) == len(NASTY) + 2
    assert not set(out) & set("\x1b\x07\x0b\u202e\t")


def test_nasty_cells_in_markdown(nasty):
    out = nasty(*TABLE, "--format", "md")[1]
    assert len(out.split("\n")) == len(NASTY) + 3
    assert "<script>" not in out
    assert not set(out) & set("\x1b\x07\x0b\u202e")


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_nasty_cells_in_files(nasty, ending):
    assert nasty(*TABLE, "--out", f"o.{ending}") == (0, "", "")
    if ending == "parquet":
        assert pl.read_parquet("o.parquet")["note"].to_list() == NASTY
    else:
        sheet = load_workbook("o.xlsx").active
        assert [row[4].value for row in list(sheet.iter_rows())[1:]][:4] == NASTY[:4]
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_nasty_heading(run):
    cases("1,a,2025-04-30T10:00,2025-05-02T10:00,x", heading="case,pledge,received,done,=cmd|x")
    assert "\n=cmd" not in run(*TABLE, "--format", "csv")[1]
    assert ",=cmd" not in run(*TABLE, "--format", "csv")[1]


def test_json_is_json_whatever_the_numbers(run):
    frame = pl.read_csv("w.csv").head(1).with_columns(pl.Series("x", [float("nan")]), pl.Series("y", [float("inf")]))
    frame.write_parquet("w.parquet")
    out = run("assess", "c.yaml", "w.parquet", *AT, "--format", "json")[1]

    def refuse(word):
        raise AssertionError(f"{word} is no JSON")

    json.loads(out, parse_constant=refuse)


def test_a_message_holds_no_control_characters(run):
    cases("1,\x1b[31mzz,2025-04-30T10:00,2025-05-02T10:00", "2,a,\x1b[2J,2025-05-02T10:00")
    code, _, err = run(*TABLE, *AT)
    assert (code, len(err.splitlines())) == (0, 2)
    assert "\x1b" not in err


# --- report ----------------------------------------------------------------------------------------------------------

REPORT = ("report", "c.yaml", "w.csv", *AT)


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
@pytest.mark.parametrize("by", ["month", "quarter", "year"])
def test_report_forms(run, form, by):
    code, out, err = run(*REPORT, "--format", form, "--by", by)
    assert (code, err) == (0, "")
    if form == "json":
        assert sum(row["met"] for row in json.loads(out)["rows"] if row["tier"] is None) == 3
    else:
        assert "2025" in out


@pytest.mark.parametrize("ending", ["html", "csv", "xlsx", "md", "json"])
@pytest.mark.parametrize("language", ["ms", "id", "en"])
def test_report_out(run, ending, language):
    assert run(*REPORT, "--out", f"o.{ending}", "--language", language, "--note", "<b>simulated</b>") == (0, "", "")
    assert Path(f"o.{ending}").stat().st_size > 100
    if ending == "html":
        assert "<b>simulated" not in Path("o.html").read_text(encoding="utf-8")


def test_a_report_says_how_many_rows_are_in_no_figure(run):
    cases("1,a,2025-04-30T10:00,2025-05-02T10:00", "2,zz,2025-04-30T10:00,", "3,a,soon,")
    said = "Problems in the data: 2 (they are in no figure)"
    for form, mark in (("table", ""), ("md", "- ")):
        code, out, err = run(*REPORT, "--format", form, "--note", "SIMULATED")
        assert (code, len(err.splitlines())) == (0, 2)
        assert out.splitlines()[-2:] == [f"{mark}Note: SIMULATED", f"{mark}{said}"]
    rows = read(run(*REPORT, "--format", "csv")[1])
    assert {row["Note"].split("; ")[-1] for row in rows} == {said}
    assert run(*REPORT, "--out", "o.csv")[0] == 0
    assert Path("o.csv").read_text(encoding="utf-8-sig").count(said) == len(rows)


@pytest.mark.parametrize(
    ("at", "shown"),
    [("2025-05-31T17:00", ["May 2025 (not over)", "100.0% so far"]), ("2025-06-01T00:00", ["May 2025", "100.0% ✓"])],
)
def test_a_month_is_over_at_its_end(run, at, shown):
    cases("1,a,2025-04-30T10:00,2025-05-02T10:00", "2,a,2025-05-30T10:00,")
    out = run("report", "c.yaml", "w.csv", "--at", at, "--over", "2025-05-01..2025-05-31", "--format", "csv")[1]
    assert [cells[2] for cells in csv.reader(io.StringIO(out))][:2] == shown


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_a_margin_is_exact(run, kind):
    due = "2025-05-06T23:59:59.999999+08:00"
    day = "2025-05-06T"
    stops = ["2025-05-07T00:00:00+08:00", due, f"{day}23:59:59.999998+08:00", f"{day}12:00:00+08:00", None]
    cells = {"pledge": ["a"] * 5, "received": ["2025-04-30T10:00"] * 5, "done": stops, "due": [due] * 5}
    table = {"pandas": pd, "polars": pl}[kind].DataFrame(cells)
    write_table(cc.load("c.yaml").assess(table, at=due), "o.csv")
    assert [row["margin"] for row in read(Path("o.csv").read_text())] == ["0", "0", "0.000001", "43199.999999", "0"]
    found = cc.load("c.yaml").assess(table, at="2025-06-01T00:00")
    names, rows = plain_rows(found)
    assert rows_as(names, rows, "csv").splitlines()[1].split(",")[-3] == "-0.000001"
    assert json.loads(rows_as(names, rows, "json"))[0]["margin"] == -1e-06
    by_stop = cc.loads(CHARTER.replace("recovery: {}", "period_by: stop"))
    given = by_stop.assess(pd.DataFrame({name: cell[:1] for name, cell in cells.items()}))
    assert [str(row.period) for row in by_stop.attainment(given).rows if row.of] == ["2025-05"]


def test_markdown_ends_in_one_line_break(run):
    code, out, _ = run(*REPORT, "--format", "md")
    assert (code, out[-2:]) == (0, ")\n")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", '"><img src=x>', "x\ny\u202ez",
                                  "\x1b[2Jgone\x07", "| a | `b` |", "w" * 10_000], ids=range(7))  # fmt: skip
def test_a_report_of_hostile_texts(run, text):
    said = text.replace("\x1b", "").replace("\x07", "")  # no charter holds these
    charter = cc.loads(CHARTER)
    pledges = [pledge.model_copy(update={"says": said}) for pledge in charter.pledges]
    written = cc.dump(charter.replace(title=said, issuer=said, pledges=pledges))
    Path("c.yaml").write_text(written, encoding="utf-8")
    cases("1,a,2025-04-30T10:00,2025-05-30T10:00", '2,"' + text.replace('"', '""') + '",2025-04-30T10:00,')
    with open("why.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["pledge", "reason"], ["a", text]])
    shown = ("--layout", "penang", "--reasons", "why.csv", "--note", text)
    for form in ("table", "md", "csv"):
        code, out, err = run(*REPORT, *shown, "--format", form)
        assert code == 0
        assert not set(out + err) & set("\x1b\x07\u202e")
        if form == "table":
            assert max(map(len, out.splitlines())) < 12_000
            assert not [line for line in out.splitlines() if line.startswith("y")]  # a line break begins no line
        elif form == "md":
            assert "<" not in out
        else:
            signs = tuple("=+-@")
            assert not [cell for cells in csv.reader(io.StringIO(out)) for cell in cells if cell.startswith(signs)]
    assert run(*REPORT, *shown, "--out", "o.html")[0] == 0
    page = Path("o.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert run(*REPORT, *shown, "--out", "o.xlsx")[0] == 0
    sheets = load_workbook("o.xlsx").worksheets
    assert not [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_report_in_another_layout_with_reasons(run):
    Path("why.csv").write_text("pledge,reason\na,too few\n", encoding="utf-8")
    cases("1,a,2025-04-30T10:00,2025-05-30T10:00")
    shown = ("--layout", "penang", "--reasons", "why.csv", "--language", "en")
    for form in ("table", "md", "csv"):
        out = run(*REPORT, *shown, "--format", form)[1]
        assert "Over the limit (%)" in out
        assert "Justification: too few" in out
    assert run(*REPORT, *shown, "--out", "o.html")[0] == 0
    assert "too few" in Path("o.html").read_text(encoding="utf-8")
    Path("why.csv").write_text("pledge,reason\nb,too few\n", encoding="utf-8")
    code, _, err = run(*REPORT, *shown)
    assert (code, err) == (2, "row 1, column pledge: CC636 the charter has no pledge 'b'\n")


def test_report_without_cases(run):
    code, out, err = run("report", "c.yaml", "--over", "2025-01-01..2025-01-31")
    assert (code, err) == (0, "")
    assert "100" not in out


def test_report_of_outages(run):
    Path("o.csv").write_text("system,start,end,planned\nup,2025-01-10T00:00,2025-01-11T00:00,no\n")
    code, out, err = run("report", "c.yaml", "--over", "2025-01-01..2025-01-31", "--at", "2025-02-01T00:00",
                         "--outages", "o.csv", "--format", "json")  # fmt: skip
    assert (code, err) == (0, "")
    assert [row["value"] for row in json.loads(out)["rows"] if row["pledge"] == "up"] == [30 / 31]


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        ("", 0), ("missed", 1), ("overdue", 1), ("running", 1), ("early", 0), ("problem", 0), ("excluded", 0),
        ("early,missed", 1), (" early , problem ", 0), ("paused,extended", 0), ("met", 1), ("missed,lost", 2),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["assess", "report"])
def test_fail_on(run, command, verdicts, code):
    assert run(command, "c.yaml", "w.csv", *AT, "--fail-on", verdicts)[0] == code


@pytest.mark.filterwarnings("ignore::charterclock.errors.CharterclockWarning")
def test_report_counts_every_row(run):
    cases(
        "1,a,2025-04-30T10:00,2025-05-02T10:00",
        "2,a,2025-02-30,",
        "3,zz,2025-04-30T10:00,",
        "4,a,,",
        "5,a",
        "6,a,2025-04-30T10:00,2025-04-29T10:00",
        "7,a,2050-04-30T10:00,2050-05-01T10:00",
        "8,,2025-04-30T10:00,",
    )
    found = json.loads(run("report", "c.yaml", "w.csv", "--at", "2051-01-01T00:00", "--format", "json")[1])
    placed = sum(
        row[v] for row in found["rows"] if row["tier"] is None for v in ("met", "missed", "overdue", "problem")
    )
    assert (placed, found["unplaced"]) == (1, {"excluded": 1, "problem": 6})
    assert len(found["problems"]) == 6


# --- as a process ----------------------------------------------------------------------------------------------------


def process(*arguments, **options):
    environment = {**os.environ, "PYTHONPATH": str(Path(cc.__file__).parents[1]), **options.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "charterclock", *arguments], check=False, capture_output=True, timeout=120,
        env=environment, **options,
    )  # fmt: skip


def test_python_dash_m(tmp_path):
    ran = process("due", "2025-04-30T10:00", "2 working days", "--calendar", "MY-07", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode().strip() == "2025-05-05T23:59:59.999999+08:00"
    assert process(cwd=tmp_path).returncode == 2


def test_a_terminal_that_knows_no_unicode(tmp_path):
    ran = process("calendar", "MY-07", "--year", "2025", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"})
    assert b"Traceback" not in ran.stderr
    assert ran.returncode in (0, 2)


def test_rows_of_a_second_table_that_belong_to_no_case_are_told_in_one_line(tmp_path):
    (tmp_path / "c.yaml").write_text(CHARTER)
    (tmp_path / "w.csv").write_text(CASES)
    (tmp_path / "p.csv").write_text("case,paused,resumed\n99,2025-05-02T10:00,\n")
    ran = process("assess", "c.yaml", "w.csv", *AT, "--pauses", "p.csv", cwd=tmp_path)
    assert ran.returncode == 0
    assert len(ran.stderr.decode().splitlines()) == 1


OVERLAP = """
id: a
calendar: MY-07
pledges:
  - id: lan
    says: "a LAN within 3 working days of the request"
    tiers:
      - {name: small, when: {points: {to: 20}}, within: 3 working days}
      - {name: large, when: {points: {from: 20}}, within: 5 working days}
  - {id: polite, says: polite service, kind: statement}
"""


def test_validate_refuses_tiers_that_overlap_and_suggests_when_asked(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(OVERLAP)
    (tmp_path / "b.yaml").write_text(OVERLAP.replace("from: 20", "above: 20"))
    assert main(["validate", "a.yaml"]) == 2
    assert "a.yaml:9:" in (said := capsys.readouterr().err)
    assert "CC901" in said
    assert main(["validate", "b.yaml"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["validate", "--suggest", "b.yaml"]) == 0
    assert "CC924" in capsys.readouterr().err
    assert main(["validate", "--strict", "--language", "ms", "b.yaml"]) == 2
    assert "CC924" in capsys.readouterr().err
    for options, levels in (((), []), (("--suggest",), ["note"]), (("--strict",), ["error"])):
        assert main(["validate", "b.yaml", "--format", "json", *options]) == (2 if "error" in levels else 0)
        told = json.loads(capsys.readouterr().out)
        assert [remark["level"] for remark in told if remark["code"] == "CC924"] == levels


def test_validate_looks_into_folders(run):
    for name in ("a/b/one.yaml", "a/two.yml", "a/.hidden/three.yaml", "a/.four.yaml", "a/five.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(CHARTER)
    assert run("validate", "a", "c.yaml", "a/two.yml") == (
        0, "a/b/one.yaml: 4 pledges\na/two.yml: 4 pledges\nc.yaml: 4 pledges\n", "",
    )  # fmt: skip
    Path("empty").mkdir()
    code, _, err = run("validate", "empty")
    assert code == 2
    assert err == "CC807 no charter file is in empty (they end in .yaml)\n"


def test_validate_tells_what_the_cases_do_not_record(run):
    Path("log.csv").write_text("case,activity,timestamp\nA,received,2025-05-05T10:00\n")
    code, _, err = run("validate", "c.yaml", "--suggest", "--cases", "log.csv")
    assert code == 0
    assert "CC931 no column records 'answered'" in err
    assert "'received'" not in err
    assert run("validate", "c.yaml", "--suggest", "--cases", "none.csv")[0] == 2


PAGE = "PIAGAM PELANGGAN\n\nAduan dijawab dalam tempoh 3 hari bekerja.\n"


def test_draft_on_standard_output(run):
    Path("page.txt").write_text(PAGE)
    code, out, err = run("draft", "page.txt", "--calendar", "MY-07")
    assert (code, err) == (0, "promises: 1, statements: 0, to confirm: 1\n")
    charter = cc.loads(out)
    assert charter.calendar == "MY-07"
    assert str(charter.pledges[0].within) == "3 working days"
    again = cc.loads(run("draft", "-", "--calendar", "MY-07", stdin=PAGE.encode())[1])
    assert again.pledges == charter.pledges


def test_draft_onto_a_file_keeps_what_is_there(run):
    Path("page.txt").write_text(PAGE)
    assert run("draft", "page.txt", "--out", "p.yaml") == (0, "", "promises: 1, statements: 0, to confirm: 2\n")
    text = Path("p.yaml").read_text().replace("calendar: MY\n", "calendar: MY-01\n")
    Path("p.yaml").write_text(text)
    code, out, err = run("draft", "page.txt", "--out", "p.yaml", "--country", "MY", "--language", "ms")
    assert (code, out, err) == (0, "", "promises: 1, statements: 0, to confirm: 2, sentences kept: 1\n")
    assert Path("p.yaml").read_text() == text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing.txt",), "CC801 nothing.txt"),
        (("w.doc",), "CC804 w.doc"),
        (("page.txt", "--out", "p.txt"), "CC804 p.txt"),
        (("page.txt", "--out", "no/p.yaml"), "CC801 no/p.yaml"),
        (("empty.txt",), "CC808 empty.txt"),
        (("page.txt", "--out", "c.yaml"), "CC809"),
        (("page.txt", "--out", "broken.yaml"), "CC2"),
    ],
)
def test_draft_tells_what_is_wrong_and_writes_nothing(run, arguments, said):
    Path("page.txt").write_text(PAGE)
    Path("empty.txt").write_text("")
    Path("c.yaml").write_text("id: x\ncalendar: MY\npledges: [{id: a, kind: statement}]\n")
    Path("broken.yaml").write_text("id: x\n")
    before = {path: path.read_bytes() for path in Path().iterdir()}
    code, out, err = run("draft", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert {path: path.read_bytes() for path in Path().iterdir()} == before
