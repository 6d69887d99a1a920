"""The command ``charterclock draft``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from charterclock.errors import CharterclockError

__all__ = ["draft_page"]


def draft_page(arguments: argparse.Namespace) -> int:
    """Drafts a charter file from a page, and tells on standard error what is to be confirmed; the exit code."""
    from charterclock.drafting import draft

    out = Path(arguments.out) if arguments.out else None
    if out is not None and out.suffix.lower() not in (".yaml", ".yml"):
        raise CharterclockError("CC804", f"{out}: not a charter file", "one of .yaml, .yml")
    try:
        earlier = out.read_text(encoding="utf-8") if out is not None and out.exists() else None
        given = (arguments.page, arguments.country, arguments.language)
        made = draft(*given, calendar=arguments.calendar, earlier=earlier)
        if out is None:
            sys.stdout.write(made.text)
        else:
            out.write_text(made.text, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CharterclockError("CC801", f"{out}: {getattr(error, 'strerror', None) or error}") from None
    counts = {"promises": made.promises, "statements": made.statements, "to confirm": made.confirm}
    if earlier is not None:
        counts["sentences kept"] = made.kept
    print(", ".join(f"{name}: {count}" for name, count in counts.items()), file=sys.stderr)
    return 0
