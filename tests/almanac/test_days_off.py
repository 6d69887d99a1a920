"""The page of all days off: current, complete, inert, and searched by its own script."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

import charterclock as cc
from charterclock.almanac.days_off import days_off_page
from charterclock.calendars.places import codes

PAGE = Path(__file__).parents[2] / "docs" / "days-off.html"
TEXT = PAGE.read_text(encoding="utf-8")


class Table(HTMLParser):
    """The rows of the table with their attributes and the text of their cells, the form, and every tag."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[dict[str, object]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.options: list[list[str]] = []
        self.inside: str | None = None
        self.feed(TEXT)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag == "tr" and "data-places" in found:
            self.rows.append({"attrs": found, "cells": []})
        if tag == "td":
            self.rows[-1]["cells"].append("")
        if tag == "option":
            self.options.append([found.get("value"), ""])
        self.inside = tag if tag in ("td", "option") or (self.inside == "td" and tag != "th") else None
        if tag in ("small", "span", "time", "a"):
            self.inside = "td"

    def handle_data(self, data):
        if self.inside == "td":
            self.rows[-1]["cells"][-1] += data
        if self.inside == "option":
            self.options[-1][1] += data
            self.options[-1][0] = self.options[-1][0] if self.options[-1][0] is not None else data

    def handle_endtag(self, tag):
        if tag in ("td", "option"):
            self.inside = None


TABLE = Table()


def test_it_is_current():
    assert days_off_page() == TEXT, "run `make docs`"


def holds(row, country: str, part: str) -> bool:
    attrs = row["attrs"]
    return attrs["data-country"] == country and (attrs["data-places"] == "all" or part in attrs["data-places"].split())


@pytest.mark.parametrize("code", [*codes("MY"), *codes("ID")])
def test_each_place_has_its_days_off(code):
    country, _, part = code.partition("-")
    found = {
        (re.search(r"\d{4}-\d\d-\d\d", row["cells"][0])[0], row["attrs"]["class"])
        for row in TABLE.rows if holds(row, country, part)
    }  # fmt: skip
    assert found == {(str(holiday.date), holiday.status) for holiday in cc.calendar(code).holidays}


def test_a_row_has_all_that_is_known():
    rows = {(row["cells"][0], row["cells"][2]): row["cells"] for row in TABLE.rows}
    assert rows["Mon 2025-07-07", "Pulau Pinang"] == [
        "Mon 2025-07-07", "Hari Ulang Tahun Perisytiharan Tapak Warisan DuniaGeorge Town Heritage Day", "Pulau Pinang",
        "state holiday", "gazetted", "holidays 0.109",
    ]  # fmt: skip
    declared = rows["Mon 2025-09-15", "Malaysia"]
    assert declared[4] == "announcedknown 2025-07-23"
    assert "https://www.thestar.com.my/" in declared[5]
    assert ("Fri 2026-03-20", "Malaysia, but not Sabah, Sarawak") in rows
    for _, where in rows:
        assert where


