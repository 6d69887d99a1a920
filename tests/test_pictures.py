"""The pictures of the page on reckoning are current: they draw what its examples compute, and say it in the pages."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from html import unescape

import matplotlib
import pytest

from charterclock.clock.sayings import sayings
from docpages import ROOT

matplotlib.use("Agg")


def _script():
    spec = importlib.util.spec_from_file_location("docs_pictures", ROOT / "docs" / "pictures.py")
    module = sys.modules["docs_pictures"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = _script()
DRAWN = [(picture, language) for picture in script.PICTURES for language in script.PAGES]


def name(value):
    return getattr(value, "name", value)


@pytest.fixture(scope="module")
def asked():
    return script.examples()


@pytest.fixture(autouse=True)
def in_checkout(monkeypatch):
    monkeypatch.chdir(ROOT)


def committed(picture, language):
    return (script.FOLDER / f"{picture.name}.{language}.svg").read_text(encoding="utf-8")


def words(svg):
    """What can be read in a picture; versions of matplotlib cut its lines into other elements."""
    shown = re.sub(r"<(title|metadata|style)>.*?</\1>", "", svg, flags=re.DOTALL)
    return sorted(unescape(re.sub(r"<[^>]*>", " ", shown)).split())


@pytest.mark.parametrize(("picture", "language"), DRAWN, ids=name)
def test_a_picture_is_current(picture, language, asked):
    drawing = script.drawing_of(picture, asked, language)
    svg = committed(picture, language)
    assert unescape(re.search("<metadata>(.*)</metadata>", svg)[1]) == drawing.data
    assert unescape(re.search("<title>(.*)</title>", svg)[1]) == drawing.text
    assert words(svg) == words(script.svg_of(drawing))


@pytest.mark.parametrize(("picture", "language"), DRAWN, ids=name)
def test_its_text_says_the_due_of_the_engine(picture, language, asked):
    page = script.PAGES[language].read_text(encoding="utf-8")
    (told,) = re.findall(rf"^!\[(.+)\]\((?:\.\./)?pictures/{picture.name}\.{language}\.svg\)$", page, re.MULTILINE)
    drawing = script.drawing_of(picture, asked, language)
    assert told == drawing.text
    assert bool(drawing.rows) == (not picture.record)
    for part, (_, strip) in zip(told.split(" / "), drawing.rows, strict=bool(drawing.rows)):
        (due,) = [mark for mark in strip.marks if mark.kind == "due"]
        assert due.at == strip.due.instant
        assert f"{due.said} {sayings(language).moment(strip.due.instant)}" in part


def test_a_picture_stands_below_the_example_that_it_shows():
    for page in script.PAGES.values():
        found, example = {}, None
        for line in page.read_text(encoding="utf-8").splitlines():
            if heading := script._EXAMPLE.match(line):
                example = heading["number"]
            if image := script._IMAGE.match(line):
                found[image[2]] = example
        assert found == {picture.name: picture.example for picture in script.PICTURES}


def test_there_are_no_others():
    files = {path.name for path in script.FOLDER.iterdir()}
    assert files == {f"{picture.name}.{language}.svg" for picture, language in DRAWN}


def test_a_picture_is_drawn_the_same_each_time(asked):
    once, again = (script.svg_of(script.drawing_of(script.PICTURES[0], asked, "en")) for _ in range(2))
    assert once == again


def test_a_picture_is_small_and_asks_nothing_of_anybody():
    for picture, language in DRAWN:
        svg = committed(picture, language)
        assert len(svg) < 40_000
        assert re.findall(r"(?:href|src)=\"(?!#)", svg) == []
        assert set(re.findall(r"url\((.)", svg)) <= {"#"}
        assert json.loads(unescape(re.search("<metadata>(.*)</metadata>", svg)[1]))
