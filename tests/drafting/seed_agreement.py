"""How many promises of the five example charters a draft from their printed texts has.

``python tests/drafting/seed_agreement.py`` prints how many of how many, and which not. The printed texts are not part
of the repository; they are looked for in ``../shared/seeds``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import charterclock as cc
from charterclock.drafting import draft

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
CHARTERS = sorted((ROOT / "charters").glob("*.yaml"))


def promises(charter: cc.Charter) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """Every promise as its sentence, its name, and what it promises after the meanings have been applied."""
    for pledge in charter:
        says = " ".join((pledge.says or "").split()).casefold().replace("- ", "")
        for branch in getattr(pledge, "branches", (pledge,)):
            name = pledge.id if branch is pledge else f"{pledge.id}/{branch.name}"
            yield says, name, _value(pledge, branch)


def _value(pledge: Any, branch: Any) -> tuple[Any, ...]:
    if pledge.kind == "deadline":
        return branch.bound, pledge.terms.resolved(branch.limit), branch.target or pledge.target
    if pledge.kind in ("availability", "ratio"):
        return pledge.kind, pledge.at_least
    if pledge.kind == "score":
        return pledge.kind, pledge.scale, pledge.at_least
    if pledge.kind == "frequency":
        return pledge.kind, pledge.times, pledge.per, pledge.every, pledge.at_least_once_per
    return (pledge.kind,)


def missing(path: Path) -> tuple[list[str], int]:
    """The promises of a charter that a draft from its printed text does not have, and how many there are in all."""
    charter = cc.load(path)
    assert charter.source is not None
    made = draft(str(SEEDS / str(charter.source.document)), charter.calendar[:2]).charter
    free = list(promises(made))
    lacking = []
    wanted = list(promises(charter))
    for says, name, value in wanted:
        # the print has marks and markers that a sentence in a file may leave out
        found = next((other for other in free if other[2] == value and (says in other[0] or other[0] in says
                      or says[:60] == other[0][:60])), None)  # fmt: skip
        if found is None:
            lacking.append(name)
        else:
            free.remove(found)
    return lacking, len(wanted)


def main() -> None:
    total = lacked = 0
    for path in CHARTERS:
        lacking, count = missing(path)
        total, lacked = total + count, lacked + len(lacking)
        print(f"{path.stem}: {count - len(lacking)} of {count}", *(f"  not: {name}" for name in lacking), sep="\n")
    print(f"in all: {total - lacked} of {total}")


if __name__ == "__main__":
    main()
