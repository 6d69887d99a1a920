"""Writes docs/days-off.html from the data (``make docs``)."""

from __future__ import annotations

from pathlib import Path

from charterclock.almanac.days_off import days_off_page

if __name__ == "__main__":
    page = Path(__file__).with_name("days-off.html")
    page.write_text(days_off_page(), encoding="utf-8")
