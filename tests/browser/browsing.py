"""A page in a real browser: what it asks for, what it complains of, and what a person would find wrong with it."""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
#: `make test-browser` fetches it there
AXE = ROOT / ".cache" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
#: a desk and a phone
SIZES = {1280: 800, 390: 844}

#: texts that reach out of what shows them, or lie on one another, by their rectangles on the screen
_SEEN = """
() => {
  const boxes = new Map(), SLACK = 2;
  const around = element => {          // what an element lets be seen of the text in it, and what it cuts off
    if (boxes.has(element)) return boxes.get(element);
    let box = {left: 0, right: document.documentElement.clientWidth, top: -1e9, bottom: 1e9, scrolls: false};
    if (element !== document.body) {
      box = {...around(element.parentElement)};
      const style = getComputedStyle(element), own = element.getBoundingClientRect();
      if (style.position === "fixed") box = {...around(document.body)};
      if (style.overflowX !== "visible") {
        box.scrolls = box.scrolls || ["auto", "scroll"].includes(style.overflowX);
        box.left = Math.max(box.left, own.left); box.right = Math.min(box.right, own.right);
      }
      if (style.overflowY !== "visible") {
        box.top = Math.max(box.top, own.top); box.bottom = Math.min(box.bottom, own.bottom);
      }
    }
    boxes.set(element, box);
    return box;
  };
  const seen = [], cut = [], overlapping = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    const box = around(parent), range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      const part = {left: Math.max(rect.left, box.left), right: Math.min(rect.right, box.right),
                    top: Math.max(rect.top, box.top), bottom: Math.min(rect.bottom, box.bottom),
                    text: node.data.trim().slice(0, 60), node};
      if (part.right - part.left < 1 || part.bottom - part.top < 1) {
        // whatever lies outside of the window is lost, unless there is something to scroll
        if (!box.scrolls && box.right - box.left > 1 && rect.width > 1 && rect.left >= 0) cut.push(part.text);
        continue;
      }
      if (!box.scrolls && (rect.left < box.left - SLACK || rect.right > box.right + SLACK)) cut.push(part.text);
      seen.push(part);
    }
  }
  seen.sort((one, other) => one.top - other.top);
  seen.forEach((one, number) => {
    for (let next = number + 1; next < seen.length && seen[next].top < one.bottom - SLACK; next++) {
      const other = seen[next];
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - other.top;
      if (other.node !== one.node && wide > SLACK && high > 4) overlapping.push([one.text, other.text]);
    }
  });
  return {cut, overlapping, texts: seen.length};
}
"""
#: the theme's script puts a landmark without a name around the copy button of each example
_VIOLATIONS = """
async () => (await axe.run({exclude: [".md-code__nav"]}, {resultTypes: ["violations"]})).violations.map(
  one => `${one.id}: ${one.help}: ${one.nodes.length} times, as ${one.nodes.slice(0, 3).map(
    node => node.target.join(" ") + " " + node.html.slice(0, 120) + " " + node.failureSummary).join(" | ")}`)
"""
_FOCUSED = """
() => {
  const found = document.activeElement, box = found.getBoundingClientRect();
  return found === document.body ? null : {
    what: found.getAttribute("aria-label") || found.id || found.textContent.trim().slice(0, 40) || found.tagName,
    left: box.left, top: box.top, width: box.width, height: box.height};
}
"""


@dataclass
class Look:
    """A page that is open, and what it asked for and complained of since."""

    page: Any
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def seen(self) -> dict[str, Any]:
        """What is cut off, and which texts lie on one another."""
        return self.page.evaluate(_SEEN)

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def violations(self) -> list[str]:
        """What axe-core says is wrong for a reader who sees little, sees no colours or has no mouse."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        return self.page.evaluate(_VIOLATIONS)

    def tabbed(self, most: int) -> dict[str, bool]:
        """What the tab key leads to, in order, and whether the screen shows that it is there."""
        stops: dict[str, bool] = {}
        for _ in range(most):
            self.page.keyboard.press("Tab")
            self.page.wait_for_timeout(150)  # what opens when it gets the focus takes a moment
            found = self.page.evaluate(_FOCUSED)
            if found is None:
                break
            with_focus = self._around(found)
            self.page.evaluate("document.activeElement.blur()")  # the next tab goes on from the same place
            stops[found["what"]] = with_focus != self._around(found)
        return stops

    def _around(self, box: dict[str, float]) -> bytes:
        size = self.page.viewport_size
        left, top = max(box["left"] - 8, 0), max(box["top"] - 8, 0)
        right = min(box["left"] + box["width"] + 8, size["width"])
        bottom = min(box["top"] + box["height"] + 8, size["height"])
        assert right > left, box
        assert bottom > top, box  # the browser brings what has the focus into sight
        clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        return self.page.screenshot(clip=clip, animations="disabled")


def elsewhere(address: str) -> bool:
    """Whether an address leaves the machine."""
    parts = urlsplit(address)
    return parts.scheme not in ("file", "data", "blob") and parts.hostname != "127.0.0.1"


@contextmanager
def opened(browser: Any, address: str, width: int, scheme: str) -> Iterator[Look]:
    """A page in a window of its own that is cut off from everything but files and this machine."""
    context = browser.new_context(viewport={"width": width, "height": SIZES[width]}, color_scheme=scheme)
    try:
        context.route("**/*", lambda route: route.abort() if elsewhere(route.request.url) else route.fallback())
        look = Look(context.new_page())
        context.on("request", lambda request: look.asked.append(request.url))
        look.page.on("console", lambda said: look.complaints.append(said.text) if said.type == "error" else None)
        look.page.on("pageerror", lambda error: look.complaints.append(str(error)))
        look.page.goto(address, wait_until="networkidle")
        yield look
    finally:
        context.close()


def chromium() -> str:
    """Where the browser is; the test fails, and says what to do, where none is."""
    named = os.environ.get("CHARTERCLOCK_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.fail("no Chromium here: apt-get install chromium, or name one in CHARTERCLOCK_CHROMIUM")
    if not AXE.exists():
        pytest.fail(f"no {AXE.relative_to(ROOT)}: `make test-browser` fetches axe-core with npm")
    return found


@contextmanager
def browsing() -> Iterator[Any]:
    """Chromium without a window."""
    from playwright.sync_api import sync_playwright  # only `make test-browser` installs it

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium())
        try:
            yield browser
        finally:
            browser.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing: what was asked for is in the look."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder on this machine's loopback, as a site that is read from a server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
