"""Read YAML from strangers: plain text values, each with its place, and every problem at once.

Only the *events* of PyYAML are used. Its composers recurse (enough brackets end the process) and guess types (``no``,
``8:00`` and ``1.10`` come back as something else); here every scalar stays the text that was written, and the schema
gives it a type. Anchors, tags and merge keys are refused: a file should read like the printed charter.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from charterclock.errors import FileError, Problem
from charterclock.slips import BLOCK, DEEP, MAX_DEPTH, explain, lines_of

if TYPE_CHECKING:
    import yaml

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_NODES", "MAX_PROBLEMS", "Document", "Value", "read_file", "read_text"]

MAX_BYTES = 2**20
MAX_NODES = 100_000  # keys, values, lists and mappings together: bounds the time that MAX_BYTES can take
MAX_PROBLEMS = 100

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
_Path: TypeAlias = tuple[str | int, ...]
_Place: TypeAlias = tuple[int, int]

UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")  # or a BOM
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG_DIRECTIVE = re.compile("(?:^|[\r\n\x85\u2028\u2029])(%TAG)")

@dataclass(slots=True)
class _Node:
    """A value and where it stands. ``pending`` serves while reading: the key that waits for its value."""

    place: _Place
    content: str | list[_Node] | dict[str, _Node] | None = None
    key: _Place | None = None
    pending: tuple[str | None, _Place] | None = None

    def plain(self) -> Value:
        if isinstance(self.content, dict):
            return {key: node.plain() for key, node in self.content.items()}  # no deeper than MAX_DEPTH
        return [node.plain() for node in self.content] if isinstance(self.content, list) else self.content


@dataclass(frozen=True, slots=True)
class Document:
    r"""What a file says: nested dicts, lists, texts and ``None``, and the problems that did not end the reading.

    Example:
        >>> document = read_text("pledges:\n  - {id: bills, within: 14 days}", "charter.yaml")
        >>> document.data
        {'pledges': [{'id': 'bills', 'within': '14 days'}]}
        >>> document.place(("pledges", 0, "within")), document.place(("pledges", 0, "within"), key=True)
        ((2, 25), (2, 17))
        >>> str(document.problem("CC201", "too long", ("pledges", 0, "within")))
        'charter.yaml:2:25: CC201 too long'
    """

    data: Value
    file: str | None
    problems: tuple[Problem, ...]
    _root: _Node = field(repr=False, compare=False)

    def place(self, path: _Path, key: bool = False) -> _Place:
        """Line and column, from 1, of the value at a path, or of its key; of the nearest parent if there is none."""
        node, whole = self._nearest(path)
        return node.key if key and whole and node.key else node.place

    def problem(self, code: str, message: str, path: _Path = (), key: bool = False, hint: str | None = None) -> Problem:
        """A problem with the value (or the key) at a path, and what stands there."""
        node, whole = self._nearest(path)
        keyed = key and whole and node.key is not None
        found = str(path[-1]) if keyed else node.content if isinstance(node.content, str) else None
        return Problem(code, message, self.file, *self.place(path, key), hint, found=found)

    def _nearest(self, path: _Path) -> tuple[_Node, bool]:
        """The node at a path, or its nearest parent; and whether the path leads to it."""
        node = self._root
        for part in path:
            child: _Node | None = None
            if isinstance(node.content, dict) and isinstance(part, str):
                child = node.content.get(part)
            elif isinstance(node.content, list) and isinstance(part, int) and 0 <= part < len(node.content):
                child = node.content[part]
            if child is None:
                return node, False
            node = child
        return node, True


def read_file(path: str | os.PathLike[str], *, strict: bool = True) -> Document:
    """Read a YAML file as `read_text` does. Folders, pipes and devices are refused."""
    name = os.fspath(path)
    try:
        if not stat.S_ISREG(os.stat(name).st_mode):  # a pipe or a device may never end
            raise OSError(0, "Not a file")
        with open(name, "rb") as stream:
            raw = stream.read(MAX_BYTES + 1)  # one more than allowed is enough to refuse it
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        _Log(name).stop("CC101", f"this cannot be read: {getattr(error, 'strerror', None) or error}")
    return read_text(raw, name, strict=strict)


def read_text(text: str | bytes, file: str | None = None, *, strict: bool = True) -> Document:
    r"""Read one YAML document; every scalar stays text, except a plain ``null``, ``~`` or nothing, which is ``None``.

    Args:
        text: the YAML; bytes are UTF-8, with or without a byte order mark.
        file: the name to show in problems.
        strict: raise for any problem. Otherwise duplicate keys (the first value counts), anchors, aliases (read as
            ``None``), tags, merge keys and keys that are no text (both left out) go to ``problems``.

    Raises:
        FileError: with everything found, in order of place. Where a slip ended the reading, its ``before`` holds what
            was whole till then.

    Example:
        >>> read_text("open: 8:00\nversion: 1.10\nweekend: no\nnote:").data
        {'open': '8:00', 'version': '1.10', 'weekend': 'no', 'note': None}
    """
    log, opened = _Log(file), [_Node((1, 1), [])]
    text = _decode(text, log)
    try:
        root = _build(text, log, opened)
    except FileError as error:
        error.before = _whole(opened, log)
        raise
    if root is None or (root.content is None and not log.kept):
        log.stop("CC112", "there is nothing in this file")
    problems = log.problems()
    if strict and problems:
        raise FileError(problems)
    return Document(root.plain(), file, problems, root)


@dataclass(slots=True)
class _Log:
    """The problems of one reading, up to a limit; ``beyond`` holds where the others are."""

    file: str | None
    kept: list[Problem] = field(default_factory=list)
    beyond: list[_Place] = field(default_factory=list)

    def add(self, code: str, message: str, place: _Place, hint: str | None = None, found: str | None = None) -> None:
        if len(self.kept) < MAX_PROBLEMS:
            self.kept.append(Problem(code, message, self.file, *place, hint, found=found))
        else:
            self.beyond.append(place)

    def problems(self) -> tuple[Problem, ...]:
        if not self.beyond:
            return tuple(self.kept)
        return (*self.kept, Problem("CC113", f"{len(self.beyond):,} more from here on", self.file, *self.beyond[0]))

    def stop(self, code: str, message: str, place: _Place | None = None, hint: str | None = None) -> NoReturn:
        line, column = place or (None, None)
        raise FileError((*self.problems(), Problem(code, message, self.file, line, column, hint)))


def _decode(text: str | bytes, log: _Log) -> str:
    """The characters, once it is sure that both parsers take them and that none takes long."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(raw) > MAX_BYTES:
        log.stop("CC103", f"there are more than {MAX_BYTES:,} bytes")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _end(raw[: error.start].decode("utf-8"))
        log.stop("CC102", f"the byte 0x{raw[error.start]:02X} is not UTF-8", place, "save the file as UTF-8")
    if found := UNPRINTABLE.search(text):
        log.stop("CC105", f"the character U+{ord(found[0]):04X} is not allowed", _end(text[: found.start()]))
    if found := _TAG_DIRECTIVE.search(text):  # libyaml compares each with all before it: 60,000 take ten seconds
        log.stop("CC107", "tags are not used here", _end(text[: found.start(1)]), "leave the %TAG lines out")
    return text


