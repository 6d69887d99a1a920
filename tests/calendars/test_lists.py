"""Lists of dates beside a calendar file: text, CSV and feeds; rosters; every mistake at its line."""

from __future__ import annotations

import os
import re
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.almanac.export import year_ics
from charterclock.almanac.year import year_of
from charterclock.calendars.dump import calendar_keys
from charterclock.cli import main

OWN = "zone: Asia/Kuala_Lumpur\nhours: {mon-fri: 08:00-17:00}\n"
DAY = timedelta(days=1)
TOWN = (
    "CC404 unknown kind of a day off: 'town' "
    "(one of public, federal, state, replacement, occasional, civil_service_only, joint_leave)"
)


def test_whole_days_from_midnight_to_midnight_of_the_clock_of_the_feed(folder):
    text = feed(
        "DTSTART;TZID=Asia/Kuala_Lumpur:20250812T000000\r\nDTEND;TZID=Asia/Kuala_Lumpur:20250814T000000\r\nSUMMARY:Two",
        "DTSTART:20250820T000000\r\nDTEND:20250821T000000\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Each year",
    )
    assert days(office("covers: 2025..2026\nholidays: [{file: d.ics}]", d_ics=text)) == [
        ("2025-08-12", "Two"), ("2025-08-13", "Two"), ("2025-08-20", "Each year"), ("2026-08-20", "Each year"),
    ]  # fmt: skip
    told = problems("covers: 2025\nholidays: [{file: d.ics}]", d_ics=feed(
        "DTSTART:20250811T160000Z\r\nDTEND:20250812T160000Z", "DTSTART:20250811T000000Z\r\nDTEND:20250812T000000Z",
        "DTSTART:20250811T000000\r\nDTEND:20250811T000000", "DTSTART:20250811T000000",
        "DTSTART:20250811T000000\r\nDTEND:20250811T120000",
    ))  # fmt: skip
    assert ["not of whole days" in line for line in told] == [True] * 5


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("hours: {isnin-jumaat: 08:00-17:00}", "CC402 not a weekday: 'isnin-jumaat' (did you mean 'mon-fri'?)"),
        ("hours: {Monday - Thursday: 08:00-17:00}", "(did you mean 'mon-thu'?)"),
        ("hours: {senin-hari: 08:00-17:00}", "(mon, mon-thu, sun-wed, sat(2,4) or daily)"),
        ("hours: {mon: 08:00-17:00}\njoint_leave: maybe\nweekly_holiday: x", "joint_leave is holiday or working"),
        ("hours: {mon: 08:00-17:00}\nname: [x]", "CC407 name is a text, found ['x']"),
    ],
)
def test_keys_that_do_not_fit(folder, keys, said):
    Path("o.yaml").write_text(f"zone: Asia/Kuching\ncovers: 2025\n{keys}\n")
    with pytest.raises(cc.CharterError) as caught:
        cc.calendar("o.yaml")
    assert said in str(caught.value)


def test_spans_that_touch_are_one(folder):
    found = office("covers: 2025\nchanges: [{date: 2025-05-05, open: '08:00-12:00 12:00-17:00'}]").day("2025-05-05")
    assert [f"{opens:%d %H:%M}-{closes:%d %H:%M}" for opens, closes in found.spans] == ["05 08:00-05 17:00"]


def test_dates_that_are_not_covered_are_told(folder, capsys):
    office("covers: 2025\nholidays: [2052-05-01, 2025-05-01]\nchanges: [{date: 2026-01-02, open: 08:00-12:00}]")
    assert main(["validate", "office.yaml"]) == 0
    assert capsys.readouterr().out == "office.yaml: a calendar; it does not cover 2026-01-02, 2052-05-01\n"
    office("covers: 2025\nholidays: [2026-05-01..2026-05-07]")
    assert main(["validate", "office.yaml"]) == 0
    assert capsys.readouterr().out.endswith("2026-05-05 and 2 more\n")


