"""A charter: its pledges, and the calendar, meanings and reckoning by which they are counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from charterclock.calendars.calendar import Calendar
from charterclock.charter.fields import CalendarField, Identifier, MeaningsField, Overrides, Text, Title, Version
from charterclock.charter.pledges import Frozen, Pledge
from charterclock.charter.terms import Terms
from charterclock.display import card
from charterclock.errors import CharterError, Problem, nearest
from charterclock.meanings import Meanings

if TYPE_CHECKING:
    from charterclock.charter.diff.change import Change
    from charterclock.record.record import Record
    from charterclock.record.tally import Tally
    from charterclock.record.what_if import WhatIf

__all__ = ["Charter", "Recovery", "Source"]


class Source(Frozen):
    """Where the printed charter is."""

    document: Text | None = None
    url: Text | None = None
    note: Text | None = None


class Recovery(Frozen):
    """What the charter promises when the time cannot be kept: an extension told before the due."""

    notify: Literal["before_due"] = "before_due"
    counts_as: Literal["extended", "met"] = "extended"


class Charter(Frozen):
    """A charter: its pledges, and the calendar, meanings and reckoning by which they are counted.

    ``charter["lan-new"]`` is a pledge; iterating gives all of them, revisions included, in the order of the file.
    """

    charterclock: Version = "1"
    id: Identifier
    title: Title | None = None
    issuer: Text | None = None
    calendar: CalendarField
    language: Literal["ms", "id", "en"] | None = None
    source: Source | None = None
    meanings: MeaningsField = Meanings()
    reckoning: Overrides = Field(default={}, validate_default=True)
    recovery: Recovery | None = None
    period_by: Literal["due", "receipt", "stop"] = "due"
    pledges: tuple[Pledge, ...] = Field(min_length=1)

    def model_post_init(self, context: Any) -> None:
        """Gives every pledge the terms of the charter, and refuses a charter that contradicts itself."""
        folder: Path | None = context.get("folder") if isinstance(context, Mapping) else None
        # Copies, so that a pledge that came from another charter keeps the terms of that one.
        self.__dict__["pledges"] = tuple(pledge.model_copy() for pledge in self.pledges)
        for pledge in self.pledges:
            pledge._terms = Terms.of(self, pledge, folder)
        from charterclock.charter.checks import check_charter

        problems = check_charter(self)
        if problems:
            raise CharterError(problems)

    def __getitem__(self, pledge: str) -> Any:
        """The pledge of an id; where it has revisions, the one without an end, else the last."""
        found = self.revisions(pledge)
        return next((revision for revision in found if revision.valid.to is None), found[-1])

    def revisions(self, pledge: str) -> list[Any]:
        """All revisions of a pledge, in the order of the file.

        Raises:
            KeyError: the charter has no such pledge.
        """
        found = [revision for revision in self.pledges if revision.id == pledge]
        if not found:
            hint = nearest(pledge, self.ids)
            raise KeyError(f"charter {self.id} has no pledge {pledge!r}" + (f" ({hint})" if hint else ""))
        return found

    @property
    def ids(self) -> list[str]:
        """The ids of the pledges, each once, in the order of the file."""
        return list(dict.fromkeys(pledge.id for pledge in self.pledges))

    @property
    def office(self) -> Calendar:
        """The calendar of the charter.

        Raises:
            CharterclockError: the calendar cannot be built.
        """
        return self.pledges[0].terms.office

    def _repr_html_(self) -> str:
        """What a notebook shows: its promises, each in a sentence."""
        titles = self.title if isinstance(self.title, Mapping) else {}
        title = titles.get(self.language or "en") or next(iter(titles.values()), None) or self.title or self.id
        facts = [("id", self.id), ("issuer", self.issuer), ("calendar", self.office)]
        rows = [(pledge.id, pledge.kind, pledge.sentence()) for pledge in self]
        return card(str(title), facts, ("pledge", "kind", "promise"), rows)

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        return iter(self.pledges)

    def __len__(self) -> int:
        return len(self.pledges)

    def replace(self, **changes: Any) -> Charter:
        """The same charter with some fields set anew, checked again."""
        known = type(self).model_fields
        unknown = [key for key in changes if key not in known]
        if unknown:
            hint = nearest(unknown[0], known)
            raise CharterError([Problem("CC201", f"a charter has no key {key!r}", hint=hint) for key in unknown])
        values: dict[str, Any] = {name: getattr(self, name) for name in known}
        return type(self).model_validate({**values, **changes}, context={"folder": self.pledges[0].terms.folder})

    def diff(self, new: Charter) -> tuple[Change, ...]:
        """What changed from this version to a new one, in words; see ``charterclock.charter.diff.diff``."""
        from charterclock.charter.diff import diff

        return diff(self, new)

    def assess(
        self, frame: Any, *, at: Any = None, pauses: Any = None, extensions: Any = None,
        columns: Mapping[str, str] | None = None, prefix: str = "",
    ) -> Any:  # fmt: skip
        """Due, verdict and margin of every case of a table; see ``charterclock.record.assess.assess``."""
        from charterclock.record.assess import assess

        return assess(self, frame, at=at, pauses=pauses, extensions=extensions, columns=columns, prefix=prefix)

    def breach_list(self, cases: Any, *, at: Any, **options: Any) -> Any:
        """Open cases that are late or soon due; see ``charterclock.record.breach_list.breach_list``."""
        from charterclock.record.breach_list import breach_list

        return breach_list(self, cases, at=at, **options)

    def breach_ics(self, cases: Any, *, at: Any, **options: Any) -> str:
        """The breach list for a calendar program; see ``charterclock.record.breach_ics.breach_ics``."""
        from charterclock.record.breach_ics import breach_ics

        return breach_ics(self, cases, at=at, **options)

    def what_if(self, cases: Any, other: Charter, **options: Any) -> WhatIf:
        """The same cases by another charter; see ``charterclock.record.what_if.what_if``."""
        from charterclock.record.what_if import what_if

        return what_if(self, cases, other, **options)

    def tally(self, cases: Any, *, by: str = "month", **options: Any) -> Tally:
        """Cases counted by pledge, tier, period and verdict, which adds up; see ``charterclock.record.tally.tally``."""
        from charterclock.record.tally import tally

        return tally(self, cases, by=by, **options)

    def attainment(self, cases: Any = None, **options: Any) -> Record:
        """How well the promises were kept, by period; see ``charterclock.record.attainment.attainment``."""
        from charterclock.record.attainment import attainment

        return attainment(self, cases, **options)


