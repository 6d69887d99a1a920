"""What is written for a browser, in one: on a desk and a phone, by day and by night, with keys alone, and cut off."""

from __future__ import annotations

import os
import subprocess
import sys

import browsing
import pages
import pytest
from browsing import ROOT, SIZES, Look, opened

pytestmark = pytest.mark.browser
SCHEMES = ("light", "dark")
#: of each page a text that must be there to be read
TEXTS = {
    **dict.fromkeys((name for name in pages.REPORTS if name.endswith("en")), "SIMULATED cases"),
    **dict.fromkeys((name for name in pages.REPORTS if name.endswith("ms")), "Piagam Pelanggan BTMKN"),
    **dict.fromkeys((name for name in pages.REPORTS if name.endswith("id")), "Piagam Pelanggan BTMKN"),
    "report-hostile": "<script>alert(1)</script>",
    "cards": "due, last permitted instant: Tue 20 May 2025",
    "days-off": "George Town Heritage Day",
    "home": "MY-07 2025-05-13 09:15:00+08:00",
    "home-ms": "MY-07",
    "home-id": "MY-07",
}


@pytest.fixture(scope="session")
def browser():
    with browsing.browsing() as found:
        yield found


@pytest.fixture(scope="session")
def addresses(tmp_path_factory):
    """The address of each page: the reports and the table as files, as they are mailed, the site from a server."""
    folder, site = tmp_path_factory.mktemp("pages"), tmp_path_factory.mktemp("site")
    pages.write(folder)
    found = {name: (folder / f"{name}.html").as_uri() for name in [*pages.REPORTS, "report-hostile", "cards"]}
    # of the long table one year: a browser takes minutes to judge the colours of all
    found["days-off"] = (ROOT / "docs" / "days-off.html").as_uri() + "#year=2025"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with browsing.served(site) as at:
        yield found | {"home": at, "home-ms": f"{at}ms/", "home-id": f"{at}id/"}


