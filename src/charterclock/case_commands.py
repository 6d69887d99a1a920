"""The commands over one table of cases: ``breaches``, ``what-if`` and ``tightest``."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from charterclock.errors import CharterclockError, FileError, nearest
from charterclock.options import case_options, ending, named, share_of

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["breaches", "tightest", "what_if"]

Tell = Callable[[object], None]
_PICTURES: Final = (".png", ".svg", ".pdf")
#: what a terminal shows of the breach list
_SHOWN: Final = ("case", "pledge", "tier", "due", "urgency", "share_used", "tell_by")


def breaches(arguments: argparse.Namespace, tell: Tell) -> int:
    """The breach list, as a table or for a calendar program."""
    import narwhals as nw

    from charterclock.frames.files import plain_rows, write_table
    from charterclock.frames.output import rows_as
    from charterclock.record.report import writing

    if not arguments.at:
        raise CharterclockError("CC807", "what is late is late at an instant", "--at 2025-06-30T17:00")
    charter, frame, options = _cases(arguments, tell)
    options |= {"risk": float(share_of(arguments.risk, "--risk")), "every": arguments.all}
    if ending(arguments.out) == ".ics" or (arguments.format == "ics" and not arguments.out):
        text = charter.breach_ics(frame, language=arguments.language, **options)
        if not arguments.out:
            sys.stdout.write(text)
            return 0
        with writing(arguments.out):
            Path(arguments.out).write_text(text, encoding="utf-8", newline="")
        return 0
    found = charter.breach_list(frame, **options)
    if arguments.out:
        write_table(found, arguments.out)
        return 0
    if arguments.format == "table":
        table: nw.DataFrame[Any] = nw.from_native(found, eager_only=True)
        shares = [None if share is None else f"{math.floor(share * 100)}%" for share in table["share_used"].to_list()]
        used = nw.new_series("share_used", shares, nw.String(), backend=table.implementation)
        chosen = table.select(*(name for name in _SHOWN if name in table.columns))
        found = chosen.with_columns(used).to_native()
    sys.stdout.write(rows_as(*plain_rows(found), arguments.format))
    return 0


def what_if(arguments: argparse.Namespace, tell: Tell) -> int:
    """The same cases by another charter: a sentence, and a table of what changes."""
    from charterclock.frames.files import plain_rows, write_table
    from charterclock.frames.output import printable, rows_as

    charter, frame, options = _cases(arguments, tell)
    found = charter.what_if(frame, _other(arguments, charter), **options)
    table = found.to_dues() if arguments.dues else found.to_frame()
    names, rows = plain_rows(table)
    if arguments.out:
        write_table(table, arguments.out)
    elif arguments.format == "json":
        told = [{"pledge": one.pledge, "before": one.before and float(one.before),
                 "after": one.after and float(one.after)} for one in found.attainment]  # fmt: skip
        what = "moves" if arguments.dues else "changes"
        print(json.dumps({"sentence": found.said(arguments.language), "cases": found.cases, "dues": found.dues,
                          "attainment": told, what: [dict(zip(names, row, strict=True)) for row in rows]},
                         ensure_ascii=False, default=str))  # fmt: skip
        return 0
    elif arguments.format == "csv":
        sys.stdout.write(rows_as(names, rows, "csv"))
        return 0
    print(printable(found.said(arguments.language)))
    if rows and not arguments.out:
        sys.stdout.write("\n" + rows_as(names, rows, arguments.format))
    return 0


def tightest(arguments: argparse.Namespace, tell: Tell) -> int:
    """The tightest limits that enough of the cases would have met."""
    from charterclock.frames.output import printable, rows_as
    from charterclock.record.tightest import promises_time, tightest_limits

    share = share_of(arguments.share, "--share")
    charter, frame, options = _cases(arguments, tell)
    pledges = arguments.pledge or [pledge for pledge in charter.ids if promises_time(charter, pledge)]
    if not pledges:
        raise CharterclockError("CC625", "no pledge of the charter promises a time within which a case is done")
    found = [one for pledge in pledges for one in tightest_limits(charter, frame, pledge, share=share, **options)]
    if arguments.format == "table":
        for one in found:
            print(printable(one.said(arguments.language)))
        return 0
    names = ["pledge", "tier", "promised", "limit", "share", "cases"]
    rows = [[one.pledge, one.tier, str(one.promised), one.limit and str(one.limit),
             one.share and float(one.share), one.cases] for one in found]  # fmt: skip
    sys.stdout.write(rows_as(names, rows, arguments.format))
    return 0


# pictures ------------------------------------------------------------------------------------------------------------


# what they share -----------------------------------------------------------------------------------------------------


def _cases(arguments: argparse.Namespace, tell: Tell) -> tuple[Charter, Any, dict[str, Any]]:
    """Charter, cases and options; what is wrong with cases is told."""
    from charterclock.record.assess import assessment, problems_of

    charter, table, options = case_options(arguments)
    if table.broken:
        raise FileError(table.broken_rows())
    for problem in problems_of(assessment(charter, table.frame, **options)):
        tell(table.placed(problem))
    return charter, table.frame, options


def _other(arguments: argparse.Namespace, charter: Charter) -> Charter:
    """The other charter: another file, or the same, with what the options change."""
    from charterclock.calendars.calendar import Calendar
    from charterclock.calendars.known import calendar
    from charterclock.charter.load import load

    given = (arguments.other, arguments.calendar, arguments.day_off, arguments.reckoning, arguments.meaning,
             arguments.limit)  # fmt: skip
    if not any(given):
        hint = "--other, --calendar, --day-off, --reckoning, --meaning or --limit"
        raise CharterclockError("CC807", "say what is to be another", hint)
    other = load(arguments.other) if arguments.other else charter
    changes: dict[str, Any] = {}
    office = calendar(arguments.calendar) if arguments.calendar else other.office
    if arguments.calendar or arguments.day_off:
        days = list(arguments.day_off)
        changes["calendar"] = Calendar.build(base=office, holidays=days) if days else office
    if arguments.reckoning:
        changes["reckoning"] = arguments.reckoning
    if arguments.meaning:
        own = {word: unit for word in ("day", "week", "month", "hour") if (unit := getattr(other.meanings, word, None))}
        changes["meanings"] = {**own, **dict(named(text) for text in arguments.meaning)}
    if arguments.limit:
        changes["pledges"] = _limited(other, dict(named(text) for text in arguments.limit))
    try:
        return other.replace(**changes)
    except ValueError as error:  # pydantic's, which names no option
        told = str(getattr(error, "errors", list)()[:1] and error.errors()[0]["msg"]) or str(error)  # type: ignore[attr-defined]
        code, _, said = told.removeprefix("Value error, ").partition(" ")
        raise CharterclockError(code, said) if code.startswith("CC") else CharterclockError("CC807", told) from None


def _limited(charter: Charter, limits: Mapping[str, str]) -> list[Any]:
    """The pledges with other limits: those that are named, of a tier as ``pledge/tier``."""
    from charterclock.charter.pledges import Deadline
    from charterclock.durations import Duration, duration

    left, found = {name: duration(text) for name, text in limits.items()}, []

    def limited(name: str, branch: Any) -> Any:
        if name not in left:
            return branch
        if not isinstance(branch.limit, Duration):
            raise CharterclockError("CC625", f"{name} promises no time, but a date of the year")
        used.add(name)
        return branch.model_copy(update={branch.bound: left[name]})

    used: set[str] = set()
    for pledge in charter.pledges:
        if isinstance(pledge, Deadline) and pledge.tiers:
            tiers = tuple(limited(f"{pledge.id}/{tier.name}", tier) for tier in pledge.tiers)
            pledge = pledge.model_copy(update={"tiers": tiers})
        elif isinstance(pledge, Deadline):
            pledge = limited(pledge.id, pledge)
        found.append(pledge)
    unknown = sorted(set(left) - used)
    if unknown:
        known = [f"{one.id}/{tier.name}" for one in charter.pledges for tier in getattr(one, "tiers", ())]
        known += [one.id for one in charter.pledges if one.kind == "deadline" and not one.tiers]
        hint = nearest(unknown[0], known) or "one of " + ", ".join(known)
        raise CharterclockError("CC623", f"no promise of time is called {', '.join(unknown)}", hint)
    return found
