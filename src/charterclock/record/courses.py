"""The courses of many cases under one rule: ``clock.course.follow`` for columns, event by event, never case by case.

Pauses and extensions of all cases are taken in rounds: the first event of every case, then the second, and so on.
Each round moves the dues of those cases that the event concerns, by the same ``Standing`` that serves one case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.timetable_arrays import TimetableArrays
from charterclock.calendars.zone_arrays import Bools, Ints
from charterclock.clock.course import Standing
from charterclock.clock.dues import never, plain_dues
from charterclock.clock.rule import Rule
from charterclock.durations import duration
from charterclock.errors import CharterclockError
from charterclock.frames.texts import Texts
from charterclock.meanings import Meanings
from charterclock.record.events import NO_DATE, Events

__all__ = ["Courses", "follow_all"]

#: case, begin, end, whether it is still open, and whether it goes on after an extension was told
_Pauses = tuple[Ints, Ints, Ints, Bools, Bools]


@dataclass(eq=False)
class Courses:
    """What became of the dues of many cases; see ``clock.course.Course``.

    ``first`` and ``due`` are ``NEVER`` where the answer lies outside the calendar. ``paused`` tells whether, at the
    instant asked about, a pause that began before the due is open.
    """

    receipt: Ints
    first: Ints
    due: Ints
    extended: Bools
    late_notice: Bools
    paused: Bools
    problem: Texts


def follow_all(
    office: Calendar,
    rule: Rule,
    start: Ints,
    pauses: Events,
    extensions: Events,
    stop: Ints,
    at: int | None,
    meanings: Meanings,
) -> Courses:
    """The courses of cases under one rule and calendar.

    Args:
        office: the calendar.
        rule: the compiled rule.
        start: the starts, int64 microseconds since 1970 UTC.
        pauses: pauses of these cases, numbered as in ``start``; open ones end at the stop, else at ``at``.
        extensions: extensions of these cases.
        stop: the stops; ``NEVER`` where there is none.
        at: the instant at which open pauses are cut.
        meanings: of the words in ``by``.
    """
    if not len(start):
        none = np.zeros(0, dtype=np.bool_)
        return Courses(start, start, start, none, none, none, Texts.none(0))
    if not ((rule.takes_pauses and len(pauses)) or len(extensions)):
        receipt, due = plain_dues(office, rule, start)
        none = np.zeros(len(start), dtype=np.bool_)
        return Courses(receipt, due, due, none, none, none, Texts.none(len(start)))
    if rule.uses_days or len(extensions):
        office.basis(rule.reckoning.rest_days)
    found = office.ask_arrays(
        lambda reader: _Walk(reader, rule, start, pauses, extensions, stop, at, meanings).run(),
        int(start.min()), int(start.max()),
    )  # fmt: skip
    found.first, found.due = never(found.first), never(found.due)
    return found


class _Columns:
    """The standings of many cases under one rule, which can be taken and put by rows."""

    def __init__(self, rule: Rule, count: int) -> None:
        self.rule = rule
        self.mark, self.receipt, self.floor, self.due = (np.full(count, NEVER) for _ in range(4))

    def take(self, rows: Ints) -> Standing:
        return Standing(self.rule, self.mark[rows], self.receipt[rows], self.floor[rows], self.due[rows])

    def put(self, rows: Ints, standing: Standing) -> None:
        self.mark[rows], self.receipt[rows] = standing.mark, standing.receipt
        self.floor[rows], self.due[rows] = standing.floor, standing.due


class _Walk:
    def __init__(
        self, reader: TimetableArrays, rule: Rule, start: Ints, pauses: Events, extensions: Events, stop: Ints,
        at: int | None, meanings: Meanings,
    ) -> None:  # fmt: skip
        count = len(start)
        self.reader, self.rule, self.meanings, self.count = reader, rule, meanings, count
        self.receipt = rule.received(reader, start)
        self.first = _Columns(rule, count)
        self.first.put(np.arange(count), Standing.at(reader, rule, start, self.receipt))
        #: standings after an extension, by the rule that now holds; ``which`` tells which of them a case is in
        self.longer: list[_Columns] = []
        self.which = np.full(count, -1)
        self.late, self.paused, self.early, self.now = (np.zeros(count, dtype=np.bool_) for _ in range(4))
        self.problem = Texts.none(count)
        self.extensions, self.stop, self.at = extensions, stop, at
        self.pauses = self._prepared(pauses)

    def _prepared(self, pauses: Events) -> _Pauses:
        """Pauses ended, cut at the receipt, and merged."""
        end = np.minimum(self.stop[pauses.of], NEVER if self.at is None else self.at)
        is_open = (pauses.end > end) & (self.stop[pauses.of] >= NEVER)
        end = np.minimum(pauses.end, end)
        begin = np.maximum(pauses.begin, self.receipt[pauses.of])
        if self.at is not None and self.rule.takes_pauses:
            self._pausing_early(pauses, is_open)
        keep = begin < end
        of, begin, end, is_open = pauses.of[keep], begin[keep], end[keep], is_open[keep]
        order = np.lexsort((begin, of))
        of, begin, end, is_open = of[order], begin[order], end[order], is_open[order]
        if not len(of):
            return of, begin, end, is_open, is_open
        # The latest end so far within each case: cases are set apart by ranks that no end of another case reaches.
        rank = np.unique(end, return_inverse=True)[1] + of * (len(of) + 1)
        reached = np.maximum.accumulate(rank)
        values = np.unique(end)
        latest = values[reached - of * (len(of) + 1)]
        fresh = np.append(True, (of[1:] != of[:-1]) | (begin[1:] > latest[:-1]))
        heads = np.flatnonzero(fresh)
        tails = np.append(heads[1:], len(of)) - 1
        opened = np.logical_or.reduceat(is_open, heads)
        return self._cut(of[heads], begin[heads], latest[tails], opened)

    def _cut(self, of: Ints, begin: Ints, end: Ints, is_open: Bools) -> _Pauses:
        """Merged pauses in order of case and time, cut where an extension is told during one."""
        told, when = self.extensions.of, self.extensions.begin
        # The pause that a notice may lie in: the last of its case that begins before it.
        is_pause = np.append(np.ones(len(of)), np.zeros(len(told)))
        order = np.lexsort((is_pause, np.append(begin, when), np.append(of, told)))
        last = np.maximum.accumulate(np.where(order < len(of), order, -1))
        within = np.empty(len(order), dtype=np.int64)
        within[order] = last
        inside = within[len(of) :]
        found = (inside >= 0) & (of[inside] == told) & (begin[inside] < when) & (when < end[inside])
        pause, cut = np.unique(np.stack([inside[found], when[found]]), axis=1)
        source = np.append(np.arange(len(of)), pause)
        starts = np.append(begin, cut)
        order = np.lexsort((starts, source))
        source, starts = source[order], starts[order]
        again = np.append(source[1:] == source[:-1], False)
        ends = np.where(again, np.append(starts[1:], 0), end[source])
        goes_on = np.append(False, again[:-1])
        return of[source], starts, ends, is_open[source], goes_on

    def _pausing_early(self, pauses: Events, is_open: Bools) -> None:
        """Open pauses that pause a case at no cost: begun before the receipt (cut off there), or at ``at`` itself."""
        assert self.at is not None
        of, begin = pauses.of[is_open], pauses.begin[is_open]
        before = (begin <= self.receipt[of]) & (begin < self.first.due[of])
        self.early[of[before]] = True
        self.now[of[begin == self.at]] = True

    def run(self) -> Courses:
        of = self.pauses[0]
        begin = self.pauses[1]
        notices = self.extensions
        case = np.concatenate([notices.of, of])
        when = np.concatenate([notices.begin, begin])
        is_pause = np.concatenate([np.zeros(len(notices), dtype=np.bool_), np.ones(len(of), dtype=np.bool_)])
        source = np.concatenate([np.arange(len(notices)), np.arange(len(of))])
        order = np.lexsort((is_pause, when, case))
        case, is_pause, source = case[order], is_pause[order], source[order]
        starts = np.searchsorted(case, np.arange(self.count + 1))
        lengths = np.diff(starts)
        for turn in range(int(lengths.max(initial=0))):
            rows = np.flatnonzero(lengths > turn)
            events = starts[rows] + turn
            pausing = is_pause[events]
            self._pause(rows[pausing], source[events[pausing]])
            self._extend(rows[~pausing], source[events[~pausing]])
        due = self._in_force(np.arange(self.count))
        # A pause that begins at `at` has no length yet; the due that it must not come after is that in force then.
        now = self.now & (due > (self.at or 0))
        paused = self.paused | self.early | now
        return Courses(self.first.receipt, self.first.due, due, self.which >= 0, self.late, paused, self.problem)

    def _in_force(self, rows: Ints) -> Ints:
        due = self.first.due[rows]
        for index, columns in enumerate(self.longer):
            here = self.which[rows] == index
            due[here] = np.maximum(due[here], columns.due[rows[here]])
        return due

    def _pause(self, rows: Ints, events: Ints) -> None:
        if not self.rule.takes_pauses or not len(rows):
            return
        _, begin, end, is_open, goes_on = (column[events] for column in self.pauses)
        before = begin - goes_on  # one that goes on has begun before its due, also where that is this instant
        self.paused[rows] = is_open & (before < self._in_force(rows))
        for index, columns in enumerate([self.first, *self.longer], start=-1):
            move, due = (Standing.paused if index < 0 else Standing.after), columns.due[rows]
            inside = (before < due) & (due < NEVER // 2)  # what lies outside the calendar stays outside
            here = np.flatnonzero(inside & ((index < 0) | (self.which[rows] == index)))
            if len(here):
                columns.put(rows[here], move(columns.take(rows[here]), self.reader, begin[here], end[here]))

    def _extend(self, rows: Ints, events: Ints) -> None:
        if not len(rows):
            return
        notices = self.extensions
        in_force = self._in_force(rows)
        late = notices.begin[events] > in_force
        self.late[rows[late]] = True
        rows, events, in_force = rows[~late], events[~late], in_force[~late]
        day, until, by = notices.day[events], notices.end[events], notices.by[events]
        dated, timed = day != NO_DATE, until < NEVER
        self._lengthen(rows[dated], lambda standing: standing.until_day(self.reader, day[dated]), in_force[dated])
        self._lengthen(rows[timed], lambda standing: standing.until(self.reader, until[timed]), in_force[timed])
        phrases = np.array(["" if phrase is None else str(phrase) for phrase in by])
        for phrase in dict.fromkeys(phrases[~dated & ~timed].tolist()):
            same = (phrases == phrase) & ~dated & ~timed
            try:
                more = self.meanings.resolve(duration(phrase))
            except CharterclockError as error:
                self.problem.put(rows[same], f"{error.code} {error.message}")
                continue
            self._lengthen(rows[same], lambda standing, d=more: standing.longer_by(self.reader, d), in_force[same])

    def _lengthen(self, rows: Ints, longer: Any, in_force: Ints) -> None:
        if not len(rows):
            return
        standing = self.first.take(rows)
        standing = longer(Standing(standing.rule, standing.mark, standing.receipt, standing.floor, in_force))
        shorter = standing.due <= in_force
        self.problem.put(rows[shorter], "CC604 an extension must end after the due that it extends")
        columns = next((c for c in self.longer if c.rule == standing.rule), None)
        if columns is None:
            columns = _Columns(standing.rule, self.count)
            self.longer.append(columns)
        columns.put(rows, standing)
        self.which[rows] = self.longer.index(columns)


