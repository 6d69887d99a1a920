"""How a value shows itself in a notebook: a small card of HTML, legible by day and by night, its text inert."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Final

__all__ = ["card", "printable"]

#: colours are those of the notebook, so that a dark one stays dark; nothing comes from elsewhere
_CARD: Final = (
    "border:1px solid;border-radius:4px;padding:.6em .9em;display:inline-block;color:inherit;"
    "box-sizing:border-box;max-width:min(72em,100%);overflow-wrap:anywhere"
)
_CELL: Final = "text-align:left;vertical-align:top;padding:.15em .9em .15em 0;background:none;color:inherit"
#: longer texts are cut: a card is to be looked at
_MOST_SIGNS: Final = 400
_MOST_ROWS: Final = 100


def printable(text: str) -> str:
    """A text without what a terminal would obey: control characters, direction marks, line separators."""
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") else char for char in text)


def card(
    title: str, facts: Iterable[tuple[str, Any]] = (), heading: Sequence[str] = (), rows: Sequence[Sequence[Any]] = (),
    text: str = "",
) -> str:  # fmt: skip
    """A card of HTML for a notebook.

    Args:
        title: what it is.
        facts: names and values; a value that is ``None`` or empty is left out.
        heading: of a table under them.
        rows: of that table; of very many the first hundred, and how many more there are.
        text: lines under that, as they stand.
    """
    named = "".join(
        f'<tr><th scope="row" style="{_CELL};font-weight:600;min-width:6em">{_inert(name)}</th>'
        f'<td style="{_CELL}">{_inert(value)}</td></tr>'
        for name, value in facts
        if value is not None and value != ""
    )
    parts = [f'<div style="{_CARD}"><div style="font-weight:700">{_inert(title)}</div>']
    parts += [f'<table style="border-collapse:collapse">{named}</table>'] if named else []
    if heading:
        heads = "".join(f'<th scope="col" style="{_CELL};font-weight:600">{_inert(cell)}</th>' for cell in heading)
        body = "".join(
            "<tr>" + "".join(f'<td style="{_CELL}">{_inert(cell)}</td>' for cell in row) + "</tr>"
            for row in rows[:_MOST_ROWS]
        )
        table = f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>"
        # a table that is wider than the window moves in a box of its own, by the arrow keys too
        box = f'style="overflow-x:auto;overflow-wrap:normal" tabindex="0" role="region" aria-label="{_inert(title)}"'
        parts.append(f'<div {box}><table style="border-collapse:collapse">{table}</table></div>')
        parts += [f"<div>… {len(rows) - _MOST_ROWS} more</div>"] if len(rows) > _MOST_ROWS else []
    if text:
        lines = "\n".join(escape(printable(line)) for line in text.splitlines())
        parts.append(f'<pre style="background:none;color:inherit;margin:.5em 0 0;white-space:pre-wrap">{lines}</pre>')
    return "".join(parts) + "</div>"


def _inert(value: Any) -> str:
    shown = "" if value is None else printable(str(value))
    return escape(shown if len(shown) <= _MOST_SIGNS else shown[: _MOST_SIGNS - 1] + "…")
