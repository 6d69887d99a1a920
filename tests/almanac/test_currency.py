"""How current a calendar is, and a day that is declared this morning."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

import charterclock as cc
from charterclock.almanac.check import HORIZON, check, known_codes
from charterclock.calendars.calendar import Calendar
from charterclock.calendars.hours import Season, Week
from charterclock.cli import main

PENANG = cc.calendar("MY-07")
BRANCH = """\
calendar:
  base: MY-07
  changes:
    - {date: 2026-10-05, open: 08:00-12:00}
"""
DECLARED = "    - {date: 2026-11-24, holiday: Cuti Peristiwa, known: 2026-11-23}\n"


def own(**keys) -> cc.Calendar:
    return cc.Calendar.build(**{"zone": "Asia/Kuala_Lumpur", "hours": {"mon-fri": "08:00-17:00"}, **keys})


@pytest.fixture
def run(tmp_path, monkeypatch, capsysbinary):
    monkeypatch.chdir(tmp_path)
    Path("branch.yaml").write_text(BRANCH)

    def call(*arguments):
        try:
            code = main(["calendar", "check", *map(str, arguments)])
        except SystemExit as left:
            code = left.code
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


# --- a calendar at a date --------------------------------------------------------------------------------------------


def test_what_is_gazetted_listed_estimated_and_covered():
    found = check(PENANG, "2026-11-23")
    assert (found.gazetted, found.listed) == (date(2026, 12, 31), date(2027, 12, 31))
    assert (found.ends, found.horizon) == (date(2034, 12, 31), date(2027, 2, 21))
    assert PENANG.standing(2027) == "announced"


def test_the_horizon_is_the_last_day_that_counts():
    sighted = own(holidays=[{"date": "2025-03-31", "name": "Raya", "status": "estimated"}], covers="2020..2030")
    assert check(sighted, "2025-03-01", horizon=29).ok
    found = check(sighted, "2025-03-01", horizon=30)
    assert (found.ok, found.says) == (False, "2025-03-31 Raya is estimated")
    assert not check(sighted, "2025-03-31", horizon=0)
    after = check(sighted, "2025-04-01", horizon=365)
    assert (after.ok, after.estimated) == (True, None)


def test_the_end_of_the_data():
    year = own(covers="2025")
    assert check(year, "2025-10-01", horizon=90).ok
    assert check(year, "2025-10-02", horizon=90).says == "the calendar ends on 2025-12-31"
    assert not check(year, "2026-03-01")
    assert check(own(covers="always"), "9998-01-01", horizon=4_000_000).ok


def test_years_without_a_list():
    assert check(PENANG, "2027-10-02", horizon=90).ok
    assert check(PENANG, "2027-10-03", horizon=90).says == "the list of 2028 is not out"
    assert check(PENANG, "2029-05-05").says == "the list of 2029 is not out"


def test_estimated_hours():
    week = Week.read({"mon-fri": "08:00-17:00"})
    ramadan = Season("Ramadan", ((date(2027, 2, 8), date(2027, 3, 9)),), Week.read({"mon-fri": "08:00-12:00"}), True)
    office = Calendar(zone="Asia/Kuala_Lumpur", weeks=[week], seasons=[ramadan])
    assert check(office, "2026-11-23").says == "hours from 2027-02-08 on are estimated"
    assert check(office, "2027-02-20", horizon=0).says == "hours from 2027-02-20 on are estimated"
    assert check(office, "2027-03-10").ok


def test_an_instant_stands_for_its_local_date():
    assert check(PENANG, "2026-11-22T16:00Z").at == date(2026, 11, 23)
    with pytest.raises(cc.CaseError, match="CC601"):
        check(PENANG, "yesterday")


# --- the command -----------------------------------------------------------------------------------------------------


def test_every_known_calendar_is_checked(run):
    code, out, err = run("--at", "2026-11-23", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["calendar"] for row in rows] == known_codes()
    assert len(known_codes()) == 2 + 16 + 38
    expected = [check(cc.calendar(code), "2026-11-23", HORIZON).ok for code in known_codes()]
    assert [row["ok"] == "yes" for row in rows] == expected
    assert (code, err) == (0 if all(expected) else 1, "")
    table = run("--at", "2026-11-23")[1].splitlines()
    assert [line.split("  ")[0] for line in table[2:]] == ["MY ... MY-16", "ID ... ID-YO"]


@pytest.mark.parametrize(("horizon", "code"), [(10, 0), (30, 0), (365, 1)])
def test_the_exit_code_is_for_a_nightly_job(run, horizon, code):
    assert run("MY-07", "branch.yaml", "--at", "2026-11-23", "--horizon", horizon)[0] == code


def test_a_calendar_that_has_not_begun():
    found = check(own(covers="2026"), "2025-11-01", horizon=100)
    assert (found.ok, found.says) == (False, "the calendar begins on 2026-01-01")
    assert check(own(covers="2026"), "2026-01-01", horizon=100).ok


def test_a_file_that_cannot_be_read_hides_no_other(run):
    Path("wrong.yaml").write_text("calendar: {base: MY-07, covrs: 2025}\n")
    arguments = ("wrong.yaml", "MY-07", "MY-07", "none.yaml", "--at", "2026-11-23", "--horizon", 30, "--format", "csv")
    code, out, err = run(*arguments)
    assert code == 2
    assert [row[0] for row in csv.reader(io.StringIO(out))] == ["calendar", "MY-07"]
    assert "wrong.yaml:1:" in err
    assert "none.yaml: CC101" in err


def test_json(run):
    (row,) = json.loads(run("MY-07", "--at", "2034-12-01", "--format", "json")[1])
    assert row["ends"] == "2034-12-31"
    assert row["says"].startswith("the calendar ends on 2034-12-31; the list of 2034 is not out")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("MY-99", "--at", "2026-11-23"), "CC405"), (("MY-07", "--at", "soon"), "CC601"),
        (("MY-07", "--at", "2026-11-23", "--horizon", "-1"), "CC807 --horizon"), (("MY-07",), "usage:"),
    ],
)  # fmt: skip
def test_what_is_refused(run, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err


# --- a day that is declared this morning -----------------------------------------------------------------------------


def test_one_line_moves_the_due_date(run):
    before = cc.due("2026-11-20T10:00", "3 working days", cc.calendar("branch.yaml"))
    with Path("branch.yaml").open("a") as file:
        file.write(DECLARED)
    after = cc.due("2026-11-20T10:00", "3 working days", cc.calendar("branch.yaml"))
    assert (before.date, after.date) == (date(2026, 11, 25), date(2026, 11, 26))
    assert before.fingerprint != after.fingerprint


@pytest.mark.parametrize(("as_of", "known"), [("2026-11-22", False), ("2026-11-23", True), (date(2026, 12, 1), True)])
def test_a_file_as_it_was_known_on_a_date(run, as_of, known):
    Path("branch.yaml").write_text(BRANCH + DECLARED)
    Path("desk.yaml").write_text("calendar: {base: branch.yaml}\n")
    for name in ("branch.yaml", "desk.yaml"):
        assert cc.calendar(name, as_of=as_of).is_working_day("2026-11-24") != known
    # and the state's own days, in the base
    early = cc.calendar("desk.yaml", as_of="2025-07-22")
    assert early.is_working_day("2025-09-15")
    assert not cc.calendar("desk.yaml").is_working_day("2025-09-15")


def test_further_keys_are_added_to_a_file(run):
    office = cc.calendar("branch.yaml", holidays=["2026-11-24"], name="x")
    assert not office.is_working_day("2026-11-24")
    assert office.name == "x"
    hours = own(changes=[{"date": "2025-05-05", "open": "08:00-09:00", "known": "2025-05-01"}], covers="2025")
    assert hours.day("2025-05-05").spans[0][1].hour == 9
    left_out = cc.calendar("branch.yaml", as_of="2025-04-30",
                           changes=[{"date": "2025-05-05", "open": "08:00-09:00", "known": "2025-05-01"}])  # fmt: skip
    assert left_out.day("2025-05-05").spans[-1][1].hour == 17
