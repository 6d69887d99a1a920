"""Reads the Markdown pages: their blocks, headings and links. Used by ``test_docs.py``."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charterclock.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

_FENCE = re.compile(r"^(?P<marks>`{3,})(?P<language>[a-z]*)[ \t]*$")
_FILE = re.compile(r"^<!-- file: (?P<name>\S+) -->$")
_CODE = re.compile(r"^## (?P<code>CC[0-9]{3})\b")
_KEY = re.compile(r"^(\w+):", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?P<target>[^)\s]+)\)|^\[[^\]]+\]: (?P<reference>\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One fenced block of a page.

    ``line`` is that of its first line of content, from 1; ``before`` the last line of text above it; ``file`` the
    file that a comment above it names; ``code`` the code of the heading it stands under.
    """

    page: Path
    language: str
    line: int
    text: str
    before: str
    file: str | None
    code: str | None

    @property
    def name(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    before, code, opened = "", None, None
    body: list[str] = []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        fence = _FENCE.match(line)
        if opened is not None:
            marks, language, first, file = opened
            if fence and fence["marks"] == marks and not fence["language"]:
                yield Block(page, language, first, "\n".join(body) + "\n", before, file, code)
                opened, before = None, ""
            else:
                body.append(line)
        elif fence:
            named = _FILE.match(before)
            opened, body = (fence["marks"], fence["language"], number + 1, named and named["name"]), []
        else:
            heading = _CODE.match(line)
            if line.startswith("## "):
                code = heading["code"] if heading else None
            before = line.strip() or before
    assert opened is None, f"{page}: a block is not closed"


def as_charter(snippet: str) -> str:
    """The text of a whole charter from a part of one: some keys, or some pledges."""
    if snippet.startswith("- "):
        return "id: x\ncalendar: MY-07\npledges:\n" + "".join(f"  {line}\n" for line in snippet.splitlines())
    rest = {"id": "id: x\n", "calendar": "calendar: MY-07\n", "pledges": "pledges: [{id: x, kind: statement}]\n"}
    keys = set(_KEY.findall(snippet))
    return snippet + "".join(line for key, line in rest.items() if key not in keys)


@dataclass(frozen=True)
class Command:
    """A command line of a page, and what the page says it prints (both streams, in the order of the page)."""

    line: int
    words: list[str]
    given: str | None
    shown: str


def commands(block: Block) -> Iterator[Command]:
    """The commands of a block; a line that ends in a backslash goes on, ``< file`` is standard input."""
    lines = block.text.splitlines()
    place = 0
    while place < len(lines):
        first, text = place, lines[place].removeprefix("$ ")
        while text.endswith("\\"):
            place += 1
            text = text[:-1] + lines[place].strip()
        place += 1
        shown = []
        while place < len(lines) and not lines[place].startswith("$ "):
            shown.append(lines[place] + "\n")
            place += 1
        words = shlex.split(text)
        given = None
        if "<" in words:
            given = words[words.index("<") + 1]
            words = words[: words.index("<")]
        yield Command(block.line + first, words, given, "".join(shown))


def run(command: Command, code: int) -> tuple[str, int]:
    """What a command prints, and its exit code; ``echo $?`` prints the code of the command before."""
    if command.words == ["echo", "$?"]:
        return f"{code}\n", code
    assert command.words[0] == "charterclock", command.words
    printed = io.StringIO()
    stdin = sys.stdin
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        if command.given is not None:
            sys.stdin = io.TextIOWrapper(io.BytesIO(Path(command.given).read_bytes()))
        try:
            found = main(command.words[1:])
        except SystemExit as stop:  # argparse: --help, or bad usage
            found = int(stop.code or 0)
        finally:
            sys.stdin = stdin
    return printed.getvalue(), found


def slug(heading: str) -> str:
    """The anchor that a heading gets."""
    text = re.sub(r"[`*_]|\[|\]\([^)]*\)", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def headings(page: Path) -> list[str]:
    """The text of every heading of a page."""
    inside, found = False, []
    for line in page.read_text(encoding="utf-8").splitlines():
        inside ^= bool(line.startswith("```"))
        if not inside and re.match(r"#{1,6} ", line):
            found.append(line.lstrip("#").strip())
    return found


def links(page: Path) -> list[str]:
    """The relative links of a page."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = [match["target"] or match["reference"] for match in _LINK.finditer(text)]
    return [target for target in found if not re.match(r"[a-z]+:", target)]
