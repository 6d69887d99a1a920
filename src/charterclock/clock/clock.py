"""The clock of one case: immutable steps, and where the case stands at an instant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.moments import Moment, instant_of, local_date_of, read_moment
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone import as_datetime
from charterclock.charter.conditions import ARRIVED, NO_WORDS, FrozenMap, as_words
from charterclock.charter.tiers import is_blank
from charterclock.clock.course import Course, Extension, Facts, judge
from charterclock.clock.due import Due, compute, due_of, read_pauses, start_instant
from charterclock.clock.progress import instant_at, progress
from charterclock.clock.rule import Rule
from charterclock.clock.status import Status
from charterclock.clock.steps import EXTENDED, PAUSED, REOPENED, RESUMED, STOPPED, WITHDRAWN, Step, check_order, told
from charterclock.display import card
from charterclock.durations import Annual, Duration, duration
from charterclock.errors import CaseError, CharterclockError

if TYPE_CHECKING:
    from charterclock.charter.model import Charter
    from charterclock.charter.pledges import Deadline, Tier

__all__ = ["Clock"]


@dataclass(frozen=True)
class Clock:
    """One case under one pledge. Every step gives a new clock; none reads the time of day.

    Example:
        >>> import charterclock as cc
        >>> pledge = cc.load("charters/penang-btmkn.yaml")["lan-new"]
        >>> clock = pledge.start("2025-04-30T10:00", points=10).stop("2025-05-14T16:00")
        >>> clock.status(at="2025-06-01T00:00").verdict
        'met'
    """

    pledge: Deadline
    started: Moment
    facts: Mapping[str, Any]
    tier_name: str | None = None
    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, pledge: Deadline, start: Moment, *, tier: str | None = None, facts: Mapping[str, Any] = {}) -> Clock:
        """A clock for a case of a pledge; see ``Pledge.start``.

        Raises:
            CaseError: CC601, CC602 a start that cannot be used; CC610 to CC613 a tier that cannot be told.
        """
        clock = cls(pledge, read_moment(start), FrozenMap(facts), tier)
        branch = clock.branch
        if branch is not None:
            start_instant(clock.rule, clock.office, clock.started)
        return clock

    # what it runs by -----------------------------------------------------------------------------------------------

    @property
    def office(self) -> Calendar:
        """The calendar of the pledge's charter."""
        return self.pledge.terms.office

    @property
    def branch(self) -> Deadline | Tier | None:
        """The tier of the case, the pledge itself where it has none, ``None`` where no tier matches."""
        arrived = None
        if any(ARRIVED in tier.when for tier in self.pledge.tiers) and not self.tier_name:
            arrived = self.office.is_open(self.started)
        facts = {**self.facts, "tier": self.tier_name} if self.tier_name else {**self.facts, "tier": None}
        return self.pledge.tier(facts, arrived)

    @property
    def limit(self) -> Duration | Annual:
        """The limit of its tier, with its meaning."""
        return self.pledge.terms.resolved(self._chosen.limit)

    @property
    def rule(self) -> Rule:
        """The compiled rule of its tier."""
        return Rule.of(self.limit, self.pledge.terms.reckoning, self._chosen.bound)

    @property
    def _chosen(self) -> Deadline | Tier:
        branch = self.branch
        if branch is None:
            raise CaseError("CC614", f"no tier of {self.pledge.id} matches the case")
        return branch

    @property
    def _start(self) -> int:
        return start_instant(self.rule, self.office, self.started)

    # steps -------------------------------------------------------------------------------------------------------

    def pause(self, at: Moment) -> Clock:
        """The clock stands still from ``at`` on. Raises CaseError CC607 if it already does."""
        return self._step(Step(PAUSED, self._instant(at)))

    def resume(self, at: Moment) -> Clock:
        """The clock runs again from ``at`` on. Raises CaseError CC607 if it does not stand still."""
        return self._step(Step(RESUMED, self._instant(at)))

    def extend(self, at: Moment, *, until: Moment | None = None, by: Duration | str | None = None) -> Clock:
        """A longer time, told at ``at``: until a date (ended by ``day_end``) or an instant, or by a duration more.

        Raises:
            CaseError: CC607, neither or both of ``until`` and ``by``; CC608, a charter without ``recovery``; CC628, the
                same extension again at the same instant.
        """
        if not self.pledge.terms.recovers:
            raise CaseError("CC608", f"charter {self.pledge.terms.charter} promises no extension", "recovery: ...")
        if (until is None) == (by is None):
            raise CaseError("CC607", "an extension is until a date, or by a duration: give one of them")
        more = None if by is None else self.pledge.terms.resolved(duration(by))
        assert not isinstance(more, Annual)
        moment = None if until is None else read_moment(until)
        step = Step(EXTENDED, self._instant(at), until=moment, by=more)
        if by is not None and step in self.steps:
            raise CaseError("CC628", f"an extension by {by} is there twice")
        return self._step(step)

    def stop(self, at: Moment) -> Clock:
        """The promise was done at ``at``; a date alone keeps a due on that date or later."""
        moment = read_moment(at)
        if not isinstance(moment, datetime) and self.branch is not None and self.rule.counts_time:
            raise CaseError("CC602", f"the stop is a date alone: {moment}", "give its time of day")
        instant = instant_of(moment, self.office.zone) if isinstance(moment, datetime) else self._midnight(moment)
        return self._step(Step(STOPPED, instant, until=None if isinstance(moment, datetime) else moment))

    def reopen(self, at: Moment) -> Clock:
        """The stop is undone: the time since then counts as running."""
        return self._step(Step(REOPENED, self._instant(at)))

    def withdraw(self, at: Moment, reason: str = "") -> Clock:
        """The case is taken back and is excluded from then on."""
        return self._step(Step(WITHDRAWN, self._instant(at), reason=reason))

    def _step(self, step: Step) -> Clock:
        before = self.pledge.clock.start.recurring is None and self._bound != "before"
        check_order(self.steps, step, self._earliest if before else None)
        return replace(self, steps=(*self.steps, step))

    @property
    def _bound(self) -> str:
        branch = self.branch
        return "within" if branch is None else branch.bound

    @property
    def _earliest(self) -> int:
        moment = self.started
        assert isinstance(moment, date)
        return self._instant(moment) if isinstance(moment, datetime) else self._midnight(moment)

    def _midnight(self, day: date) -> int:
        return instant_of(datetime(day.year, day.month, day.day), self.office.zone)

    def _instant(self, at: Moment) -> int:
        return instant_of(at, self.office.zone)

    # where it stands -------------------------------------------------------------------------------------------------

    def due(self, *, pauses: Any = (), at: Moment | None = None) -> Due:
        """The due in force.

        Args:
            pauses: pairs (paused, resumed) besides those of the steps.
            at: what happened later is left out; needed when a pause is open.
        """
        until = None if at is None else self._instant(at)
        course = self._course(until, read_pauses(pauses, self.office.zone, until))
        return due_of(self.rule, self.limit, self.office, self._start, course, course.due)

    def status(self, at: Moment) -> Status:
        """Where the case stands at an instant; what happened later has not happened yet.

        Raises:
            CaseError: CC601 to CC614, a case that cannot be judged.
            OutsideCalendarError: CC410, the answer depends on dates that the calendar does not cover.
        """
        instant = self._instant(at)
        reason = self._excluded(instant)
        moment = as_datetime(instant, self.office.zone)
        if reason:
            return Status("excluded", None, None, None, None, None, reason, moment)
        course, rule = self._course(instant), self.rule
        stop = told(self.steps, instant).stop
        facts = Facts(rule.bound == "at_least", course.first, course.due, stop, instant, self._paused(course, instant))
        verdict = next(name for name, holds in judge(facts) if holds)
        if verdict == "extended" and self.pledge.terms.extended_is_met and stop < NEVER:
            verdict = "met"
        found = progress(self.office, rule, course, min(stop, instant))
        dues = [due_of(rule, self.limit, self.office, self._start, course, due) for due in (course.due, course.first)]
        late = "an extension was told after the due" if course.late_notice else ""
        return Status(verdict, dues[0], dues[1], found.elapsed, found.remaining, found.share_used, late, moment)

    def at_share(self, share: float, *, at: Moment | None = None) -> datetime:
        """The instant at which a share (0 to 1) of the time between receipt and due is used, pauses left out.

        Raises:
            CaseError: CC606 an open pause without ``at``, CC609 no share from 0 to 1, or a promise nothing runs to.
        """
        if not isinstance(share, Real | Decimal) or not 0 <= share <= 1 or self._bound in ("before", "by"):
            said = f"no instant at a share of {share} for this promise"
            raise CaseError("CC609", said, "a share is a number from 0 to 1, such as 0.75")
        course = self._course(None if at is None else self._instant(at))
        found = instant_at(self.office, self.rule, course, share)
        return as_datetime(found, self.office.zone)

    def _repr_html_(self) -> str:
        """What a notebook shows: the case, its steps and the due in force; how it stands is asked with ``status``."""
        zone = self.office.zone
        try:
            found = self.due()
            due: object = found.at or f"reached {found.reached_at}"
        except CharterclockError as error:  # such as an open pause, which runs to an instant that nobody gave
            due = error
        facts = [("tier", self.tier_name), *self.facts.items(), ("due", due)]
        steps = [(as_datetime(step.at, zone), step.kind, step.until or step.by or step.reason) for step in self.steps]
        rows = [(self.started, "started", ""), *steps]
        return card(f"a case of {self.pledge.id}", facts, ("at", "step", "detail"), rows)

    def explain(self, language: str = "en", *, at: Moment | None = None) -> str:
        """Day by day, what counted, what did not, and why; in ``ms``, ``id`` or ``en``."""
        return self.due(at=at).explain(language)

    def _course(self, until: int | None, more: list[tuple[int, int]] | None = None) -> Course:
        known = told(self.steps, until)
        if known.open_pause is not None and until is None and known.stop >= NEVER:
            raise CaseError("CC606", "the case is paused and has not resumed", "give `at`: an open pause runs to it")
        pauses = known.pauses(NEVER if until is None else until)
        extensions = [
            Extension(step.at, until_day=step.until_day, until=step.until_instant(self.office.zone), by=step.by)
            for step in known.extensions
        ]
        return compute(self.rule, self.office, self._start, [*pauses, *(more or ())], extensions)

    def _paused(self, course: Course, at: int) -> bool:
        opened = told(self.steps, at).open_pause
        if opened is None or not self.rule.takes_pauses:
            return False
        if opened <= course.received:  # what it costs is cut off at the receipt; that it began before the due is not
            return opened < course.first or opened < course.due
        if opened == at:  # it begins at this instant, and has no length yet
            return at < course.due
        return any(resumed == at for _, resumed in course.paused)

    def _excluded(self, at: int) -> str:
        pledge, withdrawn = self.pledge, told(self.steps, at).withdrawn
        if local_date_of(self.started, self.office.zone) not in pledge.valid:
            return "no revision of the pledge is valid on the date of the start"
        if withdrawn is not None:
            return f"withdrawn: {withdrawn.reason}" if withdrawn.reason else "withdrawn"
        flag = self.facts.get(pledge.excludes) if pledge.excludes else None
        if flag is not None and not is_blank(flag) and as_words(flag).lower() not in NO_WORDS:
            return str(pledge.excludes)
        if self._earliest > at and not any(branch.bound == "before" for branch in pledge.branches):
            return "not started"
        return "no tier matches" if self.branch is None else ""

    # JSON ----------------------------------------------------------------------------------------------------------

    def to_json(self) -> str:
        """The case as JSON: pledge, start, facts and steps; its charter is named, not copied."""
        moment = self.started
        assert isinstance(moment, date)
        return json.dumps(
            {
                "charter": self.pledge.terms.charter,
                "pledge": self.pledge.id,
                "valid_from": self.pledge.valid.from_ and self.pledge.valid.from_.isoformat(),
                "start": moment.isoformat(),
                "tier": self.tier_name,
                "facts": dict(self.facts),
                "steps": [step.to_dict(self.office.zone) for step in self.steps],
            },
            ensure_ascii=False,
            default=str,
        )

    @classmethod
    def from_json(cls, text: str, charter: Charter) -> Clock:
        """A clock from ``to_json`` and its charter.

        Raises:
            CaseError: CC615, JSON of another charter, or none of a clock.
        """
        try:
            data = json.loads(text)
            if data["charter"] != charter.id:
                raise CaseError("CC615", f"this clock belongs to charter {data['charter']!r}, not to {charter.id!r}")
            since = data["valid_from"]
            revisions = [p for p in charter.revisions(data["pledge"]) if str(p.valid.from_ or None) == str(since)]
            clock = cls.of(revisions[0], data["start"], tier=data["tier"], facts=data["facts"])
            steps = tuple(Step.from_dict(step, clock.office.zone) for step in data["steps"])
        except (KeyError, TypeError, IndexError, json.JSONDecodeError) as error:
            raise CaseError("CC615", f"not the JSON of a clock: {error}") from None
        return replace(clock, steps=steps)
