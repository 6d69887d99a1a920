"""Doors to other engines, each behind its own extra: what they run is the calendar's arithmetic for columns."""