def test_a_line_that_names_two_dates_is_never_read_as_one(folder):
    found = office(
        "covers: 2025\nholidays: [{file: d.txt}]",
        d_txt="2025-08-12: Hari\n2025-08-13 - Dua\n2025-08-14 .. 2025-08-15 Pesta\n2025-08-18 Replaces 2025-08-10\n",
    )
    assert days(found) == [
        ("2025-08-12", "Hari"), ("2025-08-13", "Dua"), ("2025-08-14", "Pesta"), ("2025-08-15", "Pesta"),
        ("2025-08-18", "Replaces 2025-08-10"),
    ]  # fmt: skip
    told = problems(
        "covers: 2025\nholidays: [{file: d.txt}]",
        d_txt="2025-08-12 to 2025-08-14 Pesta\n2025-08-12 - 2025-08-14 Pesta\n2025-08-12 dan 2025-08-14 Pesta\n",
    )
    assert told == [
        "d.txt:1: CC407 not a date: '2025-08-12 to 2025-08-14' (write a range as 2025-08-12..2025-08-14)",
        "d.txt:2: CC407 not a date: '2025-08-12 - 2025-08-14' (write a range as 2025-08-12..2025-08-14)",
        "d.txt:3: CC407 not a date: '2025-08-12 dan 2025-08-14' (give each date an entry of its own)",
    ]


def test_a_column_that_is_twice_and_a_date_that_is_missing(folder):
    assert problems("covers: 2025\nholidays: [{file: d.csv}]", d_csv="date,name,Date\n2025-05-01,x,2025-05-02\n") == [
        "office.yaml:4:19: CC415 d.csv: the heading has `date` twice (one column for each key)"
    ]
    assert problems("covers: 2025\nholidays: [{name: x}]") == [
        "office.yaml:4:12: CC407 no date is given (write 2025-05-01)"
    ]


def test_everything_that_is_wrong_with_a_calendar_file_is_told_at_once(folder):
    Path("o.yaml").write_text(
        "calendar:\n  zone: Asia/Kuching\n  hours: {mon-fri: 08:00-27:00}\n  covers: 2025\n  covers: &x 2026\n"
        "holidays: []\nfoo: 1\n"
    )
    with pytest.raises(cc.CharterError) as caught:
        cc.calendar("o.yaml")
    assert [(p.line, p.column, p.code, p.hint) for p in caught.value.problems] == [
        (3, 20, "CC401", "write HH:MM, from 00:00 to 24:00"), (5, 3, "CC108", None),
        (5, 11, "CC106", "write the value out, or put it in quotes"),
        (6, 1, "CC400", "it stands under calendar: {holidays: ...}"), (7, 1, "CC400", None),
    ]  # fmt: skip
    Path("o.yaml").write_text("zone: Asia/Kuching\nhours: {mon-fri: 08:00-17:00}\ncovers: 2025\ncovers: 2026\n")
    with pytest.raises(cc.FileError, match="CC108 duplicate key"):
        cc.calendar("o.yaml")


@pytest.mark.parametrize(
    "keys", ["zone: Asia/Kuching\nhours: {mon-fri: 08:00-17:00}\nholdays: []\n", "calendar: {zone: UTC}\nfoo: 1\n"]
)
def test_a_misspelt_key_makes_no_charter_of_a_calendar(folder, keys, capsys):
    Path("o.yaml").write_text(keys)
    assert main(["validate", "o.yaml"]) == 2
    assert set(re.findall(r"CC\d+", capsys.readouterr().err)) <= {"CC400", "CC401"}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def office(keys: str, **files: str) -> cc.Calendar:
    """A calendar file of these keys beside some files, whose names have an underscore for the dot."""
    for name, text in files.items():
        Path(name.replace("_", ".")).write_bytes(text.encode())
    Path("office.yaml").write_text(OWN + keys)
    return cc.calendar("office.yaml")


def problems(keys: str, **files: str) -> list[str]:
    with pytest.raises(cc.CharterError) as caught:
        office(keys, **files)
    return [str(problem) for problem in caught.value.problems]


def days(calendar: cc.Calendar) -> list[tuple[str, str]]:
    return [(str(holiday.date), holiday.name()) for holiday in calendar.holidays]


def feed(*events: str) -> str:
    body = "\r\n".join(f"BEGIN:VEVENT\r\nUID:{n}\r\n{event}\r\nEND:VEVENT" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}\r\nEND:VCALENDAR\r\n"


# --- text and CSV ----------------------------------------------------------------------------------------------------


