"""Charters from files: every form, every mistake at its place, values that stay as they are, and hostile text."""

from __future__ import annotations

import copy
import itertools
import json
import os
import pickle
import random
import re
import subprocess
import sys
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import ValidationError

import charterclock as cc
from charterclock import CharterError, Duration, FileError, Meanings
from charterclock.calendars.hours import WEEKDAYS
from charterclock.charter.conditions import Condition
from charterclock.durations import Annual

CHARTERS = sorted((Path(__file__).parents[2] / "charters").glob("*.yaml"))
HEAD = "charterclock: 1\nid: x\ncalendar: MY-07\n"
SOUND = "pledges:\n  - {id: ok, kind: fee}\n"


def one(keys: str, more: str = "") -> str:
    """A charter whose second pledge, on line 6 (and further down by the lines of ``more``), has these keys."""
    return f"{HEAD}{more}{SOUND}  - {{id: a, {keys}}}\n"


def tier(when: str, limit: str = "within: 1 working day") -> str:
    return one(f"tiers: [{{name: t, when: {when}, {limit}}}]")


def office(keys: str) -> str:
    """A charter with a calendar of its own, on line 2."""
    return f"id: x\ncalendar: {{{keys}}}\n{SOUND}"


def problems_of(text, file=None):
    with pytest.raises((FileError, CharterError)) as caught:
        cc.loads(text, file)
    return caught.value.problems


def brief(problems) -> list[str]:
    return [f"{p.code} {p.line}:{p.column}" for p in problems]


# --- one mistake, one problem ----------------------------------------------------------------------------------------

