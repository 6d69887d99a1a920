"""Pieces of YAML as a person writes them: keys in the order of the format, one pledge a paragraph, comments."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Final

__all__ = ["comment", "folded", "plain_or_quoted", "value_of"]

WIDTH: Final = 110
_PLAIN: Final = re.compile(r"[^\W_][\w ()./+;–%-]*[\w).%]|[^\W_]")
_NOTHING: Final = ("null", "~")


def plain_or_quoted(text: str) -> str:
    """A text as a value: plain where YAML cannot take it for anything else, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOTHING and " #" not in text:
        return text
    return json.dumps(text, ensure_ascii=False)


def value_of(value: Any) -> str:
    """A value on one line: a text, ``{key: value}`` or ``[a, b]``.

    Example:
        >>> value_of({"name": "skop kecil", "when": {"points": {"below": "20"}}, "under": "<1 jam"})
        '{name: skop kecil, when: {points: {below: 20}}, under: "<1 jam"}'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{plain_or_quoted(str(key))}: {value_of(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(value_of, value)) + "]"
    return plain_or_quoted(str(value))


def folded(key: str, text: str, indent: str) -> list[str]:
    """A long text under a key, in lines."""
    lines = textwrap.wrap(text, WIDTH - len(indent) - 2, break_long_words=False, break_on_hyphens=False)
    return [f"{indent}{key}: >-", *(f"{indent}  {line}" for line in lines)]


def comment(text: str, indent: str) -> list[str]:
    """A remark in lines."""
    lines = textwrap.wrap(text, WIDTH - len(indent) - 2, break_long_words=False, break_on_hyphens=False)
    return [f"{indent}# {lines[0]}", *(f"{indent}#   {line}" for line in lines[1:])] if lines else []
