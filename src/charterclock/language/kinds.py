"""From reading to pledge: one table of kinds and comparisons, for readings, drafts and files.

Kinds, units and comparisons are closed sets: what is printed is one of them, or it is not understood.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["COMPARISONS", "KEYS", "KINDS", "STATEMENTS", "UNITS_READ", "Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a kind of reading becomes in a charter file.

    Args:
        pledge: the ``kind`` of the pledge.
        key: the key that its amount stands under; empty where ``KEYS`` has it by the comparison.
        why: why it is kept as a statement, where nothing in a charter measures it.
    """

    pledge: str
    key: str = ""
    why: str = ""


#: each kind of reading, and what it becomes
KINDS: Final[Mapping[str, Rule]] = {
    "deadline": Rule("deadline"),
    "quota": Rule("deadline"),  # with the share as its target
    "before_event": Rule("deadline", "before"),
    "not_before": Rule("deadline", "after"),
    "floor": Rule("deadline", "at_least"),
    "date": Rule("deadline", "by"),
    "frequency": Rule("frequency", "times"),  # or every: once in so many months
    "availability": Rule("availability", "at_least"),
    "score": Rule("score", "at_least"),
    "ratio": Rule("ratio", "at_least"),
    "volume": Rule("volume", why="a number of things is kept, not counted"),
    "quantity": Rule("quantity", why="it is no time"),
    "service_hours": Rule("service_hours", why="opening times belong in the calendar"),
    "remedy": Rule("remedy", why="it says what a failure brings"),
    "customer_limit": Rule("customer_limit", why="it binds the customer, not the office"),
    "fee": Rule("fee", why="it is no promise of time"),
    "doc_rule": Rule("doc_rule", why="it is a rule of the document: see meanings"),
    "statement": Rule("statement", why="nothing in it can be measured"),
}
#: the key that a time stands under, by its comparison; those without one bind nobody as they are printed
KEYS: Final[Mapping[str, str]] = {
    "within": "within",
    "at_most": "within",
    "bare": "within",
    "on": "within",
    "under": "under",
    "before": "before",
    "after": "after",
    "at_least": "at_least",
}
COMPARISONS: Final = (*KEYS, "over", "during", "about", "around", "average", "plus")
#: kinds of pledge that are kept and counted, but measured by nothing; a date may be one, such as a week of a term
STATEMENTS: Final = ("statement", "date", *(kind for kind, rule in KINDS.items() if rule.why and kind != "statement"))
#: the units of readings
UNITS_READ: Final = (
    "second", "minute", "hour", "day", "week", "month", "quarter", "year", "working minute", "working hour",
    "working day", "working week", "working month", "calendar day", "calendar week", "calendar month", "statutory day",
    "immediate", "same day", "next working day", "times", "item", "ring", "point", "percent", "per mille", "RM",
    "metre", "week of semester", "date", "time of day",
)  # fmt: skip
