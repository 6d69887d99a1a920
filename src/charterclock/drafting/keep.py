"""A second draft of a page that has changed: what a person has confirmed stays as it stands."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final

from charterclock.charter.load import loads
from charterclock.drafting.yaml import comment, value_of
from charterclock.errors import CharterclockError
from charterclock.files import read_text

__all__ = ["keep"]

#: sentences that are more alike than this are one sentence that was changed
_ALIKE: Final = 0.7
_COMPARED: Final = 300
_LEADING: Final = re.compile(r"\s*(#.*)?$")
_GONE: Final = "confirm: the page no longer has this sentence"
_CHANGED: Final = "confirm: the page has changed this sentence; the id is kept. It was:"
_NOTE: Final = "confirm: the page now says what words mean:"

#: a sentence of the new draft with the lines of its pledge; a heading has no sentence
Entry = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class _Old:
    """A pledge of the earlier file: its sentence, its id, and its lines with the comments above it."""

    says: str
    name: str
    lines: tuple[str, ...]


def keep(earlier: str, header: str, entries: Sequence[Entry], said: Mapping[str, str]) -> tuple[str, int]:
    """A draft in which the pledges of an earlier file stay as they are, where the page still has their sentences.

    The head of the earlier file stays. A changed sentence is drafted anew under its old id, with its old lines as a
    comment; a sentence that the page no longer has stays at the end, with a remark.

    Args:
        earlier: the text of the earlier file.
        header: the head of the new draft, for a file that has none.
        entries: the new draft, in the order of the page.
        said: what a note of the page says of the meanings of words.

    Returns:
        The text of the file, and how many sentences were kept.

    Raises:
        FileError, CharterError: the earlier file is no charter. CharterclockError: CC809, two pledges on one line.
    """
    charter = loads(earlier)
    head, olds = _taken_apart(earlier, {block.strip() for says, block in entries if says is None})
    groups: dict[str, list[_Old]] = {}
    for old in olds:
        groups.setdefault(_alike(old.says), []).append(old)
    # how many pledges of each sentence are still to come
    coming = Counter(_alike(says) for says, _ in entries if says is not None)
    lost = {says: group for says, group in groups.items() if says not in coming}
    kept = sum(says in groups for says in coming)
    written: list[str] = []
    for says, block in entries:
        if says is None:
            written.append(block)
            continue
        key = _alike(says)
        if key in groups:
            # one of the old pledges for each new one, and with the last one all that a person added
            coming[key] -= 1
            olds_of_it = groups[key][:1] if coming[key] else groups[key][:]
            del groups[key][: len(olds_of_it)]
            written += ["\n".join(old.lines) + "\n" for old in olds_of_it]
            continue
        before = _most_alike(key, lost)
        if before is not None and lost[before]:
            old = lost[before].pop(0)
            block = _under_old_id(block, old)
        written.append(block)
    for group in lost.values():
        written += ["\n".join(_gone(old)) + "\n" for old in group]
    head = _with_note(head, charter.meanings, said)
    return head + "pledges:\n" + "\n".join(written), kept


def _taken_apart(text: str, headings: Set[str]) -> tuple[str, list[_Old]]:
    """The head of a file, and its pledges with the comments beside each, but for headings of the page."""
    document = read_text(text)
    data: Any = document.data
    lines = text.splitlines()
    places = [document.place(("pledges", index))[0] - 1 for index in range(len(data["pledges"]))]
    if len(set(places)) != len(places) or (places and lines[places[0]].lstrip().startswith("pledges")):
        raise CharterclockError("CC809", "two pledges of the earlier file share a line", "give each a line of its own")
    begins = [_with_comments(lines, place) for place in places]
    listed = document.place(("pledges",), key=True)[0] - 1
    begins[0] = listed + 1
    olds = []
    for pledge, first, end in zip(data["pledges"], begins, [*begins[1:], len(lines)], strict=True):
        own = list(_without(lines[first:end], headings))
        olds.append(_Old(str(pledge.get("says") or pledge.get("id")), str(pledge.get("id")), tuple(own)))
    return "\n".join(lines[:listed]) + "\n", olds


def _with_comments(lines: Sequence[str], place: int) -> int:
    """The first line of the comments directly above a line."""
    while place > 0 and lines[place - 1].lstrip().startswith("#"):
        place -= 1
    return place


def _without(lines: Sequence[str], headings: Set[str]) -> list[str]:
    """The lines of a pledge without blank ones around them, and without paragraphs that are headings of the page."""
    paragraphs = [paragraph for paragraph in "\n".join(lines).split("\n\n")
                  if paragraph.strip() and paragraph.strip() not in headings]  # fmt: skip
    return "\n\n".join(paragraph.strip("\n") for paragraph in paragraphs).split("\n")


def _alike(says: str) -> str:
    return " ".join(says.casefold().split())


def _most_alike(says: str, lost: Mapping[str, Sequence[_Old]]) -> str | None:
    # the first words tell sentences apart, and long ones would take their time
    others = {other[:_COMPARED]: other for other, group in lost.items() if group}
    found = difflib.get_close_matches(says[:_COMPARED], others, n=1, cutoff=_ALIKE)
    return others[found[0]] if found else None


def _under_old_id(block: str, old: _Old) -> str:
    lines = block.rstrip("\n").split("\n")
    place = next(number for number, line in enumerate(lines) if line.startswith("  - id: "))
    lines[place] = f"  - id: {value_of(old.name)}"
    was = [f"  #   {line.strip()}" for line in old.lines if not _LEADING.fullmatch(line)]
    before = [*comment(_CHANGED, "  "), *was]
    return "\n".join([*lines[:place], *before, *lines[place:]]) + "\n"


def _gone(old: _Old) -> list[str]:
    remark = comment(_GONE, "  ")
    return list(old.lines) if remark[0] in old.lines else [*remark, *old.lines]


def _with_note(head: str, meanings: Any, said: Mapping[str, str]) -> str:
    """The head, with a remark where the page says of a word what the file does not."""
    other = {word: meaning for word, meaning in said.items() if getattr(meanings, word) != meaning}
    if not other:
        return head
    remark = "\n".join(comment(f"{_NOTE} {value_of(other)}", "")) + "\n"
    return head if remark in head else head.rstrip("\n") + "\n" + remark + "\n"
