"""A problem as people like it: where, what, and the line itself with a caret under what is meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

from charterclock.errors import Problem
from charterclock.files import MAX_BYTES
from charterclock.frames.output import printable
from charterclock.slips import lines_of

__all__ = ["Sources", "span"]

#: of a longer line a part is shown, with so much before the caret
_WIDEST: Final = 110
_BEFORE: Final = 70


class Sources:
    """The lines of the files that problems lie in, each file read once, when it is first asked for."""

    def __init__(self, given: Mapping[str, bytes] | None = None) -> None:
        self._lines = {name: _lines(text) for name, text in (given or {}).items()}

    def line(self, problem: Problem) -> str | None:
        """The line that a problem lies in, if there is one and its file can be read."""
        if problem.file is None or problem.line is None:
            return None
        if problem.file not in self._lines:
            try:
                with open(problem.file, "rb") as stream:
                    self._lines[problem.file] = _lines(stream.read(MAX_BYTES + 1))
            except (OSError, ValueError):
                self._lines[problem.file] = []
        lines = self._lines[problem.file]
        return lines[problem.line - 1] if problem.line <= len(lines) else None

    def end_column(self, problem: Problem) -> int | None:
        """The column behind what a problem found, from 1: an editor underlines what lies before it."""
        line = self.line(problem)
        return None if line is None or problem.column is None else span(problem, line)[1] + 1

    def shown(self, problem: Problem) -> str:
        r"""The problem, and under it the line with a caret; no sign of the file is obeyed by a terminal.

        Example:
            >>> from charterclock.files import read_text
            >>> text = "pledges:\n  - {id: a, targt: 90%}\n"
            >>> problem = read_text(text, "x.yaml").problem("CC201", "unknown key", ("pledges", 0, "targt"), key=True)
            >>> print(Sources({"x.yaml": text.encode()}).shown(problem))
            x.yaml:2:13: CC201 unknown key
              2 |   - {id: a, targt: 90%}
                |             ^^^^^
        """
        said, line = printable(str(problem)), self.line(problem)
        if line is None or problem.column is None:
            return said
        first, last = span(problem, line)
        begin = max(0, first - _BEFORE) if len(line) > _WIDEST else 0
        part = line[begin : begin + _WIDEST]
        left, right = "…" if begin else "", "…" if len(line) > begin + _WIDEST else ""
        gap = " " * (_width(part[: first - begin]) + len(left))
        carets = "^" * max(1, _width(part[first - begin : last - begin]))
        number = str(problem.line)
        return f"{said}\n  {number} | {left}{printable(part)}{right}\n  {' ' * len(number)} | {gap}{carets}"


def span(problem: Problem, line: str) -> tuple[int, int]:
    """Where in its line, from 0, what a problem found begins and ends: one sign where it is not all in the line."""
    first = (problem.column or 1) - 1
    found = problem.found or ""
    quoted = line[first : first + 1] if line[first : first + 1] in ("'", '"') else ""
    written = quoted + found + quoted
    return first, first + (len(written) if found and line.startswith(written, first) else 1)


def _lines(text: bytes) -> list[str]:
    return lines_of(text.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.category(char) in ("Mn", "Me") for char in text)