WD = "within: 1 working day"
MISTAKES = [
    # keys and kinds
    (one("withn: 3 working days, kind: fee"), "CC201 6:13", "unknown key 'withn'", "one of id, says"),
    (HEAD + "isuer: me\n" + SOUND, "CC201 4:1", "unknown key 'isuer'", "'issuer'"),
    (one(WD + ", exclude: x"), "CC201 6:36", "unknown key 'exclude'", "'excludes'"),
    (one(WD + ", clock: {begin: x}"), "CC201 6:44", "unknown key 'begin'", "start, stop"),
    (one(WD + ", clock: {stop: {al: [x]}}"), "CC201", "unknown key 'al'", "'all'"),
    (one(WD + ", valid: {form: 2020-01-01}"), "CC201 6:44", "unknown key 'form'", "'from'"),
    (one(WD + ", applies: {c: {belw: 3}}"), "CC201 6:50", "unknown key 'belw'", "'below'"),
    (tier("{c: {abov: 3}}"), "CC201 6:42", "unknown key 'abov'", "'above'"),
    (one("within: {from: 1 working day, to: 2 working days, too: x}"), "CC201 6:63", "unknown key 'too'", "'to'"),
    (one("kind: ratio, at_least: 5%, of: x, cohrt: {}"), "CC201 6:47", "unknown key 'cohrt'", "'cohort'"),
    (one("kind: availability, at_least: 5%, maintenance: {cont: included}"), "CC201", "'cont'", "'count'"),
    (one("kind: availability, at_least: 5%, systems: {nams: [x], names: [x]}"), "CC201", "'nams'", "'names'"),
    (HEAD + "source: {documnt: x}\n" + SOUND, "CC201 4:10", "unknown key 'documnt'", "'document'"),
    (HEAD + "recovery: {count_as: met}\n" + SOUND, "CC201 4:12", "unknown key 'count_as'", "'counts_as'"),
    ("id: x\n" + SOUND, "CC202 1:1", "key 'calendar' is missing", None),
    (HEAD, "CC202 1:1", "key 'pledges' is missing", None),
    (HEAD + SOUND + "  - {kind: fee}\n", "CC202 6:5", "key 'id' is missing", None),
    (one("kind: availability"), "CC202 6:5", "key 'at_least' is missing", None),
    (one("kind: ratio, at_least: 5%"), "CC202 6:5", "key 'of' is missing", None),
    (one("kind: score, scale: 1-7"), "CC202 6:5", "key 'at_least' is missing", None),
    (one("within: {from: 3 working days}"), "CC202 6:21", "key 'to' is missing", None),
    (one("tiers: [{when: {c: d}, within: 1 working day}]"), "CC202 6:21", "key 'name' is missing", None),
    (one("kind: deadlin, " + WD), "CC203 6:19", "unknown kind 'deadlin'", "'deadline'"),
    (one("kind: zzz"), "CC203 6:19", "unknown kind 'zzz'", "one of deadline, availability"),
    # in another language
    (one(WD + ", sasaran: 80%"), "CC201 6:36", "unknown key 'sasaran'", "'target'"),
    (one("tempoh: 3 working days, kind: fee"), "CC201 6:13", "unknown key 'tempoh'", "one of id, says"),
    (one(WD + ", dikecualikan: x"), "CC201 6:36", "unknown key 'dikecualikan'", "'excludes'"),
    (one(WD + ", clock: {mula: x}"), "CC201 6:44", "unknown key 'mula'", "'start'"),
    (tier("{c: {sehingga: 3}}"), "CC201 6:42", "unknown key 'sehingga'", "'to'"),
    (HEAD + "bahasa: ms\n" + SOUND, "CC201 4:1", "unknown key 'bahasa'", "'language'"),
    (one("kind: ketersediaan, " + WD), "CC203 6:19", "unknown kind 'ketersediaan'", "'availability'"),
    (HEAD + "meanings: {hari: working day}\n" + SOUND, "CC204 4:12", "no meaning can be given to hari", "'day'"),
    (office("base: MY-07, cuti: [2025-05-01]"), "CC400 2:25", "unknown key 'cuti'", "'holidays'"),
    # values
    ("charterclock: 2\nid: x\ncalendar: MY\n" + SOUND, "CC204 1:15", "'1', found '2'", None),
    (HEAD + "language: fr\n" + SOUND, "CC204 4:11", "'ms', 'id' or 'en', found 'fr'", None),
    (HEAD + "period_by: dues\n" + SOUND, "CC204 4:12", "found 'dues'", None),
    (HEAD + "recovery: yes\n" + SOUND, "CC204 4:11", "found 'yes'", None),
    (HEAD + "recovery: {counts_as: meet}\n" + SOUND, "CC204 4:23", "found 'meet'", None),
    (HEAD + "meanings: working day\n" + SOUND, "CC204 4:11", "meanings is a mapping", None),
    (HEAD + "meanings: {dya: working day}\n" + SOUND, "CC204 4:12", "no meaning can be given to dya", "'day'"),
    ("id: ''\ncalendar: MY\n" + SOUND, "CC204 1:5", "at least 1 character", None),
    (HEAD + "pledges: x\n", "CC204 4:10", "found 'x'", None),
    (HEAD + "pledges: []\n", "CC204 4:10", "at least 1", None),
    (HEAD + SOUND + "  - text\n", "CC204 6:5", "found 'text'", None),
    (one("within: [3 days]"), "CC204 6:21", "not a duration", None),
    (one("within: "), "CC204 6:5", "found none", None),
    (one(WD + ", under: 1 working day"), "CC204 6:5", "found within, under", None),
    (one(WD + ", tiers: [{name: t, within: 1 working day}]"), "CC204 6:5", "not in both", None),
    (one("tiers: []"), "CC204 6:5", "found none", None),
    (one("tiers: [{name: t}]"), "CC204 6:21", "a tier has exactly one of", None),
    (one(f"tiers: [{{name: t, {WD}}}, {{name: t, {WD}}}]"), "CC204 6:5", "two tiers are called 't'", None),
    (one(WD + ", target: 80"), "CC204 6:44", "not a percentage: '80'", "write 80%"),
    (one(WD + ", target: most"), "CC204 6:44", "not a percentage: 'most'", "write 98%"),
    (one(WD + ", start: received"), "CC201 6:36", "unknown key 'start'", "it stands under clock: {start: ..."),
    (one(WD + ", target: 110%"), "CC204 6:44", "from 0% to 100%", None),
    (one(WD + ", target: -1%"), "CC204 6:44", "from 0% to 100%", None),
    (one(WD + ", clock: {start: [a, b]}"), "CC204 6:51", "found ['a', 'b']", None),
    (one(WD + ", clock: {start: {all: [a], any: [b]}}"), "CC204 6:51", "a milestone is a name", None),
    (one(WD + ", clock: {start: {every: week}}"), "CC204 6:51", "month, quarter or year", None),
    (one(WD + ", clock: {start: {every: month, at: noon}}"), "CC204 6:51", "at is start or end", None),
    (one(WD + ", valid: {from: 2020-02-30}"), "CC204 6:50", "", None),
    (one(WD + ", valid: {from: 2020-01-01, to: 2020-01-01}"), "CC204 6:43", "must be after from", None),
    (tier("{c: }"), "CC204", "a condition is a word", None),
    (tier("{c: []}"), "CC204", "a condition is a word", None),
    (tier("{c: {}}"), "CC204 6:41", "a condition needs bounds", None),
    (tier("{c: {from: soon}}"), "CC204", "a bound is a number or a date, found 'soon'", None),
    (tier("{c: {from: 2020-13-01}}"), "CC204", "month", None),
    (tier("{c: {from: 5, above: 3}}"), "CC204 6:41", "one lower and one upper", None),
    (tier("{c: {from: 5, to: 3}}"), "CC204 6:41", "no value lies between 5 and 3", None),
    (tier("{c: {above: 5, below: 5}}"), "CC204 6:41", "no value lies between", None),
    (tier("{c: {from: 5, to: 2020-01-01}}"), "CC204 6:41", "all numbers or all dates", None),
    (tier("{arrived: in hours}"), "CC204 6:37", "arrived is 'in opening time'", None),
    (one("kind: score, scale: seven, at_least: 5"), "CC204 6:33", "not a scale", None),
    (one("kind: score, scale: 7-1, at_least: 5"), "CC204 6:33", "not a scale", None),
    (one("kind: score, scale: 1-7, at_least: 8"), "CC204 6:5", "outside the scale", None),
    (one("kind: index, elements: nine"), "CC204 6:36", "found 'nine'", None),
    (one("kind: index, elements: 0"), "CC204 6:36", "greater than or equal to 1", None),
    (one("kind: index, weight: 1/0"), "CC204 6:34", "not a number", None),
    (one("kind: frequency, every: 5 months"), "CC204 6:37", "no equal parts", None),
    (one("kind: frequency, times: 12"), "CC204 6:5", "a frequency has", None),
    (one("kind: frequency, every: month, times: 1, per: year"), "CC204 6:5", "a frequency has", None),
    (one("kind: frequency, times: 1, per: month, at_least_once_per: year"), "CC204 6:5", "at_least_once_per", None),
    (one("kind: availability, at_least: 98%, per: day"), "CC204 6:53", "found 'day'", None),
    (one("kind: availability, at_least: 98%, agreed: always"), "CC204 6:56", "found 'always'", None),
    (one("kind: availability, at_least: 98%, systems: portal"), "CC204 6:57", "found 'portal'", None),
    (one("kind: availability, at_least: 98%, systems: {names: []}"), "CC204 6:65", "at least 1", None),
    (one("kind: availability, at_least: 98%, maintenance: {cap: 36 hours}"), "CC204 6:67", "yearly cap", "per year"),
    (one("kind: ratio, at_least: 5%, of: x, cohort: {r: {to: soon}}"), "CC204", "found 'soon'", None),
    (HEAD + SOUND + "  - {id: ok, kind: fee}\n", "CC207 6:10", "two pledges are called 'ok'", "`valid` dates"),
    ("- a\n", "CC208 1:1", "a charter is a mapping", "id: ..."),
    # durations
    (one("within: 2000000000 working days"), "CC301 6:21", "at most 1000000000", None),
    (one("within: 1.5 working days"), "CC303 6:21", "a fraction of a working day", "smaller unit"),
    (one(WD, "meanings: {day: clock day}\n"), "CC304 4:17", "'day' cannot mean 'clock day'", "working day"),
    (one(WD + ", meanings: {day: clock day}"), "CC304 6:52", "'day' cannot mean 'clock day'", "working day"),
    (one(WD, "meanings: {working month: 3 hours}\n"), "CC304 4:27", "a working month is a number of", None),
    (one("within: 3 days"), "CC305 6:21", "does not say what 'day' means", "meanings: {day: ...}"),
    (tier("{c: d}", "within: 1 jam"), "CC305 6:53", "'1 jam' does not say", "meanings: {hour: ...}"),
    (one("within: {from: 1 week, to: 2 working days}"), "CC305 6:28", "'1 week' does not say", "calendar week"),
    (one("within: soon"), "CC306 6:21", "cannot read 'soon'", None),
    (one("under: within 3 working days or so"), "CC306 6:20", "cannot read", None),
    (one("within: less than 3 working days"), "CC306 6:21", "not an upper bound", "under:"),
    (one("within: -3 working days"), "CC306 6:21", "cannot read '-3 working days'", None),
    (one("within: dua (3) hari bekerja"), "CC307 6:21", "disagree: 'dua' = 2 and '3'", "dua (2)"),
    (one("within: 3 - 5 working days"), "CC308 6:21", "'3 working days' or '5 working days'", "{from: 3 working days"),
    (one("within: 1 hari 24 jam"), "CC308 6:21", "'1 hari' or '24 jam'", None),
    (one("after: 2 clock hours"), "CC309 6:20", "'after' counts days", None),
    (one("before: next working day"), "CC309 6:21", "cannot be counted back", None),
    (one("by: 31 June"), "CC310 6:17", "not a date of every year", "31 May"),
    (one("by: someday"), "CC310 6:17", "not a date of every year: 'someday'", "31 May"),
    # calendars
    (office("base: MY-07, holydays: [2025-05-01]"), "CC400 2:25", "unknown key 'holydays'", "'holidays'"),
    (office("base: MY-07, holidays: [{date: 2025-05-01, nme: x}]"), "CC400 2:55", "unknown key 'nme'", "'name'"),
    (office("zone: Asia/Jakarta"), "CC401 2:11", "needs opening hours", "hours:"),
    (office("base: MY-07, hours: {mon: 8-12}"), "CC401 2:38", "not a clock time: '8'", "HH:MM"),
    (office("base: MY-07, hours: {mon: 08:00-08:00}"), "CC401 2", "must end after it starts", "00:00-24:00"),
    (office("base: MY-07, hours: {monday: 08:00-12:00}"), "CC402 2:33", "not a weekday: 'monday'", "'mon'"),
    (office("base: MY-07, weekly_holiday: friday"), "CC402 2:41", "not a weekday: 'friday'", "mon, tue"),
    (office("base: MY-07, hours: {mon-fri: 08:00-12:00, fri: 09:00-10:00}"), "CC403 2", "fri has hours twice", None),
    (office("base: MY-07, hours: [{mon: 08:00-12:00}, {mon: 08:00-12:00}]"), "CC403 2", "two weeks of hours", "from"),
    (office("base: MY-07, changes: [{date: 2025-05-01, holiday: x, kind: publc}]"), "CC404 2:72", "'publc'", "'public'"),  # noqa: E501
    (office("base: ID-SB, joint_leave: worked"), "CC404 2", "joint_leave is holiday or working", None),
    ("id: x\ncalendar: MY-77\n" + SOUND, "CC405 2:11", "unknown calendar 'MY-77'", "one of MY-01, MY-02"),
    ("id: x\ncalendar: my-07\n" + SOUND, "CC405 2:11", "unknown calendar 'my-07'", "'MY-07', Pulau Pinang"),
    ("id: x\ncalendar: Jakarta\n" + SOUND, "CC405 2:11", "unknown calendar 'Jakarta'", "'ID-JK', Jakarta"),
    (office("zone: Asia/KL, hours: 24x7"), "CC406 2:18", "unknown zone 'Asia/KL'", "Asia/Kuala_Lumpur"),
    (office("hours: 24x7"), "CC406 2:11", "needs a zone", "zone:"),
    (office("base: MY-07, holidays: 2025-05-01"), "CC407 2:35", "must be a list", None),
    (office("base: MY-07, holidays: [2025-02-30]"), "CC407 2:36", "not a date: '2025-02-30'", "2025-05-01"),
    (office("base: MY-07, covers: 2030..2014"), "CC407 2:33", "not a range of years", "2014..2030"),
    (office("base: MY-07, changes: [{date: 2025-05-02}]"), "CC407 2:35", "needs `holiday` or `open`", "2025-09-15"),
    (office("base: MY-07, seasons: [{dates: 2025-03-02}]"), "CC407 2:35", "needs `dates` and `hours`", None),
    # reckoning
    (one(WD, "reckoning: {day_end: noon}\n"), "CC501 4:22", "day_end cannot be 'noon'", "midnight, closing"),
    (one(WD, "reckoning: {receipt: cutoff 25:00}\n"), "CC501 4", "receipt cannot be", "cutoff HH:MM"),
    (one(WD, "reckoning: {statutory_limit: 8}\n"), "CC501 4", "statutory_limit is 6 or 7", None),
    (one(WD + ", reckoning: {first_day: includd}"), "CC501 6:59", "first_day cannot be 'includd'", "'included'"),
    (one(WD, "reckoning: my-chartr\n"), "CC502 4:12", "unknown reckoning 'my-chartr'", "'my-charter'"),
    (one(WD + ", reckoning: {preset: id}"), "CC502 6:56", "unknown reckoning 'id'", "one of my-charter"),
    (one(WD, "reckoning: {day_ends: closing}\n"), "CC503 4:13", "no field 'day_ends'", "'day_end'"),
    # what the reading of the file found does not end the reading of the charter
    (one(WD + ", note: !x y"), "CC107 6:42", "tags", None),
    (HEAD + "id: y\n" + SOUND, "CC108 4:1", "duplicate key 'id'", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found", "message", "hint"), MISTAKES, ids=itertools.count())
def test_one_mistake(text, found, message, hint):
    (problem,) = problems_of(text, "x.yaml")
    assert problem.file == "x.yaml"
    assert brief([problem])[0].startswith(found)
    assert message in problem.message
    assert hint is None or hint in problem.hint
    assert str(problem).startswith(f"x.yaml:{problem.line}:{problem.column}: {problem.code} ")


def test_every_code_of_a_charter_file_is_reached():
    reached = {found.split()[0] for _, found, _, _ in MISTAKES}
    durations = {f"CC30{n}" for n in (1, 3, 4, 5, 6, 7, 8, 9)} | {"CC310"}
    calendars = {f"CC40{n}" for n in range(8)}
    assert {"CC201", "CC202", "CC203", "CC204", "CC207", "CC208", *durations, *calendars} <= reached
    assert {"CC501", "CC502", "CC503"} <= reached


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("withn: 3 working days", ["CC201 5:13", "CC204 5:5"]),
        ("within: soon", ["CC306 5:21"]),
        ("kind: zzz", ["CC203 5:19"]),
        ("within: 1 working day, target: 80", ["CC204 5:44"]),
    ],
)
def test_a_mistake_of_the_only_pledge_is_told_alone(keys, found):
    # the list of pledges is not empty: nothing may say so
    assert brief(problems_of(f"{HEAD}pledges:\n  - {{id: a, {keys}}}\n")) == sorted(
        found, key=lambda f: tuple(map(int, f.split()[1].split(":")))
    )


