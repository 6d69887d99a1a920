"""What changed between two versions of a charter, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any, Final

from charterclock.charter.diff.change import KINDS, Change, Said
from charterclock.charter.diff.limits import cases_kind, level_kind, limit_kind, share_kind
from charterclock.charter.dump import written
from charterclock.charter.model import Charter
from charterclock.charter.parts import LIMITS
from charterclock.charter.pledges import Deadline, Tier
from charterclock.charter.sentence import limit_said

__all__ = ["KINDS", "Change", "diff"]

_LANGUAGES: Final = ("en", "ms", "id")
_LONGEST: Final = 200


def diff(old: Charter, new: Charter) -> tuple[Change, ...]:
    r"""What changed from one charter to another: nothing is passed over, and equal charters have no changes.

    Limits are compared in the words' meanings of their own charter, and exactly: amounts of one kind of unit (clock
    time, opening time, months, or one and the same unit). Two days and 48 hours are not compared, and that is said. A
    calendar, a reckoning or a clock that changed is a change of its own, and a limit
    is called tighter or looser with everything else as it was.

    Args:
        old: the version before.
        new: the version after.

    Returns:
        The changes of the charter, then of its pledges in the order of the new version, then of those that vanished.

    Example:
        >>> from charterclock.charter.load import loads
        >>> text = "id: x\ncalendar: MY-07\npledges: [{id: reply, within: 3 working days}]"
        >>> for change in diff(loads(text), loads(text.replace("3", "2"))):
        ...     print(change)
        reply: tighter: within 3 working days, now within 2 working days
    """
    pairs, gone = _matched(old, new)
    labels = {**_labels(old), **_labels(new)}
    found = [*_fields(old, new, None, None, {"pledges"}), *_calendar_file(old, new)]
    known = {id(after): before for before, after in pairs}
    for pledge in new:
        label = labels[id(pledge)]
        if id(pledge) in known:
            found += _of_pledge(known[id(pledge)], pledge, label)
        else:
            found.append(Change("appeared", label, None, "pledge", None, _said(pledge), "appeared"))
    for pledge in gone:
        found.append(Change("vanished", labels[id(pledge)], None, "pledge", _said(pledge), None, "vanished"))
    places = {id(pledge): place for place, pledge in enumerate(old)}
    if any(places[id(first)] > places[id(second)] for (first, _), (second, _) in pairwise(pairs)):
        found.append(Change("changed", None, None, "pledges", form="order"))
    return tuple(found)


def _calendar_file(old: Charter, new: Charter) -> Iterator[Change]:
    """A calendar file of one name beside each version, that does not say the same in both."""
    name = new.calendar
    if not isinstance(name, str) or name != old.calendar or not name.endswith((".yaml", ".yml")):
        return
    if old.office.fingerprint != new.office.fingerprint:
        yield Change("changed", None, None, "calendar", name, name, "content")


def _matched(old: Charter, new: Charter) -> tuple[list[tuple[Any, Any]], list[Any]]:
    """Pledges of one id in pairs, in the order of the new charter, and those that vanished.

    Revisions are told apart by their dates, then by their order.
    """
    pairs: list[tuple[Any, Any]] = []
    gone: list[Any] = []
    olds, news = _by_id(old), _by_id(new)
    for name in dict.fromkeys([*olds, *news]):
        before = {pledge.valid: pledge for pledge in olds.get(name, ())}
        after = {pledge.valid: pledge for pledge in news.get(name, ())}
        same = [valid for valid in before if valid in after]
        pairs += [(before.pop(valid), after.pop(valid)) for valid in same]
        pairs += zip(before.values(), after.values(), strict=False)
        gone += list(before.values())[len(after) :]
    places = {id(pledge): place for place, pledge in enumerate(new)}
    return sorted(pairs, key=lambda pair: places[id(pair[1])]), gone


def _by_id(charter: Charter) -> dict[str, list[Any]]:
    """The pledges by their ids; revisions in the order of their dates, of which no two are the same."""
    found: dict[str, list[Any]] = {}
    for pledge in sorted(charter, key=lambda pledge: pledge.valid.from_ or date.min):
        found.setdefault(pledge.id, []).append(pledge)
    return found


def _labels(charter: Charter) -> dict[int, str]:
    """What each pledge is called: its id, and its dates where there are revisions."""
    found: dict[int, str] = {}
    for name, revisions in _by_id(charter).items():
        for pledge in revisions:
            dates = f" [{pledge.valid.from_ or ''}..{pledge.valid.to or ''}]" if len(revisions) > 1 else ""
            found[id(pledge)] = name + dates
    return found


def _said(pledge: Any) -> Said:
    return {language: pledge.sentence(language) for language in _LANGUAGES}


def _of_pledge(old: Any, new: Any, label: str) -> Iterator[Change]:
    if old.kind != new.kind:
        yield Change("changed", label, None, "kind", old.kind, new.kind)
        if type(old) is not type(new):
            yield Change("changed", label, None, "pledge", _said(old), _said(new))
            yield from _fields(old, new, label, None, {"id", "kind", *_own(old, new), *_own(new, old)})
            return
    apart = {"id", "kind", "tiers", "target", *LIMITS} if isinstance(old, Deadline) else {"id", "kind"}
    yield from _fields(old, new, label, None, apart)
    if isinstance(old, Deadline):
        yield from _deadline(old, new, label)


def _own(pledge: Any, other: Any) -> set[str]:
    """The keys that one kind has and another has not; its sentence says them."""
    return set(type(pledge).model_fields) - set(type(other).model_fields)


def _deadline(old: Deadline, new: Deadline, label: str) -> Iterator[Change]:
    if old.target != new.target:
        kind = share_kind(old.target, new.target)
        yield Change(kind, label, None, "target", written(old, "target"), written(new, "target"))
    if bool(old.tiers) != bool(new.tiers):
        yield Change("changed", label, None, "tiers" if old.tiers else "limit", _said(old), _said(new))
        return
    if not old.tiers:
        yield from _limit((old, old), (new, new), label, None)
        return
    before, after = {tier.name: tier for tier in old.tiers}, {tier.name: tier for tier in new.tiers}
    for name, tier in after.items():
        if name not in before:
            yield Change("appeared", label, name, "tier", None, _limit_said(new, tier), "appeared")
            continue
        yield from _fields(before[name], tier, label, name, {"name", "target", *LIMITS})
        yield from _limit((old, before[name]), (new, tier), label, name)
        yield from _tier_target((old, before[name]), (new, tier), label)
    for name, tier in before.items():
        if name not in after:
            yield Change("vanished", label, name, "tier", _limit_said(old, tier), None, "vanished")
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield Change("changed", label, None, "tiers", form="order")


def _limit(old: tuple[Deadline, Any], new: tuple[Deadline, Any], label: str, tier: str | None) -> Iterator[Change]:
    found = limit_kind(old, new)
    if found is not None:
        before, after = _limit_said(*old), _limit_said(*new)
        if before == after:  # told apart by the file only, such as 3 days and 3 working days
            before, after = _as_written(old[1]), _as_written(new[1])
        yield Change(found[0], label, tier, "limit", before, after, found[1])


def _as_written(branch: Deadline | Tier) -> str:
    return f"{branch.bound}: {written(branch, branch.bound)}"


def _tier_target(old: tuple[Deadline, Tier], new: tuple[Deadline, Tier], label: str) -> Iterator[Change]:
    if old[1].target != new[1].target:
        before, after = (tier.target or pledge.target for pledge, tier in (old, new))
        values = written(old[1], "target"), written(new[1], "target")
        yield Change(share_kind(before, after), label, new[1].name, "target", *values)


def _limit_said(pledge: Deadline, branch: Deadline | Tier) -> Said:
    return {language: limit_said(pledge, branch, language) for language in _LANGUAGES}


def _fields(old: Any, new: Any, label: str | None, tier: str | None, apart: set[str]) -> Iterator[Change]:
    """The keys that differ, each as the file has it."""
    for name, field in type(new).model_fields.items():
        if name in apart or getattr(old, name) == getattr(new, name):
            continue
        kind = "changed"
        if type(old) is type(new) and name in _LEVELS:
            kind = level_kind(name, old, new)
        elif isinstance(old, Deadline) and isinstance(new, Deadline) and name in _CASES:
            kind = cases_kind(name, old, new)
        yield Change(kind, label, tier, field.alias or name, _cut(written(old, name)), _cut(written(new, name)))


#: keys of the kinds that are measured over a period
_LEVELS: Final = ("at_least", "every", "times", "per", "at_least_once_per")
#: keys of a deadline that stop its clock, or say which cases it takes
_CASES: Final = ("pause", "excludes", "applies")


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