def test_a_text_file():
    found = office(
        "holidays: [{file: d.txt, kind: state, status: announced, known: 2025-01-01}, 2025-12-31]",
        d_txt="\ufeff# ours\n2025-05-01 Labour Day  # remark\n\n2025-06-02..2025-06-03\r\n2025-07-01;Tea\n",
    )
    assert days(found) == [
        ("2025-05-01", "Labour Day"), ("2025-06-02", ""), ("2025-06-03", ""), ("2025-07-01", "Tea"), ("2025-12-31", ""),
    ]  # fmt: skip
    first = found.holidays[0]
    assert (first.kind, first.status, first.known, first.source) == ("state", "announced", date(2025, 1, 1), "d.txt")
    assert [str(day) for day in found.covers] == ["2025-01-01", "2025-12-31"]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_csv_file(sign):
    text = "Date,name,kind,source\n2025-05-01,Labour Day,federal,\n\n2025-06-02..2025-06-03,,,circular 4\n"
    found = office("holidays: [{file: d.csv, source: ours}]", d_csv=text.replace(",", sign))
    assert [(h.name(), h.kind, h.source) for h in found.holidays] == [
        ("Labour Day", "federal", "ours"), ("", "public", "circular 4"), ("", "public", "circular 4"),
    ]  # fmt: skip


def test_a_roster_by_date():
    found = office(
        "covers: 2025\nchanges: [{file: r.csv}]",
        r_csv='date,open,holiday,why\n2025-05-03,09:00-12:00,,"open\nday"\n2025-05-05..2025-05-06,20:00-04:00,,late\n'
              "2025-05-07,,Founding day,\n",
    )  # fmt: skip
    assert found.day("2025-05-03").why == "open\nday"
    nights = ("2025-05-06T03:00", "2025-05-06T10:00", "2025-05-07T03:00")
    assert [found.is_open(moment) for moment in nights] == [True, False, True]
    assert found.day("2025-05-07").why == "Founding day"


def test_every_mistake_at_its_line():
    assert problems(
        "holidays:\n  - {file: d.csv}\n  - {file: d.txt, kind: town}\n  - {file: e.txt, knid: state}\n"
        "changes:\n  - {file: r.csv}\n",
        d_csv="date,name,kind,nmae\n2025-05-01,x,,\n1/5/2025,,,\n2025-05-02,,town,\n2025-05-03,,,odd\n2025-05-04\n",
        d_txt="2025-05-01\nx\n", e_txt="2025-13-01 x\n",
        r_csv="date,open\n2025-05-01,8-12\n2025-05-02,\n",
    ) == [
        "d.csv:3: CC407 not a date: '1/5/2025' (write 2025-05-01)",
        f"d.csv:4: {TOWN}",
        "d.csv:5: CC400 unknown column 'nmae' of a calendar (did you mean 'name'?)",
        "d.csv:6: CC415 the row has 1 cells, the heading 4",
        "e.txt:1: CC407 not a date: '2025-13-01' (write 2025-05-01)",
        f"office.yaml:5:25: {TOWN}",
        "office.yaml:6:19: CC400 unknown key 'knid' of a calendar (did you mean 'kind'?)",
        "r.csv:2: CC401 not a clock time: '8' (write HH:MM, from 00:00 to 24:00)",
        "r.csv:3: CC407 a change needs `holiday` or `open` ({date: 2025-09-15, holiday: its name})",
    ]


def test_the_place_of_a_list_is_found_from_where_one_stands(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "o.yaml").write_text(OWN + "holidays: [{file: d.txt}]\n")
    (tmp_path / "a" / "d.txt").write_text("x\n")
    with pytest.raises(cc.CharterError) as caught:
        cc.calendar("a/o.yaml")
    assert str(caught.value) == "a/d.txt:1: CC407 not a date: 'x' (write 2025-05-01)"
    (tmp_path / "a" / "d.txt").write_text("2025-05-01\n")
    assert days(cc.calendar("a/o.yaml")) == [("2025-05-01", "")]
    with pytest.raises(cc.CharterError, match=r"holidays.0.file: d.txt: this cannot be read"):
        cc.Calendar.build(zone="UTC", hours="24x7", holidays=[{"file": "d.txt"}])


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("none.txt", None, "CC415 none.txt: this cannot be read: No such file or directory"),
        ("d.xlsx", "", "CC415 not a list of dates: 'd.xlsx' (a file ending in .txt, .csv or .ics)"),
        ("'https://x.example/d.ics'", None, "(save the feed beside the calendar file)"),
        ("d.txt", b"2025-05-01\n\xff", "CC415 d.txt:2: not UTF-8"),
        ("d.txt", b"2025-05-01\n" * 100_000, "CC415 d.txt: this cannot be read: there are more than 1,048,576 bytes"),
        ("d.csv", b"day,name\n", "CC415 d.csv: the heading has no `date`"),
        ("d.csv", b"", "CC415 d.csv: the heading has no `date`"),
        ("d.csv", b'date\n"2025', "CC415 d.csv: this cannot be read"),
        ("[d.txt]", None, "CC407 file is a text, found ['d.txt']"),
    ],
)
def test_lists_that_cannot_be_read(name, text, said):
    if text is not None:
        Path(name).write_bytes(text.encode() if isinstance(text, str) else text)
    (found,) = problems(f"holidays: [{{file: {name}}}]")
    assert said in found


