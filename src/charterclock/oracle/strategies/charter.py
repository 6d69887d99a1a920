"""Whole charters, of which each is what its own file says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from charterclock.calendars.calendar import Calendar
from charterclock.calendars.dump import calendar_keys
from charterclock.charter.model import Charter
from charterclock.charter.pledges import Deadline
from charterclock.durations import Duration
from charterclock.oracle.strategies.calendar import calendars, dates_known
from charterclock.oracle.strategies.drawing import below, picked, rarely
from charterclock.oracle.strategies.pledge import pledges
from charterclock.oracle.strategies.reckoning import reckonings

__all__ = ["charters", "meanings"]

_CODES: Final = ("MY-07", "MY-03", "ID-SB")
_CALENDARS: Final = calendars()
_RECKONINGS: Final = reckonings()
_PLEDGES: Final = pledges()
_WORDS: Final = {
    "day": ("working day", "calendar day", "statutory day"), "week": ("working week", "calendar week"),
    "month": ("calendar month", "working month"), "hour": ("clock hour", "working hour"),
}  # fmt: skip
_TITLES: Final = (
    "Town library", {"en": "Town library", "ms": "Perpustakaan bandar"}, {"id": "Perpustakaan: kota \"#1\"\n"},
)  # fmt: skip


@st.composite
def meanings(draw: st.DrawFn) -> dict[str, str]:
    """What the bare words of a charter mean; a word can be left without a meaning. Shrinks to none."""
    chosen = {word: picked(draw, (None, *units)) for word, units in _WORDS.items()}
    return {word: unit for word, unit in chosen.items() if unit is not None}


_MEANINGS: Final = meanings()


@st.composite
def charters(
    draw: st.DrawFn, calendars: st.SearchStrategy[Calendar] | None = None,
    pledges: st.SearchStrategy[Any] = _PLEDGES, most: int = 4,
) -> Charter:  # fmt: skip
    """Charters of one pledge or a few, some of them in two revisions, over any calendar or a known one.

    Args:
        draw: given by Hypothesis.
        calendars: the calendars to draw from; otherwise those of this package, and a few by their codes.
        pledges: the pledges to draw from.
        most: how many pledges at most.

    Shrinks to a charter of one pledge, within one working day, of an office open Monday to Friday from 8 to 5.
    """
    office = draw(_CALENDARS if calendars is None else calendars)
    known = calendars is None and rarely(draw, 4)
    counted = draw(_RECKONINGS)
    if not known and not office.weekly_holiday:
        counted = counted.replace(rest_days="office")  # statutory rest days need one
    words = draw(_MEANINGS)
    found: list[Any] = []
    for number in range(1, draw(below(most)) + 2):
        pledge = _in_words(draw, draw(pledges), words)
        if isinstance(pledge, Deadline) and rarely(draw, 4):
            found += _revised(draw, pledge, draw(pledges), f"p{number}", office)
        else:
            found.append(_named(pledge, f"p{number}"))
    return Charter.model_validate({
        "id": "charter",
        "title": picked(draw, (None, *_TITLES)),
        "calendar": picked(draw, _CODES) if known else calendar_keys(office),
        "language": picked(draw, (None, "ms", "id", "en")),
        "meanings": words,
        "reckoning": counted,
        "recovery": picked(draw, (None, {"counts_as": "extended"}, {"counts_as": "met"})),
        "period_by": picked(draw, ("due", "receipt", "stop")),
        "pledges": found,
    })  # fmt: skip


def _revised(draw: st.DrawFn, old: Deadline, new: Any, name: str, office: Calendar) -> list[Any]:
    """Two revisions of one pledge, the second from a date on; both deadlines of the same milestones."""
    first, last = dates_known(office)
    day: date = first + draw(below((last - first).days)) * timedelta(days=1)
    later = _named(new, name, clock=old.clock) if isinstance(new, Deadline) else old
    return [_named(old, name, valid={"to": day}), _named(later, name, valid={"from": day})]


def _in_words(draw: st.DrawFn, pledge: Any, words: Mapping[str, str]) -> Any:
    """A deadline whose unit some word means, said by that word: ``2 days`` for two working days."""
    said = {unit: word for word, unit in words.items()}
    limit = None if not isinstance(pledge, Deadline) or pledge.tiers else getattr(pledge, pledge.bound)
    if not isinstance(limit, Duration) or limit.unit not in said or not rarely(draw, 2):
        return pledge
    return pledge.model_copy(update={pledge.bound: Duration(limit.amount, said[limit.unit])})


def _named(pledge: Any, name: str, **keys: Any) -> Any:
    given = {key: getattr(pledge, key) for key in pledge.model_fields_set}
    return type(pledge).model_validate({**given, "id": name, **keys})