@pytest.mark.parametrize("base", ["MY-77", "XX", "nowhere.yaml"])
def test_a_base_that_cannot_be_had_is_told_alone(base):
    assert [p.line for p in problems_of(office(f"base: {base}"))] == [2]


def test_a_calendar_of_no_form_is_told_once():
    assert brief(problems_of("id: x\ncalendar: [a]\n" + SOUND)) == ["CC204 2:11"]
    assert brief(problems_of(HEAD + "title: [a]\n" + SOUND)) == ["CC204 4:8"]


def test_the_hint_for_minutes_names_meanings_that_can_be_given():
    (problem,) = problems_of(one("within: 30 minit"))
    choices = problem.hint.split(" with ")[1].split(", ")
    assert [Meanings(hour=choice).hour for choice in choices] == ["clock hour", "working hour"]


SEVERAL = """\
charterclock: 1
id: x
isuer: me
calendar: {base: MY-07, holydays: [2025-05-01], covers: soon, hours: {mon: 8-12}}
language: fr
meanings: {day: clock day}
reckoning: {day_end: noon}
pledges:
  - {id: ok, kind: fee}
  - {id: a, within: soon}
  - {id: b, kind: zzz}
  - {id: c, within: 1 working week, target: 80, clock: {begin: x}}
  - id: d
    tiers:
      - {name: t, when: {p: {from: 5, to: 3}}, within: 1 working day}
      - {name: u, when: {p: {belw: 3}}, within: dua (3) hari bekerja}
  - {id: e, within: 1 working day}
  - {id: e, after: 1 clock hour}
  - {kind: fee}
note: !x y
"""


def test_several_mistakes_are_all_told_in_order_of_place():
    problems = problems_of(SEVERAL)
    places = [(p.line, p.column) for p in problems]
    assert places == sorted(places)
    found = [(p.line, p.code) for p in problems]
    for wanted in [
        (3, "CC201"), (4, "CC400"), (4, "CC401"), (4, "CC407"), (5, "CC204"), (6, "CC304"), (7, "CC501"),
        (10, "CC306"), (11, "CC203"), (12, "CC204"), (12, "CC201"), (15, "CC204"), (16, "CC201"), (16, "CC307"),
        (18, "CC207"), (18, "CC309"), (19, "CC202"), (20, "CC107"), (20, "CC201"),
    ]:  # fmt: skip
        assert wanted in found
    assert "tuple" not in "".join(p.message for p in problems)


MEANINGS = """\
charterclock: 1
id: x
calendar: MY-07
meanings:
  week: clock week
  hari: working day
reckoning:
  preset: my-charter
  day_end: noon
  roll: sideways
  frist_day: included
pledges:
  - {id: a, within: 3 days}
  - {id: b, within: 3 weeks}
  - {id: c, within: 3 hours, target: 80}
  - {id: d, targt: 90%, tiers: [{name: t, within: 2 jam}, {name: u, within: {from: 1 month, to: 2 months}}]}
  - {id: e, after: 2 hours, kind: zzz}
  - {id: f, after: 2 hours, meanings: {hour: clock hour}}
  - {id: g, within: 2 hours, meanings: {hour: our hour}}
  - {within: 2 hours}
  - {id: i, by: 31 May, valid: {from: soon}}
"""


def test_all_words_without_a_meaning_are_told_whatever_else_is_wrong():
    found = [(p.line, p.column, p.code) for p in problems_of(MEANINGS)]
    assert found == [
        (5, 9, "CC304"), (6, 3, "CC204"),  # week has a wrong meaning, day one by a word that is near: told once
        (9, 12, "CC501"), (10, 9, "CC501"), (11, 3, "CC503"),
        (15, 21, "CC305"), (15, 38, "CC204"),
        (16, 13, "CC201"), (16, 51, "CC305"), (16, 84, "CC305"), (16, 97, "CC305"),
        (17, 35, "CC203"),
        (18, 20, "CC309"),
        (19, 47, "CC304"),
        (20, 5, "CC202"), (20, 14, "CC305"),
        (21, 39, "CC204"),
    ]  # fmt: skip


def test_a_meaning_that_is_no_mapping_is_told_alone():
    assert brief(problems_of(one("within: 3 days", "meanings: working day\n"))) == ["CC204 4:11"]
    assert brief(problems_of(one("within: 3 days, meanings: [a]"))) == ["CC204 6:39"]


def test_words_for_keys_lead_to_one_key_and_every_key_is_one():
    from charterclock.calendars.build import _CHANGE_KEYS, _HOLIDAY_KEYS, _KEYS
    from charterclock.charter import measures, parts, pledges
    from charterclock.charter.model import Charter, Recovery, Source
    from charterclock.keywords import WORDS

    models = [
        Charter, Source, Recovery, Condition, parts.Range, parts.ClockEvents, parts.Validity, parts.Tier,
        pledges.Deadline, measures.Availability, measures.Systems, measures.Maintenance, measures.Frequency,
        measures.Score, measures.Index, measures.Ratio,
    ]  # fmt: skip
    contexts = [{f.alias or name for name, f in model.model_fields.items()} for model in models]
    contexts += [set(_KEYS), set(_HOLIDAY_KEYS), set(_CHANGE_KEYS), {"name", "dates", "hours"}, set(pledges.KINDS)]
    contexts += [{"day", "week", "month", "hour", "working month"}, set(WEEKDAYS)]
    assert set(WORDS) <= set().union(*contexts)
    for known in contexts:
        words = [word for key in known for word in WORDS.get(key, "").split(" | ") if word]
        assert len(set(words)) == len(words), sorted(known)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Sasaran", "target"), ("jangka waktu", "within"), ("jangka_waktu", "within"), ("dalam-tempoh", "within"),
        ("sasran", "target"), ("sebelun", "before"), ("withn", "within"), ("sekurang-kurangnya", "at_least"),
        ("x" * 200, None), ("zzz", None),
    ],
)  # fmt: skip
def test_words_for_keys(word, key):
    from charterclock.charter.pledges import Deadline
    from charterclock.keywords import meant_key

    assert meant_key(word, Deadline.model_fields) == (key and f"did you mean '{key}'?")


