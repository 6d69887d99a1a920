"""Slips of the pen in a file: a key or an item left out, doubled, in the place of another, or misspelt.

Trees are lists of pairs for mappings, so that a key can be there twice, and are written as flow YAML.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Pairs", "Slip", "slips", "tree_of", "write"]


class Pairs(list[tuple[str, Any]]):
    """A mapping whose keys may be doubled."""


@dataclass(frozen=True)
class Slip:
    """One slip: what was done, at which place, and the tree that comes out of it."""

    what: str
    path: tuple[str | int, ...]
    tree: Any

    def __str__(self) -> str:
        return f"{self.what} {'.'.join(map(str, self.path))}"


def tree_of(data: Any) -> Any:
    if isinstance(data, dict):
        return Pairs((key, tree_of(value)) for key, value in data.items())
    return [tree_of(item) for item in data] if isinstance(data, list) else data


def write(tree: Any) -> str:
    """As flow YAML, a line a key of the file or an item of a list below it."""
    if isinstance(tree, Pairs):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {write(value)}" for key, value in tree) + "}"
    if isinstance(tree, list):
        return "[" + ",\n".join(map(write, tree)) + "]"
    return "null" if tree is None else json.dumps(tree, ensure_ascii=False)


def misspelt(word: str) -> Iterator[str]:
    """A word with two letters in the wrong order, with one left out, and with one doubled."""
    for place in range(len(word) - 1):
        if word[place] != word[place + 1]:
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]
            break
    if len(word) > 1:
        yield word[: len(word) // 2] + word[len(word) // 2 + 1 :]
    if word:
        yield word[0] + word


def slips(tree: Any, path: tuple[str | int, ...] = ()) -> Iterator[Slip]:
    """Every slip in a tree, one at a time."""
    if isinstance(tree, Pairs):
        yield from _of_keys(tree, path)
        parts: list[tuple[Any, Any]] = [(key, value) for key, value in tree]
    elif isinstance(tree, list):
        yield from _of_items(tree, path)
        parts = list(enumerate(tree))
    else:
        if isinstance(tree, str):
            yield from (Slip("value misspelt", path, word) for word in misspelt(tree))
        return
    for place, (name, part) in enumerate(parts):
        for slip in slips(part, (*path, name)):
            whole = type(tree)(tree)
            whole[place] = (name, slip.tree) if isinstance(tree, Pairs) else slip.tree
            yield Slip(slip.what, slip.path, whole)


def _of_keys(tree: Pairs, path: tuple[str | int, ...]) -> Iterator[Slip]:
    for place, (key, value) in enumerate(tree):
        before, after = tree[:place], tree[place + 1 :]
        here = (*path, key)
        yield Slip("key dropped", here, Pairs([*before, *after]))
        yield Slip("key doubled", here, Pairs([*before, (key, value), (key, value), *after]))
        for word in misspelt(key):
            yield Slip("key misspelt", here, Pairs([*before, (word, value), *after]))
        if after:
            (other, its), rest = after[0], after[1:]
            yield Slip("values swapped", here, Pairs([*before, (key, its), (other, value), *rest]))
            yield Slip("keys in another order", here, Pairs([*before, (other, its), (key, value), *rest]))


def _of_items(tree: list[Any], path: tuple[str | int, ...]) -> Iterator[Slip]:
    for place, item in enumerate(tree):
        before, after = tree[:place], tree[place + 1 :]
        yield Slip("item dropped", (*path, place), [*before, *after])
        yield Slip("item doubled", (*path, place), [*before, item, item, *after])
        if after:
            yield Slip("items swapped", (*path, place), [*before, after[0], item, *after[1:]])