def test_it_asks_for_nothing_from_elsewhere():
    assert {tag for tag, _ in TABLE.tags} <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "p", "b", "form", "label", "input", "select",
        "option", "optgroup", "button", "output", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "time",
        "span", "small", "a", "script", "noscript",
    }  # fmt: skip
    assert not [attrs for tag, attrs in TABLE.tags if {"src", "srcset", "action"} & set(attrs)]
    assert all(attrs["href"].startswith("http") for tag, attrs in TABLE.tags if tag == "a")
    assert not re.search(r"@import|url\(|fetch\(|XMLHttp|import\(", TEXT)
    (script,) = re.findall(r"<script>(.*?)</script>", TEXT, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = next(attrs["content"] for tag, attrs in TABLE.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"


def test_without_script_the_fields_are_not_there():
    assert "<noscript><style>form{display:none}</style></noscript>" in TEXT
    assert "hidden" not in next(attrs for tag, attrs in TABLE.tags if tag == "form")


def test_every_field_has_a_label_and_takes_the_keyboard():
    labels = {attrs["for"] for tag, attrs in TABLE.tags if tag == "label"}
    fields = [attrs for tag, attrs in TABLE.tags if tag in ("input", "select")]
    assert {field["id"] for field in fields} == labels == {"words", "place", "year", "status"}
    assert all(attrs.get("tabindex", "0") == "0" for _, attrs in TABLE.tags)


DOM = """
const page = JSON.parse(require("fs").readFileSync(0, "utf8"));
const field = id => ({id, value: page.asked[id] || "", addEventListener(name, done) { this[name] = done; }});
const fields = {words: field("words"), place: field("place"), year: field("year"), status: field("status"), count: {}};
const rows = page.rows.map(row => ({className: row.attrs.class, hidden: false,
  dataset: {country: row.attrs["data-country"], year: row.attrs["data-year"], places: row.attrs["data-places"]},
  cells: row.cells.map(textContent => ({textContent}))}));
const form = {addEventListener(name, done) { this[name] = done; }};
globalThis.document = {
  querySelectorAll: asked => asked === "tbody tr" ? rows :
    page.options.map(([value, textContent]) => ({value, textContent})),
  querySelector: () => form, getElementById: id => fields[id],
};
globalThis.location = {hash: page.hash, replace(hash) { this.hash = hash; }};
"""
LAST = """
console.log(JSON.stringify({shown: rows.flatMap((row, n) => row.hidden ? [] : [n]), count: fields.count.textContent,
  hash: location.hash}));
"""


@pytest.fixture
def searched(tmp_path):
    """Runs the page's own script over its rows, with what a person would have typed or an address that is opened."""
    if shutil.which("node") is None:
        pytest.skip("no node to run the page's script with")
    (script,) = re.findall(r"<script>(.*?)</script>", TEXT, re.DOTALL)
    shown = script.replace('"use strict";', "").replace("const rows", "const ours").replace("= rows.", "= ours.")
    (tmp_path / "page.js").write_text(DOM + "{" + shown + "}" + LAST, encoding="utf-8")

    def call(hash: str = "", **asked: str):
        places = [option for option in TABLE.options if re.match(r"(MY|ID)-", option[0])]
        page = json.dumps({"rows": TABLE.rows, "options": places, "asked": asked, "hash": hash})
        command = ["node", tmp_path / "page.js"]
        found = json.loads(subprocess.run(command, input=page, capture_output=True, text=True, check=True).stdout)
        return [TABLE.rows[number] for number in found["shown"]], found

    return call


def dates(rows) -> set[str]:
    return {row["cells"][0].split()[1] for row in rows}


def test_a_place_and_a_year_give_its_list(searched):
    rows, found = searched(place="MY-03", year="2025")
    assert dates(rows) == {str(h.date) for h in cc.calendar("MY-03").holidays if h.date.year == 2025}
    assert found["count"] == f"{len(rows)} of {len(TABLE.rows)} rows"
    assert found["hash"] == "#place=MY-03&year=2025"
    again, _ = searched(hash=found["hash"])
    assert again == rows


def test_words_are_looked_for_among_those_that_have_the_day(searched):
    rows, _ = searched(words="kelantan  2026-03-20 ")
    assert [row["cells"][2] for row in rows] == ["Malaysia, but not Sabah, Sarawak"]
    assert [row["cells"][2] for row in searched(words="SABAH 2026-03-20")[0]] == ["Sabah"]
    assert searched(words="zzzz")[0] == []
    assert dates(searched(words="heritage", place="MY-07", year="2025")[0]) == {"2025-07-07"}
    assert len(searched()[0]) == len(TABLE.rows)


def test_status(searched):
    rows, _ = searched(status="estimated", year="2030")
    assert rows
    assert {row["attrs"]["class"] for row in rows} == {"estimated"}
    assert searched(status="estimated", year="2025")[0] == []
