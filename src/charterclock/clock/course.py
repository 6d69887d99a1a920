"""The course of one case: how pauses and extensions, in order of time, move its due, and what its verdict is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from charterclock.calendars.timetable import NEVER, Timetable
from charterclock.clock.rule import Rule
from charterclock.durations import Duration
from charterclock.errors import CaseError

__all__ = ["VERDICTS", "Course", "Extension", "Facts", "Standing", "follow", "judge", "merged_pauses"]

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
        received: when it was received.
        receipt: the same, or the last new start if pauses restart it.
        first: the due without extensions; of a floor, when it is reached.
        due: the due in force.
        extended: whether an extension told in time put ``due`` in the place of ``first``.
        late_notice: whether an extension was told after the due had passed: it changes nothing.
        paused: the pauses that began before the due as it then stood: those that count.
    """

    received: int
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


@dataclass(frozen=True, slots=True)
class Standing:
    """A due as it stands, and what moves it: of one case, or of columns of cases under one rule."""

    rule: Rule
    mark: Any
    receipt: Any
    floor: Any
    due: Any

    @classmethod
    def at(cls, reader: Any, rule: Rule, start: Any, receipt: Any) -> Standing:
        """The due of a case that arrived and was received then."""
        mark = rule.marked(reader, start, receipt)
        return cls(rule, mark, receipt, receipt, rule.settled(reader, mark, receipt, receipt))

    def paused(self, reader: Any, paused: Any, resumed: Any) -> Standing:
        """The due of a promise after a pause that began before it."""
        if self.rule.reckoning.paused == "restart":
            return Standing.at(reader, self.rule, resumed, self.rule.received(reader, resumed))
        return self.moved(reader, paused, resumed)

    def moved(self, reader: Any, paused: Any, resumed: Any) -> Standing:
        """The due moved by what a pause costs. One that costs nothing leaves it where it is, a stated day too."""
        mark, floor = self.rule.moved(reader, self.mark, paused, resumed), reader.latest(self.floor, resumed)

        def settled(pick: Any) -> Any:
            return self.rule.settled(reader, pick(mark), pick(self.receipt), pick(floor))

        due = reader.where((mark != self.mark) | (self.due < floor), settled, self.due)
        return Standing(self.rule, mark, self.receipt, floor, due)

    def after(self, reader: Any, paused: Any, resumed: Any) -> Standing:
        """The due of an extension after a pause; a pause that starts the promise anew leaves it where it is."""
        return self if self.rule.reckoning.paused == "restart" else self.moved(reader, paused, resumed)

    def longer_by(self, reader: Any, more: Duration) -> Standing:
        """The due extended by a duration, counted from the due in force; later pauses move it like the first due."""
        rule = Rule.of(more, replace(self.rule.reckoning, receipt="actual", first_day="excluded"))
        due = Standing.at(reader, rule, self.due, self.due).due
        stated = self.rule.stated()
        if rule.counts_time or stated.counts_time:
            return self.until(reader, due)
        return Standing(stated, reader.date_of(due), due, self.receipt, due)

    def until_day(self, reader: Any, day: Any) -> Standing:
        """The due stated as a date: it is taken as it is, and ended by ``day_end``."""
        stated = self.rule.stated()
        due = stated.end_of(reader, day, self.receipt)
        return Standing(stated, due if stated.counts_time else day, self.receipt, self.receipt, due)

    def until(self, reader: Any, instant: Any) -> Standing:
        """The due stated as an instant; where days are counted, its clock time ends the day from here on."""
        stated = self.rule.stated()
        if stated.counts_time:
            return Standing(stated, instant, self.receipt, self.receipt, instant)
        stated = replace(stated, reckoning=replace(stated.reckoning, day_end="same_time"))
        return Standing(stated, reader.date_of(instant), instant, self.receipt, instant)

    def extended(self, reader: Timetable, extension: Extension) -> Standing:
        """The due of one case after an extension.

        Raises:
            CaseError: CC604, an extension that does not lengthen.
        """
        if extension.by is not None:
            longer = self.longer_by(reader, extension.by)
        elif extension.until is not None:
            longer = self.until(reader, extension.until)
        else:
            longer = self.until_day(reader, extension.until_day)
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
    first = Standing.at(reader, rule, start, receipt)
    if extensions and rule.bound == "at_least":
        raise CaseError("CC605", "a floor has no due that could be extended")
    longer: Standing | None = None
    late = False
    counted: list[Pause] = []
    for event, goes_on in _in_order(merged_pauses(pauses, receipt), extensions):
        in_force = max(first.due, longer.due) if longer else first.due
        if isinstance(event, Extension):
            late = late or event.notice > in_force
            if event.notice <= in_force:
                longer = replace(first, due=in_force).extended(reader, event)
            continue
        if not rule.takes_pauses:
            continue
        before = event[0] - goes_on  # a pause that goes on has begun before its due, also where that is this instant
        if before < in_force:
            counted = [*counted[:-1], (counted[-1][0], event[1])] if goes_on else [*counted, event]
        if before < first.due:
            first = first.paused(reader, *event)
        if longer and before < longer.due:
            longer = longer.after(reader, *event)
    due = max(first.due, longer.due) if longer else first.due
    return Course(receipt, first.receipt, first.due, due, longer is not None, late, tuple(counted))


def _in_order(
    pauses: Iterable[Pause], extensions: Sequence[Extension]
) -> Iterator[tuple[Extension | Pause, bool]]:
    """Extensions and pauses in order of time; a pause during which an extension is told is cut there.

    Yields:
        what happens, and whether it is a pause that goes on after such a cut.
    """
    notices = sorted(extensions, key=lambda extension: extension.notice)
    told = 0
    for begin, end in [*pauses, (NEVER, NEVER)]:
        cut = begin
        while told < len(notices) and notices[told].notice < end:
            notice = notices[told].notice
            if notice > cut >= begin:
                yield (cut, notice), cut > begin
            cut = max(cut, notice)
            yield notices[told], False
            told += 1
        if cut < end:
            yield (cut, end), cut > begin


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
