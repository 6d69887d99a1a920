"""What changed between two charters: nothing is passed over, and tighter is tighter for every case."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from drawn_charters import charters, deadlines, pledges, reckonings
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import charterclock as cc
from charterclock.charter.diff import KINDS, Change
from charterclock.charter.diff.limits import limit_kind
from charterclock.charter.diff.texts import NONE, TEXTS, WORDS
from charterclock.durations import UNITS
from charterclock.files import read_file

PLENTY = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
HEAD = """\
id: x
calendar: MY-07
meanings: {day: working day, week: working week, month: calendar month, hour: clock hour}
"""
CHANGES: Any = read_file(Path(__file__).parents[1] / "cases" / "changes.yaml").data


def of(*keys: str, more: str = "") -> cc.Charter:
    """A charter of pledges with these keys."""
    return cc.loads(HEAD + more + "pledges:\n" + "".join(f"  - {{id: a{n}, {key}}}\n" for n, key in enumerate(keys)))


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: f"{case['old']} - {case['new']}")
def test_one_change(case: Any) -> None:
    assert [str(change) for change in of(case["old"]).diff(of(case["new"]))] == case["told"]


def test_pledges_and_the_charter_itself() -> None:
    old = of("within: 1 day", "kind: fee", "within: 2 days", more="language: ms\nrecovery: {counts_as: met}\n")
    new = cc.loads(
        HEAD.replace("MY-07", "MY-14").replace("working week", "calendar week") + "pledges:\n"
        "  - {id: a2, within: 2 days}\n  - {id: a0, within: 1 day}\n  - {id: b, within: 1 week}\n"
    )
    assert [str(change) for change in old.diff(new)] == [
        "changed: calendar: MY-07, now MY-14",
        "changed: language: ms, now none",
        "changed: meanings: {day: working day, week: working week, month: calendar month, hour: clock hour}, "
        "now {day: working day, week: calendar week, month: calendar month, hour: clock hour}",
        "changed: recovery: {counts_as: met}, now none",
        "b: new: From receipt to completion: within 1 calendar week.",
        "a1: gone: Nothing measurable is promised.",
        "changed: pledges: in another order",
    ]
    assert {change.message("id").split(": ")[0] for change in old.diff(new)} == {"berubah", "b", "a1"}


def test_a_word_that_means_something_else_changes_every_limit_that_uses_it() -> None:
    old = cc.loads("id: x\ncalendar: MY-07\nmeanings: {hour: clock hour}\npledges: [{id: a, within: 2 jam}]")
    new = cc.loads("id: x\ncalendar: MY-07\nmeanings: {hour: working hour}\npledges: [{id: a, within: 2 jam}]")
    assert [change.key for change in old.diff(new)] == ["meanings", "limit"]


def test_revisions_are_told_apart() -> None:
    first = "id: x\ncalendar: MY-07\npledges:\n  - {id: a, within: 5 working days, valid: {to: 2025-01-01}}\n"
    second = "  - {id: a, within: %s working days, valid: {from: 2025-01-01}}\n"
    old, new = cc.loads(first + second % 3), cc.loads(first + second % 2)
    assert [str(change) for change in old.diff(new)] == [
        "a [2025-01-01..]: tighter: within 3 working days, now within 2 working days",
    ]
    assert [str(change) for change in cc.loads(first).diff(new)] == [
        "a [2025-01-01..]: new: From receipt to completion: within 2 working days. Valid from 1 January 2025.",
    ]


def test_a_calendar_file_of_one_name_that_says_something_else(tmp_path: Path) -> None:
    charter = "id: x\ncalendar: office.yaml\npledges: [{id: a, within: 3 working days}]\n"
    sides = []
    for name, days in (("old", "mon-fri"), ("new", "mon-sat"), ("same", "mon, tue-fri")):
        (tmp_path / name).mkdir()
        hours = ", ".join(f"{day}: 08:00-17:00" for day in days.split(", "))
        office = f"calendar: {{name: {name}, zone: Asia/Kuching, hours: {{{hours}}}, covers: 2025}}\n"
        (tmp_path / name / "office.yaml").write_text(office)
        (tmp_path / name / "c.yaml").write_text(charter)
        sides.append(cc.load(tmp_path / name / "c.yaml"))
    old, new, same = sides
    assert [str(change) for change in old.diff(new)] == [
        "changed: calendar: office.yaml has other days or hours (charterclock calendar diff says which)"
    ]
    assert old.diff(same) == ()


def test_every_sentence_is_in_three_languages() -> None:
    assert set(WORDS) == set(NONE) == {"ms", "id", "en"}
    assert all(set(words) == set(KINDS) for words in WORDS.values())
    assert all(set(said) == set(WORDS) for said in TEXTS.values())
    change = Change("tighter", "a", None, "target", None, "90%")
    assert change.message("ms") == "a: lebih ketat: target: tiada, kini 90%"
    with pytest.raises(cc.CharterclockError, match="CC506"):
        Change("tighter", "a", None, "target").message("fr")


# --- laws ------------------------------------------------------------------------------------------------------------


@PLENTY
@given(charters(), st.data())
def test_nothing_is_passed_over(keys: dict[str, Any], data: st.DataObject) -> None:
    """Of two charters that differ in one place, or in none, the difference is told exactly if they are not equal."""
    changed = {**keys, "pledges": list(keys["pledges"])}
    place = data.draw(st.integers(0, len(keys["pledges"]) - 1))
    pledge = keys["pledges"][place]
    how = data.draw(st.sampled_from(["pledge", "key", "charter", "order", "none"]))
    if how == "pledge":
        changed["pledges"][place] = {"id": pledge["id"], **data.draw(pledges())}
    elif how == "key":
        name = data.draw(st.sampled_from(sorted(pledge)))
        other = data.draw(pledges())
        changed["pledges"][place] = {**pledge, **({name: other[name]} if name in other else {})}
    elif how == "charter":
        other = data.draw(charters())
        name = data.draw(st.sampled_from([name for name in other if name not in ("pledges", "meanings")]))
        changed[name] = other[name]
    elif how == "order":
        changed["pledges"] = data.draw(st.permutations(keys["pledges"]))
    try:
        old, new = cc.Charter.model_validate(keys), cc.Charter.model_validate(changed)
    except ValueError:
        assume(False)
    found = old.diff(new)
    assert (found == ()) == (old == new)
    assert {change.kind for change in found} <= set(KINDS)
    for change in found:
        for language in WORDS:
            assert change.message(language)
            assert change.to_dict(language)["message"] == change.message(language)


STARTS = st.datetimes(datetime(2010, 1, 1), datetime(2012, 12, 31)).map(lambda at: at.replace(microsecond=0))
WORDED = cc.Meanings(day="working day", week="working week", month="calendar month", hour="clock hour")


@st.composite
def two_limits(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two limits whose bounds and units are mostly of one sort."""
    bound, unit = draw(st.sampled_from(["within", "after", "before", "at_least"])), draw(st.sampled_from(UNITS))
    if bound in ("after", "before"):
        unit = draw(st.sampled_from(["calendar day", "working day", "working week", "statutory day", "calendar month"]))
    one_sort = next((sort for sort in SORTS if unit in sort), [unit])
    sides = []
    for _ in range(2):
        key = draw(st.sampled_from(["within", "under"])) if bound == "within" else bound
        said = draw(st.sampled_from(one_sort))
        sides.append({key: said if said == "next working day" else f"{draw(AMOUNTS)} {said}"})
    return sides[0], sides[1]


