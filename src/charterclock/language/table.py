"""The table of words of a language: one plain file each in ``words/``, and its shape here.

A table is meant to be corrected by somebody who speaks the language, without reading any code. Three conventions:
spellings of one thing are separated by ``|`` and the first is the one that is written; case, hyphens between letters
and the number of spaces never matter; a longer entry wins over a shorter one that begins in the same place.
"""

from __future__ import annotations

from collections.abc import Mapping
from configparser import ConfigParser
from configparser import Error as TableError
from dataclasses import dataclass, fields
from pathlib import Path

__all__ = ["Words", "read_table", "spellings"]

#: what a table says: a meaning, and the ways of saying it
Entries = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language. Each field but ``code`` and ``language`` is a section of its file.

    Args:
        code: how the language is named in files, such as ``ms``.
        language: how numbers and units are written: ``decimal sign`` (both signs are read), ``clock point`` (whether
            1.30 can also mean one hour and thirty minutes), ``number link`` (what may stand between the hundreds and
            the rest, ``and``), ``plural`` (what a written unit gets when there are several), ``half`` and
            ``half an hour`` (half of a unit).
        numbers: words of 0 to 20, of the tens, hundreds and thousands; the rest is put together from these.
        fractions: parts that stand alone before a unit; ``added_fractions`` after a whole number.
        articles: words for "one" that are no number words.
        units: unit words by the unit that each means; ``other_units`` are no times.
        fused: two words, and the one word that says both.
        counting: ``times``; ``money``.
        bounds: words beside an amount that bound it, by the comparison that they make; ``filler`` may stand between.
        joins: what stands between two numbers, or two promises.
        periods: what makes a period of a unit; ``adverbs`` do where they stand beside a count or end a clause.
        moments: times without an amount.
        events: what begins the name of a start or a condition, and words for opening time.
        dates: months by number, and what stands beside a date or a clock time.
        cues: words that tell what kind of promise it is.
        sentences: how a pledge is said; ``{...}`` is filled in. ``milestones``: the names of the usual ones.
        start_words: words in a printed sentence that name the milestone at which a clock starts; ``stop_words``: the
            same for what is done.
        arrivals: when a case arrives: ``in`` and ``outside`` opening time.
    """

    code: str
    language: Mapping[str, str]
    numbers: Entries
    fractions: Entries
    added_fractions: Entries
    articles: Entries
    units: Entries
    other_units: Entries
    fused: Entries
    counting: Entries
    bounds: Entries
    joins: Entries
    periods: Entries
    adverbs: Entries
    moments: Entries
    events: Entries
    dates: Entries
    cues: Entries
    sentences: Mapping[str, str]
    milestones: Mapping[str, str]
    start_words: Entries
    stop_words: Entries
    arrivals: Entries

    @property
    def written(self) -> dict[str, str]:
        """Each unit as it is written, in the singular."""
        return {unit: said[0] for unit, said in self.units.items()}


def read_table(path: Path) -> Words:
    """The table of one file, named for its language.

    Raises:
        ValueError: a section that is no part of a table, an entry that stands twice, or a line that is none.
    """
    parser = ConfigParser(delimiters=("=",), comment_prefixes=("#",), interpolation=None, default_section="")
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    try:
        parser.read_string(path.read_text(encoding="utf-8"), path.name)
    except TableError as error:
        raise ValueError(f"{path.name}: {error}") from None
    names = [field.name for field in fields(Words) if field.name != "code"]
    unknown = [section for section in parser.sections() if section.replace(" ", "_") not in names]
    if unknown:
        raise ValueError(f"{path.name}: unknown section [{unknown[0]}]")
    table: dict[str, Mapping[str, str]] = {
        name: dict(parser[section]) if parser.has_section(section := name.replace("_", " ")) else {} for name in names
    }
    plain = ("language", "sentences", "milestones")
    entries = {
        name: {meaning: tuple(spellings(said)) for meaning, said in table[name].items()}
        for name in names
        if name not in plain
    }
    return Words(code=path.stem, **{name: table[name] for name in plain}, **entries)  # type: ignore[arg-type]


def spellings(entry: str) -> list[str]:
    """The spellings of one entry.

    Example:
        >>> spellings("seratus | satu ratus")
        ['seratus', 'satu ratus']
    """
    return [" ".join(spelling.split()) for spelling in entry.split("|")]
