"""What notebooks show: whole, legible by day and by night, and inert whatever stands in a charter or a case."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest

import charterclock as cc
from charterclock.display import card

HOSTILE = '<script>alert(1)</script>"\'&\u202e\x07' + "x" * 10_000
CHARTER = cc.load("charters/penang-btmkn.yaml")
PLEDGE = CHARTER["lan-new"]
CLOCK = PLEDGE.start("2025-04-30T10:00", points=10).pause("2025-05-06T09:00").resume("2025-05-08T09:00")
WRITTEN = json.dumps(HOSTILE[:36])
OWN = cc.loads(f"""
id: own
title: {{en: {WRITTEN}}}
calendar: MY-07
pledges: [{{id: a, says: {WRITTEN}, within: 2 working days}}]
""")


class Tree(HTMLParser):
    """Every tag is closed, and no tag, attribute or address is there that could do anything."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        assert tag in ("div", "table", "thead", "tbody", "tr", "th", "td", "pre")
        assert {name for name, _ in attrs} <= {"style", "scope", "tabindex", "role", "aria-label"}
        assert not any("url" in (value or "") for _, value in attrs)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data + "\n"


def shown(value: Any) -> str:
    tree = Tree()
    html = value if isinstance(value, str) else value._repr_html_()
    tree.feed(html)
    assert tree.open == []
    assert "color:#" not in html  # the notebook's own colours: a dark one stays dark
    return tree.text


def test_a_due_explains_itself() -> None:
    due = PLEDGE.due("2025-04-30T10:00", points=10)
    text = shown(due)
    assert str(due.at) in text
    assert "Thu 1 May 2025: not counted: Labor Day (gazetted)" in text
    floor = cc.due("2025-04-30", "2 working days", "MY-07", bound="at_least")
    assert f"reached\n{floor.reached_at}" in shown(floor)


def test_a_clock_and_its_status() -> None:
    text = shown(CLOCK)
    assert "a case of lan-new" in text
    assert "paused" in text
    assert f"due\n{CLOCK.due().at}" in text
    assert "CC606" in shown(CLOCK.pause("2025-05-09T09:00"))
    status = CLOCK.status(at="2025-05-12T12:00")
    assert f"{status.share_used:.0%} of the time" in shown(status)
    assert "excluded" in shown(CLOCK.withdraw("2025-05-09T09:00", "asked twice").status(at="2025-05-12T12:00"))


def test_a_charter_shows_its_promises() -> None:
    text = shown(CHARTER)
    for pledge in CHARTER:
        assert pledge.id in text
    assert "lan-new" in text


def test_a_record_shows_its_table() -> None:
    rows = {"pledge": ["email-account"] * 2, "requested": ["2025-04-30T10:00"] * 2,
            "processed": ["2025-05-02T16:00", "2025-05-09T10:00"]}  # fmt: skip
    text = shown(CHARTER.attainment(pd.DataFrame(rows), at="2025-07-01T00:00"))
    assert "50.0%" in text
    assert "2025-05-01" in text


@pytest.mark.parametrize("place", ["title", "name", "value", "heading", "cell", "text"])
def test_text_is_inert(place: str) -> None:
    texts = dict.fromkeys(["title", "name", "value", "heading", "cell", "text"], "fine") | {place: HOSTILE}
    html = card(
        texts["title"], [(texts["name"], texts["value"])], (texts["heading"],), [(texts["cell"],)], texts["text"]
    )
    text = shown(html)
    assert "<script>alert(1)</script>" in text
    assert "\u202e" not in html
    assert "\x07" not in html
    assert len(html) < 3000 or place == "text"


def test_hostile_charters_and_cases() -> None:
    shown(OWN)
    shown(OWN["a"].start("2025-04-30T10:00").withdraw("2025-05-01T10:00", HOSTILE))


def test_many_rows_are_counted() -> None:
    text = shown(card("many", (), ("n",), [(n,) for n in range(250)]))
    assert "… 150 more" in text
    assert "\n99\n" in text
    assert "\n100\n" not in text


def test_a_record_is_one_line_in_a_terminal() -> None:
    record = CHARTER.attainment(outages=[], over=("2025-05-01", "2025-06-30"), at="2025-07-01T00:00")
    assert repr(record) == f"<Record of penang-btmkn, 2025-05-01 to 2025-06-30 by month: {len(record.rows)} rows>"
