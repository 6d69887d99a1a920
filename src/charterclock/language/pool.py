"""The measures of one sentence while its promises are found: each is taken once, by the promise it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field

from charterclock.language.context import Sentence
from charterclock.language.findings import Finding
from charterclock.language.measures import Measure

__all__ = ["TIMES", "Pool"]

#: measures that can be the time of a promise
TIMES = ("time", "window", "moment")


@dataclass(slots=True)
class Pool:
    """The measures that are still ``free``, and the promises that were ``found``."""

    sentence: Sentence
    free: list[Measure] = field(init=False)
    found: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.free = list(self.sentence.measures)

    @property
    def cues(self) -> set[str]:
        return self.sentence.cues

    def of(self, *what: str) -> list[Measure]:
        """The free measures of some sorts."""
        return [measure for measure in self.free if measure.what in what]

    def take(self, *measures: Measure | None) -> None:
        """Measures that belong to a promise now, or that no promise may take."""
        self.free = [measure for measure in self.free if measure not in measures]

    def add(self, finding: Finding, *also: Measure | None) -> None:
        """A promise, which takes its measures."""
        self.found.append(finding)
        self.take(finding.measure, finding.quota, finding.window, *finding.extra, *also)

    def gap(self, first: Measure, second: Measure) -> str:
        """The parts of what stands between two measures."""
        return self.sentence.parts[first.right : second.left]

    def neighbours(self, measure: Measure) -> tuple[Measure | None, Measure | None]:
        """The free measures before and after one."""
        place = self.free.index(measure)
        before = self.free[place - 1] if place else None
        return before, self.free[place + 1] if place + 1 < len(self.free) else None
