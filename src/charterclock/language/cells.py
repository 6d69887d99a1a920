"""Cells of a table row: a share in a cell of its own is that of the time in a cell before it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from charterclock.language.findings import Finding

__all__ = ["join_shares"]

#: bounds of a time that a share of the cases can have
_OF_CASES: Final = ("within", "at_most", "under", "bare")
#: what may stand in the cell beside the share
_BESIDE: Final = ";().,f-BL"


def join_shares(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of a text: ``4 months | 100%`` is a quota.

    A second share of the row is what was achieved, and no promise.
    """
    joined: list[Finding] = []
    for finding in findings:
        before = joined[-1] if joined else None
        if before is None or not _is_share_alone(finding) or not _is_same_row(before, finding):
            joined.append(finding)
        elif before.kind == "deadline" and (before.comparison or before.measure.comparison) in _OF_CASES:
            before.kind, before.quota = "quota", finding.measure
        elif before.kind != "quota":
            joined.append(finding)
    return joined


def _is_share_alone(finding: Finding) -> bool:
    """Whether a cell holds a share and nothing else."""
    sentence, measure = finding.sentence, finding.measure
    if finding.kind != "ratio" or measure.what != "share" or measure.comparison not in ("bare", "at_least"):
        return False
    if not sentence.first or sentence.tokens[sentence.first - 1].text != "|":
        return False
    others = sentence.parts[sentence.first : measure.first] + sentence.parts[measure.end : sentence.end]
    return not set(others) - set(_BESIDE)


def _is_same_row(before: Finding, finding: Finding) -> bool:
    between = finding.sentence.tokens[before.measure.end : finding.measure.first]
    return not any(token.text == "\n" for token in between)