def test_a_pipe_is_not_waited_for():
    os.mkfifo("d.txt")
    (found,) = problems("holidays: [{file: d.txt}]")
    assert "Not a file" in found


# --- feeds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["MY-07", "ID-BA"])
def test_our_own_feed_gives_the_same_days_off(code):
    known = cc.calendar(code)
    Path("days.ics").write_bytes(year_ics(year_of(known, 2025)))
    found = office("holidays: [{file: days.ics}]")
    assert {h.date for h in found.holidays} == {h.date for h in known.holidays if h.date.year == 2025}
    assert found.day("2025-05-01").why == known.day("2025-05-01").why


def test_events():
    found = office("holidays: [{file: d.ics}]", d_ics=feed(
        "DTSTART;VALUE=DATE:20250501\r\nSUMMARY:Hari\\, Pekerja",
        "DTSTART;VALUE=DATE:20250602\r\nDTEND;VALUE=DATE:20250604\r\nSUMMARY:two\r\n  days\r\nSTATUS:TENTATIVE",
        "DTSTART;VALUE=DATE:20250701\r\nDURATION:P2D", "DTSTART;VALUE=DATE:20250801\r\nSTATUS:CANCELLED",
        "DTSTART;VALUE=DATE:20250901\r\nDTEND;VALUE=DATE:20250901",
    ))  # fmt: skip
    assert days(found) == [
        ("2025-05-01", "Hari, Pekerja"), ("2025-06-02", "two days"), ("2025-06-03", "two days"),
        ("2025-07-01", ""), ("2025-07-02", ""), ("2025-09-01", ""),
    ]  # fmt: skip
    assert [h.is_estimated for h in found.holidays] == [False, True, True, False, False, False]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("FREQ=YEARLY", ["2023-08-12", "2024-08-12", "2025-08-12", "2026-08-12"]),
        ("FREQ=YEARLY;INTERVAL=2", ["2023-08-12", "2025-08-12"]),
        ("FREQ=YEARLY;COUNT=2", ["2023-08-12", "2024-08-12"]),
        ("FREQ=YEARLY;UNTIL=20250811", ["2023-08-12", "2024-08-12"]),
        ("FREQ=YEARLY;UNTIL=20250812T000000Z", ["2023-08-12", "2024-08-12", "2025-08-12"]),
        ("FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=-1", ["2023-09-30", "2024-09-30", "2025-09-30", "2026-09-30"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2024-02-29"]),
        ("FREQ=YEARLY;BYMONTH=10;BYDAY=2MO", ["2023-10-09", "2024-10-14", "2025-10-13", "2026-10-12"]),
        ("FREQ=YEARLY;BYMONTH=10;BYDAY=-1FR", ["2023-10-27", "2024-10-25", "2025-10-31", "2026-10-30"]),
        ("FREQ=YEARLY;BYMONTH=8;BYDAY=5SA", ["2024-08-31", "2025-08-30", "2026-08-29"]),
    ],
)
def test_events_that_recur(rule, found):
    event = f"DTSTART;VALUE=DATE:20230812\r\nRRULE:{rule}"
    town = office("covers: 2021..2026\nholidays: [{file: d.ics}]", d_ics=feed(event))
    assert [day for day, _ in days(town)] == found


def test_exceptions_of_events_that_recur():
    rule = "DTSTART;VALUE=DATE:20230812\r\nRRULE:FREQ=YEARLY\r\n"
    gone = office("covers: 2023..2025\nholidays: [{file: d.ics}]", d_ics=feed(rule + "EXDATE;VALUE=DATE:20240812"))
    assert [day for day, _ in days(gone)] == ["2023-08-12", "2025-08-12"]
    text = feed(rule.strip(), "RECURRENCE-ID;VALUE=DATE:20240812\r\nDTSTART;VALUE=DATE:20240814\r\nSUMMARY:moved")
    moved = office("covers: 2023..2025\nholidays: [{file: d.ics}]", d_ics=text.replace("UID:1", "UID:0"))
    assert days(moved) == [("2023-08-12", ""), ("2024-08-14", "moved"), ("2025-08-12", "")]


