"""What a report says of itself: which cases make a percentage, what places a case in a period, by which calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from charterclock.calendars.zone import zone_info
from charterclock.record.record import Record

__all__ = ["facts_of"]

_DATES_SHOWN: Final = 6


def facts_of(record: Record, words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Names and texts, those that there are; the same on every output.

    The estimated days off are those of the charter's calendar in the time reported on: a due near one of them can
    still move.
    """
    charter = record.charter
    office = charter.office
    met = charter.recovery is not None and charter.recovery.counts_as == "met"
    until = f"{record.at.astimezone(zone_info(office.zone)):%Y-%m-%d %H:%M} ({office.zone})" if record.at else ""
    facts = [
        (words["issuer"], charter.issuer or ""),
        (words["period"], f"{record.over[0]} – {record.over[1]}"),
        (words["at"], until),
        (words["period_by"], words[f"by_{charter.period_by}"]),
        (words["denominator"], words["rule_extended" if met else "rule"]),
        (words["calendar"], f"{office} ({record.fingerprint})"),
        (words["estimated"], _estimated(record, words)),
    ]
    return tuple((name, text) for name, text in facts if text)


def _estimated(record: Record, words: Mapping[str, str]) -> str:
    first, last = record.over
    office = record.charter.office
    # A day just outside can be sighted into the time, and a due at its end lies on the day after.
    days = sorted({holiday.date for holiday in office.estimated_between(first, last)
                   if first - timedelta(days=1) <= holiday.date <= last + timedelta(days=1)})  # fmt: skip
    shown = [day.isoformat() for day in days[:_DATES_SHOWN]]
    if len(days) > len(shown):
        shown.append(f"{words['more']} {len(days) - len(shown)}")
    if office.is_beyond_lists(last):
        shown.append(f"{last.year}: {words['no_list']}")
    return ", ".join(shown)