@pytest.fixture(scope="session")
def pictures():
    """Where a person finds what was looked at."""
    folder = ROOT / "out" / "browser"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def faults(look: Look, text: str, width: int) -> list[str]:
    """Everything wrong with a page at once."""
    seen = look.seen()
    found = [f"asked for {address}" for address in look.asked if browsing.elsewhere(address)]
    found += [f"complained: {said}" for said in look.complaints]
    found += [] if text in look.page.locator("body").inner_text() else [f"the text is not there: {text}"]
    found += [f"wider than the window by {look.overflow()} pixels"] if look.overflow() > 0 else []
    found += [f"cut: {part}" for part in seen["cut"]]
    found += [f"on one another: {' / '.join(pair)}" for pair in seen["overlapping"]]
    found += look.violations()
    return found if seen["texts"] > 10 else [*found, "nothing to be seen"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("name", TEXTS)
def test_a_page_is_whole_quiet_and_legible(browser, addresses, pictures, name, width, scheme):
    with opened(browser, addresses[name], width, scheme) as look:
        high = min(look.page.evaluate("document.documentElement.scrollHeight"), 2400)
        clip = {"x": 0, "y": 0, "width": width, "height": high}
        look.page.screenshot(path=pictures / f"{name}-{width}-{scheme}.png", full_page=True, clip=clip)
        found = faults(look, TEXTS[name], width)
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("name", ["report-matrix-en", "report-penang-ms", "days-off", "home", "cards"])
def test_the_tab_key_leads_on_and_shows_where_it_is(browser, addresses, name, width):
    reached = {
        "report-matrix-en": ["Achievement", "Cases"], "report-penang-ms": ["Pencapaian", "Bilangan kes"],
        "days-off": ["words", "place", "year", "status", "Show all", "Days off"],
        "home": ["Skip to content", "Search"] if width > 1000 else ["Skip to content", "a source for each day"],
        "cards": ["Piagam Pelanggan BTMKN", "a case of lan-new", "penang-btmkn"],
    }[name]  # fmt: skip
    with opened(browser, addresses[name], width, "light") as look:
        stops = look.tabbed(30)
        assert [what for what in reached if what not in stops] == [], stops
        assert [what for what, shown in stops.items() if not shown] == []


def test_a_wide_table_is_moved_by_the_arrow_keys(browser, addresses):
    with opened(browser, addresses["report-matrix-en"], 390, "light") as look:
        box = look.page.locator(".wide").first
        box.focus()
        look.page.keyboard.press("ArrowRight")
        look.page.wait_for_function("() => document.querySelector('.wide').scrollLeft > 0")
        for _ in range(60):
            look.page.keyboard.press("ArrowRight")
        end = "() => { const box = document.querySelector('.wide'); return box.scrollLeft + box.clientWidth + 1"
        look.page.wait_for_function(end + " >= box.scrollWidth; }")


@pytest.mark.parametrize("width", SIZES)
def test_the_table_is_narrowed_by_keys_alone(browser, addresses, width):
    address = addresses["days-off"].partition("#")[0]
    with opened(browser, address, width, "light") as look:
        rows = look.page.locator("tbody tr:visible")
        whole = look.page.locator("#count").inner_text()
        look.page.keyboard.press("Tab")
        look.page.keyboard.type("george town 2025-07")
        assert look.page.locator("#count").inner_text() != whole
        assert "Mon 2025-07-07" in rows.first.inner_text()
        assert rows.count() == 1
        for _ in range(4):
            look.page.keyboard.press("Tab")
        look.page.keyboard.press("Enter")  # on the button
        look.page.locator("#count", has_text=whole).wait_for()
        assert look.complaints == []


def test_the_head_of_the_table_stays_in_sight(browser, addresses):
    with opened(browser, addresses["days-off"], 1280, "light") as look:
        look.page.mouse.wheel(0, 2000)
        look.page.wait_for_function("() => scrollY > 1000")
        assert look.page.locator("thead th").first.bounding_box()["y"] == pytest.approx(0, abs=1)


@pytest.mark.parametrize("width", SIZES)
def test_the_search_of_the_site_finds_a_page(browser, addresses, width):
    with opened(browser, addresses["home"], width, "dark") as look:
        if width < 1000:
            look.page.locator("label.md-header__button[for=__search]").click()
        else:
            look.page.keyboard.press("/")
        look.page.keyboard.type("fingerprint")
        look.page.locator(".md-search-result__item", has_text="ingerprint").first.wait_for()
        assert [address for address in look.asked if browsing.elsewhere(address)] == []
        assert look.complaints == []


def test_what_leads_elsewhere_is_seen():
    assert browsing.elsewhere("https://example.org/a.js")
    assert browsing.elsewhere("http://127.0.0.2/")
    assert not browsing.elsewhere("file:///a.html")
    assert not browsing.elsewhere("http://127.0.0.1:8000/")


#: a page with each fault that the looks must find
BROKEN = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Broken</title></head>
<body><main><h1>Broken</h1>
<p style="width:90rem">A paragraph that is wider than the window, so that whoever reads it has to push the page.</p>
<p style="color:#bbb">Too pale to be read.</p>
<div style="width:3rem;overflow:hidden;white-space:nowrap">This is cut off at the end</div>
<p style="position:absolute;top:9rem;left:0">One over</p><p style="position:absolute;top:9rem;left:0">another</p>
<img src="https://example.org/a.png" alt=""><button style="outline:none">Not seen to have the focus</button>
<script>console.error("it complains")</script></main></body></html>
"""


def test_the_looks_find_what_is_wrong(browser, tmp_path):
    page = tmp_path / "broken.html"
    page.write_text(BROKEN, encoding="utf-8")
    with opened(browser, page.as_uri(), 390, "light") as look:
        found = "\n".join(faults(look, "not there at all", 390))
        stops = look.tabbed(3)
    for said in (
        "asked for https://example.org/a.png", "it complains", "the text is not there", "wider than the window",
        "cut: This is cut off", "on one another: One over / another", "color-contrast",
    ):  # fmt: skip
        assert said in found, said
    assert stops == {"Not seen to have the focus": False}
