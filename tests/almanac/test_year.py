"""A year that is looked at: as text, as a picture, and as files that other programs read."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import icalendar
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.almanac.export import year_ics
from charterclock.almanac.picture import COLOURS, year_picture
from charterclock.almanac.text import year_text
from charterclock.almanac.year import MARKS, hours_by_weekday, runs, usual_year, year_of
from charterclock.cli import main
from charterclock.oracle.strategies import calendars

PENANG = cc.calendar("MY-07")
HOSTILE = '<script>alert(1)</script>&"\x1b[31m\u202e=1+1'


def own(**keys) -> cc.Calendar:
    return cc.Calendar.build(**{"zone": "Asia/Kuala_Lumpur", "hours": {"mon-fri": "08:00-17:00"}, **keys})


@pytest.fixture
def run(tmp_path, monkeypatch, capsysbinary):
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as left:
            code = left.code
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


# --- what a day is ---------------------------------------------------------------------------------------------------


def marks(calendar: cc.Calendar, *days: str) -> list[str]:
    by_date = {str(shown.date): shown.mark for shown in year_of(calendar, 2025).days}
    return [by_date[day] for day in days]


def test_marks():
    office = own(
        holidays=["2025-05-01", "2025-05-03"],
        seasons=[
            {"name": "stock", "dates": "2025-06-09..2025-06-13", "hours": {"mon": "closed", "tue": "08:00-12:00"}},
        ],
        changes=[
            {"date": "2025-07-01", "open": "07:00-18:00"}, {"date": "2025-07-02", "open": "closed"},
            {"date": "2025-07-05", "open": "09:00-10:00"}, {"date": "2025-05-01", "open": "09:00-10:00"},
        ],
    )  # fmt: skip
    assert marks(office, "2025-05-02", "2025-05-03", "2025-05-04") == ["open", "off", "rest"]
    assert marks(office, "2025-06-09", "2025-06-10", "2025-06-11") == ["off", "short", "open"]
    assert marks(office, "2025-07-01", "2025-07-02", "2025-07-05", "2025-05-01") == ["other", "off", "other", "short"]
    assert year_of(office, 2025).closed_days == 2  # 9 June and 2 July: 3 May is a Saturday
    assert [(found.why, len(found.days)) for found in runs(year_of(office, 2025).days)] == [
        ("special hours", 1), ("stock", 2), ("special hours", 2), ("special hours", 1),
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(calendars(), st.data())
def test_a_year_agrees_with_the_calendar(calendar, data):
    covers = calendar.covers or (date(2020, 1, 1), date(2020, 12, 31))
    year = data.draw(st.integers(covers[0].year, covers[1].year))
    shown = year_of(calendar, year)
    for found in shown.days:
        assert found.mark in MARKS
        # hours that a clock change swallows are hours all the same
        assert not calendar.is_working_day(found.date) or found.mark in ("open", "short", "other")
    in_months = [found for _, weeks in shown.months() for week in weeks for found in week if found]
    assert in_months == list(shown.days)
    assert all(found is None or found.date.weekday() == place
               for _, weeks in shown.months() for week in weeks for place, found in enumerate(week))  # fmt: skip
    for language in ("ms", "id", "en"):
        assert f" {year} " in year_text(shown, language).splitlines()[0] + " "


def test_the_year_that_is_shown_unasked():
    assert usual_year(PENANG) == 2026
    assert usual_year(own(holidays=["2024-05-01"])) == 2024
    assert usual_year(own(covers="2019..2020")) == 2020
    assert usual_year(own()) == 2025


def test_part_of_a_year():
    part = own(covers="2025-03-10..2025-03-12")
    assert [str(shown.date) for shown in year_of(part, 2025).days] == ["2025-03-10", "2025-03-11", "2025-03-12"]
    assert " 9 10 " not in year_text(year_of(part, 2025))
    with pytest.raises(cc.OutsideCalendarError, match="CC410 2026-01-01"):
        year_of(part, 2026)


def test_hours_of_weekdays_are_put_together():
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    office = own(hours={"mon-tue": "08:00-12:00", "thu": "08:00-12:00", "fri": "09:00-12:00", "sat(1)": "09:00-10:00"})
    usual = [shown for shown in year_of(office, 2025).days if shown.mark == "open"]
    assert hours_by_weekday(usual, names) == "Mon-Tue 08:00-12:00; Thu 08:00-12:00; Fri 09:00-12:00; Sat 09:00-10:00"


# --- text ------------------------------------------------------------------------------------------------------------


def test_a_year_as_text(run):
    code, out, err = run("calendar", "MY-07", "--year", "2025", "--language", "ms")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "MY-07, 2025 (Asia/Kuala_Lumpur)"
    assert sum(PENANG.is_working_day(shown.date) for shown in year_of(PENANG, 2025).days) == 243
    assert lines[1] == "243 hari bekerja, 18 ditutup oleh hari kelepasan atau arahan"
    assert "  Kha  1 Mei   Hari Pekerja: cuti persekutuan, diwartakan" in lines
    assert any(line.startswith("  3 Mac - 28 Mac  Ramadan: Isn-Kha 08:00-13:00 13:30-16:30; Jum ") for line in lines)
    assert all(len(line) <= 80 for line in lines[4:40])
    assert "hari libur" in run("calendar", "ID-SB", "--year", "2025", "--language", "id")[1]
    assert "Labor Day: federal holiday, gazetted" in run("calendar", "MY-07", "--year", "2025")[1]


def test_estimated_days_off_have_a_sign_of_their_own(run):
    out = run("calendar", "MY-07", "--year", "2030")[1]
    assert "? day off, estimated" in out
    assert re.search(r" 3\? ", out)
    assert "?" not in run("calendar", "MY-07", "--year", "2025")[1]


def test_hostile_names_stay_inert():
    office = own(name=HOSTILE, holidays=[{"date": "2025-05-01", "name": HOSTILE}])
    text = year_text(year_of(office, 2025))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert year_picture(year_of(office, 2025)).count("<script") == 0
    assert "\u202e" not in year_picture(year_of(office, 2025))


# --- the picture -----------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """Every element, its attributes, and that each is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_picture_shows_every_day_as_what_it_is():
    year = year_of(PENANG, 2025)
    cells = [attrs for tag, attrs in Page(PENANG.picture(2025)).found if tag == "td" and "title" in attrs]
    assert [cell["class"].split()[0] for cell in cells] == [f"cc-{shown.mark}" for shown in year.days]
    titles = {cell["title"] for cell in cells}
    assert "Thu 1 May 2025: day off, Labor Day, closed" in titles
    assert "Mon 5 May 2025: working day, 08:00-13:00 14:00-17:00" in titles


