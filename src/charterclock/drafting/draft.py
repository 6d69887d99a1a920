"""A charter file from a printed page: every sentence with what was read in it, and what a person must decide."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from charterclock.charter.load import loads
from charterclock.charter.model import Charter
from charterclock.drafting.blocks import Page
from charterclock.drafting.events import name_of
from charterclock.drafting.keep import keep
from charterclock.drafting.pages import read_page
from charterclock.drafting.pledges import DraftPledge, pledges_of
from charterclock.drafting.sections import Section, sections_of
from charterclock.drafting.yaml import comment, folded, value_of
from charterclock.durations import BARE, Duration
from charterclock.errors import CharterclockError, CharterError
from charterclock.language import format_duration, read_duration
from charterclock.language.notes import read_meanings, read_starred

__all__ = ["Draft", "draft", "draft_page"]

#: by country: the language, the preset, and what the law makes of bare words where a page says nothing
_COUNTRIES: Final[Mapping[str, tuple[str, str, Mapping[str, str]]]] = {
    "MY": ("ms", "my-charter", {"day": "statutory day", "week": "calendar week", "month": "calendar month",
                                "hour": "clock hour"}),
    "ID": ("id", "id-charter", {"day": "calendar day", "week": "calendar week", "month": "calendar month",
                                "hour": "clock hour"}),
}  # fmt: skip
_LONGEST_SENTENCE: Final = 9_000
_ID_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """A charter file that was drafted.

    Args:
        text: the YAML, which loads as a charter.
        promises: how many pledges can be measured.
        statements: how many are kept as they are printed.
        confirm: how many remarks ask for a person.
        kept: how many sentences of an earlier file were kept as a person left them.
    """

    text: str
    promises: int
    statements: int
    confirm: int
    kept: int = 0

    @property
    def charter(self) -> Charter:
        """The charter that the draft is so far."""
        return loads(self.text)


def draft(
    path: str, country: str = "MY", language: str | None = None, *, calendar: str | None = None,
    earlier: str | None = None,
) -> Draft:  # fmt: skip
    """Drafts a charter file from a page: text, Markdown, HTML, or PDF with the extra ``pdf``.

    Nothing that can be measured is left out and nothing is guessed: what can be read in two ways, or lacks its number,
    is a statement with the reason, and every choice that was made has a comment that begins with ``confirm:``.

    Args:
        path: the page, by its ending; ``-`` for text from standard input.
        country: ``MY`` or ``ID``: whose law gives bare words their first meaning, to be confirmed.
        language: ``ms``, ``id`` or ``en``; by default that of the country.
        calendar: the calendar of the office; by default the national days of the country, to be confirmed.
        earlier: the text of an earlier draft, in which a person may have decided things: sentences that the page
            still has keep their pledges as they stand there.

    Raises:
        CharterclockError: CC801, CC804, CC805 the page cannot be read; CC808 it promises nothing; CC809 pledges of
            the earlier file share a line.
        FileError, CharterError: the earlier file is no charter.

    Example:
        >>> made = draft("docs/examples/page.txt", "MY")
        >>> made.promises, made.statements
        (5, 3)
        >>> made.charter["mengeluarkan-permit-dari-tarikh"].tiers[1].within
        Duration(10, 'day')
    """
    return draft_page(read_page(path), os.path.basename(path), country, language, calendar=calendar, earlier=earlier)


def draft_page(
    page: Page, name: str, country: str = "MY", language: str | None = None, *, calendar: str | None = None,
    earlier: str | None = None,
) -> Draft:  # fmt: skip
    """Drafts a charter file from the blocks of a page; see ``draft``."""
    if country not in _COUNTRIES:
        raise CharterclockError("CC807", f"no draft for country {country!r}", "one of " + ", ".join(_COUNTRIES))
    sections = sections_of(page.blocks, language or _COUNTRIES[country][0])
    made = _Draft(page, name, country, language or _COUNTRIES[country][0], calendar, sections)
    if not any(isinstance(entry, DraftPledge) for entry in made.entries):
        raise CharterclockError("CC808", f"{name}: nothing in it is a sentence of a charter", "give the page as text")
    if earlier is not None:
        return _kept(made, earlier)
    return _counted(made.text(), made, 0)


def _counted(text: str, made: _Draft, kept: int) -> Draft:
    charter = loads(text)  # a draft that does not load would be a mistake of ours: it is told here
    measured = sum(pledge.kind in ("deadline", "frequency", "availability", "score", "ratio") for pledge in charter)
    return Draft(text, measured, len(charter) - measured, text.count("# confirm:"), kept)


def _kept(made: _Draft, earlier: str) -> Draft:
    entries = [(entry.says if isinstance(entry, DraftPledge) else None, made.block(place, entry))
               for place, entry in enumerate(made.entries)]  # fmt: skip
    text, kept = keep(earlier, made.header(), entries, made.meanings_said)
    return _counted(text, made, kept)


@dataclass
class _Draft:
    """The parts of a draft: its head, and an entry for each pledge or heading of the page."""

    page: Page
    name: str
    country: str
    language: str
    calendar: str | None
    sections: Sequence[Section]
    entries: list[DraftPledge | str] = field(init=False)
    notes: list[str] = field(default_factory=list)
    meanings_said: dict[str, str] = field(default_factory=dict)
    _ids: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.entries = list(self._entries())
        self._name()
        for place, entry in enumerate(self.entries):
            if isinstance(entry, DraftPledge):
                self.entries[place] = self._sound(entry, self._ids[place])

    def _entries(self) -> list[DraftPledge | str]:
        entries: list[DraftPledge | str] = []
        starred = ""
        for section in self.sections:
            if section.kind != "promise":
                entries.append(section.says)
                continue
            meanings = read_meanings(section.says)
            if meanings:
                self.notes.append(section.says)
                self.meanings_said |= meanings
                continue
            found = read_starred(section.says)
            if found:
                self.notes.append(section.says)
                starred = starred or found
                continue
            for part in self._parted(section):
                entries += pledges_of(part, self.language)
        for entry in entries if starred else ():
            if isinstance(entry, DraftPledge):
                for keys in [*entry.keys.get("tiers", ()), entry.keys]:
                    _starred(entry, keys, starred, self.language)
        return entries

    def _parted(self, section: Section) -> list[Section]:
        """A section, or its parts where it is longer than a sentence of a charter may be."""
        if len(section.says) <= _LONGEST_SENTENCE:
            return [section]
        return [Section(part[:_LONGEST_SENTENCE], section.line, (part[:_LONGEST_SENTENCE],), (found,))
                for part, found in zip(section.parts, section.found, strict=True)]  # fmt: skip

    def _name(self) -> None:
        """An id for every pledge, of the words that tell it from the others."""
        for entry in self.entries:
            if not isinstance(entry, DraftPledge):
                self._ids.append("")
                continue
            first = _first_name(entry.says)
            number = 2
            name = first
            while name in self._ids:
                name, number = f"{first}-{number}", number + 1
            self._ids.append(name)

    def _sound(self, pledge: DraftPledge, name: str) -> DraftPledge:
        """A pledge that loads: where its keys do not go together it is a statement with the reason."""
        every = {"day": "working day", "week": "working week", "month": "calendar month", "hour": "clock hour"}
        keys = {"id": name, "says": pledge.says, **pledge.keys}
        try:
            Charter.model_validate({"id": "x", "calendar": "MY", "meanings": every, "pledges": [keys]})
        except (ValidationError, CharterError, CharterclockError) as error:
            said = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            pledge.confirm.append(f"kept as a statement: {said[:200]}")
            pledge.keys = {"kind": "statement"}
        return pledge

    # the text

    def text(self) -> str:
        """The whole file."""
        blocks = [self.block(place, entry) for place, entry in enumerate(self.entries)]
        return self.header() + "pledges:\n" + "\n".join(blocks)

    def header(self) -> str:
        """Everything before the pledges."""
        title = self.page.title or next((entry for entry in self.entries if isinstance(entry, str)), "")
        lines = comment(f"Drafted from {self.name}. Lines with `confirm:` are for a person to decide: change what is "
                        "below, then delete the line.", "")  # fmt: skip
        if self.page.numbers_alone:
            lines += comment(f"{len(self.page.numbers_alone)} lines of the page that hold numbers alone, such as "
                             "results, are left out.", "")  # fmt: skip
        lines += ["charterclock: 1", f"id: {name_of(title or Path(self.name).stem)}"]
        if title:
            lines.append(f"title: {value_of({self.language: title})}")
        if self.calendar is None:
            lines += comment("confirm: the calendar of the office, such as MY-07 or ID-SB; this one has the national "
                             "days only", "")  # fmt: skip
        lines += [f"calendar: {value_of(self.calendar or self.country)}", f"language: {self.language}"]
        source = {"document": self.name, **({"note": " / ".join(self.notes)} if self.notes else {})}
        lines.append(f"source: {value_of(source)}")
        lines += self._meanings()
        lines.append(f"reckoning: {_COUNTRIES[self.country][1]}")
        return "\n".join(lines) + "\n\n"

    def _meanings(self) -> list[str]:
        """What bare words mean: by a note of the page, else by the law of the country, for a person to confirm."""
        words = self._bare_words() | set(self.meanings_said)
        if not words:
            return []
        law = _COUNTRIES[self.country][2]
        meanings = {word: self.meanings_said.get(word, law[word]) for word in BARE if word in words}
        asked = [word for word in meanings if word not in self.meanings_said]
        lines = []
        if asked:
            chosen = "; ".join(f"{word}: {', '.join(BARE[word])}" for word in asked)
            lines += comment(f"confirm: the page does not say what these words mean ({chosen})", "")
            if "day" in asked and self._says_working_days():
                lines += comment("confirm: the page says working days elsewhere: are bare days something else?", "")
        return [*lines, f"meanings: {value_of(meanings)}"]

    def _limits(self) -> list[Duration]:
        found = []
        for entry in self.entries:
            if isinstance(entry, DraftPledge):
                for keys in [*entry.keys.get("tiers", ()), entry.keys, *entry.instead]:
                    found += _durations(keys)
        return found

    def _bare_words(self) -> set[str]:
        units = {limit.unit for limit in self._limits() if limit.is_bare}
        return {"hour" if unit == "minute" else unit for unit in units}

    def _says_working_days(self) -> bool:
        return any(limit.unit == "working day" and limit.amount for limit in self._limits())

    def block(self, place: int, entry: DraftPledge | str) -> str:
        """The lines of one entry."""
        if isinstance(entry, str):
            return "\n".join(comment(f"{entry}", "  ")) + "\n"
        lines = []
        for read in entry.reads:
            lines += comment(f"line {entry.line}: {read}", "  ")
        for remark in entry.confirm:
            lines += comment(f"confirm: {remark}", "  ")
        for option in entry.instead:
            lines += comment(f"  instead of kind: {value_of(option)}", "  ")
        keys = dict(entry.keys)
        lines.append(f"  - id: {value_of(self._ids[place])}")
        lines += folded("says", entry.says, "    ")
        tiers = keys.pop("tiers", ())
        lines += [f"    {key}: {value_of(value)}" for key, value in keys.items()]
        if tiers:
            lines += ["    tiers:", *(f"      - {value_of(tier)}" for tier in tiers)]
        return "\n".join(lines) + "\n"


def _durations(keys: Mapping[str, Any]) -> list[Duration]:
    found = []
    for key in ("within", "under", "after", "before", "at_least"):
        value = keys.get(key)
        if keys.get("kind") or value is None:
            continue
        for phrase in value.values() if isinstance(value, Mapping) else (value,):
            found.append(read_duration(phrase, bound=key))
    return found


def _starred(pledge: DraftPledge, keys: dict[str, Any], unit: str, language: str) -> None:
    """Gives a bare time that is printed with a star the unit that a note gives to stars: 2 hari*."""
    for key in ("within", "under", "before"):
        value = keys.get(key)
        if not isinstance(value, str) or not re.search(rf"{re.escape(value)}\s*\*", pledge.says):
            continue
        limit = read_duration(value, bound=key)
        if unit in BARE.get(limit.unit, ()):
            keys[key] = format_duration(Duration(limit.amount, unit), language)
            pledge.confirm.append(f"{value} has a star, and the page says what it means: {unit}")


def _first_name(says: str) -> str:
    """An id from the words that carry the sentence: the long ones."""
    words = [word for word in says.split() if sum(letter.isalpha() for letter in word) > 3]
    return name_of(" ".join(words) or says, _ID_WORDS)
