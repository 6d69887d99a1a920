"""Explanations in three languages: every word of them in the language that was asked for."""

from __future__ import annotations

import re
import warnings
from dataclasses import fields
from datetime import date

import pytest

import charterclock as cc
from charterclock.calendars.holidays import KINDS, STATUSES
from charterclock.clock.sayings import LANGUAGES, Sayings

OWN = {"zone": "Asia/Kuala_Lumpur", "hours": {"mon-fri": "08:00-17:00"}, "weekly_holiday": "sun", "covers": "2025"}


def own(*holidays, **keys):
    return cc.Calendar.build(**OWN, holidays=list(holidays), **keys)


def said(due, language, day):
    """What the explanation says of a date."""
    (line,) = [line for line in due.explain(language).splitlines() if line.startswith("  ") and f" {day}:" in line]
    return line.split(": ", 1)[1]


# --- status, kind and name of a day off ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "not counted: Labor Day (gazetted)"),
        ("ms", "tidak dikira: Hari Pekerja (diwartakan)"),
        ("id", "tidak dihitung: Labor Day (ditetapkan)"),
    ],
)
def test_the_status_is_in_the_language_of_the_explanation(language, line):
    due = cc.due("2025-04-30T10:00", "2 working days", cc.calendar("MY-07"))
    (found,) = [found for found in due.explain(language).splitlines() if "2025: " in found and "(" in found]
    assert found.split(": ", 1)[1] == line


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("announced", {"en": "announced", "ms": "diumumkan", "id": "diumumkan"}),
        ("estimated", {"en": "estimated", "ms": "anggaran", "id": "perkiraan"}),
    ],
)
def test_a_status_that_its_owner_states_is_told(status, words):
    due = cc.due("2025-04-30", "1 working day", own({"date": "2025-05-01", "name": "X", "status": status}))
    for language, word in words.items():
        assert f": X ({word})" in due.explain(language)


@pytest.mark.parametrize(("language", "word"), [("en", "day off"), ("ms", "cuti"), ("id", "hari libur")])
def test_a_day_off_of_ones_own_without_a_name_or_a_status(language, word):
    due = cc.due("2025-04-30", "1 working day", own("2025-05-01"))
    assert due.explain(language).splitlines()[3].endswith(f": {word}")


def test_a_name_of_ones_own_stands_alone_and_a_source_brings_the_standing():
    fair = {"date": "2025-05-02", "name": "Fair", "source": "circular"}
    office = own({"date": "2025-05-01", "name": "Founding"}, fair)
    due = cc.due("2025-04-30", "1 working day", office)
    assert said(due, "en", "Thu 1 May 2025") == "not counted: Founding"
    assert said(due, "en", "Fri 2 May 2025") == "not counted: Fair (gazetted)"


def test_every_day_off_of_a_known_calendar_has_a_source():
    """So that its standing is always told."""
    for code in ("MY", "MY-01", "MY-13", "ID", "ID-JK", "ID-BA"):
        for as_of in (None, "2019-01-01"):
            assert all(holiday.source for holiday in cc.calendar(code, as_of=as_of).holidays), code


@pytest.mark.parametrize(
    ("language", "leave", "day"),
    [
        ("id", "Tahun Baru Imlek (cuti bersama, ditetapkan)", "Tahun Baru Imlek (ditetapkan)"),
        ("en", "Lunar New Year Joint Holiday (gazetted)", "Lunar New Year (gazetted)"),
    ],
)
def test_joint_leave_is_told_from_the_holiday_beside_it(language, leave, day):
    lines = cc.due("2026-02-13T10:00", "3 working days", cc.calendar("ID-JK")).explain(language).splitlines()
    assert [line.split(": ", 2)[2] for line in lines[4:6]] == [leave, day]


def test_a_name_that_says_joint_leave_does_not_say_it_twice():
    office = own(
        {"date": "2025-05-01", "name": "Cuti Bersama Nyepi", "kind": "joint_leave"},
        {"date": "2025-05-02", "name": "Nyepi", "kind": "joint_leave"},
        {"date": "2025-05-05", "kind": "joint_leave"},
    )
    due = cc.due("2025-04-30", "1 working day", office)
    assert said(due, "id", "Kam 1 Mei 2025") == "tidak dihitung: Cuti Bersama Nyepi"
    assert said(due, "id", "Jum 2 Mei 2025") == "tidak dihitung: Nyepi (cuti bersama)"
    assert said(due, "id", "Sen 5 Mei 2025") == "tidak dihitung: cuti bersama"
    assert said(due, "en", "Fri 2 May 2025") == "not counted: Nyepi (joint leave)"