def test_without_any_style_a_day_off_is_told_from_a_working_day():
    rows = re.findall(r'title="([^"]*)">(.*?)</td>', own(
        holidays=["2025-05-01"], changes=[{"date": "2025-05-02", "open": "09:00-10:00"}],
    ).picture(2025))  # fmt: skip
    looks = {title[4:14].strip(): look for title, look in rows}
    assert [looks[f"{day} May 2025"] for day in ("1", "2", "3", "5")] == [
        "<b>1</b>", "<u>2</u>", "<small>3</small>", "5",
    ]  # fmt: skip


def test_the_picture_asks_for_nothing_from_elsewhere():
    page = PENANG.picture(2027, "ms")
    assert {tag for tag, _ in Page(page).found} <= {
        "div", "style", "p", "bdi", "b", "small", "u", "i", "table", "caption", "thead",
        "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert not re.search(r"https?:|url\(|@import|src=|href=|on\w+=", page)
    assert "prefers-color-scheme:dark" in page
    assert "anggaran" not in page  # announced is no estimate
    assert "1?" in PENANG.picture(2030)


def test_a_notebook_shows_the_last_settled_year():
    assert PENANG._repr_html_() == PENANG.picture(2026)
    assert PENANG._repr_html_() != PENANG.picture(2025)
    with pytest.raises(cc.CharterclockError, match="CC506"):
        PENANG.picture(2025, "fr")


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_mark_is_legible_and_closed_days_stand_out_in_grey(scheme):
    colours = COLOURS[scheme]
    assert all(contrast(ink, ground) >= 7 for ink, ground in colours.values())  # WCAG AAA
    grounds = {mark: ground for mark, (_, ground) in colours.items()}
    assert all(contrast(grounds["off"], grounds[mark]) >= 4.5 for mark in ("open", "rest", "short", "other"))
    assert contrast(grounds["open"], grounds["rest"]) >= 1.3


# --- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["MY-07", "ID-BA"])
def test_an_ics_file_gives_the_same_days(run, code):
    assert run("calendar", code, "--year", "2025", "--out", "days.ics") == (0, "", "")
    feed = icalendar.Calendar.from_ical(Path("days.ics").read_bytes())
    assert not feed.errors
    office = cc.calendar(code)
    events = feed.walk("VEVENT")
    assert {event.decoded("dtstart") for event in events} == {
        shown.date for shown in year_of(office, 2025).days if office.holidays_on(shown.date)
    }
    for event in events:
        day = event.decoded("dtstart")
        assert (event.decoded("dtend") - day).days == 1
        assert str(event["summary"]).split("; ")[0] == office.holidays_on(day)[0].name("en")
    assert len({event["uid"] for event in events}) == len(events)
    assert run("calendar", code, "--year", "2025", "--format", "ics")[1].encode() == Path("days.ics").read_bytes()


def test_an_ics_file_has_what_is_closed_and_nothing_that_is_open():
    office = own(
        holidays=[
            {"date": "2025-05-01", "name": HOSTILE, "kind": "joint_leave"}, {"date": "2025-05-02", "name": HOSTILE},
        ],
        joint_leave="working", changes=[{"date": "2025-07-02", "open": "closed", "why": "removal\nBEGIN:VEVENT"}],
    )  # fmt: skip
    events = icalendar.Calendar.from_ical(year_ics(year_of(office, 2025))).walk("VEVENT")
    assert [str(event.decoded("dtstart")) for event in events] == ["2025-05-02", "2025-07-02"]
    assert str(events[1]["summary"]) == "removal BEGIN:VEVENT"
    assert "\x1b" not in str(events[0]["summary"])


def test_rows_of_every_form_are_the_same(run):
    arguments = ("calendar", "MY-07", "--year", "2025", "--language", "ms")
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv")[1])))
    assert json.loads(run(*arguments, "--format", "json")[1]) == rows
    assert run(*arguments, "--out", "days.parquet") == (0, "", "")
    table = pq.read_table("days.parquet").to_pylist()
    assert [row | {"date": str(row["date"])} for row in table] == rows
    assert isinstance(table[0]["date"], date)
    assert len(rows) == 21 + 19  # days off; 20 days of Ramadan, one of them off
    for form in ("csv", "json", "md"):
        assert run(*arguments, "--out", f"x.{form}") == (0, "", "")
        assert Path(f"x.{form}").read_text(encoding="utf-8") == run(*arguments, "--format", form)[1]


def test_csv_holds_no_formula(run):
    Path("office.yaml").write_text(
        "zone: Asia/Kuala_Lumpur\nhours: {mon-fri: 08:00-17:00}\nholidays: [{date: 2025-05-01, name: '=1+1'}]\n"
    )
    out = run("calendar", "office.yaml", "--year", "2025", "--format", "csv")[1]
    assert [row["why"] for row in csv.DictReader(io.StringIO(out))] == ["'=1+1"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "parquet"), "CC807 Parquet is written to a file"),
        (("--format", "parquet", "--out", "x.csv"), "CC804 x.csv: not a Parquet file"),
        (("--out", "x.docx"), "CC804 x.docx: not a file of days"),
        (("--out", "none/x.csv"), "CC801 none/x.csv"),
    ],
)
def test_what_cannot_be_written(run, arguments, said):
    code, out, err = run("calendar", "MY-07", "--year", "2025", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(said)