def test_of_a_base_what_recurs_is_followed_as_long_as_it_covers():
    Path("d.ics").write_bytes(feed("DTSTART;VALUE=DATE:20230812\r\nRRULE:FREQ=YEARLY").encode())
    town = cc.Calendar.build(base="MY-07", holidays=[{"file": "d.ics"}])
    assert not town.is_working_day("2034-08-12")
    assert sum(holiday.source == "d.ics" for holiday in town.holidays) == 12


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("SUMMARY:x", "an event without DTSTART"),
        ("DTSTART:20250501T080000Z", "an event that is not of whole days: DTSTART is 2025-05-01 08:00:00+00:00"),
        ("DTSTART;VALUE=DATE:20250501\r\nDTEND;VALUE=DATE:20250401", "an event ends before it begins"),
        ("DTSTART;VALUE=DATE:20250501\r\nRRULE:FREQ=YEARLY", "recurs without end, in a calendar without `covers`"),
        ("DTSTART;VALUE=DATE:20250501\r\nRRULE:FREQ=WEEKLY;COUNT=2", "more than a day a year: FREQ=WEEKLY;COUNT=2"),
        ("DTSTART;VALUE=DATE:20250501\r\nRRULE:FREQ=YEARLY;BYDAY=MO;COUNT=2", "more than a day a year"),
        ("DTSTART;VALUE=DATE:20250501\r\nRRULE:FREQ=YEARLY;BYMONTH=1,2;COUNT=2", "BYMONTH with 2 values"),
        ("DTSTART;VALUE=DATE:20250501\r\nRRULE:FREQ=YEARLY;BYYEARDAY=7;COUNT=2", "more than a day a year"),
        ("DTSTART;VALUE=DATE:20250501\r\nRRULE:FREQ=YEARLY;COUNT=2\r\nRRULE:FREQ=YEARLY;COUNT=3", "two rules"),
        ("DTSTART;VALUE=DATE:20250501\r\nRDATE;VALUE=DATE:20250601", "an event with RDATE"),
    ],
)
def test_events_that_are_refused_at_their_line(event, said):
    (found,) = problems("holidays: [{file: d.ics}]", d_ics=feed("DTSTART;VALUE=DATE:20250101", event))
    assert found.startswith("d.ics:8: CC415 ")
    assert said in found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello", "not an iCalendar feed"), ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "not an iCalendar feed"),
        (feed(*["DTSTART;VALUE=DATE:20250101"] * 5_001), "more than 5,000 events"),
        (feed(*["DTSTART;VALUE=DATE:20010101\r\nRRULE:FREQ=YEARLY;COUNT=99"] * 600), "more than 50,000 days"),
    ],
)  # fmt: skip
def test_feeds_that_are_refused(text, said):
    (found,) = problems("holidays: [{file: d.ics}]", d_ics=text)
    assert said in found


@settings(max_examples=150, deadline=None)
@given(st.text("BEGIN:VCALENDARTSUMYQ;=-+0123456789,\r\n T", max_size=60), st.integers(0, 200))
def test_hostile_feeds_end_in_problems_or_in_days(noise, place):
    whole = feed("DTSTART;VALUE=DATE:20250501\r\nRRULE:FREQ=YEARLY;COUNT=2\r\nEXDATE;VALUE=DATE:20260501")
    Path("d.ics").write_bytes((whole[:place] + noise + whole[place:]).encode())
    codes: set[str] = set()
    try:
        cc.Calendar.build(zone="UTC", hours="24x7", holidays=[{"file": "d.ics"}])
    except cc.CharterError as error:
        codes = {problem.code for problem in error.problems}
    assert codes <= {"CC415", "CC407"}


def test_a_feed_needs_its_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "icalendar", None)
    assert problems("holidays: [{file: d.ics}]", d_ics=feed()) == [
        "office.yaml:3:19: CC805 ICS needs icalendar (pip install charterclock[ics])"
    ]


# --- rosters ---------------------------------------------------------------------------------------------------------

