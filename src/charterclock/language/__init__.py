"""Reading and writing promises in Malay, Indonesian and English."""

from __future__ import annotations

from charterclock.language.dates import read_annual
from charterclock.language.duration import format_duration, read_duration
from charterclock.language.phrases import read

__all__ = ["format_duration", "read", "read_annual", "read_duration"]
