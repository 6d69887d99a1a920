"""Reading and writing durations in Malay, Indonesian and English."""

from __future__ import annotations

from charterclock.language.phrases import format_duration, read_duration

__all__ = ["format_duration", "read_duration"]
