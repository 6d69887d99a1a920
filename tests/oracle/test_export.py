"""The table of answers for other languages, and the judgement of what comes back."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import charterclock as cc
from charterclock.cli import main
from charterclock.oracle.export import COLUMNS, Wanted, exported
from charterclock.oracle.judge import judged

OFFICE = cc.calendar("MY-07")
PLAIN = Wanted(units=["working day"], bounds=["within"], reckonings=False, pauses=False)


def test_the_same_seed_gives_the_same_rows():
    one, two, other = (list(exported(OFFICE, "MY-07", 60, seed)) for seed in (1, 1, 2))
    assert one == two != other
    assert [row["id"] for row in one] == list(range(1, 61))
    assert one[0] == {
        "id": 1, "calendar": "MY-07", "zone": "Asia/Kuala_Lumpur",
        **dict.fromkeys(("mon", "tue", "wed", "thu"), "08:00-13:00 14:00-17:00"), "fri": "08:00-12:15 14:45-17:00",
        "sat": "closed", "sun": "closed",
        "other_days": "2013-09-16 closed", "statutory_rest": "",
        "known_from": "2013-08-20", "known_to": "2013-10-12", "start": "2013-08-30T15:35:38+08:00", "amount": "2.5",
        "unit": "working hour", "bound": "within", "receipt": "actual", "first_day": "excluded", "roll": "none",
        "rest_days": "office", "statutory_limit": 6, "day_end": "midnight", "paused": "ignored", "pauses": "",
        "due_date": "2013-09-02", "due_at": "2013-09-02T09:05:38+08:00",
    }  # fmt: skip


def hours_of(row, day):
    """A reader in any language: the hours of a date from a row alone."""
    others = dict(part.split(" ", 1) for part in row["other_days"].split("; ") if part)
    return others.get(str(day)) or row[("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.weekday()]]


def test_a_row_alone_is_enough_to_count_working_days():
    for row in exported(OFFICE, "MY-07", 200, 5, PLAIN):
        day, left = date.fromisoformat(row["start"][:10]), int(row["amount"])
        if left == 0:
            continue
        while left:
            day += timedelta(days=1)
            assert row["known_from"] <= str(day) <= row["known_to"]
            left -= hours_of(row, day) != "closed"
        assert (row["due_date"], row["due_at"]) == (str(day), f"{day}T23:59:59.999999+08:00")


def test_what_is_wanted_is_drawn():
    rows = list(exported(OFFICE, "MY-07", 300, 3))
    assert {row["bound"] for row in rows} == {"within", "under", "after", "before", "at_least"}
    assert len({row["unit"] for row in rows}) == 15
    assert any(row["pauses"] for row in rows)
    assert any(row["statutory_rest"] for row in rows)
    starts = [datetime.fromisoformat(row["start"]) for row in rows]
    assert sum(t in {edge for span in OFFICE.day(t.date()).spans for edge in span} for t in starts) > 15
    with pytest.raises(ValueError, match="goes with a bound"):
        next(exported(OFFICE, "MY-07", 1, 1, Wanted(units=["clock hour"], bounds=["after"])))


def forgets_days_off(row):
    day, left = date.fromisoformat(row["start"][:10]), int(row["amount"])
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return str(day)


def test_mistakes_are_grouped_by_what_they_share():
    rows = [{**row, "answer": forgets_days_off(row)} for row in exported(OFFICE, "MY-07", 400, 1, PLAIN)]
    found = judged(rows)
    assert not found.ok
    traits, bad, good, _ = found.groups[0]
    assert traits[0] == "crosses a day off on a weekday that is open"
    assert bad > 5 * good
    told = str(found)
    assert "crosses a day off" in told
    assert "not counted: " in told
    right = [{**row, "answer": row["due_at"]} for row in exported(OFFICE, "MY-07", 400, 1)]
    assert judged(right).ok
    assert judged([{**row, "answer": ""} for row in right]).unanswered == 400


def test_rows_that_cannot_be_read_are_told_with_their_place():
    (row,) = exported(OFFICE, "MY-07", 1, 1)
    rows = [{**row, "answer": "soon"}, {**row, "answer": row["due_at"], "unit": "day"}, {"id": 3, "answer": "x"},
            {**row, "answer": row["due_at"], "calendar": "MY-99"}, {**row, "answer": row["due_at"]}]  # fmt: skip
    found = judged(rows, "answers.csv")
    assert (found.right, found.ok) == (1, False)
    assert [(problem.code, problem.line) for problem in found.problems] == [("CC810", n) for n in (2, 3, 4, 5)]
    assert "lacks calendar, start" in str(found)


def test_the_command_line(capsys, tmp_path):
    plain = ["--units", "working day", "--bounds", "within", "--plain", "--no-pauses"]
    command = ["oracle", "export", "--calendar", "MY-07", "--n", "120", "--seed", "4"]
    assert main([*command, *plain]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == list(COLUMNS)
    assert main([*command, *plain, "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [{k: str(v) for k, v in line.items()} for line in lines] == rows
    for name, wrong in (("right.csv", False), ("wrong.jsonl", True)):
        answered = [{**row, "answer": forgets_days_off(row) if wrong else row["due_date"]} for row in rows]
        with open(tmp_path / name, "w", newline="") as file:
            if name.endswith("csv"):
                writer = csv.DictWriter(file, answered[0])
                writer.writeheader()
                writer.writerows(answered)
            else:
                file.writelines(json.dumps(row) + "\n" for row in answered)
        assert main(["oracle", "check", str(tmp_path / name)]) == int(wrong)
        assert ("1. " in capsys.readouterr().out) == wrong
    assert main(["oracle", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["required"] == list(COLUMNS)


@pytest.mark.skipif(shutil.which("node") is None, reason="no node to run the example in JavaScript with")
def test_the_example_in_another_language():
    rows = [json.dumps(row) for row in exported(OFFICE, "MY-07", 400, 1, PLAIN)]
    script = Path(__file__).parents[2] / "docs" / "examples" / "answers.js"
    ran = subprocess.run(["node", script], input="\n".join(rows), capture_output=True, text=True, check=True)
    found = judged([json.loads(line) for line in ran.stdout.splitlines()])
    assert (found.right, len(found.wrong), found.groups[0][0]) == (334, 66, ("starts before opening",))


def test_bad_usage(capsys, tmp_path):
    bad = ["oracle", "export", "--calendar", "MY-07", "--n", "1", "--seed", "1"]
    assert main([*bad, "--units", "working days"]) == 2
    assert "CC807 --units takes no 'working days' (did you mean 'working day'?)" in capsys.readouterr().err
    assert main([*bad, "--units", "clock hour", "--bounds", "after"]) == 2
    (tmp_path / "a.jsonl").write_text('{"id": 1}\nnonsense\n')
    assert main(["oracle", "check", str(tmp_path / "a.jsonl")]) == 2
    assert "a.jsonl:2: CC810 not a JSON object" in capsys.readouterr().err
    assert main(["oracle", "check", str(tmp_path / "none.csv")]) == 2
