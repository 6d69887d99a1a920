"""Asks every peer that is installed, and says where an answer is not what is known of it."""

from __future__ import annotations

import argparse
import sys
import time
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

PEERS = sorted(
    path.stem for path in Path(__file__).parent.glob("[a-z]*.py") if path.stem not in ("claims", "offices")
)


def main() -> int:
    """Returns 1 where a claim does not come out as it is known to, else 0."""
    asked = argparse.ArgumentParser(prog="python -m tests.oracle.peers", description=__doc__)
    asked.add_argument("peers", nargs="*", help="modules to ask, such as numpy_days; all by default")
    asked.add_argument("--examples", type=int, default=100, help="calendars a claim, each with some twenty questions")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--verbose", action="store_true", help="shows the smallest case of every difference")
    given = asked.parse_args()
    surprises = 0
    print("| peer | asked | cases | differ | why |\n|---|---|---:|---:|---|")
    for name in given.peers or PEERS:
        try:
            peer = import_module(f"tests.oracle.peers.{name}")
        except ModuleNotFoundError as error:
            print(f"| {name} | not installed: {error.name} | | | |")
            surprises += 1
            continue
        for claim in peer.CLAIMS:
            began = time.monotonic()
            outcome = claim.ask(max(given.examples // claim.slow, 1), given.seed)
            expected = outcome.agrees != bool(claim.differs)
            surprises += not expected
            why = claim.differs if expected else f"**unexpected** {claim.differs}"
            row = f"| {peer.PEER} {version(peer.PEER)} | {claim.name} | {outcome.cases} | {outcome.wrong} | {why} |"
            print(row, flush=True)
            print(f"  {time.monotonic() - began:.0f} s, skipped {outcome.skipped}", file=sys.stderr)
            if outcome.told and (given.verbose or not expected):
                print(outcome.told, file=sys.stderr, flush=True)
    return min(surprises, 1)


if __name__ == "__main__":
    sys.exit(main())
