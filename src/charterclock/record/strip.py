"""What a timeline draws of one case, as plain values: its dates, opening hours, pauses, what counts, and its marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from charterclock.calendars.moments import Moment, instant_of
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone import as_datetime
from charterclock.clock.clock import Clock
from charterclock.clock.due import read_pauses
from charterclock.clock.explain import counted_spans, numbered_days
from charterclock.clock.rule import Rule
from charterclock.clock.sayings import Sayings, sayings
from charterclock.clock.steps import EXTENDED, Told, told

if TYPE_CHECKING:
    from charterclock.clock.due import Due, GivenPause

__all__ = ["KEY", "Cell", "Mark", "Strip"]

_DAY: Final = timedelta(days=1)
_Span = tuple[datetime, datetime]
#: the words of a timeline that explanations do not have
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"stop": "stop", "first": "first due", "told": "extension told", "share": "{share:.0%} used"},
    "ms": {"stop": "selesai", "first": "tarikh akhir asal", "told": "lanjutan dimaklumkan",
           "share": "{share:.0%} digunakan"},
    "id": {"stop": "selesai", "first": "jatuh tempo semula", "told": "perpanjangan diberitahukan",
           "share": "{share:.0%} terpakai"},
}  # fmt: skip
#: what a shade means
KEY: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"open": "open", "counted": "counts", "rest": "rest day", "off": "day off", "paused": "paused",
           "idle": "pause without effect", "number": "n: day that counts"},
    "ms": {"open": "waktu pejabat", "counted": "dikira", "rest": "hari rehat", "off": "cuti", "paused": "dihentikan",
           "idle": "penghentian tanpa kesan", "number": "n: hari yang dikira"},
    "id": {"open": "jam buka", "counted": "dihitung", "rest": "hari istirahat", "off": "hari libur",
           "paused": "dihentikan", "idle": "penghentian tanpa akibat", "number": "n: hari yang dihitung"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One local date: when it begins and ends, its open spans, and what it is.

    ``kind`` is ``open``, ``rest``, ``off`` or, beyond what the calendar covers, ``unknown``; ``number`` is that of a
    date that counts.
    """

    date: date
    begins: datetime
    ends: datetime
    spans: tuple[_Span, ...]
    kind: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """An instant that has a line of its own, and the word for it."""

    kind: str
    at: datetime
    said: str