def test_of_two_days_off_on_one_date_both_are_told():
    office = own({"date": "2025-05-01", "name": "A"}, {"date": "2025-05-01", "name": "B", "status": "announced"})
    due = cc.due("2025-04-30", "1 working day", office)
    assert said(due, "en", "Thu 1 May 2025") == "not counted: A; B (announced)"


def test_a_public_holiday_on_which_the_office_was_opened():
    """By rest days of the law it does not count, and the holiday is why; the hours of the office are not."""
    office = own("2025-05-01", changes=[{"date": "2025-05-01", "open": "08:00-12:00"}])
    due = cc.due("2025-04-30", "1 working day", office, "my-statute")
    assert said(due, "ms", "Kha 1 Mei 2025") == "tidak dikira: cuti"
    assert said(cc.due("2025-04-30", "1 working day", office), "ms", "Kha 1 Mei 2025") == "hari bekerja ke-1"


@pytest.mark.parametrize(
    ("language", "special", "season"),
    [
        ("en", "special hours", "season"),
        ("ms", "waktu khas", "musim"),
        ("id", "jam khusus", "musim"),
    ],
)
def test_other_hours_are_named_in_the_language(language, special, season):
    office = own(
        changes=[{"date": "2025-05-01", "open": "08:00-12:00"}],
        seasons=[{"dates": "2025-05-02", "hours": {"fri": "08:00-10:00"}},
                 {"name": "Ramadan", "dates": "2025-05-05", "hours": {"mon": "08:00-10:00"}}],
    )  # fmt: skip
    lines = cc.due("2025-05-01T08:00", "8 working hours", office).explain(language).splitlines()
    assert lines[2].endswith(f"({special})")
    assert lines[3].endswith(f"({season})")
    assert lines[5].endswith("(Ramadan)")


# --- beyond the lists ------------------------------------------------------------------------------------------------

BEYOND = {
    "en": "days off after Thu 31 Dec 2026 are not gazetted yet",
    "ms": "cuti selepas Kha 31 Dis 2026 belum diwartakan",
    "id": "hari libur setelah Kam 31 Des 2026 belum ditetapkan",
}


@pytest.mark.parametrize("language", BEYOND)
def test_a_due_beyond_the_lists_says_so_in_the_language(language):
    office = cc.calendar("MY-07")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", cc.BeyondGazettedWarning)
        later = cc.due("2026-12-31T10:00", "1 working day", office)
        hours = cc.due("2027-06-01T10:00", "2 clock hours", office)
        early = cc.due("2027-01-01", "2 working days", office, bound="before")
    assert later.explain(language).splitlines()[-1] == BEYOND[language]
    assert BEYOND[language] in early.explain(language).splitlines()
    assert BEYOND[language] not in hours.explain(language)  # elapsed time rests on no list
    assert BEYOND[language] not in cc.due("2026-12-30T10:00", "1 working day", office).explain(language)


# --- counted back from an event --------------------------------------------------------------------------------------

BEFORE = {
    "en": """\
7 working days before the event - calendar: MY-07
event: Fri 9 May 2025 00:00
  Fri 9 May 2025: day of the event, not counted
  Thu 8 May 2025 - Mon 5 May 2025: working days 1-4
  Sun 4 May 2025 - Sat 3 May 2025: not counted: rest day
  Fri 2 May 2025: working day 5
  Thu 1 May 2025: not counted: Labor Day (gazetted)
  Wed 30 Apr 2025 - Tue 29 Apr 2025: working days 6-7
due, last permitted instant: Tue 29 Apr 2025 23:59:59.999999""",
    "ms": """\
7 hari bekerja sebelum acara - kalendar: MY-07
acara: Jum 9 Mei 2025 00:00
  Jum 9 Mei 2025: hari acara, tidak dikira
  Kha 8 Mei 2025 - Isn 5 Mei 2025: hari bekerja ke-1 hingga ke-4
  Ahd 4 Mei 2025 - Sab 3 Mei 2025: tidak dikira: hari rehat
  Jum 2 Mei 2025: hari bekerja ke-5
  Kha 1 Mei 2025: tidak dikira: Hari Pekerja (diwartakan)
  Rab 30 Apr 2025 - Sel 29 Apr 2025: hari bekerja ke-6 hingga ke-7
tarikh akhir, saat terakhir yang dibenarkan: Sel 29 Apr 2025 23:59:59.999999""",
    "id": """\
7 hari kerja sebelum acara - kalender: MY-07
acara: Jum 9 Mei 2025 00:00
  Jum 9 Mei 2025: hari acara, tidak dihitung
  Kam 8 Mei 2025 - Sen 5 Mei 2025: hari kerja ke-1 sampai ke-4
  Min 4 Mei 2025 - Sab 3 Mei 2025: tidak dihitung: hari istirahat
  Jum 2 Mei 2025: hari kerja ke-5
  Kam 1 Mei 2025: tidak dihitung: Labor Day (ditetapkan)
  Rab 30 Apr 2025 - Sel 29 Apr 2025: hari kerja ke-6 sampai ke-7
jatuh tempo, saat terakhir yang diizinkan: Sel 29 Apr 2025 23:59:59.999999""",
}


