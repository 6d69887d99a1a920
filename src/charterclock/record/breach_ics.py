"""The breach list for a calendar program: one event for each open case, at its due."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, uuid5

import narwhals as nw

from charterclock.calendars.moments import Moment, instant_of
from charterclock.calendars.zone import as_datetime, zone_info
from charterclock.errors import CharterclockError
from charterclock.record.breach_list import breach_list
from charterclock.record.layout import plain
from charterclock.record.words import WORDS, title_of

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["breach_ics"]

#: what a calendar program shows of a line, and more than anyone reads there
_LONGEST: Final = 250


def breach_ics(charter: Charter, cases: Any, *, at: Moment, language: str | None = None, **options: Any) -> str:
    """The breach list as an iCalendar feed (RFC 5545): an event at each due, in order of dues.

    An event keeps its identity from one list to the next, by charter, pledge and case, so that reading a newer list
    moves it. What comes from charter and cases is plain text there.

    Args:
        charter: the charter.
        cases: a table of cases with a column ``case``, as ``breach_list`` takes it.
        at: now.
        language: ``ms``, ``id`` or ``en``; by default that of the charter.
        options: those of ``breach_list``.

    Raises:
        CharterclockError: CC805, the package ``icalendar`` is missing; CC641, no column ``case``; CC703, another
            language; and what ``breach_list`` raises.

    Example:
        >>> import charterclock as cc, pandas as pd
        >>> cases = pd.DataFrame({"case": ["A1"], "pledge": ["email-account"], "requested": ["2025-05-05T09:00"],
        ...                       "processed": [None]})
        >>> text = cc.load("charters/penang-btmkn.yaml").breach_ics(cases, at="2025-05-06T09:00", language="en")
        >>> print([line for line in text.splitlines() if line.startswith("DTSTART")])
        ['DTSTART:20250507T155959Z']
    """
    try:
        from icalendar import Calendar as Feed
    except ImportError:
        raise CharterclockError("CC805", "ICS needs icalendar", "pip install charterclock[ics]") from None
    language = language or charter.language or "en"
    if language not in WORDS:
        raise CharterclockError("CC703", f"no list in language {language!r}", "one of " + ", ".join(WORDS))
    listed: nw.DataFrame[Any] = nw.from_native(breach_list(charter, cases, at=at, **options), eager_only=True)
    theirs = {ours: name for name, ours in (options.get("columns") or {}).items()}
    name = theirs.get("case", "case")
    if name not in listed.columns:
        raise CharterclockError("CC641", f"an event needs a column {name!r}", "found " + ", ".join(listed.columns))
    feed = Feed()
    feed.add("prodid", "-//charterclock//breach list//EN")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", _line(title_of(charter, language)))
    stamp = as_datetime(instant_of(at, charter.office.zone, "at"), "UTC").astimezone(UTC)
    pledge = theirs.get("pledge", "pledge")
    columns = (listed[each].to_list() for each in (name, pledge, "due", "urgency", "share_used", "tell_by"))
    for row in zip(*columns, strict=True):
        feed.add_component(_event(charter, stamp, WORDS[language], *row))
    text: str = feed.to_ical().decode("utf-8")
    return text


def _event(
    charter: Charter, stamp: datetime, words: Mapping[str, str], case: Any, pledge: str, due: datetime, urgency: str,
    share: float, tell_by: datetime | None,
) -> Any:  # fmt: skip
    from icalendar import Event

    zone = zone_info(charter.office.zone)
    used = math.floor(share * 100)  # 100% only when the time is up
    said = [words[urgency], f"{words['due']}: {due.astimezone(zone):%Y-%m-%d %H:%M:%S}", f"{words['used']}: {used}%"]
    if tell_by is not None and tell_by == tell_by:  # pandas' NaT is no moment, and equals nothing
        said.append(f"{words['tell_by']}: {tell_by.astimezone(zone):%Y-%m-%d %H:%M:%S}")
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"charterclock:{charter.id}:{pledge}:{case}")))
    event.add("dtstamp", stamp)
    event.add("dtstart", due.astimezone(UTC).replace(microsecond=0))
    event.add("summary", _line(f"{case}: {charter[pledge].says or pledge}"))
    event.add("description", _line("; ".join(said)))
    event.add("transp", "TRANSPARENT")
    return event


def _line(text: str) -> str:
    text = plain(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 2] + " …"