def test_two_mistakes_in_one_tier_are_both_told():
    text = tier("{p: {from: 5, to: 3}}", "within: soon")
    assert sorted(p.code for p in problems_of(text)) == ["CC204", "CC306"]


def test_an_id_given_twice_is_told_beside_other_mistakes():
    text = HEAD + SOUND + "  - {id: ok, kind: fee}\n  - {id: b, within: soon}\n"
    assert [p.code for p in problems_of(text)] == ["CC207", "CC306"]


# --- every form ------------------------------------------------------------------------------------------------------

CLOCK = "clock: {start: asked, stop: given}"
ALL = "meanings: {day: working day, week: working week, hour: clock hour, month: calendar month}\n"
FORMS = {
    "flat": ("within: dua (2) minggu", lambda p: p.limit == Duration(2, "week")),
    "within": (f"{CLOCK}, within: not more than 3 days", lambda p: (p.bound, p.limit.amount) == ("within", 3)),
    "under": ("under: 1 jam", lambda p: p.bound == "under"),
    "after": ("after: empat (4) hari bekerja", lambda p: p.limit == Duration(4, "working day")),
    "before": ("before: 7 working days", lambda p: p.bound == "before"),
    "floor": ("at_least: 1 day", lambda p: p.bound == "at_least"),
    "by": ("by: 31 May", lambda p: p.limit == Annual(5, 31)),
    "by in numbers": ("by: 05-31", lambda p: p.limit == Annual(5, 31)),
    "range": ("within: {from: 3 days, to: 15 days}", lambda p: p.limit == Duration(15, "day")),
    "next": ("within: next working day", lambda p: p.limit.unit == "next working day"),
    "times": ("within: 2x24 jam", lambda p: p.limit.amount == 48),
    "target": ("within: 10 seconds, target: 80.0%", lambda p: p.target == Fraction(4, 5)),
    "odd target": ("within: 1 day, target: 99.95%", lambda p: p.target == Fraction(1999, 2000)),
    "third": ("within: 1 day, target: 100/3%", lambda p: p.target == Fraction(1, 3)),
    "tiers": (
        "tiers: [{name: few, when: {n: {below: 20}}, within: 1 day}, {name: some, when: {n: {from: 20, to: 100}}, "
        "within: 1 working month, target: 90%}, {name: many, when: {n: {above: 100.5}}, under: 4 months}]",
        lambda p: [t.name for t in p.tiers] == ["few", "some", "many"] and p.tiers[1].target == Fraction(9, 10),
    ),
    "words": (
        'tiers: [{name: a, when: {c: [x, y], d: "no"}, within: 1 day}, {name: b, when: {c: "null"}, within: 2 days}]',
        lambda p: p.tiers[0].when["c"].words == ("x", "y") and p.tiers[1].when["c"].words == ("null",),
    ),
    "dates": (
        "tiers: [{name: a, when: {born: {from: 2000-01-01, below: 2010-01-01}}, within: 1 day}]",
        lambda p: p.tiers[0].when["born"].bounds == {"from": date(2000, 1, 1), "below": date(2010, 1, 1)},
    ),
    "arrived": (
        "tiers: [{name: a, when: {arrived: in opening time}, within: 1 hour}, "
        "{name: b, when: {arrived: outside opening time}, within: next working day}]",
        lambda p: p.tiers[1].when["arrived"].words == ("outside opening time",),
    ),
    "tier without when": ("tiers: [{name: a, within: 1 day}]", lambda p: dict(p.tiers[0].when) == {}),
    "tier by": ("tiers: [{name: a, by: 31 May}]", lambda p: p.tiers[0].limit == Annual(5, 31)),
    "all and any": (
        "clock: {start: {all: [approved, paid]}, stop: {any: [settled, refused]}}, within: 14 calendar days",
        lambda p: p.clock.start.all == ("approved", "paid") and p.clock.stop.any == ("settled", "refused"),
    ),
    "recurring": (
        "clock: {start: {every: quarter, at: end}, stop: published}, within: 1 month",
        lambda p: (p.clock.start.every, p.clock.start.at) == ("quarter", "end"),
    ),
    "recurring start": ("clock: {start: {every: year, at: start}}, within: 1 month", lambda p: p.clock.stop.name),
    "pause": ("within: 1 day, pause: papers, excludes: third_party", lambda p: (p.pause, p.excludes)),
    "valid": ("within: 1 day, valid: {from: 2015-02-16, to: 2020-01-01}", lambda p: date(2019, 1, 1) in p.valid),
    "applies": (
        "within: 1 day, applies: {category: [bill, claim], priority: {to: 2}}",
        lambda p: p.applies["priority"].bounds == {"to": 2},
    ),
    "own meanings": (
        "within: 1 day, meanings: {day: statutory day, working month: 22 working days}",
        lambda p: p.meanings.working_month == Duration(22, "working day"),
    ),
    "own reckoning": (
        "within: 1 day, reckoning: {preset: my-court, day_end: closing}",
        lambda p: (p.terms.reckoning.statutory_limit, p.terms.reckoning.day_end) == (7, "closing"),
    ),
    "own preset": ("within: 1 day, reckoning: lapor", lambda p: p.reckoning == {"preset": "lapor"}),
    "texts": ("within: 1 day, says: 'a: b # c', note: \"x\\ny\"", lambda p: p.says == "a: b # c"),
    "availability": ("kind: availability, at_least: 98%, per: month", lambda p: p.at_least == Fraction(49, 50)),
    "agreed": ("kind: availability, at_least: 100%, agreed: opening time, per: all", lambda p: p.per == "all"),
    "systems": (
        "kind: availability, at_least: 99.5%, agreed: 24x7, systems: {names: [portal, mail], take: worst}, "
        "maintenance: {count: excluded, cap: 36 hours per year}",
        lambda p: p.maintenance.cap == timedelta(hours=36) and p.systems.take == "worst",
    ),
    "cap in minutes": (
        "kind: availability, at_least: 99%, maintenance: {count: excluded, cap: 90 minutes per year}",
        lambda p: p.maintenance.cap == timedelta(minutes=90),
    ),
    "cap of ten minutes": (
        "kind: availability, at_least: 99%, maintenance: {count: excluded, cap: 10 minutes per year}",
        lambda p: p.maintenance.cap == timedelta(minutes=10),
    ),
    "every": ("kind: frequency, every: 4 months", lambda p: p.every == 4),
    "every month": ("kind: frequency, every: month", lambda p: p.every == 1),
    "every quarter": ("kind: frequency, every: quarter", lambda p: p.every == 3),
    "every in Malay": ("kind: frequency, every: empat (4) bulan", lambda p: p.every == 4),
    "frequency": (
        "kind: frequency, times: 12, per: year, at_least_once_per: month",
        lambda p: (p.times, p.per, p.at_least_once_per) == (12, "year", "month"),
    ),
    "score": ("kind: score, scale: 1-7, at_least: 5", lambda p: p.scale == (1, 7)),
    "score in percent": ("kind: score, scale: 0 - 100, at_least: 79.5", lambda p: p.at_least == Fraction(159, 2)),
    "index": ("kind: index, elements: 9, weight: 1/9, at_least: 76.61", lambda p: p.weight == Fraction(1, 9)),
    "other index": ("kind: index, elements: 14, weight: 0.071", lambda p: p.weight == Fraction(71, 1000)),
    "ratio": (
        "kind: ratio, at_least: 50%, of: cases settled, cohort: {registered: {below: 2018-01-01}}",
        lambda p: p.of == "cases settled",
    ),
    "statement": ("kind: statement, says: Memastikan sistem cekap dan lancar", lambda p: p.kind == "statement"),
} | {kind: (f"kind: {kind}, says: x", lambda p, kind=kind: p.kind == kind) for kind in (
    "date", "volume", "quantity", "service_hours", "remedy", "customer_limit", "fee", "doc_rule",
)}  # fmt: skip