@pytest.mark.parametrize("language", BEFORE)
def test_days_before_an_event_begin_at_the_event(language):
    due = cc.due("2025-05-09", "7 working days", cc.calendar("MY-07"), bound="before")
    assert due.explain(language) == BEFORE[language]


HOURS_BEFORE = {
    "en": """\
17 working hours before the event - calendar: MY-07
event: Fri 9 May 2025 10:00
  Fri 9 May 2025: 08:00-10:00: 2:00 h (2:00 h in all)
  Thu 8 May 2025: 08:00-13:00, 14:00-17:00: 8:00 h (10:00 h in all)
  Wed 7 May 2025: 09:00-13:00, 14:00-17:00: 7:00 h (17:00 h in all)
due, last permitted instant: Wed 7 May 2025 09:00""",
    "ms": """\
17 jam bekerja sebelum acara - kalendar: MY-07
acara: Jum 9 Mei 2025 10:00
  Jum 9 Mei 2025: 08:00-10:00: 2:00 jam (jumlah 2:00 jam)
  Kha 8 Mei 2025: 08:00-13:00, 14:00-17:00: 8:00 jam (jumlah 10:00 jam)
  Rab 7 Mei 2025: 09:00-13:00, 14:00-17:00: 7:00 jam (jumlah 17:00 jam)
tarikh akhir, saat terakhir yang dibenarkan: Rab 7 Mei 2025 09:00""",
    "id": """\
17 jam kerja sebelum acara - kalender: MY-07
acara: Jum 9 Mei 2025 10:00
  Jum 9 Mei 2025: 08:00-10:00: 2:00 jam (jumlah 2:00 jam)
  Kam 8 Mei 2025: 08:00-13:00, 14:00-17:00: 8:00 jam (jumlah 10:00 jam)
  Rab 7 Mei 2025: 09:00-13:00, 14:00-17:00: 7:00 jam (jumlah 17:00 jam)
jatuh tempo, saat terakhir yang diizinkan: Rab 7 Mei 2025 09:00""",
}


@pytest.mark.parametrize("language", HOURS_BEFORE)
def test_hours_before_an_event_begin_at_the_event(language):
    due = cc.due("2025-05-09T10:00", "17 working hours", cc.calendar("MY-07"), bound="before")
    assert due.explain(language) == HOURS_BEFORE[language]


@pytest.mark.parametrize("duration", ["2 calendar months", "3 calendar weeks", "5 clock hours", "0 working days"])
def test_no_explanation_of_an_event_speaks_of_a_start(duration):
    due = cc.due("2025-05-09T10:00", duration, cc.calendar("MY-07"), bound="before")
    for language, words in LANGUAGES.items():
        text = due.explain(language)
        assert f"\n{words.event}: " in text
        assert f"\n{words.start}: " not in text
        assert words.first_day not in text


# --- the tables ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=list(LANGUAGES))
def test_every_language_has_a_word_for_everything(words):
    assert set(words.statuses) == set(STATUSES)
    assert set(words.kinds) == set(KINDS)
    for field in fields(Sayings):
        other, mine = getattr(LANGUAGES["en"], field.name), getattr(words, field.name)
        assert mine
        if isinstance(mine, str):  # what is filled in is the same in all languages
            assert sorted(re.findall(r"\{\w+\}", mine)) == sorted(re.findall(r"\{\w+\}", other))
        elif not isinstance(mine, tuple):
            assert mine.keys() == other.keys()
            assert all(mine.values())


def test_a_calendar_without_a_name_is_called_by_its_zone():
    for language, word in (("en", "calendar"), ("ms", "kalendar"), ("id", "kalender")):
        first = cc.due("2025-04-30", "1 working day", own()).explain(language).splitlines()[0]
        assert first.endswith(f" - {word}: Asia/Kuala_Lumpur")


def test_a_day_off_without_a_name_is_named_among_the_estimates():
    office = own({"date": "2025-05-01", "status": "estimated"})
    due = cc.due("2025-04-30", "1 working day", office)
    assert due.estimated[0].date == date(2025, 5, 1)
    assert due.explain("ms").splitlines()[-1] == "bergantung pada cuti anggaran: Kha 1 Mei 2025 cuti"
