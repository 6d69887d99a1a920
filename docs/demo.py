"""The main job on real charters: one due date explained, a table of cases assessed, a monthly table, a page.

The cases are simulated: drawn from a fixed seed over the calendar of Penang state offices in 2025.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path
from textwrap import shorten

import pandas as pd

import charterclock as cc
from charterclock.calendars.holidays import package_holidays
from charterclock.frames.output import rows_as

ROOT = Path(__file__).parents[1]
NOTE = "SIMULATED cases: drawn from a fixed seed over the Penang state calendar of 2025, no office's record."
AT = "2026-01-01T00:00"


def simulated_cases(charter: cc.Charter, count: int = 600, seed: int = 2025) -> pd.DataFrame:
    """Requests at opening time, done after about as long as was promised; a few still open, a few paused."""
    draw, office = random.Random(seed), charter.office
    kinds = {
        "lan-new": ("requested", "delivered"), "email-account": ("requested", "processed"),
        "helpdesk-phone": ("requested", "helped"), "pegis-complaint": ("received", "answered"),
        "technical-advice": ("received", "advised"),
    }  # fmt: skip
    rows = []
    for number in range(count):
        pledge = draw.choice(list(kinds))
        first, last = kinds[pledge]
        begin = office.next_open(datetime(2025, 1, 1) + timedelta(minutes=draw.randrange(345 * 24 * 60)), same=True)
        start = office.add(begin, timedelta(minutes=draw.randrange(360)))
        points = draw.choice([8, 12, 45, 80, 150]) if pledge == "lan-new" else None
        due = charter[pledge].due(start, **({"points": points} if points else {}))
        used = (due.at - start) * min(draw.lognormvariate(-0.6, 0.5), 3)
        stop = office.next_open(start + used, same=True) if used > timedelta(hours=6) else start + used
        row = {"case": f"S-{number + 1:04}", "pledge": pledge, first: start, "points": points}
        if draw.random() > 0.03:
            row[last] = stop
        rows.append(row)
    frame = pd.DataFrame(rows)
    times = sorted({name for pair in kinds.values() for name in pair})
    for name in times:
        frame[name] = pd.to_datetime(frame[name], utc=True).dt.tz_convert(office.zone)
    return frame[["case", "pledge", "points", *times]]


def bare_package_due(start: str) -> str:
    """The same promise over the days off that the ``holidays`` package has, and nothing else."""
    found, _ = package_holidays("MY", "16", 2024, 2024)
    office = cc.calendar("MY-16")
    bare = cc.Calendar(zone=office.zone, weeks=office.weeks, holidays=found, covers=office.covers)
    return cc.due(start, "3 working days", bare).date.isoformat()


def main() -> None:
    """Prints the demonstration and writes ``out/report.html``."""
    charters = [cc.load(path) for path in sorted((ROOT / "charters").glob("*.yaml"))]
    print("The five seed charters")
    for charter in charters:
        kinds = [pledge.kind for pledge in charter]
        measured = sum(kind in ("deadline", "availability", "frequency", "score", "index", "ratio") for kind in kinds)
        print(f"  {charter.id:24} {len(charter):3} promises, {measured:3} measurable, calendar {charter.office}")

    penang = next(charter for charter in charters if charter.id == "penang-btmkn")
    print("\nOne due date, day by day: an official e-mail account, asked for on 30 April 2025 at 10:00")
    print(penang["email-account"].due("2025-04-30T10:00").explain("en"))

    mampu = next(charter for charter in charters if charter.id == "mampu-2017")
    print("\nA due date that the bare list of a library gets wrong: minutes of a meeting on 4 July 2024, Putrajaya")
    print(mampu["minutes"].due("2024-07-04T10:00").explain("en"))
    print(f"the package alone, without the replacement day: due {bare_package_due('2024-07-04T10:00')}")

    print(f"\n{NOTE}")
    cases = simulated_cases(penang)
    found = penang.assess(cases, at=AT)
    print(found[["case", "pledge", "tier", "due", "verdict"]].head(5).to_string(index=False))
    print("verdicts:", ", ".join(f"{name} {count}" for name, count in found["verdict"].value_counts().items()))

    record = penang.attainment(cases, at=AT, by="month", over=("2025-01-01", "2025-12-31"), note=NOTE)
    shown = {row.pledge for row in record.rows if row.of}
    print("\nAttainment by month (simulated)")
    (number, promise, *headings), *lines = record.matrix("en")
    rows = [[line[0], shorten(line[1], 40, placeholder=" …"), *line[2:]] for line in lines if "%" in "".join(line[2:])]
    print(rows_as([number, promise, *map(str, record.periods), headings[-1]], rows, "table"), end="")
    print(f"{len(shown)} promises with cases")

    (ROOT / "out").mkdir(exist_ok=True)
    record.to_html(ROOT / "out" / "report.html", "en")
    print("\nwritten: out/report.html")


if __name__ == "__main__":
    main()