HOURS = st.sampled_from(["08:00-16:00", "20:00-08:00", "00:00-24:00", "closed", "07:00-12:00 13:00-15:00"])


@settings(max_examples=60, deadline=None)
@given(st.lists(HOURS, min_size=1, max_size=9), st.dates(date(2025, 1, 1), date(2025, 11, 1)), st.integers(0, 40))
def test_a_roster_goes_round(cycle, first, length):
    last = first + length * DAY
    crew = cc.Calendar.build(
        zone="Asia/Kuala_Lumpur", hours={"mon-fri": "09:00-10:00"}, covers="2025", holidays=[str(first + 3 * DAY)],
        rosters=[{"name": "crew", "dates": f"{first}..{last}", "cycle": cycle}],
    )  # fmt: skip
    alone = cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours={"mon-fri": "09:00-10:00"}, covers="2025")
    for place in range(length + 3):
        day = first + place * DAY
        if place == 3:
            assert not crew.is_working_day(day)
        elif day > last:
            assert crew.hours_on(day) == alone.hours_on(day)
        else:
            (hours,) = cc.Calendar.build(zone="UTC", hours=cycle[place % len(cycle)]).weeks[0].rules[0]
            assert crew.hours_on(day) == hours[1]
    again = cc.Calendar.build(**calendar_keys(crew))
    assert again.fingerprint == crew.fingerprint


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("rosters: [{dates: 2025-01-01}]", "CC407 a roster needs `dates` and `cycle`"),
        ("rosters: [{dates: 2025-01-01, cycle: closed}]", "CC407 a cycle is a list of hours, found 'closed'"),
        ("rosters: [{dates: 2025-01-01, cycle: []}]", "CC407 a cycle is a list of hours, found []"),
        ("rosters: [{dates: 2025-01-01, cycle: [{mon: closed}]}]", "CC407 a cycle is a list of hours"),
        ("rosters: [{dates: 2025-01-01..2025-02-01, cycle: [closed, 8-9]}]", "CC401 not a clock time: '8'"),
        ("rosters: [{dates: 2025-01-01, cycel: [closed]}]", "CC400 unknown key 'cycel' of a calendar"),
        (
            "seasons: [{name: a, dates: 2025-01-01, hours: 24x7}]\n"
            "rosters: [{name: b, dates: 2025-01-01, cycle: [closed]}]",
            "CC403 two seasons give hours to 2025-01-01: a and b",
        ),
    ],
)
def test_rosters_that_are_refused(keys, said):
    assert any(re.match(r"office\.yaml:[34]:\d+: " + re.escape(said), found) for found in problems(keys))


def test_every_mistake_of_one_entry_is_told_at_its_place():
    found = problems(
        "holidays:\n  - {date: 1/5/2025, kind: town, status: sure, known: May}\n"
        "changes:\n  - {date: 2025-13-01, open: 8-12, known: x}\n"
        "seasons:\n  - {dates: 2025-05-01..x, hours: {mon: 8-12, mno: 08:00-12:00}}\n"
        "rosters:\n  - {dates: x, cycle: [8-12]}\n",
    )
    assert [re.match(r"office.yaml:(\d+:\d+: CC\d+)", one)[1] for one in found] == [
        "4:12: CC407", "4:28: CC404", "4:42: CC404", "4:55: CC407", "6:12: CC407", "6:30: CC401", "6:43: CC407",
        "8:13: CC407", "8:35: CC401", "8:35: CC402", "10:13: CC407", "10:23: CC401",
    ]  # fmt: skip
    with pytest.raises(cc.CharterError) as caught:
        cc.Calendar.build(zone="UTC", hours="24x7", holidays=[{"date": "x", "kind": "y"}, "z"])
    assert [problem.field for problem in caught.value.problems] == ["holidays.0.kind", "holidays.0.date", "holidays.1"]


def test_spans_that_overlap_are_one() -> None:
    """As the page on reckoning says of opening time; a span over midnight too."""
    twice, once = (
        cc.Calendar.build(zone="Asia/Jakarta", hours={"mon": f"{day} 22:00-06:00", "tue": night})
        for day, night in (("08:00-12:00 11:00-17:00", "05:00-07:00"), ("08:00-17:00", "06:00-07:00"))
    )
    for moments in (("2025-05-05T11:30", "2025-05-05T12:30"), ("2025-05-05T00:00", "2025-05-06T23:00")):
        assert twice.between(*moments) == once.between(*moments)
