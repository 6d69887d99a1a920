"""Cases for the engines: kept and missed, open, excluded, impossible; wide, and as an event log."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import polars as pl

import charterclock as cc

CHARTER = cc.load("charters/penang-btmkn.yaml")
AT = "2026-01-01T00:00"
_FIRST = datetime(2025, 1, 6, 1, tzinfo=UTC)
_INSTANT = pl.Datetime("us", "UTC")
_PLEDGES = ("lan-new", "email-account", "email-account", "reports", "lan-nwe")


def wide(count: int, seed: int = 1) -> pl.DataFrame:
    """A row a case; every case has a name of its own."""
    chance, rows = random.Random(seed), []
    for place in range(count):
        start = _FIRST + timedelta(minutes=chance.randrange(60 * 24 * 330))
        stop = start + timedelta(hours=chance.randrange(1, 400))
        rows.append({
            "case": f"c{place:06}", "pledge": chance.choice(_PLEDGES),
            "requested": start if chance.random() > 0.03 else None,
            "delivered": stop if chance.random() > 0.2 else None,
            "processed": stop if chance.random() > 0.2 else None,
            "points": chance.choice([3, 50, 150, None]),
            "withdrawn": start + timedelta(hours=1) if chance.random() < 0.05 else None,
        })  # fmt: skip
    schema = {"case": pl.String, "pledge": pl.String, "requested": _INSTANT, "delivered": _INSTANT,
              "processed": _INSTANT, "points": pl.Int64, "withdrawn": _INSTANT}  # fmt: skip
    return pl.DataFrame(rows, schema)


def log(count: int, seed: int = 2) -> pl.DataFrame:
    """A row an event, ordered by case, some with pauses; times within a case in any order."""
    chance, rows = random.Random(seed), []
    for place in range(count):
        when = _FIRST + timedelta(minutes=chance.randrange(60 * 24 * 330))
        events = ["requested", *(["paused", "resumed"] if chance.random() < 0.5 else []), "delivered"]
        made = []
        for event in events[: len(events) - (chance.random() < 0.2)]:
            made.append({"case": f"c{place:06}", "activity": event, "timestamp": when, "pledge": "lan-new",
                         "points": place % 190})  # fmt: skip
            when += timedelta(hours=chance.randrange(1, 200))
        chance.shuffle(made)
        rows += made
    schema = {"case": pl.String, "activity": pl.String, "timestamp": _INSTANT, "pledge": pl.String, "points": pl.Int64}
    return pl.DataFrame(rows, schema)
