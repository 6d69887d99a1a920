"""What pictures draw: their patches, texts and lines, without a screen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import matplotlib
import pandas as pd
import pytest

import charterclock as cc
from charterclock.clock.explain import counted_spans, numbered_days
from charterclock.errors import CharterclockError
from charterclock.record.plot import heat_map, time_used, timeline, timelines, uptime
from charterclock.record.strip import Strip

matplotlib.use("Agg")
from matplotlib import pyplot

CHARTER = cc.loads("""
id: unit
title: Unit
calendar: {zone: Asia/Kuala_Lumpur, hours: {mon-fri: 08:00-13:00 14:00-17:00}, holidays: ["2025-05-01"]}
language: en
pledges:
  - id: answer
    says: An answer in five days
    clock: {start: received, stop: done}
    within: 5 calendar days
    target: 90%
  - {id: permit, clock: {start: received, stop: done}, within: 3 working days, pause: waiting}
  - {id: portal, kind: availability, at_least: 98%}
  - {id: kind, kind: statement, says: Kind}
""")
CASES = pd.DataFrame(
    {
        "pledge": ["answer"] * 4,
        "received": ["2025-05-05T00:00"] * 4,
        # the fifth day is a Saturday, so that the due is the end of the Monday after it, eight days from the receipt
        "done": ["2025-05-08T00:00", "2025-05-12T23:59:59.999999", "2025-05-13T12:00", "2025-05-25T00:00"],
    }
)
OUTAGES = [
    {"start": "2025-04-01T00:00", "end": "2025-04-02T00:00"}, {"start": "2025-05-01T00:00", "end": "2025-05-01T08:00"},
]  # fmt: skip


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    pyplot.close("all")


def record(charter: Any = CHARTER) -> cc.Record:
    over = ("2025-04-01", "2025-05-31")
    return charter.attainment(CASES, outages=OUTAGES, over=over, at="2025-06-01T00:00")  # type: ignore[no-any-return]


def texts(ax: Any) -> list[str]:
    return [text.get_text().strip() for text in ax.texts]


def test_a_heat_map_prints_every_figure() -> None:
    ax = record().plot()
    assert texts(ax) == [
        "no data", "50.0% ✗", "no data", "no data", "96.7% ✗", "98.9% ✓", "not measurable", "not measurable",
    ]  # fmt: skip
    assert [label.get_text() for label in ax.get_xticklabels()] == ["April 2025", "May 2025"]
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "1 An answer in five days", "2 permit", "3 portal", "4 Kind",
    ]  # fmt: skip
    greys = [patch.get_facecolor()[0] for patch in ax.patches]
    assert len(greys) == 8
    assert greys[0] == greys[7] == 1  # no figure, no colour
    assert greys[1] < greys[4] < greys[5] < 1
    assert ax.get_title() == "Unit"


def test_a_picture_is_drawn_on_the_axes_that_are_given() -> None:
    ax = pyplot.subplots()[1]
    assert record().plot(ax, "ms") is ax
    assert "tiada kes" in texts(ax)
    assert pyplot.get_fignums() == [ax.figure.number]


def test_uptime_shows_what_may_still_be_lost() -> None:
    ax = uptime(record())
    widths = [(round(bar.get_x(), 2), round(bar.get_width(), 2), bar.get_hatch()) for bar in ax.patches]
    # 2% of April are 14.4 hours, of May 14.88
    assert widths == [(0, 14.4, None), (14.4, 9.6, "xxx"), (0, 8, None), (8, 6.88, None)]
    assert texts(ax) == [
        "down 24 h 0 min, over the limit by 9 h 36 min", "down 8 h 0 min, still permitted 6 h 53 min",
    ]  # fmt: skip
    assert ax.patches[2].get_facecolor()[0] < ax.patches[3].get_facecolor()[0]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["portal, April 2025", "portal, May 2025"]


def test_time_used_is_exact_at_the_due() -> None:
    ax = time_used(CHARTER, CASES, "answer", at="2025-06-01T00:00")
    heights = {int(bar.get_x() // 10): bar.get_height() for bar in ax.patches if bar.get_height()}
    # 3 of 8 days, 8 of 8 to the microsecond, 8.5 of 8, 20 of 8
    assert heights == {3: 1, 9: 1, 10: 1, 20: 1}
    assert ax.patches[9].get_facecolor() != ax.patches[10].get_facecolor()
    assert texts(ax) == ["1"] * 4
    assert ax.get_title() == "An answer in five days (4)"
    assert list(ax.lines[0].get_xdata()) == [100, 100]


def test_a_timeline_has_opening_time_days_off_pauses_and_marks() -> None:
    clock = CHARTER["permit"].start("2025-04-30T10:00").pause("2025-05-02T09:00").resume("2025-05-02T12:00")
    ax = timeline(clock)
    due = clock.due()
    assert f"{due.at:%Y-%m-%d %H:%M}" == "2025-05-06 23:59"
    hatches = [patch.get_hatch() for patch in ax.patches if patch.get_hatch()]
    assert hatches == ["xxx", "///", "///"]  # 1 May is a day off, 3 and 4 May are rest days
    assert len(ax.patches) == 3 + 2 * 4 + 1  # morning and afternoon of 30 April, 2, 5 and 6 May; the pause
    assert texts(ax) == ["1", "2", "3", "start Wed 30 Apr 10:00", "due Tue 6 May 23:59"]
    stopped = timeline(clock.stop("2025-05-08T11:00"))
    assert texts(stopped)[-1] == "stop Thu 8 May 11:00"
    assert len(stopped.lines) == 3
    assert len(timeline(clock.stop("2025-05-08T11:00"), at="2025-05-07T00:00").lines) == 2
    assert len(timeline(clock.stop("2025-05-08T11:00").reopen("2025-05-09T11:00")).lines) == 2
    said = [text.get_text() for text in ax.figure.legends[0].get_texts()]
    assert said == ["open", "rest day", "day off", "paused", "n: day that counts"]
    assert timeline(clock, pyplot.subplots()[1]).figure.legends == []


def test_a_timeline_stands_where_its_instants_are() -> None:
    """A day is as wide as it is long: the due is at the right edge, the receipt 34 of 144 hours before it begins."""
    office = cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours={"mon-fri": "08:00-17:00"})
    ax = timeline(cc.due("2025-05-02T20:00", "1 working day", office, {"receipt": "next_opening"}))
    start, received, due = (line.get_xdata()[0] for line in ax.lines)
    assert (start, received) == (pytest.approx(20 / 120), pytest.approx(80 / 120))
    assert due == pytest.approx(1, abs=1e-9)
    assert texts(ax) == ["1", "start Fri 2 May 20:00", "received Mon 5 May 08:00", "due Tue 6 May 23:59"]
    assert [label.get_text() for label in ax.get_xticklabels()][:2] == ["Fri\n2\nMay", "Sat\n3"]


def test_hours_are_shown_by_the_hour_also_where_one_comes_twice() -> None:
    paris = cc.Calendar.build(zone="Europe/Paris", hours="24x7")
    ax = timeline(cc.due("2025-10-26T02:30", "1 clock hour", paris))
    labels = [label.get_text().partition("\n")[0] for label in ax.get_xticklabels()]
    assert labels == ["01:00", "01:30", "02:00", "02:30", "02:00", "02:30", "03:00", "03:30"]
    start, due = (line.get_xdata()[0] for line in ax.lines)
    assert (start, due) == (pytest.approx(1.5 / 3.5), pytest.approx(2.5 / 3.5))
    bar = ax.patches[-1]
    assert (bar.get_x(), bar.get_width()) == (pytest.approx(start), pytest.approx(due - start))


def test_hours_that_count_are_a_bar_without_break_and_pause() -> None:
    office = CHARTER["permit"].terms.office
    due = cc.due("2025-05-05T12:00", "3 working hours", office, pauses=[("2025-05-05T14:30", "2025-05-05T15:30")])
    assert counted_spans(due) == [
        (datetime.fromisoformat(f"2025-05-05T{a}+08:00"), datetime.fromisoformat(f"2025-05-05T{b}+08:00"))
        for a, b in (("12:00", "13:00"), ("14:00", "14:30"), ("15:30", "17:00"))
    ]
    night = cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours={"mon-sat": "21:00-07:00"})
    found = counted_spans(cc.due("2025-05-06T05:00", "3 working hours", night))
    assert [(a.astimezone(UTC).hour, b.astimezone(UTC).hour) for a, b in found] == [(21, 23), (13, 14)]


@pytest.mark.parametrize(
    ("limit", "reckoning", "bound", "numbers"),
    [
        ("2 working days", {}, "within", {"05-02": 1, "05-05": 2}),
        ("2 working days", {"first_day": "included"}, "within", {"04-30": 1, "05-02": 2}),
        ("2 working days", {}, "before", {"04-29": 1, "04-28": 2}),
        ("2 working days", {}, "after", {"05-02": 1, "05-05": 2}),
        ("3 calendar days", {}, "within", {"05-01": 1, "05-02": 2, "05-03": 3}),
        ("1 working week", {}, "within", {"05-02": 1, "05-05": 2, "05-06": 3, "05-07": 4, "05-08": 5}),
        ("1 calendar month", {}, "within", {}),
        ("2 clock hours", {}, "within", {}),
    ],
)
def test_days_that_count_are_numbered(limit: str, reckoning: Any, bound: str, numbers: Any) -> None:
    due = cc.due("2025-04-30T10:00", limit, CHARTER["permit"].terms.office, reckoning, bound=bound)
    assert {f"{day:%m-%d}": number for day, number in numbered_days(due).items()} == numbers


def test_a_pause_that_moves_nothing_is_hollow() -> None:
    office = CHARTER["permit"].terms.office
    later = [("2025-05-07T09:00", "2025-05-08T09:00")]
    ax = timeline(cc.due("2025-05-05T10:00", "1 working day", office, pauses=later), pauses=later)
    assert ax.patches[-1].get_facecolor() == (1, 1, 1, 1)
    assert "pause without effect" in [text.get_text() for text in ax.figure.legends[0].get_texts()]
    counted = [("2025-05-05T16:00", "2025-05-06T09:00")]
    ax = timeline(cc.due("2025-05-05T10:00", "1 working day", office, pauses=counted), pauses=counted)
    assert ax.patches[-1].get_facecolor()[0] < 0.2


def test_an_extension_has_its_notice_and_both_dues() -> None:
    charter = CHARTER.replace(recovery={"notify": "before_due"})
    clock = charter["permit"].start("2025-05-05T10:00").extend("2025-05-07T09:00", until="2025-05-12")
    ax = timeline(clock, shares=[0.5])
    marks = [text.split()[0] for text in texts(ax) if not text.isdigit()]
    assert marks == ["start", "extension", "50%", "first", "due"]  # half of the longer time is later than the notice
    assert "first due Thu 8 May 23:59" in texts(ax)
    assert "tarikh akhir asal Kha 8 Mei 23:59" in texts(timeline(clock, language="ms"))


def test_timelines_share_their_time() -> None:
    office = CHARTER["permit"].terms.office
    limits = ("1 working day", "5 working days")
    early, late = timelines([(limit, cc.due("2025-05-05T10:00", limit, office)) for limit in limits])
    assert early.figure is late.figure
    assert early.lines[0].get_xdata()[0] == pytest.approx(late.lines[0].get_xdata()[0])
    assert early.lines[1].get_xdata()[0] == pytest.approx(2 / 8)
    assert (len(early.get_xticklabels()), len(late.get_xticklabels())) == (0, 8)
    assert [ax.get_title(loc="left") for ax in (early, late)] == ["1 working day", "5 working days"]


@pytest.mark.parametrize(("limit", "labels"), [("20 working days", "5 May"), ("6 calendar months", "1 Jun")])
def test_long_times_have_no_label_a_day(limit: str, labels: str) -> None:
    ax = timeline(cc.due("2025-05-05T10:00", limit, CHARTER["permit"].terms.office))
    found = [label.get_text() for label in ax.get_xticklabels()]
    assert labels == found[0]
    assert len(found) < 9


def test_dates_beyond_the_calendar_are_left_white() -> None:
    hours = {"mon-fri": "08:00-17:00"}
    office = cc.Calendar.build(zone="Asia/Kuala_Lumpur", hours=hours, covers="2025-01-01..2025-12-31")
    ax = timeline(cc.due("2025-12-31T10:00", "72 clock hours", office))
    assert [patch.get_hatch() for patch in ax.patches] == [None, None]  # the opening time of 31 December, and the bar


def test_the_text_of_a_strip_says_its_instants() -> None:
    due = cc.due("2025-04-30T10:00", "2 working days", CHARTER["permit"].terms.office)
    assert Strip.of(due, language="id").text == (
        "dalam waktu 2 hari kerja: mulai Rab 30 Apr 2025 10:00; jatuh tempo Sen 5 Mei 2025 23:59:59.999999"
    )
    with pytest.raises(CharterclockError, match="CC506"):
        Strip.of(due, language="fr")


@pytest.mark.parametrize("text", ["$\\frac{$ $x^$", "<script>", "a\nb\u202ec", "z" * 10_000])
def test_hostile_text_is_drawn_as_it_is(text: str) -> None:
    pledges = [pledge.model_copy(update={"says": text}) for pledge in CHARTER.pledges]
    charter = CHARTER.replace(pledges=pledges, title=text)
    clock = charter["permit"].start("2025-04-30T10:00")
    for ax in (record(charter).plot(), uptime(record(charter)), timeline(clock),
               time_used(charter, CASES, "answer", at="2025-06-01T00:00")):  # fmt: skip
        ax.figure.canvas.draw()
        drawn = [ax.get_title(), ax.get_title(loc="left"), *(label.get_text() for label in ax.get_yticklabels())]
        assert all(len(said) < 80 and "\n" not in said and "\u202e" not in said for said in drawn)


def test_without_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    due = cc.due("2025-04-30T10:00", "2 working days", CHARTER["permit"].terms.office)
    for draw in (lambda: timeline(due), lambda: timelines([("", due)])):
        with pytest.raises(CharterclockError, match="CC705"):
            draw()
    for draw in (heat_map, uptime):
        with pytest.raises(CharterclockError, match=r"CC705 a picture needs matplotlib .*charterclock\[plot\]"):
            draw(record())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ms", ["% tempoh dari tarikh terima hingga tarikh akhir", "kes",
                "mula Isn 5 Mei 09:00", "selesai Kha 8 Mei 09:00", "tarikh akhir Kha 8 Mei 23:59", "jam"]),
        ("id", ["% waktu sejak diterima sampai jatuh tempo", "kasus",
                "mulai Sen 5 Mei 09:00", "selesai Kam 8 Mei 09:00", "jatuh tempo Kam 8 Mei 23:59", "jam"]),
        ("en", ["% of the time from receipt to due", "cases", "start Mon 5 May 09:00", "stop Thu 8 May 09:00",
                "due Thu 8 May 23:59", "h"]),
    ],
)  # fmt: skip
def test_pictures_speak_the_language(language: str, said: list[str]) -> None:
    used = time_used(CHARTER, CASES, "answer", language=language)
    record = CHARTER.attainment(outages=[], over=("2025-05-01", "2025-05-31"), at="2025-06-01T00:00")
    clock = CHARTER["permit"].start("2025-05-05T09:00").stop("2025-05-08T09:00")
    line = timeline(clock, language=language)
    names = [mark for text in line.texts if not (mark := text.get_text().strip()).isdigit()]
    assert [used.get_xlabel(), used.get_ylabel(), *names, uptime(record, language=language).get_xlabel()] == said


def test_a_language_that_there_is_not() -> None:
    clock = CHARTER["permit"].start("2025-05-05T09:00")
    with pytest.raises(CharterclockError, match="CC506"):
        timeline(clock, language="fr")
    with pytest.raises(CharterclockError, match="CC703"):
        time_used(CHARTER, CASES, "answer", language="fr")


def test_time_used_is_of_a_deadline() -> None:
    for pledge, code in (("portal", "CC625"), ("anser", "CC623 unknown pledge 'anser' .*answer")):
        with pytest.raises(CharterclockError, match=code):
            time_used(CHARTER, CASES, pledge)