def _end(before: str) -> _Place:
    """The place of the character that follows a text."""
    lines = lines_of(before)
    return len(lines), len(lines[-1]) + 1


def _events(text: str, log: _Log) -> Iterator[tuple[yaml.Event, _Place]]:
    """The events of the faster parser, if it is there; its errors end the reading."""
    import yaml

    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader):
            if event.start_mark:
                yield event, (event.start_mark.line + 1, event.start_mark.column + 1)
    except yaml.MarkedYAMLError as error:
        log.stop("CC104" if "nesting depth" in str(error.problem) else "CC105", *explain(error, text))
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the Python parser, on \UFFFFFFFF or %YAML 9999...
        log.stop("CC105", f"this is not YAML: {error}"[:200])


def _build(text: str, log: _Log, opened: list[_Node]) -> _Node | None:
    """The tree, built with a list of what is open: nothing recurses before the depth is known."""
    import yaml

    documents: Any = opened[0].content
    count = 0
    for event, place in _events(text, log):
        if isinstance(event, yaml.NodeEvent):
            count += 1
            if count > MAX_NODES:
                log.stop("CC103", f"there are more than {MAX_NODES:,} keys and values", place)
            node = _Node(place)
            if event.anchor is not None:
                what = "aliases (*)" if isinstance(event, yaml.AliasEvent) else "anchors (&)"
                log.add("CC106", f"{what} are not used here", place, "write the value out, or put it in quotes")
            if getattr(event, "tag", None) is not None:
                log.add("CC107", "tags (!) are not used here", place, "leave it out, or put all in quotes")
            if isinstance(event, yaml.ScalarEvent):
                node.content = _scalar(event.value, event.style, place, log)
                _attach(node, event.value, not event.style, opened[-1], log)
                continue
            _attach(node, None, False, opened[-1], log)
            if isinstance(event, yaml.CollectionStartEvent):
                node.content = [] if isinstance(event, yaml.SequenceStartEvent) else {}
                if len(opened) > MAX_DEPTH:
                    log.stop("CC104", DEEP[0], place, DEEP[1])
                opened.append(node)
        elif isinstance(event, yaml.CollectionEndEvent):
            opened.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and documents:
            log.stop("CC110", "a second document begins here", place, "leave this line out, or use two files")
    return documents[0] if documents else None


