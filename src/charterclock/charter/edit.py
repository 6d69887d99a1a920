"""Changes one value of a charter file and leaves the rest of it, comments included, as a person wrote it."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from charterclock.charter.load import loads_beside
from charterclock.charter.model import Charter
from charterclock.errors import CharterclockError, FileError, nearest
from charterclock.files import read_file, read_text

__all__ = ["edit"]

#: what names an item of a list: of pledges, of tiers
_NAMES: Final = ("id", "name")
_DASH: Final = re.compile(r"^( *)- ", re.MULTILINE)


def edit(path: str | os.PathLike[str], place: str | Sequence[str], value: Any) -> Charter:
    """Sets one value of a charter file; what stands elsewhere stays, with its comments.

    The file is written only if what comes out of it is a charter.

    Args:
        path: the file.
        place: the way to the value, such as ``pledges.lan-new.tiers.small.within``: a pledge by its id, a tier by its
            name, either by its number from 0; a sequence of the parts where a name has a point in it.
        value: a text, or lists and mappings of texts.

    Returns:
        The charter as it is now.

    Raises:
        FileError, CharterError: the file holds no charter, or would not after the change.
        CharterclockError: CC213, there is no such place, or a comment would be lost. CC805,
            ruamel.yaml (``charterclock[edit]``) is not installed.

    Example:
        >>> import shutil, tempfile
        >>> file = shutil.copy("charters/tebing-tinggi-network.yaml", tempfile.mkdtemp())
        >>> edit(file, "pledges.network-disruption.within", "12 jam")["network-disruption"].within
        Duration(12, 'hour')
        >>> edit(file, "meanings.day", "working day").meanings.day
        'working day'
    """
    try:
        from ruamel.yaml import YAML
    except ImportError:
        raise CharterclockError("CC805", "an edit needs ruamel.yaml", "pip install charterclock[edit]") from None
    before = read_file(path)  # within the limits, and without what ruamel would follow
    text = Path(path).read_bytes().decode("utf-8-sig")
    lines = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 2**20
    dash = _DASH.search(text)
    offset = len(dash[1]) if dash else 2
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    tree, parts = yaml.load(text), place.split(".") if isinstance(place, str) else list(place)
    wanted: Any = before.data
    for whole in (tree, wanted):
        _set(whole, parts, value)
    out = io.StringIO()
    yaml.dump(tree, out)
    written = out.getvalue()
    apart = CharterclockError("CC213", f"{'.'.join(parts)} cannot be changed alone", "change it in an editor")
    try:
        found = read_text(written).data
    except FileError:  # no slip of the file: after a comment and a blank line ruamel can join two lines
        raise apart from None
    charter = loads_beside(written, path)
    if found != wanted or _comments(written) != _comments(text):
        raise apart
    Path(path).write_text(written, encoding="utf-8", newline=lines)
    return charter


def _comments(text: str) -> list[str]:
    """The lines of comments; what stands behind a value stays with its key."""
    return [line.strip() for line in text.splitlines() if line.lstrip().startswith("#")]


def _set(whole: Any, parts: Sequence[str], value: Any) -> None:
    """Sets the value in place. The parents must be there, but for the last of them, which may be a new mapping.

    A new key goes before the last one: comments that follow that one, and lead to what comes after it, stay where they
    are.
    """
    *way, last = parts
    for place, part in enumerate(way):
        if place == len(way) - 1 and isinstance(whole, dict) and part not in whole:
            _add(whole, part, {last: value})
            return
        whole = whole[_key(whole, part)]
    if isinstance(whole, dict) and last not in whole:
        _add(whole, last, value)
    else:
        whole[_key(whole, last)] = value


def _add(whole: Any, key: str, value: Any) -> None:
    if hasattr(whole, "insert"):  # ruamel's mappings have an order to write
        whole.insert(max(0, len(whole) - 1), key, value)
    else:
        whole[key] = value


def _key(whole: Any, part: str) -> Any:
    """The key of a mapping, or the number of an item of a list, that a part of the way names."""
    if isinstance(whole, dict):
        if part in whole:
            return part
        raise _no_place(part, list(whole))
    if not isinstance(whole, list):
        raise _no_place(part, [])
    named = [str(item.get(name)) for item in whole for name in _NAMES if isinstance(item, dict) and name in item]
    if len(named) == len(whole) and named.count(part) == 1:
        return named.index(part)
    if part.isdecimal() and int(part) < len(whole):
        return int(part)
    if named.count(part) > 1:
        raise CharterclockError("CC213", f"{named.count(part)} are called {part!r}", "give its number, from 0")
    raise _no_place(part, named)


def _no_place(part: str, known: list[str]) -> CharterclockError:
    hint = nearest(part, known) or ("one of " + ", ".join(known) if known else None)
    return CharterclockError("CC213", f"there is no {part!r} to be changed", hint)
