"""How far the phrase reader agrees with a table of phrases read by hand: kind, amount, unit, comparison.

``python tests/language/agreement.py [table.csv ...]`` prints the shares, each reading that differs with who is right
(``tests/cases/phrase_differences*.yaml``), and the time that reading takes. Without an argument these are the table in
``../shared/data/phrases``, which is not part of the repository, and ``tests/cases/phrases-elsewhere.csv``: promises of
other offices, read by hand before the reader saw them, in nine batches, each read first with the rules of before.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

from charterclock.files import read_file
from charterclock.language import read
from charterclock.language.readings import Reading

ROOT = Path(__file__).parents[2]
TABLE = ROOT.parent / "shared" / "data" / "phrases" / "pledges.csv"
ELSEWHERE = ROOT / "tests" / "cases" / "phrases-elsewhere.csv"


def _judged(name: str) -> dict[str, Any]:
    return {item["reading"]: item for item in read_file(ROOT / "tests" / "cases" / name).data}


#: who is right where the reader differs from a table
JUDGED = {TABLE: _judged("phrase_differences.yaml"), ELSEWHERE: _judged("phrase_differences_elsewhere.yaml")}
FIELDS = ("kind", "amount", "unit", "comparison")
#: what agrees most with a row is compared with it: the amount tells more than the bound
WEIGHTS = (2, 4, 3, 1)


@dataclass(frozen=True)
class Compared:
    """One row of the table, and the reading that is nearest to it."""

    key: str
    verbatim: str
    table: tuple[str, ...]
    reader: tuple[str, ...]

    @property
    def agrees(self) -> tuple[bool, ...]:
        return tuple(mine == theirs for mine, theirs in zip(self.reader, self.table, strict=True))


def fields_of(reading: Reading | None) -> tuple[str, ...]:
    if reading is None:
        return ("", "", "", "")
    return (reading.kind, reading.amount_text, reading.unit, reading.comparison)


def compared(table: Path) -> Iterator[Compared]:
    """Every row of a table with its reading; a reading answers for one row only."""
    phrases: dict[str, list[dict[str, str]]] = {}
    with table.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            phrases.setdefault(row["pledge_id"], []).append(row)
    for rows in phrases.values():
        free = list(read(rows[0]["verbatim"], rows[0]["language"]))
        for row in rows:
            wanted = tuple(row[name] for name in FIELDS)

            def likeness(reading: Reading, wanted: tuple[str, ...] = wanted) -> int:
                pairs = zip(fields_of(reading), wanted, WEIGHTS, strict=True)
                return sum(weight for mine, theirs, weight in pairs if mine == theirs)

            best = max(free, key=likeness, default=None)
            free = [reading for reading in free if reading is not best]
            yield Compared(f"{row['pledge_id']}/{row['reading_no']}", row["verbatim"], wanted, fields_of(best))


def shares(rows: list[Compared]) -> dict[str, float]:
    """The share of the rows in which each field agrees, and all of them."""
    found = {name: sum(row.agrees[place] for row in rows) / len(rows) for place, name in enumerate(FIELDS)}
    return found | {"all": sum(all(row.agrees) for row in rows) / len(rows)}


def longest(table: Path) -> tuple[float, str]:
    """The longest time that a phrase takes, of the better of two runs, in milliseconds."""
    with table.open(encoding="utf-8", newline="") as stream:
        texts = list(dict.fromkeys(row["verbatim"] for row in csv.DictReader(stream)))
    read(texts[0])
    return max((min(_time(text), _time(text)), text) for text in texts)


def _time(text: str) -> float:
    started = process_time()
    read(text)
    return (process_time() - started) * 1000


def main(paths: list[str]) -> None:
    for table in [Path(path) for path in paths] or [table for table in JUDGED if table.is_file()]:
        rows = list(compared(table))
        print(f"{table}: {len(rows)} readings")
        for name, share in shares(rows).items():
            print(f"  {name:<11}{share:7.1%}")
        milliseconds, text = longest(table)
        print(f"  longest: {milliseconds:.1f} ms: {text[:60]}")
        for row in rows:
            if not all(row.agrees):
                judged = JUDGED.get(table, {}).get(row.key, {"right": "not judged", "why": ""})
                print(f"- {row.key}: {row.verbatim}")
                print(f"  table:  {' '.join(filter(None, row.table))}")
                print(f"  reader: {' '.join(filter(None, row.reader))}")
                print(f"  right:  {judged['right']}. {judged['why']}")


if __name__ == "__main__":
    main(sys.argv[1:])