AMOUNTS = st.integers(0, 8) | st.integers(0, 60)
SORTS = [["clock second", "clock minute", "clock hour"], ["working minute", "working hour"],
         ["calendar month", "calendar quarter", "calendar year"]]  # fmt: skip


@pytest.mark.filterwarnings("ignore::charterclock.BeyondGazettedWarning")
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(two_limits(), STARTS, reckonings)
def test_tighter_is_tighter_for_every_case(limits: Any, start: datetime, reckoning: Any) -> None:
    """The due of the tighter one never comes later (of a floor: its end never sooner), whenever a case begins."""
    keys = {"id": "x", "calendar": "MY-07", "meanings": WORDED, "reckoning": reckoning}
    sides = [cc.Charter.model_validate({**keys, "pledges": [{"id": "a", **limit}]}) for limit in limits]
    before, after = (charter["a"] for charter in sides)
    found = limit_kind((before, before), (after, after))
    if found is None or found[0] == "changed":
        if found is not None and found[1] == "written":
            assert due(before, start) == due(after, start)
        return
    tight, loose = (after, before) if found[0] == "tighter" else (before, after)
    first, last = due(tight, start), due(loose, start)
    assert first >= last if tight.bound == "at_least" else first <= last


def due(pledge: Any, start: datetime) -> datetime:
    try:
        found = pledge.due(start)
    except cc.OutsideCalendarError:
        assume(False)
    return found.reached_at if found.at is None else found.at


@PLENTY
@given(deadlines())
def test_a_charter_is_as_itself(keys: dict[str, Any]) -> None:
    charter = cc.Charter.model_validate({"id": "x", "calendar": "MY-07", "meanings": WORDED,
                                         "pledges": [{"id": "a", **keys}]})  # fmt: skip
    assert charter.diff(cc.loads(cc.dump(charter))) == ()
