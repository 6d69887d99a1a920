"""What a YAML parser's error probably means: the slips of people who write by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import yaml

__all__ = ["BLOCK", "DEEP", "MAX_DEPTH", "explain", "lines_of"]

MAX_DEPTH: Final = 64

#: what YAML 1.1 calls a line break; str.splitlines knows others
_BREAK: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

_SIGN: Final = "a value without quotes cannot begin with "
_QUOTE: Final = "put quotes around the whole text"
#: what is said of too many open brackets, and of a value that begins with > or |
DEEP: Final = (f"this is nested more than {MAX_DEPTH} deep", "is a closing bracket missing?")
BLOCK: Final = (_SIGN + "> or |", "put it in quotes, or write above: 100 (also below, from, to)")
_COMMA: Final = "a bracket is open since line {line}, column {column}; quote a text that has brackets or commas"

# What the parsers say, then [the character there] and the line up to it; whether the place is where the trouble began,
# as with a quote, rather than where it was noticed; message; hint. The first match counts.
_SLIPS: Final[tuple[tuple[str, bool, str, str], ...]] = (
    (r"nesting depth", False, *DEEP),
    (r"tab character|start any token \[\t", False, "there is a tab here", "indent with spaces, never with tabs"),
    (r"block scalar|start any token \[[>|]", True, *BLOCK),
    (r"start any token", False, _SIGN + "%, @ or `", _QUOTE),
    (r"scanning an (alias|anchor)", True, _SIGN + "* or &", _QUOTE),
    (r"\btag\b", True, _SIGN + "!", _QUOTE),
    (r"mapping keys", False, _SIGN + "? and a space", _QUOTE),
    (r"directive", False, "directives (%) are not used here", "leave the line out; quote a text that begins with %"),
    (r"quoted scalar, .*unexpected", True, "this quote is never closed", "inside '...', write '' for an apostrophe"),
    (r"escape|hexa?decimal", False, "unknown escape in double quotes", r"use single quotes, or \\ for a backslash"),
    (r"flow (sequence|mapping)", False, "a comma or a closing bracket is missing before this", _COMMA),
    (r"mapping values .*\] .*:\s", False, "there is a second ': ' in one value", _QUOTE),
    (r"mapping values", False, "no key can stand here", "check the indentation, and the line before for `key: value`"),
    (r"expected ':'", True, "this is no `key: value`", "write a space after the colon; indent a text that goes on"),
    (r"collection|entries", False, "a list is broken here", "begin each item with `- ` on its own line, in one column"),
    (r"\] .*[\"']\s*$", False, "the text goes on after its closing quote", _QUOTE + "; inside '...', write '' for '"),
    (r"document start", False, "nothing can follow here", "keep one document: leave out what is before or after"),
    (r"\[[\]},]\]", False, "this bracket or comma belongs to nothing", _QUOTE),
    (r"block mapping", False, "this fits nothing above it", "keys that belong together begin in the same column"),
)


def lines_of(text: str) -> list[str]:
    """The lines of a text, as YAML counts them."""
    return _BREAK.split(text)


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[str, tuple[int, int], str | None]:
    """What was probably meant, the place of the slip, and a hint.

    Args:
        error: of either of PyYAML's parsers.
        text: what it parsed.
    """
    marks = [(mark.line, mark.column) for mark in (error.context_mark, error.problem_mark) if mark]
    (row, column), began = marks[-1], marks[0]
    line = (*lines_of(text), "", "")[row]  # libyaml may be past the end
    # Two hundred characters, as the patterns take quadratic time.
    said = f"{error.context}, {error.problem} [{line[column : column + 1]}] {line[max(0, column - 200) : column]}"
    for pattern, at_start, message, hint in _SLIPS:
        if re.search(pattern, said):
            place = began if at_start else (row, column)
            hint = hint.format(line=began[0] + 1, column=began[1] + 1)
            return message, (place[0] + 1, place[1] + 1), hint
    return f"this is not YAML: {error.problem}", (row + 1, column + 1), None
