"""The course of one case: how pauses and extensions, in order of time, move its due, and what its verdict is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from charterclock.calendars.timetable import NEVER, Timetable
from charterclock.clock.rule import Rule
from charterclock.durations import Duration
from charterclock.errors import CaseError

__all__ = ["VERDICTS", "Course", "Extension", "Facts", "follow", "judge", "merged_pauses"]

#: in the order in which they apply; ``excluded`` comes before them all
VERDICTS: Final = ("early", "met", "extended", "missed", "paused", "running", "overdue", "excluded")

Pause = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Extension:
    """A longer time, told at ``notice``: until a day number, until an instant, or by a duration more."""

    notice: int
    until_day: int | None = None
    until: int | None = None
    by: Duration | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What became of a case's due.

    Attributes:
        receipt: when it was received (the last new start, if pauses restart it).
        first: the due without extensions; of a floor, when it is reached.
        due: the due in force.
        extended: whether an extension told in time put ``due`` in the place of ``first``.
        late_notice: whether an extension was told after the due had passed: it changes nothing.
        paused: the pauses that began before the due as it then stood: those that count.
    """

    receipt: int
    first: int
    due: int
    extended: bool
    late_notice: bool
    paused: tuple[Pause, ...]


def merged_pauses(pauses: Iterable[Pause], receipt: int) -> list[Pause]:
    """Pauses in order: what lies before the receipt is cut off; overlapping or touching ones are one.

    Raises:
        CaseError: CC603, a pause that ends before it begins.
    """
    result: list[Pause] = []
    for paused, resumed in sorted(pauses):
        if resumed < paused:
            raise CaseError("CC603", "a pause ends before it begins")
        if resumed <= receipt or resumed == paused:
            continue
        if result and paused <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], resumed))
        else:
            result.append((max(paused, receipt), resumed))
    return result


@dataclass(slots=True)
class _Standing:
    """A due as it stands, and what moves it."""

    rule: Rule
    mark: int
    receipt: int
    floor: int
    due: int

    @classmethod
    def at(cls, reader: Timetable, rule: Rule, receipt: int) -> _Standing:
        mark = rule.marked(reader, receipt)
        return cls(rule, mark, receipt, receipt, rule.settled(reader, mark, receipt, receipt))

    def pause(self, reader: Timetable, paused: int, resumed: int) -> _Standing:
        if not (self.rule.takes_pauses and paused < self.due):
            return self
        if self.rule.reckoning.paused == "restart":
            return _Standing.at(reader, self.rule, self.rule.received(reader, resumed))
        mark = self.rule.moved(reader, self.mark, paused, resumed)
        floor = max(self.floor, resumed)
        return _Standing(
            self.rule, mark, self.receipt, floor, self.rule.settled(reader, mark, self.receipt, floor)
        )

    def extend(self, reader: Timetable, extension: Extension) -> _Standing:
        reckoning = replace(self.rule.reckoning, receipt="actual", first_day="excluded")
        if extension.by is not None:
            longer = _Standing.at(reader, Rule.of(extension.by, reckoning), self.due)
        elif self.rule.counts_time:
            stated = self.rule.stated()
            if extension.until is None:
                assert extension.until_day is not None
                until = stated.end_of(reader, extension.until_day, self.receipt)
            else:
                until = extension.until
            longer = _Standing(stated, until, self.receipt, self.receipt, until)
        elif extension.until is None:
            assert extension.until_day is not None
            stated = self.rule.stated()
            due = stated.end_of(reader, extension.until_day, self.receipt)
            longer = _Standing(stated, extension.until_day, self.receipt, self.receipt, due)
        else:  # an instant: its clock time ends the day from here on
            stated = replace(self.rule.stated(), reckoning=replace(reckoning, day_end="same_time"))
            day = reader.date_of(extension.until)
            longer = _Standing(stated, day, extension.until, self.receipt, extension.until)
        if longer.due <= self.due:
            raise CaseError("CC604", "an extension must end after the due that it extends")
        return longer


def follow(
    reader: Timetable, rule: Rule, start: int, pauses: Iterable[Pause] = (), extensions: Sequence[Extension] = ()
) -> Course:
    """Takes pauses and extensions in order of time (``docs/reckoning.md``, rules 5 and 6, and recovery).

    Raises:
        CaseError: CC603 a pause that ends before it begins, CC604 an extension that does not lengthen, CC605 a floor
            that is extended.
    """
    receipt = rule.received(reader, start)
    first = _Standing.at(reader, rule, receipt)
    if extensions and rule.bound == "at_least":
        raise CaseError("CC605", "a floor has no due that could be extended")
    events: list[tuple[int, int, Pause | Extension]] = [
        *((extension.notice, 0, extension) for extension in extensions),
        *((pause[0], 1, pause) for pause in merged_pauses(pauses, receipt)),
    ]
    longer: _Standing | None = None
    late, counted = False, []
    for _, _, event in sorted(events, key=lambda item: item[:2]):
        standing = longer or first
        if isinstance(event, Extension):
            late = late or event.notice > standing.due
            longer = standing.extend(reader, event) if event.notice <= standing.due else longer
            continue
        if rule.takes_pauses and event[0] < standing.due:
            counted.append(event)
        first = first.pause(reader, *event)
        longer = longer and longer.pause(reader, *event)
    return Course(first.receipt, first.due, (longer or first).due, longer is not None, late, tuple(counted))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the verdict of a case depends on, for one case or for columns of them.

    Attributes:
        is_floor: whether the pledge is a floor (one value for all).
        first: the due without extensions; of a floor, when it is reached.
        due: the due in force.
        stop: when it stopped, at the latest ``at``; ``NEVER`` where it has not.
        at: the instant at which it is judged.
        paused: whether it is, at ``at``, in a pause that began before its due.
    """

    is_floor: bool
    first: Any
    due: Any
    stop: Any
    at: Any
    paused: Any


def judge(facts: Facts) -> list[tuple[str, Any]]:
    """The verdicts in the order in which they apply, each with whether it does; the first that does is the verdict.

    The comparisons serve single values and arrays alike.
    """
    stopped = facts.stop < NEVER
    waiting = facts.stop >= NEVER
    if facts.is_floor:
        return [
            ("early", stopped & (facts.stop < facts.first)),
            ("met", stopped),
            ("paused", waiting & facts.paused),
            ("running", waiting),
        ]
    return [
        ("met", stopped & (facts.stop <= facts.first)),
        ("extended", stopped & (facts.stop <= facts.due)),
        ("missed", stopped),
        ("paused", waiting & facts.paused),
        ("running", waiting & (facts.at <= facts.first)),
        ("extended", waiting & (facts.at <= facts.due)),
        ("overdue", waiting),
    ]
