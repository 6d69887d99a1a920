"""Asks every peer, and says where an answer is not what is known of it; runs the examples of docs/peers.md."""

from __future__ import annotations

import argparse
import doctest
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from tests.docpages import ROOT, blocks

PEERS = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*_*.py"))
PAGE = ROOT / "docs" / "peers.md"


def ask(name: str, examples: int, seed: int, verbose: bool) -> tuple[list[str], int]:
    """Asks one peer, and prints a row a claim; its row of the table by peer, and how many claims surprise."""
    peer = import_module(f"tests.oracle.peers.{name}")
    title, surprises = f"{peer.PEER} {version(peer.PEER)}", 0
    cases = {"": 0, "wrong": 0, "convention": 0}
    for claim in peer.CLAIMS:
        outcome = claim.ask(max(examples // claim.slow, 1), seed, verbose)
        kind = claim.differs.split(":")[0]
        cases[""] += outcome.cases
        cases[kind] += outcome.wrong
        known = outcome.agrees != bool(kind)
        surprises += not known
        why = claim.differs if known else f"**not as known** {claim.differs}"
        print(f"| {title} | {claim.name} | {outcome.cases} | {outcome.wrong} | {why} |", flush=True)
        if outcome.told and (verbose or not known):
            print(outcome.told, file=sys.stderr, flush=True)
    return [title, f"{cases['']:,}", f"{cases['wrong']:,}", f"{cases['convention']:,}"], surprises


def page() -> int:
    """How many examples of the page do not print what it shows; they need the peers, so the test suite leaves them."""
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
    names: dict[str, object] = {}
    for block in blocks(PAGE):
        if block.language == "py":
            test = parser.get_doctest(block.text, names, block.name, str(PAGE), block.line - 1)
            runner.run(test, clear_globs=False)
            names = test.globs
    return runner.failures


def main() -> int:
    """Returns 1 where something is not as it is known to be, else 0."""
    asked = argparse.ArgumentParser(prog="python -m tests.oracle.peers", description=__doc__)
    asked.add_argument("peers", nargs="*", help="modules to ask, such as numpy_days; all by default")
    asked.add_argument("--examples", type=int, default=100, help="calendars a claim, each with a dozen questions")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--verbose", action="store_true", help="shows the smallest case of every difference")
    given = asked.parse_args()
    rows, surprises = [], 0
    print("| peer | asked | cases | differ | why |\n|---|---|---:|---:|---|")
    for name in given.peers or PEERS:
        row, found = ask(name, given.examples, given.seed, given.verbose)
        rows.append(row)
        surprises += found
    print("\n| peer | cases | wrong | convention |\n|---|---:|---:|---:|")
    print("\n".join(f"| {' | '.join(row)} |" for row in rows))
    wrong = 0 if given.peers else page()
    print(f"\n{surprises} claims and {wrong} examples of the page are not as they are known to be")
    return min(surprises + wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