def _whole(opened: list[_Node], log: _Log) -> Document | None:
    """What was whole when the reading ended: the keys of the file that had ended, and the items of its last list."""
    first: Any = opened[0].content
    if not first or not isinstance(first[0].content, dict):
        return None
    (root,) = first
    open_value, open_item = (*opened[2:4], None, None)[:2]
    if open_value is not None and isinstance(open_value.content, list):
        open_value.content[:] = [item for item in open_value.content if item is not open_item]
    else:
        root.content = {key: node for key, node in root.content.items() if node is not open_value}
    return Document(root.plain(), log.file, log.problems(), root)


def _scalar(text: str, style: str | None, place: _Place, log: _Log) -> str | None:
    if style in ("|", ">") and not text.strip():  # `above: >5` is an empty block, indented by five
        log.stop("CC105", BLOCK[0], place, BLOCK[1])
    if style == '"' and _SURROGATE.search(text):  # the Python parser lets "\ud800" pass
        log.stop("CC105", "half a character in double quotes", place)
    return None if not style and text in ("", "~", "null") else text


def _attach(node: _Node, text: str | None, plain: bool, parent: _Node, log: _Log) -> None:
    """Give a node to its list or mapping; a mapping takes a key, then the value of that key."""
    if isinstance(parent.content, list):
        parent.content.append(node)
    elif isinstance(parent.content, dict):
        if parent.pending is None:
            parent.pending = _key(text, plain, parent.content, node.place, log), node.place
            return
        key, node.key = parent.pending
        parent.pending = None
        if key is not None:
            parent.content[key] = node


def _key(text: str | None, plain: bool, known: dict[str, _Node], place: _Place, log: _Log) -> str | None:
    """The key, or ``None`` when its value is to be left out."""
    if text is None or (plain and not text):
        log.add("CC109", "a key must be a text", place, "put it in quotes")
    elif plain and text == "<<":
        log.add("CC111", "merge keys (<<) are not used here", place, "write the keys out", text)
    elif text in known:
        line, _ = known[text].key or place
        log.add("CC108", f"duplicate key {text[:60]!r} (the first one is on line {line})", place, found=text)
    else:
        return text
    return None
