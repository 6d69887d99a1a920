"""A pledge as a sentence, in Malay, Indonesian or English; the words are those of the tables in ``language/words``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from charterclock.charter.conditions import ARRIVED, Condition
from charterclock.durations import NEXT_WORKING_DAY, Annual, Duration
from charterclock.language import format_duration
from charterclock.language.readings import plain
from charterclock.language.table import Words
from charterclock.language.words import tables

if TYPE_CHECKING:
    from charterclock.charter.fields import Milestone
    from charterclock.charter.pledges import Deadline, Tier

__all__ = ["limit_said", "sentence"]


def sentence(pledge: Any, language: str | None = None) -> str:
    """What a pledge promises, in a sentence; see ``Pledge.sentence``."""
    charter = pledge._terms
    (words,) = tables(language or (charter.language if charter else "en"))
    return _Sayer(words, pledge).all()


def limit_said(pledge: Deadline, branch: Deadline | Tier, language: str) -> str:
    """The limit of a pledge or of one of its tiers, with its bound: ``within 2 working days``."""
    (words,) = tables(language)
    return _Sayer(words, pledge)._limit(branch, share=False)


@dataclass(frozen=True, slots=True)
class _Sayer:
    """Says one pledge in one language."""

    words: Words
    pledge: Any

    def all(self) -> str:
        """The promise, and then what narrows it."""
        say = {
            "deadline": self._deadline, "frequency": self._frequency, "availability": self._availability,
            "score": self._score, "index": self._index, "ratio": self._ratio,
        }.get(self.pledge.kind, self._statement)  # fmt: skip
        said = say()
        cases = {**self.pledge.applies, **getattr(self.pledge, "cohort", {})}
        if cases:
            said = self._say("cases", said=said, conditions=self._conditions(cases))
        return ". ".join(_capital(part) for part in (said, *self._remarks())) + "."

    def _say(self, name: str, **filled: Any) -> str:
        return self.words.sentences[name].format(**filled)

    def _remarks(self) -> list[str]:
        valid = self.pledge.valid
        said = [self._say(f"valid {end}", date=self._day(day))
                for end, day in (("from", valid.from_), ("to", valid.to)) if day]  # fmt: skip
        for name in ("pause", "excludes"):
            activity = getattr(self.pledge, name, None)
            if activity:
                said.append(self._say(name, activity=_name(activity)))
        return said

    # deadlines

    def _deadline(self) -> str:
        pledge: Deadline = self.pledge
        events = {"start": self._milestone(pledge.clock.start), "stop": self._milestone(pledge.clock.stop)}
        if not pledge.tiers:
            return self._say("event" if pledge.bound == "before" else "deadline", limit=self._limit(pledge), **events)
        limits = [self._say("tier", case=self._case(tier), limit=self._limit(tier)) for tier in pledge.tiers]
        return self._say("tiers", limits="; ".join(limits), **events)

    def _case(self, tier: Tier) -> str:
        conditions = self._conditions(tier.when)
        return f"{tier.name} ({conditions})" if conditions else tier.name

    def _limit(self, branch: Deadline | Tier, share: bool = True) -> str:
        """The limit of a pledge or tier with its bound and its share of the cases."""
        bound = branch.bound
        limit = branch.limit
        # "the same day before an event" would be no time before it: there 0 days are said as a number
        said = self._duration(limit, bound != "before") if isinstance(limit, Duration) else self._annual(limit)
        low = getattr(getattr(branch, bound), "from_", None)
        if isinstance(limit, Annual):
            said = self._say("by", date=said)
        elif low is not None:
            said = self._say("range", low=self._duration(low), limit=said)
        elif bound == "before":
            said = self._say("before", limit=said, start=self._milestone(self.pledge.clock.start))
        elif bound == "within" and limit in (_SAME_DAY, _NEXT):  # "within the next working day" says too little
            said = self._say("on moment", limit=said)
        else:
            said = self._say(bound, limit=said)
        target = (branch.target or self.pledge.target) if share else None
        return said if target is None else self._say("target", limit=said, share=self._percent(target))

    def _duration(self, limit: Duration, in_words: bool = True) -> str:
        """A time with its word given the meaning it has in the charter, where there is one."""
        if self.pledge._terms is not None:
            limit = self.pledge.terms.resolved(limit)
        if limit == _SAME_DAY and in_words:
            return self.words.moments["same day"][0]
        return format_duration(limit, self.words.code)

    def _annual(self, limit: Annual) -> str:
        return self._say("date", day=limit.day, month=self.words.dates[str(limit.month)][0])

    def _day(self, day: date) -> str:
        return f"{self._say('date', day=day.day, month=self.words.dates[str(day.month)][0])} {day.year}"

    def _milestone(self, milestone: Milestone) -> str:
        if milestone.recurring is not None:
            return self._say(f"every {milestone.recurring.at}", period=self._say(milestone.recurring.every))
        names = [self.words.milestones.get(name, _name(name)) for name in milestone.names]
        if milestone.name is not None:
            return names[0]
        return self._say("all" if milestone.all else "any", names=self._joined(names, "and"))

    def _joined(self, names: list[str], join: str) -> str:
        return f" {self._say(join)} ".join(filter(None, (", ".join(names[:-1]), names[-1])))

    def _conditions(self, conditions: Mapping[str, Condition]) -> str:
        return ", ".join(self._condition(column, condition) for column, condition in conditions.items())

    def _condition(self, column: str, condition: Condition) -> str:
        if column == ARRIVED:
            return self._say(condition.words[0])
        named = _name(column)
        if condition.words:
            values = [self._say(value) if value in ("yes", "no") else value for value in condition.words]
            return self._say("words", column=named, value=self._joined(values, "or"))
        bounds = {key: self._bound(bound) for key, bound in condition.bounds.items()}
        if set(bounds) == {"from", "to"}:
            return self._say("between", column=named, low=bounds["from"], high=bounds["to"])
        said = []
        for key in sorted(bounds, key=_LOW_FIRST.index):
            kind = " date" if isinstance(condition.bounds[key], date) else ""
            said.append(self._say(f"{key}{kind}", column=named, value=bounds[key]))
        return self._joined(said, "and")

    def _bound(self, bound: date | Fraction) -> str:
        return self._day(bound) if isinstance(bound, date) else self._number(bound)

    def _number(self, number: Fraction) -> str:
        """A number with the decimal sign of the language: 99,5 in Indonesian."""
        return plain(number).replace(".", self.words.language["decimal sign"])

    def _percent(self, share: Fraction) -> str:
        return f"{self._number(share * 100)}%"

    # the other kinds

    def _frequency(self) -> str:
        pledge = self.pledge
        if pledge.every is not None:
            months = {1: "month", 3: "quarter", 12: "year"}
            name = months.get(pledge.every)
            return self._say("every", period=self._say(name) if name else self._say("months", number=pledge.every))
        name = "frequency once" if pledge.times == 1 else "frequency"
        said = self._say(name, times=pledge.times, period=self._say(pledge.per))
        if pledge.at_least_once_per:
            said = self._say("also", said=said, period=self._say(pledge.at_least_once_per))
        return said

    def _availability(self) -> str:
        pledge = self.pledge
        name = "availability all" if pledge.per == "all" else "availability"
        period = "" if pledge.per == "all" else self._say(pledge.per)
        said = [self._say(name, share=self._percent(pledge.at_least), period=period, agreed=self._say(pledge.agreed))]
        if pledge.systems is not None:
            names = self._joined(list(pledge.systems.names), "and")
            said.append(self._say(f"systems {pledge.systems.take}", names=names))
        if pledge.maintenance.count == "excluded":
            cap = pledge.maintenance.cap
            hours = None if cap is None else self._number(Fraction(cap // _MICROSECOND, 3_600_000_000))
            said.append(self._say("maintenance") if hours is None else self._say("maintenance cap", hours=hours))
        return ", ".join(said)

    def _score(self) -> str:
        low, high = map(self._number, self.pledge.scale)
        return self._say("score", amount=self._number(self.pledge.at_least), low=low, high=high)

    def _index(self) -> str:
        floor = self.pledge.at_least
        if floor is None:
            return self._say("index", elements=self.pledge.elements)
        return self._say("index floor", elements=self.pledge.elements, amount=self._number(floor))

    def _ratio(self) -> str:
        return self._say("ratio", share=self._percent(self.pledge.at_least), of=self.pledge.of)

    def _statement(self) -> str:
        says = " ".join((self.pledge.says or "").split()).rstrip(".")
        return f"{self._say('statement')}: {says}" if says else self._say("statement")


_SAME_DAY = Duration(0, "working day")
_NEXT = Duration(unit=NEXT_WORKING_DAY)
_LOW_FIRST = ("from", "above", "to", "below")
_MICROSECOND = timedelta(microseconds=1)


def _name(identifier: str) -> str:
    return identifier.replace("_", " ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
