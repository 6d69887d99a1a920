"""From the printed page to a charter file: a draft with every reading, for a person to confirm."""

from __future__ import annotations

from charterclock.drafting.draft import Draft, draft

__all__ = ["Draft", "draft"]