HEADS = {
    "title": ("title: {ms: Piagam, en: Charter}\n", lambda c: c.title["ms"] == "Piagam"),
    "plain title": ("title: Piagam\n", lambda c: c.title == "Piagam"),
    "source": ("source: {document: d, url: 'https://x', note: 'NOTA: a'}\nissuer: me\n", lambda c: c.source.note),
    "preset": ("reckoning: my-court\n", lambda c: c["a"].terms.reckoning.statutory_limit == 7),
    "preset and fields": (
        "reckoning: {preset: my-charter, receipt: cutoff 15:00, day_end: closing, statutory_limit: 7}\n",
        lambda c: c["a"].terms.reckoning.receipt == "cutoff 15:00",
    ),
    "fields": ("reckoning: {first_day: included, paused: restart, roll: none}\n", lambda c: c.reckoning["roll"]),
    "recovery": ("recovery: {notify: before_due, counts_as: met}\n", lambda c: c["a"].terms.extended_is_met),
    "plain recovery": ("recovery: {}\n", lambda c: c["a"].terms.recovers and not c["a"].terms.extended_is_met),
    "period by": ("period_by: stop\nlanguage: id\n", lambda c: c.period_by == "stop"),
    "working month": ("meanings: {working month: 22 working days}\n", lambda c: c.meanings.working_month.amount == 22),
}

CALENDARS = {
    "known": ("MY-07", lambda o: o.code == "MY-07"),
    "base": (
        "{base: MY-07, holidays: [2025-05-05, {date: 2025-05-06, name: Cuti}], changes: [{date: 2025-09-15, "
        "holiday: Cuti khas, known: 2025-09-06, source: s}, {date: 2025-01-03, open: 08:00-12:00, why: stock}]}",
        lambda o: not o.is_working_day("2025-05-05") and o.day("2025-01-03").why == "stock",
    ),
    "own": (
        "{zone: Asia/Kuala_Lumpur, weekly_holiday: sun, joint_leave: working, covers: 2014..2030, hours: "
        "[{from: 2014-01-01, sun-wed: 08:00-13:00 14:00-17:00, thu: 08:00-13:00}, "
        '{from: 2025-01-01, mon-thu: 08:00-17:00, "sat(2,4)": 08:00-12:45}], '
        "seasons: [{name: ramadan, dates: [2025-03-02..2025-03-30], hours: {mon-thu: 08:00-16:30}}]}",
        lambda o: o.is_working_day("2025-01-11") and not o.is_working_day("2025-01-18"),
    ),
    "always": ("{zone: Asia/Jakarta, hours: 24x7, covers: always}", lambda o: o.covers is None),
    "dates": (
        "{zone: Asia/Jakarta, hours: {daily: 08:00-16:00}, covers: 2025-01-01..2025-06-30, holidays: [2025-05-01..2025-05-03]}",  # noqa: E501
        lambda o: o.covers == (date(2025, 1, 1), date(2025, 6, 30)) and not o.is_working_day("2025-05-02"),
    ),
    "weekly holidays": (
        "{base: MY-07, weekly_holiday: [{day: fri}, {from: 2025-01-01, day: sun}]}",
        lambda o: o.weekly_holiday == ((None, 4), (date(2025, 1, 1), 6)),
    ),
}  # fmt: skip


def every_form():
    for name, (keys, sound) in FORMS.items():
        yield pytest.param(one(keys, ALL), lambda c, sound=sound: sound(c["a"]), id=name)
    for name, (keys, sound) in HEADS.items():
        yield pytest.param(one(WD, keys), sound, id=name)
    for name, (text, sound) in CALENDARS.items():
        text = f"id: x\ncalendar: {text}\n{SOUND}  - {{id: a, {WD}}}\n"
        yield pytest.param(text, lambda c, sound=sound: sound(c.office), id="calendar " + name)
    for path in CHARTERS:
        yield pytest.param(path.read_text(encoding="utf-8"), lambda c: len(c) > 1, id=path.stem)


@pytest.mark.parametrize(("text", "sound"), list(every_form()))
class TestEveryForm:
    def test_loads(self, text, sound):
        assert sound(cc.loads(text))

    def test_comes_back_from_a_dump(self, text, sound):
        charter = cc.loads(text)
        dumped = cc.dump(charter)
        again = cc.loads(dumped)
        assert again == charter
        assert [p.id for p in again] == [p.id for p in charter]
        assert cc.dump(again) == dumped

    def test_is_a_value(self, text, sound):
        charter, twin = cc.loads(text), cc.loads(text)
        assert charter == twin
        assert hash(charter) == hash(twin)

    def test_pledges_are_values(self, text, sound):
        charter, twin = cc.loads(text), cc.loads(text)
        assert [hash(p) for p in charter] == [hash(p) for p in twin]
        assert len(set(charter)) == len(charter)

    def test_is_copied_and_pickled(self, text, sound):
        charter = cc.loads(text)
        for other in (copy.deepcopy(charter), copy.copy(charter), pickle.loads(pickle.dumps(charter))):
            assert other == charter
            assert sound(other)
            assert cc.dump(other) == cc.dump(charter)

    def test_is_frozen(self, text, sound):
        charter = cc.loads(text)
        for owner, field in ((charter, "id"), (charter["a"] if "a" in charter.ids else charter.pledges[0], "id")):
            with pytest.raises(ValidationError, match="frozen"):
                setattr(owner, field, "y")


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (one(WD, "title: {ms: Piagam}\n"), lambda c: c.title.__setitem__("ms", "x")),
        (office("base: MY-07, holidays: [2025-05-05]"), lambda c: c.calendar.__setitem__("base", "MY-01")),
        (office("base: MY-07, holidays: [2025-05-05]"), lambda c: c.calendar["holidays"].append("2025-05-06")),
        (one(WD + ", applies: {c: d}"), lambda c: c["a"].applies.__setitem__("c", "x")),
        (one(WD, "reckoning: {day_end: closing}\n"), lambda c: c.reckoning.__setitem__("day_end", "midnight")),
    ],
)
def test_nothing_inside_can_be_changed(text, change):
    charter = cc.loads(text)
    before = cc.dump(charter)
    with pytest.raises((TypeError, AttributeError)):
        change(charter)
    assert cc.dump(charter) == before


def test_revisions():
    text = HEAD + (
        "pledges:\n  - {id: a, within: 5 working days, valid: {to: 2020-01-01}}\n"
        "  - {id: a, within: 3 working days, valid: {from: 2020-01-01}}\n"
    )
    charter = cc.loads(text)
    assert [r.limit.amount for r in charter.revisions("a")] == [5, 3]
    assert (charter["a"].limit.amount, charter.ids, len(charter)) == (3, ["a"], 2)
    (problem,) = problems_of(text.replace("{to: 2020-01-01}", "{to: 2020-01-02}"))
    assert (problem.code, problem.line) == ("CC207", 6)


def test_a_file_beside_the_charter(tmp_path):
    (tmp_path / "office.yaml").write_text("calendar:\n  zone: Asia/Jakarta\n  hours: {mon-fri: 08:00-16:00}\n")
    (tmp_path / "x.yaml").write_text(f"id: x\ncalendar: office.yaml\n{SOUND}")
    charter = cc.load(tmp_path / "x.yaml")
    assert charter.office.zone == "Asia/Jakarta"
    assert pickle.loads(pickle.dumps(charter)).office.zone == "Asia/Jakarta"
    assert charter.replace(id="y").office.zone == "Asia/Jakarta"


def test_a_base_beside_the_charter(tmp_path):
    (tmp_path / "office.yaml").write_text("calendar: {zone: Asia/Jakarta, hours: {mon-fri: 08:00-16:00}}\n")
    (tmp_path / "mine.yaml").write_text("calendar: {base: office.yaml, holidays: [2025-05-05]}\n")
    (tmp_path / "x.yaml").write_text(f"id: x\ncalendar: mine.yaml\n{SOUND}")
    (tmp_path / "y.yaml").write_text(f"id: y\ncalendar: {{base: office.yaml}}\n{SOUND}")
    assert cc.load(tmp_path / "y.yaml").office.zone == "Asia/Jakarta"
    assert not cc.load(tmp_path / "x.yaml").office.is_working_day("2025-05-05")


