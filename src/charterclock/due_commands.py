"""The commands of one due date: ``due`` and ``explain``."""

from __future__ import annotations

import argparse
import json

import charterclock as cc
from charterclock.errors import CharterclockError
from charterclock.options import named, pair, print_rows
from charterclock.picture_commands import draw_case

__all__ = ["due", "explain"]


def _pauses(arguments: argparse.Namespace) -> list[tuple[str, str | None]]:
    pauses = [pair(text, "a pause", "2025-05-05T16:00..2025-05-06T10:00") for text in arguments.pause]
    return [(first, last or None) for first, last in pauses]


def _clock(arguments: argparse.Namespace) -> cc.Clock:
    """The case under a pledge of a charter, without its pauses."""
    from charterclock.charter.tiers import check_facts

    said = (arguments.duration, arguments.calendar, arguments.reckoning, arguments.bound)
    if not arguments.charter or not arguments.pledge or any(said):
        raise CharterclockError("CC807", "with --charter give --pledge; it says duration, calendar and reckoning")
    charter = cc.load(arguments.charter)
    if arguments.pledge not in charter.ids:
        raise CharterclockError("CC623", f"unknown pledge {arguments.pledge!r}", "one of " + ", ".join(charter.ids))
    pledge = charter[arguments.pledge]
    facts = dict(named(text) for text in arguments.fact)
    tier = facts.pop("tier", None)
    if pledge.kind != "deadline":
        pledge.due()  # says that it has none
    check_facts(pledge, facts)
    return cc.Clock.of(pledge, arguments.start, tier=tier, facts=facts)


def _computed(arguments: argparse.Namespace) -> cc.Due:
    given = _pauses(arguments)
    if arguments.charter:
        return _clock(arguments).due(pauses=given, at=arguments.at)
    if not arguments.duration or arguments.pledge or arguments.fact:
        raise CharterclockError("CC807", "give a duration, or --charter and --pledge with its facts")
    if not arguments.calendar:
        hint = "--calendar MY-07, a calendar file, or MY for the national days alone"
        raise CharterclockError("CC807", "say by which calendar the time counts", hint)
    calendar = cc.calendar(arguments.calendar)
    return cc.due(
        arguments.start, arguments.duration, calendar, arguments.reckoning,
        bound=arguments.bound or "within", pauses=given, at=arguments.at,
    )  # fmt: skip


def due(arguments: argparse.Namespace) -> int:
    """The command ``due``: its instant, or its fields."""
    from charterclock.clock.sayings import sayings

    found = _computed(arguments)
    values = found.to_dict()
    if arguments.format == "json":
        print(json.dumps(values, ensure_ascii=False))
    elif arguments.format == "table":
        print(values["at"] or sayings(arguments.language).bounds["at_least"].format(limit=values["reached_at"]))
    else:
        shown = {key: values[key] for key in ("date", "at", "reached_at", "start", "received", "provisional")}
        print_rows(list(shown), [list(shown.values())], arguments.format)
    return 0


def explain(arguments: argparse.Namespace) -> int:
    """The command ``explain``: day by day in words, or as a picture."""
    if arguments.out:
        draw_case(arguments, _clock(arguments), _pauses(arguments))
        return 0
    found = _computed(arguments)
    text = found.explain(arguments.language)
    print(json.dumps({**found.to_dict(), "explanation": text.splitlines()}, ensure_ascii=False)
          if arguments.format == "json" else text)  # fmt: skip
    return 0
