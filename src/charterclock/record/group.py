"""The cases of one pledge and calendar, judged: exclusions, tiers, dues, verdicts; what is wrong is said by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone import as_datetime
from charterclock.calendars.zone_arrays import Bools, Ints
from charterclock.charter.conditions import ARRIVED, NO_WORDS, YES_WORDS
from charterclock.charter.pledges import Deadline
from charterclock.charter.tiers import asked_columns
from charterclock.clock.course import VERDICTS, Facts, judge
from charterclock.clock.due import warn_beyond_lists
from charterclock.clock.rule import Rule
from charterclock.errors import CharterclockError, OutsideCalendarError
from charterclock.frames.columns import Instants, instants_from, local_arrays, local_days, read_instants, words
from charterclock.frames.texts import Texts
from charterclock.record.assessment import Assessment
from charterclock.record.assign import choose_tiers, revisions_by_date
from charterclock.record.cases import found_instead
from charterclock.record.courses import Courses, follow_all
from charterclock.record.events import Events
from charterclock.record.periods import Period

if TYPE_CHECKING:
    from charterclock.charter.model import Charter

__all__ = ["Group"]

_OUTSIDE: Final = "CC410 the due lies outside the dates that the calendar covers"


class Group:
    """The rows of one pledge and calendar."""

    def __init__(self, charter: Charter, result: Assessment, office: Calendar, rows: Ints) -> None:
        self.charter, self.result, self.office, self.rows = charter, result, office, rows
        self.cases = result.cases
        self.zone = office.zone

    def assess(self, name: str) -> None:
        taken = np.zeros(len(self.rows), dtype=np.bool_)
        blank: list[tuple[Deadline, Instants]] = []
        for pledge, first, last in revisions_by_date(self.charter, name):
            lacking = [m for m in self._columns(pledge) if not self.cases.knows(m)]
            if lacking:
                open_rows = self.rows[~taken]
                said = f"CC641 pledge {name} needs column {', '.join(lacking)}, which is missing"
                self.result.problem.put(open_rows, f"{said} ({found_instead(lacking[0], self.cases.frame)})")
                return
            start = self._start(pledge)
            if pledge.valid.from_ is None and pledge.valid.to is None and not taken.any():
                self._revision(pledge, self.rows, start)
                return
            days = local_days(start.at, self.zone)
            here = ~taken & (days >= first) & (days < last) & ~start.blank
            taken |= here
            blank.append((pledge, start))
            if here.any():
                self._revision(pledge, self.rows[here], start.take(np.flatnonzero(here)))
        # What no revision knows a start of may be unreadable in one: that one says so, else the latest has no start.
        for pledge, start in sorted(blank, key=lambda pair: not pair[1].problem.any):
            here = ~taken & start.blank & (~start.problem.blank if start.problem.any else self._never(blank))
            taken |= here
            if here.any():
                self._revision(pledge, self.rows[here], start.take(np.flatnonzero(here)))
        self.result.exclude(self.rows[~taken], "no revision of the pledge is valid on the date of the start")

    @staticmethod
    def _never(starts: list[tuple[Deadline, Instants]]) -> Bools:
        """The rows that have no start by the milestone of any revision."""
        never: Bools = np.logical_and.reduce([start.blank for _, start in starts])
        return never

    def _columns(self, pledge: Deadline) -> list[str]:
        """The columns that a wide table needs for a pledge."""
        start = ["period"] if pledge.clock.start.recurring else list(pledge.clock.start.names)
        return [*start, *pledge.clock.stop.names] if self.cases.log is None else []

    def _start(self, pledge: Deadline) -> Instants:
        milestone = pledge.clock.start
        case = self.result.case[self.rows]
        if milestone.recurring is None:
            # A start later than `at` is known of too: the case has not started.
            return self.cases.combined(milestone, self.zone, last=False, ahead=True).take(case)
        if not self.cases.has("period"):
            found = Instants.none(len(case))
            found.problem.put(slice(None), "CC641 a column 'period' is missing, such as 2025-Q1")
            return found
        return self._recurring(milestone.recurring.every, milestone.recurring.at, case)

    def _recurring(self, every: str, end: str, case: Ints) -> Instants:
        """The first or last date of the period that a row names."""
        said = words(self.cases.column("period")).take(case)
        days: list[str | None] = []
        wrong: dict[str, str] = {}
        for text in said.words:
            try:
                period = Period.read(text)
                if period != Period.of(period.first, every):
                    raise CharterclockError("CC630", f"{text} is no {every}")
                days.append((period.last if end == "end" else period.first).isoformat())
            except CharterclockError as error:
                days.append(None)
                wrong[text] = f"{error.code} {error.message}"
        found = instants_from([*days, None], self.zone).take(said.codes.astype(np.int64))
        for text, problem in wrong.items():
            found.problem.put(said.where(text), problem)
        return found

    def _revision(self, pledge: Deadline, rows: Ints, start: Instants) -> None:
        result, case = self.result, self.result.case[rows]
        self.result.report(rows, start.problem)
        stop = self.cases.combined(pledge.clock.stop, self.zone, last=True).take(case)
        self.result.report(rows, stop.problem)
        at_stop = self.cases.stops(pledge.clock.stop, self.zone)[case]
        if result.at is not None:
            at_stop = np.where(at_stop > result.at, NEVER, at_stop)
        for reason, which in self._exclusions(pledge, case, start):
            self.result.exclude(rows[np.flatnonzero(which)], reason)
        if self.cases.has("due"):
            self._given(rows, start, at_stop, stop.is_date)
            return
        tier, problem = self._tiers(pledge, case, start)
        self.result.report(rows, problem)
        self.result.exclude(rows[np.flatnonzero((tier < 0) & problem.blank)], "no tier matches")
        for index, branch in enumerate(pledge.branches):
            here = np.flatnonzero((tier == index) & self.result.unsettled(rows))
            if len(here):
                if pledge.tiers:
                    result.tier.put(rows[here], branch.name)  # type: ignore[union-attr]
                self._branch(pledge, branch, rows[here], start.take(here), at_stop[here], stop.is_date[here])

    def _given(self, rows: Ints, start: Instants, stop: Ints, stop_is_date: Bools) -> None:
        """Judges by somebody else's due: a date alone ends with its last microsecond; a blank is a problem."""
        due = read_instants(self.cases.column("due"), self.zone).take(self.result.case[rows])
        self.result.report(rows, due.problem)
        self.result.blame(rows[due.blank], "CC626 the due is blank")
        self._ordered(rows, start, stop, stop_is_date)
        keep = np.flatnonzero(self.result.unsettled(rows))
        at = np.where(due.is_date, _ends(due.at, self.zone), due.at)[keep]
        none = np.zeros(len(keep), dtype=np.bool_)
        courses = Courses(start.at[keep], at, at, none, none, none, Texts.none(len(keep)))
        self._judge(False, rows[keep], courses, stop[keep], False)

    def _ordered(self, rows: Ints, start: Instants, stop: Ints, stop_is_date: Bools) -> None:
        """A stop before its start is a problem; where one of them is a date alone, their dates are compared."""
        early = stop < start.at
        if stop_is_date.any() or start.is_date.any():
            dated = stop_is_date | start.is_date
            early = np.where(dated, local_days(stop, self.zone) < local_days(start.at, self.zone), early)
        if early.any():
            self.result.blame(rows[early & (stop < NEVER)], "CC616 stopped before the start")

    def _exclusions(self, pledge: Deadline, case: Ints, start: Instants) -> Iterator[tuple[str, Bools]]:
        yield "withdrawn", self.cases.withdrawn(self.zone)[case]
        for name in filter(None, ("excluded", pledge.excludes)):
            if self.cases.log is not None and name == pledge.excludes:
                found = np.zeros(len(self.cases), dtype=np.bool_)
                found[self.cases.events(name, self.zone)[0]] = True
                yield name, found[case]
            if self.cases.has(name):
                said = words(self.cases.column(name)).take(case)
                for text in said.present():
                    if text.lower() not in NO_WORDS:
                        yield name if text.lower() in YES_WORDS else text, said.where(text)
        yield "no start", start.blank & start.problem.blank
        ahead = any(branch.bound == "before" for branch in pledge.branches)
        if self.result.at is not None and not ahead:
            yield "not started", (start.at > self.result.at) & ~start.blank

    def _tiers(self, pledge: Deadline, case: Ints, start: Instants) -> tuple[Ints, Texts]:
        if not pledge.tiers:
            return np.zeros(len(case), dtype=np.int64), Texts.none(len(case))
        arrived, problem = None, Texts.none(len(case))
        if any(ARRIVED in tier.when for tier in pledge.tiers):
            safe = np.where(start.blank, 0, start.at)
            known = ~start.blank
            low, high = (int(f(safe[known])) if known.any() else 0 for f in (np.min, np.max))
            arrived = self.office.ask_arrays(lambda reader: reader.is_open(np.where(known, safe, low)), low, high)
            problem.put(start.is_date, "CC602 the tier depends on the time of day at which the case arrived")
        asked = [name for name in ("tier", *asked_columns(pledge)) if self.cases.has(name)]
        facts = {name: self.cases.column(name) for name in asked}
        if len(case) < len(self.cases) or not (case == np.arange(len(case))).all():
            facts = {name: column[case] for name, column in facts.items()}
        chosen, wrong = choose_tiers(pledge, facts, arrived, len(case), self.zone)
        return chosen, problem.filled(wrong)

    def _branch(
        self, pledge: Deadline, branch: Any, rows: Ints, start: Instants, stop: Ints, stop_is_date: Bools
    ) -> None:
        result, terms = self.result, pledge.terms
        rule = Rule.of(terms.resolved(branch.limit), terms.reckoning, branch.bound)
        if rule.needs_clock_time:
            alone = np.flatnonzero(start.is_date)
            result.blame(rows[alone], "CC602 the start is a date alone: give its time of day")
        if rule.counts_time:
            alone = np.flatnonzero(stop_is_date & (stop < NEVER))
            self.result.blame(rows[alone], "CC602 the stop is a date alone: give its time of day")
        if rule.bound != "before":
            self._ordered(rows, start, stop, stop_is_date)
        start_at, keep = start.at, self.result.unsettled(rows)
        if not keep.all():
            kept = np.flatnonzero(keep)
            rows, start_at, stop = rows[kept], start_at[kept], stop[kept]
        if not len(rows):
            return
        result.by[rows] = len(result.judged)
        result.judged.append((pledge, branch, self.office))
        case = result.case[rows]
        pauses = _NONE
        if rule.takes_pauses:
            pauses = self._of_rows(self.cases.pauses(pledge.pause, pledge.clock.stop, self.zone), rows, case)
        extensions = self._of_rows(self.cases.extensions(self.zone), rows, case)
        if len(extensions) and not terms.recovers:
            self.result.blame(rows[extensions.of], f"CC608 charter {terms.charter} promises no extension")
            extensions = _NONE
        if len(extensions) and rule.bound == "at_least":
            self.result.blame(rows[extensions.of], "CC605 a floor has no due that could be extended")
            extensions = _NONE
        try:
            courses = follow_all(
                self.office, rule, start_at, pauses, extensions, stop, result.at, terms.meanings
            )
        except (OutsideCalendarError, CharterclockError) as error:
            self.result.blame(rows, f"{error.code} {error.message}")
            return
        self.result.report(rows, courses.problem)
        outside = (courses.due >= NEVER) | (courses.first >= NEVER)
        self.result.blame(rows[np.flatnonzero(outside)], _OUTSIDE)
        latest = int(courses.due.max(initial=0, where=courses.due < NEVER))
        if rule.family != "clock" and latest:
            warn_beyond_lists(self.office, as_datetime(latest, self.zone).date())
        self._judge(rule.bound == "at_least", rows, courses, stop, terms.extended_is_met)

    def _judge(self, floor: bool, rows: Ints, courses: Courses, stop: Ints, extended_is_met: bool) -> None:
        result = self.result
        if result.at is None and (stop >= NEVER).any():
            waiting = rows[(stop >= NEVER) & result.problem.take(rows).blank]
            if len(waiting):
                of = f"of {result.pledge[rows[0]]}"
                open_ones = f"1 case {of} is open" if len(waiting) == 1 else f"{len(waiting)} cases {of} are open"
                said = f"{open_ones}: say at which instant to judge {'it' if len(waiting) == 1 else 'them'}"
                raise CharterclockError("CC644", said, 'at="2025-06-30T17:00"')
        result.receipt[rows], result.stop[rows], result.reached[rows] = courses.receipt, stop, courses.due
        result.due[rows] = NEVER if floor else courses.due
        facts = Facts(floor, courses.first, courses.due, stop, result.at or 0, courses.paused)
        found = judge(facts)
        codes = np.full(len(rows), -1, dtype=np.int32)
        for name, which in reversed(found):  # the first that applies is written last
            codes = np.where(which, np.int32(VERDICTS.index(name)), codes)
        verdict = Texts(codes, VERDICTS)
        if extended_is_met:
            verdict.put(verdict.where("extended") & (stop < NEVER), "met")
        result.verdict.put(rows, verdict)
        result.reason.put(rows[np.flatnonzero(courses.late_notice)], "an extension was told after the due")

    def _of_rows(self, events: Events, rows: Ints, case: Ints) -> Events:
        """The events of the cases of some rows, numbered by row."""
        if not len(events) and not events.problems:
            return _NONE
        for bad, said in events.problems:
            self.result.blame(rows[case == bad], said)
        starts = events.starts(len(self.cases))
        low, count = starts[case], starts[case + 1] - starts[case]
        of = np.repeat(np.arange(len(rows)), count)
        place = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(low, count)
        return Events(of, events.begin[place], events.end[place], events.day[place], events.by[place])


def _ends(starts: Ints, zone: str) -> Ints:
    """The last microseconds of the dates that begin at some instants."""
    known = starts < NEVER
    days = local_days(starts, zone)
    if not known.any():
        return starts
    low, high = int(days[known].min()), int(days[known].max())
    following = np.where(known, days + 1, low)
    return np.where(known, local_arrays(zone, low, high + 2).at_clock(following, 0) - 1, NEVER)


_EMPTY: Ints = np.empty(0, dtype=np.int64)
_NONE = Events(_EMPTY, _EMPTY, _EMPTY, _EMPTY, np.empty(0, dtype=object))