@pytest.mark.parametrize("name", ["x.yaml", "y.yaml"])
def test_a_calendar_that_rests_on_itself(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop.yaml").write_text("calendar: {base: loop.yaml}\n")
    (tmp_path / "x.yaml").write_text(f"id: x\ncalendar: {{base: loop.yaml}}\n{SOUND}")
    (tmp_path / "y.yaml").write_text(f"id: x\ncalendar: loop.yaml\n{SOUND}")
    with pytest.raises(cc.CharterclockError):
        _ = cc.load(tmp_path / name).office


# --- from Python -----------------------------------------------------------------------------------------------------


def charter_of(*pledges, **keys):
    return cc.Charter.model_validate({"id": "x", "calendar": "MY-07", "pledges": list(pledges), **keys})


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ({"kind": "score", "scale": (1, 7), "at_least": 5}, "kind: score, scale: 1-7, at_least: 5"),
        ({"kind": "score", "scale": [1, 7], "at_least": 5.5}, "kind: score, scale: 1-7, at_least: 5.5"),
        ({"kind": "index", "elements": 9, "weight": Fraction(1, 9)}, "kind: index"),
        ({"kind": "frequency", "times": 12, "per": "year"}, "kind: frequency, times: 12, per: year"),
        ({"kind": "frequency", "every": 4}, "kind: frequency, every: 4 months"),
        ({"kind": "availability", "at_least": Fraction(49, 50)}, "kind: availability, at_least: 98%"),
        (
            {"kind": "availability", "at_least": "98%", "maintenance": {"cap": timedelta(hours=36)}},
            "kind: availability, at_least: 98%, maintenance: {cap: 36 hours per year}",
        ),
        ({"within": Duration(3, "working day")}, "within: 3 working days"),
        ({"within": {"from": Duration(1, "working day"), "to": "3 working days"}}, "within: {from: 1 working day, to: 3 working days}"),  # noqa: E501
        ({"by": Annual(5, 31)}, "by: 31 May"),
        ({"within": "1 working day", "valid": {"from": date(2020, 1, 1)}}, "within: 1 working day, valid: {from: 2020-01-01}"),  # noqa: E501
        ({"within": "1 working day", "applies": {"n": {"from": 1, "to": 2.5}}}, "within: 1 working day, applies: {n: {from: 1, to: 2.5}}"),  # noqa: E501
        ({"within": "1 working day", "applies": {"n": 5, "b": True}}, 'within: 1 working day, applies: {n: 5, b: "yes"}'),  # noqa: E501
        ({"within": "1 working day", "applies": {"d": {"below": date(2020, 1, 1)}}}, "within: 1 working day, applies: {d: {below: 2020-01-01}}"),  # noqa: E501
        ({"within": "1 day", "meanings": Meanings(day="working day")}, "within: 1 day, meanings: {day: working day}"),
        ({"within": "1 working day", "reckoning": cc.Reckoning(day_end="closing")}, "within: 1 working day, reckoning: {day_end: closing}"),  # noqa: E501
        ({"within": "1 working day", "reckoning": {"statutory_limit": 7}}, "within: 1 working day, reckoning: {statutory_limit: 7}"),  # noqa: E501
    ],
)  # fmt: skip
def test_a_pledge_from_python_is_the_one_of_the_file(given, written):
    ours, theirs = charter_of({"id": "a", **given}), cc.loads(f"{HEAD}pledges:\n  - {{id: a, {written}}}\n")
    assert cc.loads(cc.dump(ours)) == theirs
    assert ours == theirs


def test_the_version_of_the_format_can_be_a_number():
    assert charter_of({"id": "a", "kind": "fee"}, charterclock=1).charterclock == "1"


def test_a_calendar_from_python():
    office = cc.Calendar.build(zone="Asia/Jakarta", hours={"mon-fri": "08:00-16:00"})
    charter = charter_of({"id": "a", "within": "1 working day"}, calendar=office)
    assert charter.office == office
    assert hash(charter) == hash(copy.deepcopy(charter))


@pytest.mark.parametrize("value", [True, float("nan"), float("inf"), None, object(), [], {}])
@pytest.mark.parametrize(
    "keys",
    [
        lambda v: {"within": "1 working day", "target": v or "x"},
        lambda v: {"within": v},
        lambda v: {"by": v},
        lambda v: {"kind": v},
        lambda v: {"within": "1 working day", "applies": {"n": {"from": v}}},
        lambda v: {"within": "1 working day", "meanings": {"working month": v or []}},
        lambda v: {"kind": "score", "scale": v, "at_least": 1},
        lambda v: {"kind": "index", "weight": v},
    ],
)
def test_values_from_python_that_are_none_of_ours(keys, value):
    with pytest.raises((ValidationError, CharterError)):
        charter_of({"id": "a", **keys(value)})


def test_a_pledge_by_its_id():
    charter = cc.load(CHARTERS[2])
    assert charter[charter.ids[3]].id == charter.ids[3]
    with pytest.raises(KeyError, match="did you mean 'facebook'"):
        cc.load(CHARTERS[0])["facebok"]
    with pytest.raises(KeyError, match="no pledge 'zzzzzzzz'"):
        charter["zzzzzzzz"]
    assert list(charter) == list(charter.pledges)


def test_a_pledge_of_no_charter():
    from charterclock.charter.pledges import Statement

    with pytest.raises(CharterError, match="CC206"):
        _ = Statement(id="a").terms


def test_replace_gives_another_charter_and_leaves_the_first():
    charter = cc.loads(one(WD, "reckoning: {day_end: closing}\n"))
    other = charter.replace(calendar="MY-01", reckoning={})
    assert (other.office.code, other["a"].terms.reckoning.day_end) == ("MY-01", "midnight")
    assert (charter.office.code, charter["a"].terms.reckoning.day_end) == ("MY-07", "closing")
    with pytest.raises((ValidationError, CharterError), match="CC305"):
        cc.loads(one("within: 1 day", "meanings: {day: working day}\n")).replace(meanings={})


@pytest.mark.parametrize(
    "make",
    [
        lambda c: c.replace(calendar="MY-01", pledges=c.pledges),
        lambda c: c.replace(calendar="MY-01", pledges=c.pledges[1:]),
        lambda c: charter_of(*c.pledges, calendar="MY-01"),
    ],
)
def test_a_pledge_given_to_another_charter_leaves_the_first(make):
    charter = cc.loads(one(WD))
    assert make(charter)["a"].terms.calendar == "MY-01"
    assert charter["a"].terms.calendar == "MY-07"
    assert charter.office.code == "MY-07"


# --- mistakes that are no mistakes to the reader ---------------------------------------------------------------------


@pytest.mark.parametrize("calendar", ["junk", "XX-99", "my-07", "SG", "nowhere.yaml", "MY_07", "Malaysia", "07"])
def test_a_calendar_that_cannot_be_built_is_no_sound_charter(tmp_path, calendar):
    (tmp_path / "x.yaml").write_text(f"id: x\ncalendar: {calendar}\n{SOUND}")
    with pytest.raises(CharterError) as caught:
        cc.load(tmp_path / "x.yaml")
    assert [(p.code[:3], p.line) for p in caught.value.problems] == [("CC4", 2)]


@pytest.mark.parametrize(
    "text",
    [
        one(WD + ", valid: {from: 86400}"),
        one("within: {from: 15 working days, to: 3 working days}"),
        one(WD + ", clock: {stop: {every: month}}"),
        one("kind: frequency, times: 1_000, per: year"),
        office("base: MY-07, weekly_holiday: [{form: 2014-01-01, day: fri}]"),
        office("base: MY-07, seasons: [{dates: 2025-03-02, hours: [{mon: 08:00-12:00}, {tue: 09:00-12:00}]}]"),
        office("base: MY-07, holidays: {2025-05-01: Labour Day}"),
        office("zone: Asia/Jakarta, hours: []"),
        office("zone: Asia/Jakarta, hours: {}"),
        office("base: MY-07, changes: [{date: 2025-05-05, open: 08:00-12:00}, {date: 2025-05-05, open: 09:00-10:00}]"),
    ],
    ids=[
        "a number for a date", "a range backward", "a recurring stop", "an underscore in a number",
        "weekly holiday misspelt", "two weeks in a season", "holidays as a mapping", "no hours",
        "hours of no day", "two hours for one date",
    ],
)  # fmt: skip
def test_what_says_nothing_sound_is_not_taken_silently(text):
    problems_of(text)


@pytest.mark.parametrize(
    "text", ["calendar: {base: MY-07, name: x}\n", "base: MY-07\nholidays: [2025-05-05]\n", "calendar: {zzz: 1}\n"]
)
def test_a_calendar_is_told_to_be_no_charter(text):
    (problem,) = problems_of(text)
    assert str(problem) == "1:1: CC211 this is a calendar, not a charter (a charter has id, calendar and pledges)"


