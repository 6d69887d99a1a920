"""The docs site builds without a warning, asks no other server for anything, and has every public name."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from types import FunctionType

import pytest

import charterclock as cc
from charterclock.oracle import laws
from charterclock.review.titles import TITLES, page_of

pytestmark = pytest.mark.site
ROOT = Path(__file__).parents[2]


#: what ``make site`` calls
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
BUILD = re.search(r"^site:.*\n\t.*\$\(BIN\)/mkdocs (.+)$", MAKEFILE, re.MULTILINE)[1]


def build(checkout: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *BUILD.split(), "--site-dir", str(folder)],
        cwd=checkout, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    done = build(ROOT, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_a_warning_is_an_error(tmp_path):
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    for name in ("mkdocs.yml", "CHANGELOG.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "src").symlink_to(ROOT / "src")
    notebook = tmp_path / "docs" / "notebooks" / "first-hour.ipynb"
    text = notebook.read_text(encoding="utf-8").replace("(../format.md)", "(../nowhere.md)")
    notebook.write_text(text, encoding="utf-8")
    (tmp_path / "docs" / "not-in-nav.md").write_text("# Left out\n\n[lost](lost.md)\n", encoding="utf-8")
    done = build(tmp_path, tmp_path / "site")
    assert done.returncode != 0
    assert [name for name in ("nowhere.md", "not-in-nav.md", "lost.md") if name not in done.stderr] == []


class Asked(HTMLParser):
    """The addresses that a browser asks for by itself when it opens a page, and the anchors of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self.anchors.add(given.get("id", ""))
        if "src" in given or "srcset" in given:
            self.addresses += [given.get("src", ""), given.get("srcset", "")]
        if tag == "link" and given.get("rel") not in ("canonical", "next", "prev"):
            self.addresses.append(given["href"])


def read(page: Path) -> Asked:
    asked = Asked()
    asked.feed(page.read_text(encoding="utf-8"))
    return asked


def test_every_page_and_notebook_is_there(site):
    sources = [path for kind in ("md", "ipynb") for path in (ROOT / "docs").rglob(f"*.{kind}")]
    named = {path.relative_to(ROOT / "docs").with_suffix("") for path in sources}
    pages = {site / (name.parent if name.name == "index" else name) / "index.html" for name in named}
    assert len(pages) > 25
    assert [page for page in sorted(pages) if not page.exists()] == []


def test_no_page_asks_another_server(site):
    asked = [(page.name, address) for page in site.rglob("*.html") for address in read(page).addresses]
    assert asked
    assert [found for found in asked if re.match(r"\s*(?:[a-z]+:)?//", found[1])] == []


def test_no_style_sheet_asks_another_server(site):
    sheets = list(site.rglob("*.css"))
    assert sheets
    outside = re.compile(r"(?:@import|url\()\s*[\"']?(?:[a-z]+:)?//")
    assert [sheet.name for sheet in sheets if outside.search(sheet.read_text(encoding="utf-8"))] == []


def public_methods(kind: type) -> list[str]:
    """The documented methods and properties that our own code gives a class, inherited ones too."""
    ours = [base for base in kind.__mro__ if base.__module__.startswith("charterclock")]
    given = {name: value for base in reversed(ours) for name, value in vars(base).items()}
    made = (property, cached_property, classmethod, staticmethod, FunctionType)
    return [
        name for name, value in given.items()
        if isinstance(value, made) and not name.startswith("_") and name != "model_post_init" and value.__doc__
    ]  # fmt: skip


def test_the_reference_has_every_public_name(site):
    names = [name for name in cc.__all__ if name != "__version__"]
    classes = {name: getattr(cc, name) for name in names if isinstance(getattr(cc, name), type)}
    wanted = names + [f"{name}.{method}" for name, kind in classes.items() for method in public_methods(kind)]
    assert {"Calendar.shift", "Clock.pause", "Charter.assess", "Record.to_html"} <= set(wanted)
    anchors = read(site / "api" / "index.html").anchors
    assert [name for name in wanted if f"charterclock.{name}" not in anchors] == []
    functions = [name for name in laws.__all__ if name.islower()]
    told = (ROOT / "docs" / "oracle.md").read_text(encoding="utf-8")
    assert "receipt" in functions
    assert [n for n in functions if f"charterclock.oracle.laws.{n}" not in anchors and f"`{n}`" not in told] == []


def test_the_address_of_every_code_is_an_anchor(site):
    anchors = {name: read(site / name / "index.html").anchors for name in ("errors", "lint")}
    assert TITLES
    for code in TITLES:
        name, anchor = re.search("/(errors|lint)/#(.+)$", page_of(code)).groups()
        assert anchor in anchors[name]


def test_examples_are_code_and_not_quotations(site):
    text = (site / "api" / "index.html").read_text(encoding="utf-8")
    assert "<blockquote>" not in text
    assert '<span class="gp">&gt;&gt;&gt; </span>' in text


def test_a_link_into_the_source_is_left_as_text(site):
    text = (site / "phrases" / "index.html").read_text(encoding="utf-8")
    assert "ms.ini" in text
    assert 'href="../../src' not in text


def test_the_links_of_notebooks_lead_to_pages(site):
    for page in (site / "notebooks").rglob("index.html"):
        text = page.read_text(encoding="utf-8")
        targets = re.findall(r'href="((?:\.\.?/)[^":#]*)["#]', text)
        assert targets
        assert [target for target in targets if not (page.parent / target).exists()] == []
        assert re.findall(r'href="[^":]+\.(?:md|ipynb)["#]', text.replace(f'href="{page.parent.name}.ipynb"', "")) == []


def test_the_changes_and_how_to_contribute_are_pages(site):
    assert "not yet released" in (site / "changelog" / "index.html").read_text(encoding="utf-8")
    contributing = (site / "contributing" / "index.html").read_text(encoding="utf-8")
    assert "A change in ten minutes" in contributing
    assert 'href="../contributing/"' in (site / "extending" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "language"), [("index.html", "en"), ("ms/reckoning/index.html", "ms"), ("id/index.html", "id")]
)
def test_a_page_says_its_language(site, page, language):
    assert re.search(r"<html lang=\"(\w+)\"", (site / page).read_text(encoding="utf-8"))[1] == language


@pytest.mark.parametrize("folder", [".", "ms", "id"])
def test_a_picture_is_there_with_its_text_and_can_be_moved_by_keyboard(site, folder):
    page = site / folder / "reckoning" / "index.html"
    text = page.read_text(encoding="utf-8")
    found = re.findall(r'<p class="picture" tabindex="0"><img alt="([^"]+)" src="([^"]+)"', text)
    assert len(found) > 45
    assert [source for text, source in found if len(text) < 40 or not (page.parent / source).exists()] == []