@dataclass(frozen=True)
class Strip:
    """A case as a timeline shows it; made by ``Strip.of``."""

    title: str
    language: str
    cells: tuple[Cell, ...]
    counted: tuple[_Span, ...]
    paused: tuple[_Span, ...]
    idle: tuple[_Span, ...]
    marks: tuple[Mark, ...]
    due: Due

    @classmethod
    def of(
        cls, case: Clock | Due, *, at: Moment | None = None, language: str | None = None, shares: Sequence[float] = (),
        pauses: Iterable[GivenPause] = (),
    ) -> Strip:
        """The strip of a case; arguments as in ``timeline``.

        Raises:
            CharterclockError: CC506, another language; and what ``Clock.due`` and ``Clock.at_share`` raise.
        """
        due = case.due(at=at) if isinstance(case, Clock) else case
        language = language or (case.pledge.terms.language if isinstance(case, Clock) else "en")
        said, zone = sayings(language), due.calendar.zone
        until = None if at is None else instant_of(at, zone, "at")
        marks, given = _of_due(due, said), read_pauses(pauses, zone, until)
        if isinstance(case, Clock):
            known = told(case.steps, until)
            marks += _of_case(case, known, due, said, at)
            marks += [Mark("share", case.at_share(share, at=at), _WORDS[language]["share"].format(share=share))
                      for share in shares]  # fmt: skip
            given += known.pauses(NEVER if until is None else until)
        spans = [(as_datetime(paused, zone), as_datetime(resumed, zone)) for paused, resumed in given]
        idle = tuple(span for span in spans if not any(a <= span[1] and span[0] <= b for a, b in due.pauses))
        moments = [*(mark.at for mark in marks), *(moment for span in (*due.pauses, *idle) for moment in span)]
        dates = [*(moment.date() for moment in moments), *numbered_days(due)]
        return cls(
            title=_title(case, due, said), language=language, cells=_cells(due, min(dates), max(dates)),
            counted=tuple(counted_spans(due)), paused=due.pauses, idle=idle,
            marks=tuple(sorted(marks, key=lambda mark: mark.at.timestamp())), due=due,
        )  # fmt: skip

    def over(self, first: date, last: date) -> Strip:
        """The same over other dates."""
        return replace(self, cells=_cells(self.due, first, last))

    @property
    def in_hours(self) -> bool:
        """Whether hours count, and not days."""
        return Rule.of(self.due.duration, self.due.reckoning, self.due.bound).counts_time

    @property
    def text(self) -> str:
        """The text alternative: the promise, its marks and its pauses, to the last microsecond."""
        said = sayings(self.language)
        found = [f"{mark.said} {said.moment(mark.at)}" for mark in self.marks]
        found += [f"{said.paused} {said.moment(a)} - {said.moment(b)}" for a, b in self.paused]
        found += [f"{KEY[self.language]['idle']} {said.moment(a)} - {said.moment(b)}" for a, b in self.idle]
        return f"{self.title}: {'; '.join(found)}"

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain values."""

        def told_of(spans: Iterable[_Span]) -> list[list[str]]:
            return [[a.isoformat(), b.isoformat()] for a, b in spans]

        return {
            "title": self.title,
            "days": [[str(cell.date), cell.kind, cell.number, told_of(cell.spans)] for cell in self.cells],
            "counted": told_of(self.counted),
            "paused": told_of(self.paused),
            "idle": told_of(self.idle),
            "marks": [[mark.kind, mark.at.isoformat()] for mark in self.marks],
        }

    @property
    def kinds(self) -> list[str]:
        """The shades that occur in it, by their names in ``KEY``."""
        found = ["open"] if any(cell.spans for cell in self.cells) else []
        found += [kind for kind in ("rest", "off") if any(cell.kind == kind for cell in self.cells)]
        found += [kind for kind in ("counted", "paused", "idle") if getattr(self, kind)]
        return [*found, "number"] if any(cell.number for cell in self.cells) else found


def _of_due(due: Due, said: Sayings) -> list[Mark]:
    marks = [Mark("start", due.start, said.event if due.bound == "before" else said.start)]
    if due.received != due.start:
        marks.append(Mark("received", due.received, said.received))
    last = said.reached if due.at is None else said.due.partition(",")[0]
    return [*marks, Mark("due", due.instant, last)]


def _of_case(case: Clock, known: Told, due: Due, said: Sayings, at: Moment | None) -> list[Mark]:
    words, zone = _WORDS[said.language], due.calendar.zone
    marks = []
    if known.stop < NEVER:
        marks.append(Mark("stop", as_datetime(known.stop, zone), words["stop"]))
    first = replace(case, steps=tuple(step for step in case.steps if step.kind != EXTENDED)).due(at=at)
    if first.instant != due.instant:
        marks.append(Mark("first", first.instant, words["first"]))
    return marks + [Mark("told", as_datetime(step.at, zone), words["told"]) for step in known.extensions]


def _title(case: Clock | Due, due: Due, said: Sayings) -> str:
    if isinstance(case, Clock):
        return case.pledge.says or case.pledge.id
    return said.bounds[due.bound].format(limit=said.limit(due.duration))


def _cells(due: Due, first: date, last: date) -> tuple[Cell, ...]:
    numbers = numbered_days(due)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple(_cell(due, day, numbers.get(day)) for day in days)


def _cell(due: Due, day: date, number: int | None) -> Cell:
    office = due.calendar
    begins, ends = (
        as_datetime(instant_of(datetime.combine(moment, time()), office.zone), office.zone)
        for moment in (day, day + _DAY)
    )
    if office.covers is not None and not office.covers[0] <= day <= office.covers[1]:
        return Cell(day, begins, ends, (), "unknown", number)
    found = office.day(day)
    kind = "open" if found.spans else "off" if found.holidays else "rest"
    return Cell(day, begins, ends, found.spans, kind, number)