@pytest.mark.parametrize("text", ["calendar: MY-07\n", "id: x\ncalendar: {base: MY-07}\n", "name: x\n"])
def test_a_charter_that_lacks_something_is_told_what(text):
    assert "CC202" in {problem.code for problem in problems_of(text)}


@pytest.mark.parametrize(
    ("calendar", "hint"), [("MY-07", "its calendar is MY-07"), ("{base: MY-07}", "a calendar file has no pledges")]
)
def test_a_charter_is_told_to_be_no_calendar(tmp_path, calendar, hint):
    (tmp_path / "x.yaml").write_text(f"id: x\ncalendar: {calendar}\n{SOUND}")
    for path in (str(tmp_path / "x.yaml"), tmp_path / "x.yaml"):
        with pytest.raises(CharterError) as caught:
            cc.calendar(path)
        (problem,) = caught.value.problems
        assert str(problem).endswith(f"x.yaml:1:1: CC414 this is a charter, not a calendar ({hint})")


@pytest.mark.parametrize("covers", ["2025-2026", "2025/2026", "2025 to 2026"])
def test_years_that_cannot_be_read_are_told_with_years(covers):
    (problem,) = problems_of(office(f"base: MY-07, covers: {covers}"))
    assert (problem.code, problem.hint) == ("CC407", "write 2025..2026")


def test_a_calendar_file_has_no_keys_beside_its_calendar(tmp_path):
    (tmp_path / "office.yaml").write_text("calendar: {base: MY-07}\nholidays: [2025-05-05]\nzzz: 1\n")
    with pytest.raises(CharterError, match="CC400"):
        cc.calendar(str(tmp_path / "office.yaml"))


