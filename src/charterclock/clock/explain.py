"""A due date, explained day by day in Malay, Indonesian and English: what counted, what did not, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from charterclock.calendars.calendar import Calendar
from charterclock.clock.rule import Rule
from charterclock.clock.sayings import Sayings, sayings
from charterclock.durations import Annual

if TYPE_CHECKING:
    from charterclock.clock.due import Due

__all__ = ["counted_spans", "explain", "numbered_days"]

_DAY = timedelta(days=1)
_Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class _Line:
    """What one date, or a run of dates that say the same, did."""

    first: date
    last: date
    said: str
    count: tuple[int, int] | None = None


def explain(due: Due, language: str = "en") -> str:
    """The explanation of a due.

    Args:
        due: what ``charterclock.due`` or a clock gave.
        language: ``ms``, ``id`` or ``en``.

    Returns:
        Lines of text: the promise and when it was received; one line for each date, or run of like dates, between
        receipt and due, in the order of counting (from an event backwards); then the due and its last permitted
        instant, and on which days off not settled yet it rests.
    """
    words = sayings(language)
    rule = Rule.of(due.duration, due.reckoning, due.bound)
    title = words.bounds[due.bound].format(limit=words.limit(due.duration))
    start = words.event if due.bound == "before" else words.start
    office = due.calendar.name or due.calendar.zone
    lines = [f"{title} - {words.calendar}: {office}", f"{start}: {words.moment(due.start)}"]
    if due.received != due.start:
        lines.append(f"{words.received}: {words.moment(due.received)} ({words.receipt[due.reckoning.receipt[:6]]})")
    for paused, resumed in due.pauses:
        lines.append(f"{words.paused}: {words.moment(paused)} - {words.moment(resumed)}")
    lines += [_written(line, words) for line in _merged(_days(due, rule, words))]
    said = words.reached if due.at is None else words.due
    lines.append(f"{said}: {words.moment(due.instant)}")
    last = due.calendar.last_gazetted
    if due.beyond_lists:
        lines.append(words.beyond_lists.format(year=due.date.year))
    elif rule.family != "clock" and last is not None and max(due.date, due.received.date()) > last:
        lines.append(words.beyond.format(last=words.day(last)))
    for holiday in due.estimated:
        lines.append(f"{words.estimated}: {words.day(holiday.date)} {words.named(holiday)}")
    return "\n".join(lines)


def _days(due: Due, rule: Rule, words: Sayings) -> Iterator[_Line]:
    if rule.family == "clock":
        return
    if rule.family == "opening":
        yield from _opening(due, words)
        return
    office, received, end = due.calendar, due.received.date(), due.date
    forward = end >= received
    step = _DAY if forward else -_DAY
    included = due.reckoning.first_day == "included" and rule.bound != "before"
    first_day = {"next": words.start_day}.get(rule.family, words.first_day)
    if rule.bound == "before":
        first_day = words.event_day
    counting = isinstance(due.duration, Annual) or rule.family in ("calendar", "months", "next")
    number, day = 0, received
    while True:
        off = _off(office, day, due.reckoning.rest_days, words)
        if day == received and not included:
            yield _Line(day, day, first_day)
        elif _is_paused(due, day):
            yield _Line(day, day, words.while_paused + (f"; {off}" if off else ""))
        elif counting:
            yield _Line(day, day, words.calendar_day if not off else f"{words.calendar_day}; {off}")
        elif off:
            yield _Line(day, day, f"{words.not_counted}: {off}")
        else:
            number += 1
            yield _Line(day, day, words.counted, (number, number))
        if day == end:
            return
        day += step


def _opening(due: Due, words: Sayings) -> Iterator[_Line]:
    low, high = sorted((due.received, due.instant))
    days = [date.fromordinal(n) for n in range(low.date().toordinal(), high.date().toordinal() + 1)]
    total = timedelta()
    for day in days if due.received == low else reversed(days):
        if not _covers(due.calendar, day):  # its opening time began on the last evening, and is told with that
            continue
        found = due.calendar.day(day)
        spans = _not_paused(due, [(max(a, low), min(b, high)) for a, b in found.spans if a < high and b > low])
        if spans:
            spent = sum((b.astimezone(low.tzinfo) - a for a, b in spans), timedelta())
            total += spent
            said = ", ".join(f"{a:%H:%M}-{b:%H:%M}" for a, b in spans)
            why = f" ({words.why(found)})" if found.why else ""
            yield _Line(day, day, words.opening.format(spans=said, spent=_length(spent), total=_length(total)) + why)
        else:
            off = _off(due.calendar, day, "office", words)
            yield _Line(day, day, f"{words.not_counted}: {off or words.outside}")


def _not_paused(due: Due, spans: list[_Span]) -> list[_Span]:
    """What is left of spans when the pauses are taken out."""
    for paused, resumed in due.pauses:
        spans = [piece for a, b in spans for piece in ((a, min(b, paused)), (max(a, resumed), b))]
    return [(a, b) for a, b in spans if a < b]


def counted_spans(due: Due) -> list[_Span]:
    """The time that counts towards a due in hours, in order: opening time, or all of it; pauses left out.

    Of a due in days there is none: ``numbered_days`` has what counts towards that.
    """
    # In UTC: two instants of one zone would be compared by their clock time, which can come twice.
    low, high = sorted(moment.astimezone(UTC) for moment in (due.received, due.instant))
    family = Rule.of(due.duration, due.reckoning, due.bound).family
    if family == "clock":
        return _not_paused(due, [(low, high)])
    if family != "opening":
        return []
    first, last = low.date().toordinal() - 2, high.date().toordinal() + 1  # UTC is behind, and shifts cross midnight
    days = filter(partial(_covers, due.calendar), map(date.fromordinal, range(first, last + 1)))
    spans = [span for day in days for span in due.calendar.day(day).spans]
    return _not_paused(due, [(max(a, low), min(b, high)) for a, b in spans if a < high and b > low])


def numbered_days(due: Due) -> dict[date, int]:
    """The dates that count towards a due in working days, calendar days or weeks, each with its number.

    Of a due in hours or months, and of a date of the year, there are none.
    """
    rule = Rule.of(due.duration, due.reckoning, due.bound)
    if rule.family not in ("working", "calendar"):
        return {}
    office, received, back = due.calendar, due.received.date(), rule.bound == "before"
    week = received.toordinal()
    amount = rule.amount * (office.ask(lambda table: table.week_length(week), week) if rule.per_week else 1)
    included = due.reckoning.first_day == "included" and not back
    found: dict[date, int] = {}
    day = received if included else received - _DAY if back else received + _DAY
    while len(found) < amount and _covers(office, day):
        off = rule.family == "working" and _off(office, day, due.reckoning.rest_days, sayings("en"))
        if not off and not _is_paused(due, day):
            found[day] = len(found) + 1
        day += -_DAY if back else _DAY
    return found


def _covers(office: Calendar, day: date) -> bool:
    return office.covers is None or office.covers[0] <= day <= office.covers[1]


def _off(office: Calendar, day: date, rest_days: str, words: Sayings) -> str:
    """Why a day is no working day; empty when it is one."""
    if not _covers(office, day):  # the due did not depend on it
        return words.not_covered
    found = office.day(day)
    if rest_days == "office":
        return "" if found.is_working else words.why(found)
    if found.is_public_holiday:  # also where the office was opened on it
        return words.days_off(found)
    return words.weekly_holiday if found.is_weekly_holiday else ""


def _is_paused(due: Due, day: date) -> bool:
    zone = due.instant.tzinfo
    return any(p.astimezone(zone).date() < day <= r.astimezone(zone).date() for p, r in due.pauses)


def _merged(lines: Iterator[_Line]) -> list[_Line]:
    """Neighbouring dates that say the same become one line."""
    result: list[_Line] = []
    for line in lines:
        before = result[-1] if result else None
        if before and before.said == line.said and abs(line.first - before.last) == _DAY:
            count = (before.count[0], line.count[1]) if before.count and line.count else None
            result[-1] = _Line(before.first, line.last, line.said, count)
        else:
            result.append(line)
    return result


def _written(line: _Line, words: Sayings) -> str:
    when = words.day(line.first)
    if line.last != line.first:
        when += f" - {words.day(line.last)}"
    if line.count is None:
        return f"  {when}: {line.said}"
    first, last = line.count
    said = words.counted.format(n=first) if first == last else words.counted_range.format(first=first, last=last)
    return f"  {when}: {said}"


def _length(value: timedelta) -> str:
    minutes, seconds = divmod(value // timedelta(seconds=1), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


