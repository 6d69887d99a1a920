"""Somebody's due function under everything that applies to it, and a report of what was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from textwrap import indent
from typing import Any

from charterclock.errors import CharterclockError
from charterclock.oracle.answers import Trial, Violation, try_out
from charterclock.oracle.laws.dues import LAWS
from charterclock.oracle.laws.running import World, run, worlds
from charterclock.oracle.support import Support, Theirs, Unsupported
from charterclock.oracle.traits import Group, grouped, traits

__all__ = ["Finding", "LawResult", "Report", "check_due"]

#: right cases whose traits are kept to tell wrong ones from them
_RIGHT = 4_000
_WRONG = 2_000


@dataclass(frozen=True)
class Finding:
    """Wrong answers that are alike, with the smallest case of them.

    Attributes:
        traits: what all of them have in common, as far as it tells them from right answers.
        count: how many they are.
        share: of all cases with these traits, how many were wrong: a ratio from 0 to 1.
        smallest: the smallest case found, with both answers and ours day by day.
    """

    traits: tuple[str, ...]
    count: int
    share: float
    smallest: Violation

    def __str__(self) -> str:
        common = "; all: " + "; ".join(self.traits) if self.traits else "; nothing sets them apart"
        of = f" ({self.share:.0%} of such cases)" if self.traits else ""
        return f"{self.count} wrong{common}{of}\n{self.smallest}"


@dataclass(frozen=True)
class LawResult:
    """What became of one law: how many answers were compared, and the case that breaks it, if any."""

    name: str
    asked: int
    broken: Violation | None = None

    def __str__(self) -> str:
        if self.broken:
            return f"{self.name:<24} broken"
        return f"{self.name:<24} " + (f"holds ({self.asked:,} answers)" if self.asked else "nothing to ask")


@dataclass(frozen=True)
class Report:
    """What ``check_due`` found; ``print(report)`` is made to be read.

    Attributes:
        examples: how many calendars were drawn.
        cases: how many cases were compared with our answer.
        wrong: in how many the answers differ.
        skipped: how many the tested function said are none of its own.
        beyond: how many depend on dates that their calendar does not cover.
        unasked: what was left out because it was not claimed.
        findings: wrong answers, grouped by what they have in common, the largest group first.
        laws: each law that holds for any engine, and whether it holds for this one.
        seed: what to give to ask the same again.
    """

    examples: int
    cases: int
    wrong: int
    skipped: int
    beyond: int
    unasked: tuple[str, ...]
    findings: tuple[Finding, ...]
    laws: tuple[LawResult, ...]
    seed: int | None = field(compare=False)

    @property
    def ok(self) -> bool:
        """Whether every answer is ours and every law holds, and something was asked at all."""
        return self.cases > 0 and not self.findings and not any(law.broken for law in self.laws)

    def __str__(self) -> str:
        of = f"{self.cases:,} cases of {self.examples:,} calendars (seed {self.seed})"
        lines = [f"{of}: {self.cases - self.wrong:,} right, {self.wrong:,} wrong"]
        lines += ["nothing was asked: no case is within what is claimed"] if not self.cases else []
        lines.append(f"skipped by the tested function: {self.skipped:,}; beyond the dates covered: {self.beyond:,}")
        lines += [f"not asked: {left}" for left in self.unasked]
        for number, finding in enumerate(self.findings, 1):
            lines.append(f"\n{number}. {finding}")
        lines += ["", "laws of any engine", *(f"  {law}" for law in self.laws)]
        lines += [f"\n{indent(str(law.broken), '  ')}" for law in self.laws if law.broken]
        return "\n".join(lines)


def check_due(
    theirs: Theirs, support: Support = Support(), *, examples: int = 500, seed: int | None = 0, most: int = 5
) -> Report:
    """Asks somebody's due function about cases that it claims to answer, and says what is wrong with it.

    Args:
        theirs: start (aware or naive instant, or a date alone), duration, calendar, reckoning, bound, pauses (pairs of
            aware instants, half-open) -> the last permitted instant (inclusive; a naive one is in the calendar's
            zone), of a floor the instant at which it is reached; or a date, which is compared with the due date. It
            raises ``Unsupported`` for a case that is none of its own, and any error where the calendar ends.
        support: what it claims to answer; everything by default.
        examples: how many calendars, each with up to 84 cases; each law is run on a fifth as many.
        seed: the same seed asks the same; ``None`` asks anew each time.
        most: how many groups of findings, at most.

    Returns:
        The report: ``report.ok``, ``report.findings``; ``print(report)``.

    Example:
        >>> from datetime import timedelta
        >>> from charterclock.oracle import Support, check_due
        >>> def naive(start, duration, calendar, reckoning, bound, pauses):   # counts days off and rest days too
        ...     return start + timedelta(days=int(duration.amount))
        >>> report = check_due(naive, Support(units=["working day"], bounds=["within"], starts=["date"]), examples=20)
        >>> report.ok, report.wrong > 0
        (False, True)
    """
    collected = _Collected(theirs, support)
    run(worlds(support), collected.look, support, examples, seed)
    findings = [collected.smallest(group, examples, seed) for group in grouped(collected.bad, collected.good, most)]
    laws = tuple(_held(law, theirs, support, max(examples // 5, 1), seed) for law in LAWS)
    return Report(
        examples, collected.cases, collected.wrong, collected.skipped, collected.beyond, tuple(support.unasked()),
        tuple(findings), laws, seed,
    )  # fmt: skip


class _Collected:
    """Right and wrong answers, by what can be said of their cases."""

    def __init__(self, theirs: Theirs, support: Support) -> None:
        self.theirs, self.support = theirs, support
        self.cases = self.wrong = self.skipped = self.beyond = 0
        self.bad: list[frozenset[str]] = []
        self.good: list[frozenset[str]] = []
        self.first: dict[frozenset[str], Trial] = {}

    def tried(self, world: World) -> list[Trial]:
        found = []
        for case in world.cases:
            try:
                trial = try_out(self.theirs, case, world.calendar)
            except Unsupported:
                self.skipped += 1
            except CharterclockError:  # no question: a date alone where a time of day is needed
                continue
            else:
                found.append(trial)
        return found

    def look(self, world: World) -> None:
        for trial in self.tried(world):
            if trial.ours is None:
                self.beyond += 1
            self.cases += 1
            right = trial.agrees(self.support)
            self.wrong += not right
            if len(self.good if right else self.bad) < (_RIGHT if right else _WRONG):
                said = self.said(trial)
                (self.good if right else self.bad).append(said)
                if not right:
                    self.first.setdefault(said, trial)

    def said(self, trial: Trial) -> frozenset[str]:
        found = traits(trial.case, trial.calendar, trial.ours)
        failed = isinstance(trial.theirs, Exception) and trial.ours is not None
        return found | {f"raises {type(trial.theirs).__name__}"} if failed else found

    def smallest(self, group: Group, examples: int, seed: int | None) -> Finding:
        """The group's finding: the draws are made again, and the first case that belongs to it is made smaller."""
        wanted = frozenset(group.traits)

        def check(world: World) -> None:
            for trial in self.tried(world):
                if not trial.agrees(self.support) and wanted <= self.said(trial):
                    raise Violation("answers", "the answers differ", (trial,))

        counts = self.skipped
        try:
            run(worlds(self.support), check, self.support, examples, seed)
        except Violation as violation:
            smallest = violation
        else:  # the answer differs from call to call, or the draws are not the same: what was seen first
            trial = next(self.first[said] for said in map(self.bad.__getitem__, group.members))
            smallest = Violation("answers", "the answers differed once", (trial,))
        self.skipped = counts
        share = len(group.members) / (len(group.members) + group.right)
        count = round(len(group.members) * self.wrong / len(self.bad))
        return Finding(group.traits, count, share, smallest)


def _held(law: Any, theirs: Theirs, support: Support, examples: int, seed: int | None) -> LawResult:
    asked: Counter[str] = Counter()

    def counted(*question: Any) -> Any:
        asked["answers"] += 1
        return theirs(*question)

    try:
        law(counted, support, examples=examples, seed=seed)
    except Violation as violation:
        return LawResult(law.__name__, asked["answers"], violation)
    return LawResult(law.__name__, asked["answers"])