SHAPES = ["", "[x]", "[[x, y]]", "{x: y}", "{self: x}", "'x'", "'['", "-1", "[]", "{}"]
PLACES = {
    "reckoning": lambda v: one(WD, f"reckoning: {v}\n"),
    "reckoning field": lambda v: one(WD, f"reckoning: {{day_end: {v}}}\n"),
    "reckoning preset": lambda v: one(WD, f"reckoning: {{preset: {v}}}\n"),
    "limit of statutory days": lambda v: one(WD, f"reckoning: {{statutory_limit: {v}}}\n"),
    "pledge reckoning": lambda v: one(f"{WD}, reckoning: {v}"),
    "meanings": lambda v: one(WD, f"meanings: {v}\n"),
    "meanings day": lambda v: one(WD, f"meanings: {{day: {v}}}\n"),
    "working month": lambda v: one(WD, f"meanings: {{working month: {v}}}\n"),
    "by": lambda v: one(f"by: {v}"),
    "within": lambda v: one(f"within: {v}"),
    "range": lambda v: one(f"within: {{from: {v}, to: 1 working day}}"),
    "tiers": lambda v: one(f"tiers: {v}"),
    "when": lambda v: tier(v or "null"),
    "bound": lambda v: tier(f"{{c: {{from: {v}}}}}"),
    "scale": lambda v: one(f"kind: score, scale: {v}, at_least: 5"),
    "every": lambda v: one(f"kind: frequency, every: {v}"),
    "cap": lambda v: one(f"kind: availability, at_least: 9%, maintenance: {{cap: {v}}}"),
    "kind": lambda v: one(f"kind: {v}"),
    "id": lambda v: f"id: {v}\ncalendar: MY-07\n{SOUND}",
    "title": lambda v: one(WD, f"title: {v}\n"),
    "source": lambda v: one(WD, f"source: {v}\n"),
    "calendar": lambda v: f"id: x\ncalendar: {v}\n{SOUND}",
    "pledges": lambda v: f"{HEAD}pledges: {v}\n",
    "base": lambda v: office(f"base: {v}"),
    "zone": lambda v: office(f"hours: 24x7, zone: {v}"),
    "hours": lambda v: office(f"zone: Asia/Jakarta, hours: {v}"),
    "hours of a day": lambda v: office(f"zone: Asia/Jakarta, hours: {{mon: {v}}}"),
    "hours from": lambda v: office(f"zone: Asia/Jakarta, hours: {{from: {v}, mon: 08:00-09:00}}"),
    "weekly holiday": lambda v: office(f"base: MY-07, weekly_holiday: {v}"),
    "covers": lambda v: office(f"base: MY-07, covers: {v}"),
    "holidays": lambda v: office(f"base: MY-07, holidays: {v}"),
    "holiday name": lambda v: office(f"base: MY-07, holidays: [{{date: 2025-05-05, name: {v}}}]"),
    "holiday kind": lambda v: office(f"base: MY-07, holidays: [{{date: 2025-05-05, kind: {v}}}]"),
    "holiday source": lambda v: office(f"base: MY-07, holidays: [{{date: 2025-05-05, source: {v}}}]"),
    "seasons": lambda v: office(f"base: MY-07, seasons: {v}"),
    "season dates": lambda v: office(f"base: MY-07, seasons: [{{dates: {v}, hours: 24x7}}]"),
    "season hours": lambda v: office(f"base: MY-07, seasons: [{{dates: 2025-03-01, hours: {v}}}]"),
    "changes": lambda v: office(f"base: MY-07, changes: {v}"),
    "change open": lambda v: office(f"base: MY-07, changes: [{{date: 2025-05-05, open: {v}}}]"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", SHAPES)
def test_any_shape_at_any_place(place, value):
    charter = outcome(PLACES[place](value))
    if charter is None:
        assert all(p.line for p in problems_of(PLACES[place](value)))
    else:
        hash(charter["ok"] if "ok" in charter.ids else charter.pledges[0])
        assert cc.loads(cc.dump(charter)) == charter


# --- hostile text: in a process of its own, each in a child with a limit of processor time ---------------------------

HOSTILE = {
    "brackets": "'[' * 200_000",
    "brackets in a pledge": "one('within: ' + '[' * 200_000)",
    "alias bomb": "'a0: &a0 [x]\\n' + ''.join(f'a{n}: &a{n} [' + f'*a{n - 1},' * 9 + ']\\n' for n in range(1, 9000))",
    "duplicates": "HEAD + 'id: y\\n' * 90_000",
    "bad UTF-8": "HEAD.encode() + b'\\xff' * 1000",
    "one MiB of pledges": "HEAD + 'pledges:\\n' + ''.join(f'  - {{id: p{n}, within: 3 working days}}\\n' for n in range(6000))",  # noqa: E501
    "wrong pledges": "HEAD + 'pledges:\\n' + ''.join(f'  - {{id: p{n}, within: 3 days}}\\n' for n in range(4000))",
    "unknown keys": "one('within: 1 working day, ' + ', '.join(f'k{n}: 3' for n in range(20_000)))",
    "revisions": "HEAD + 'pledges:\\n' + '  - {id: p, kind: fee, valid: {from: 2015-01-01, to: 2015-01-02}}\\n' * 4000",
    "tiers": "HEAD + 'pledges:\\n  - id: a\\n    tiers:\\n' + ''.join(f'    - {{name: t{n}, within: 3 working days}}\\n' for n in range(3000))",  # noqa: E501
    "overlapping tiers": "HEAD + 'pledges:\\n  - id: a\\n    tiers:\\n' + ''.join(f'    - {{name: t{n}, when: {{c: {{to: {n}}}}}, within: 3 working days}}\\n' for n in range(3000))",  # noqa: E501
    "tiers of words": "HEAD + 'pledges:\\n  - id: a\\n    tiers:\\n' + ''.join(f'    - {{name: t{n}, when: {{c: [' + ','.join(f'{n}w{m}' for m in range(400)) + ']}, within: 3 working days}\\n' for n in range(200))",  # noqa: E501
    "words": "tier('{c: [' + ','.join(f'w{n}' for n in range(90_000)) + ']}')",
    "great bound": "tier('{c: {below: 1e99999999}}')",
    "great target": "one('within: 1 working day, target: 1e99999999%')",
    "small weight": "one('kind: index, weight: 1e-99999999')",
    "great duration": "one('within: ' + '9' * 100_000 + ' working days')",
    "long words": "one('within: ' + 'dua puluh ' * 50_000 + 'hari bekerja')",
    "long key": "one('? ' + 'k' * 500_000 + '\\n  : 3')",
    "long kind": "one('kind: ' + 'deadlin' * 100_000)",
    "long cap": "one('kind: availability, at_least: 9%, maintenance: {cap: \\'1' + ' ' * 200_000 + 'x\\'}')",
    "dashes": "one('kind: score, at_least: 5, scale: ' + '1-' * 400_000)",
    "long holiday": "office('base: MY-07, holidays: [0002-01-01..9998-01-01]')",
    "many holidays": "office('base: MY-07, holidays: [' + ', '.join(['1990-01-01..2050-01-01'] * 500) + ']')",
    "long season": "office('base: MY-07, seasons: [{dates: 0002-01-01..9998-01-01, hours: 24x7}]')",
    "opening hours": "office('zone: Asia/Jakarta, hours: {mon: ' + '08:00-09:00 ' * 80_000 + '}')",
}  # fmt: skip
SERVER = """
import json, os, resource, sys
import charterclock as cc
import charterclock.charter.load
HEAD, SOUND = {HEAD!r}, {SOUND!r}
def one(keys):
    return f"{{HEAD}}{{SOUND}}  - {{{{id: a, {{keys}}}}}}\\n"
def tier(when):
    return one(f"tiers: [{{{{name: t, when: {{when}}, within: 1 working day}}}}]")
def office(keys):
    return f"id: x\\ncalendar: {{{{{{keys}}}}}}\\n{{SOUND}}"
cc.calendar("MY-07")
def child(text):
    resource.setrlimit(resource.RLIMIT_CPU, (2, 3))
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        cc.loads(eval(text))
    except (cc.FileError, cc.CharterError) as error:
        os._exit(0 if len(str(error)) < 200_000 else 3)
    except BaseException:
        os._exit(4)
    os._exit(0)
found = {{}}
for name, text in json.loads(sys.argv[1]).items():
    pid = os.fork()
    if pid == 0:
        child(text)
    found[name] = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(json.dumps(found))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processor time")
def test_hostile():
    run = subprocess.run(
        [sys.executable, "-c", SERVER.format(HEAD=HEAD, SOUND=SOUND), json.dumps(HOSTILE)],
        check=True, capture_output=True, text=True, timeout=300,
        env={**os.environ, "PYTHONPATH": str(Path(cc.__file__).parents[1])},
    )  # fmt: skip
    said = {3: "a message without end", 4: "an exception that is none of ours"}
    wrong = {n: said.get(code, "too long, or too large") for n, code in json.loads(run.stdout).items() if code}
    assert wrong == {}


def test_unquoted_sign():
    (problem,) = problems_of(tier("{points: >100}"))
    assert (problem.code, problem.line, problem.column) == ("CC105", 6, 46)
    assert "above: 100" in problem.hint


# --- random text, and seed charters with one thing changed -----------------------------------------------------------


def outcome(text):
    """The charter, or ``None`` where it is refused; anything else is raised."""
    try:
        return cc.loads(text)
    except (FileError, CharterError):
        return None


def test_random_text():
    source = random.Random(1)
    words = [
        "id",
        "x",
        "calendar",
        "MY-07",
        "pledges",
        "within",
        "3 working days",
        "kind",
        "fee",
        "tiers",
        "when",
        ">5",
    ]
    signs = [": ", ", ", "{", "}", "[", "]", "\n", "\n  ", "\n  - ", "- ", "'", '"', "#", "&a ", "*a ", "!", "\t", "%"]
    for _ in range(1500):
        outcome("".join(source.choice(words + signs) for _ in range(source.randint(1, 30))))


def test_random_text_in_a_charter():
    source = random.Random(2)
    bits = [
        "1",
        "9",
        "e9",
        "%",
        "-",
        "..",
        ":",
        "0",
        "day",
        " ",
        "working day",
        "{a: b}",
        "[a]",
        "null",
        "é",
        "٣",
        "²",
        "/",
    ]
    for _ in range(1500):
        value = "".join(source.choice(bits) for _ in range(source.randint(1, 4)))
        key = source.choice(["within", "by", "target", "at_least", "valid", "reckoning", "meanings", "kind", "clock"])
        charter = outcome(one(f"{key}: {value}"))
        if charter is not None:
            assert cc.loads(cc.dump(charter)) == charter


#: names that the writer of a charter chooses: a misspelt one is another name
FREE = re.compile(r"(when|applies|cohort|title): \{[^}]*$")


def keys_of(text):
    """The places of keys of the format in a seed charter, comments and printed sentences left out."""
    place = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        prose = stripped.startswith(("#", "says", "note", "Memastikan")) or re.match(r" {6,}[A-Za-z(]", line)
        if not prose:
            for found in re.finditer(r"(?:^|[{ ,])([a-z_]{3,}):(?=\s)", line.split(" #")[0]):
                if not FREE.search(line[: found.start(1)]):
                    yield place + found.start(1), place + found.end(1)
        place += len(line)


def misspelt(word, source):
    at = source.randrange(len(word) - 1)
    made = source.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at] + word[at:],
        ]
    )
    return made if made != word else word + "x"


@pytest.mark.parametrize("path", CHARTERS, ids=lambda p: p.stem)
def test_a_misspelt_key_of_a_seed_charter_is_never_passed_over(path):
    source, text = random.Random(3), path.read_text(encoding="utf-8")
    places = list(keys_of(text))
    assert len(places) > 15
    for begin, end in source.sample(places, min(40, len(places))):
        wrong = text[:begin] + misspelt(text[begin:end], source) + text[end:]
        line = text.count("\n", 0, begin) + 1
        with pytest.raises((FileError, CharterError)) as caught:
            cc.loads(wrong)
        assert line in [p.line for p in caught.value.problems], text.splitlines()[line - 1]


@pytest.mark.parametrize("path", CHARTERS, ids=lambda p: p.stem)
def test_seed_charters_with_one_thing_changed(path):
    source, text = random.Random(4), path.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    for _ in range(60):
        what = source.randrange(5)
        changed = list(lines)
        a, b = source.randrange(len(lines)), source.randrange(len(lines))
        if what == 0:
            del changed[a]
        elif what == 1:
            changed[a], changed[b] = changed[b], changed[a]
        elif what == 2:
            changed.insert(b, changed[a])
        elif what == 3:
            place = source.randrange(len(text))
            changed = [text[:place], source.choice("{}[]:,#'\"\n\t&*!%x5é\0"), text[place + source.randrange(3) :]]
        else:
            place = source.randrange(len(text))
            changed = [text[:place], text[place + source.randrange(200) :]]
        charter = outcome("".join(changed))
        if charter is not None:
            assert cc.loads(cc.dump(charter)) == charter


# --- a slip ends the reading, and what stands before it is told ------------------------------------------------------

SLIP = "  - {id: z, says: this: that}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # calendar, title and a pledge are whole; of the pledge with the slip nothing is told
        ("id: x\ncalendar: MY-77\nisuer: me\npledges:\n  - {id: a, within: soon}\n  - {id: b, targt: 1%, says: a: b}\n",
         ["CC405 2:11", "CC201 3:1", "CC306 5:21", "CC105 6:31"]),
        # what may have come later is not missed: pledges, meanings, other revisions
        ("id: x\ncalendar: MY-07\ntitle: 'open\n", ["CC105 3:8"]),
        ("id: x\npledges:\n  - {id: a, within: 3 days}\n" + SLIP, ["CC105 4:23"]),
        ("id: x\nmeanings: {week: working week}\npledges:\n  - {id: a, within: 3 days}\n" + SLIP,
         ["CC305 4:21", "CC105 5:23"]),
        ("calendar: {zone: Asia/KL, hours: 24x7, ]\n", ["CC105 1:40"]),
        # a calendar file is no charter
        ("zone: Asia/Kuala_Lumpur\nhours: {mon: '08:00-12:00'}\nholidays: [@]\n", ["CC105 3:12"]),
        # a limit of the reader's own
        (f"id: x\ncalendar: MY-77\npledges: [{{id: a, within: soon}}, {'[' * 100}\n",
         ["CC405 2:11", "CC306 3:27", "CC104 3:96"]),
        # a second document
        ("id: x\nisuer: me\ncalendar: MY-07\npledges: [{id: a, kind: fee}]\n---\nid: y\n", ["CC201 2:1", "CC110 5:1"]),
    ],
    ids=itertools.count(),
)  # fmt: skip
def test_the_problems_before_a_slip_are_told(text, found):
    with pytest.raises(FileError) as caught:
        cc.loads(text)
    assert brief(caught.value.problems) == found


def test_a_word_out_of_a_few_has_the_nearest_as_its_hint():
    (problem,) = problems_of(one("kind: availability, at_least: 98%, per: quater"))
    assert (problem.found, problem.hint) == ("quater", "did you mean 'quarter'?")
