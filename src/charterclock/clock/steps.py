"""What happens to a case: its steps in order of time, and what is known of them at an instant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from charterclock.calendars.moments import instant_of, read_moment
from charterclock.calendars.timetable import NEVER
from charterclock.calendars.zone import as_datetime
from charterclock.durations import Duration, duration
from charterclock.errors import CaseError

__all__ = ["EXTENDED", "PAUSED", "REOPENED", "RESUMED", "STOPPED", "WITHDRAWN", "Step", "Told", "check_order", "told"]

PAUSED: Final = "paused"
RESUMED: Final = "resumed"
EXTENDED: Final = "extended"
STOPPED: Final = "stopped"
REOPENED: Final = "reopened"
WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a case at an instant (microseconds since 1970 UTC).

    ``until`` and ``by`` belong to an extension; the ``until`` of a stop is its date, where that is all that is known.
    """

    kind: str
    at: int
    until: date | datetime | None = None
    by: Duration | None = None
    reason: str = ""

    @property
    def until_day(self) -> int | None:
        """The day number of a stated date alone."""
        return None if self.until is None or isinstance(self.until, datetime) else self.until.toordinal()

    def until_instant(self, zone: str) -> int | None:
        """The instant of a stated datetime."""
        return instant_of(self.until, zone) if isinstance(self.until, datetime) else None

    def to_dict(self, zone: str) -> dict[str, Any]:
        """The step as plain values."""
        values = {
            "kind": self.kind,
            "at": as_datetime(self.at, zone).isoformat(),
            "until": self.until and self.until.isoformat(),
            "by": self.by and str(self.by),
            "reason": self.reason,
        }
        return {key: value for key, value in values.items() if value}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any], zone: str) -> Step:
        """The step of ``to_dict``."""
        until = values.get("until")
        by = values.get("by")
        return cls(
            values["kind"],
            instant_of(values["at"], zone),
            None if until is None else read_moment(until),
            None if by is None else duration(by),
            values.get("reason", ""),
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What is known at an instant: the stop in force, pauses, extensions, the withdrawal."""

    stop: int
    closed: tuple[tuple[int, int], ...]
    open_pause: int | None
    extensions: tuple[Step, ...]
    withdrawn: Step | None

    def pauses(self, until: int) -> list[tuple[int, int]]:
        """The pauses; an open one runs to the stop, else to ``until``."""
        end = min(self.stop, until)
        opened = [] if self.open_pause is None else [(self.open_pause, max(end, self.open_pause))]
        return [*self.closed, *opened]


def told(steps: Sequence[Step], until: int | None) -> Told:
    """What the steps up to an instant (all of them, if ``None``) say."""
    stop, paused, withdrawn = NEVER, None, None
    closed: list[tuple[int, int]] = []
    extensions: list[Step] = []
    for step in steps:
        if until is not None and step.at > until:
            break
        if step.kind == PAUSED:
            paused = step.at
        elif step.kind == RESUMED or (step.kind == STOPPED and paused is not None):
            assert paused is not None
            closed.append((paused, step.at))
            paused = None
        if step.kind == STOPPED:
            stop = step.at
        elif step.kind == REOPENED:
            stop = NEVER
        elif step.kind == EXTENDED:
            extensions.append(step)
        elif step.kind == WITHDRAWN:
            withdrawn = step
    return Told(stop, tuple(closed), paused, tuple(extensions), withdrawn)


def check_order(steps: Sequence[Step], step: Step, earliest: int | None) -> None:
    """Refuses a step that cannot follow the others.

    Raises:
        CaseError: CC607 a step that makes no sense now, CC616 a step before an earlier one or before the start.
    """
    if earliest is not None and step.at < earliest:
        raise CaseError("CC616", f"{step.kind} before the start")
    if steps and step.at < steps[-1].at:
        raise CaseError("CC616", f"{step.kind} before the last step ({steps[-1].kind})", "steps go in order of time")
    known = told(steps, None)
    wrong = {
        PAUSED: known.open_pause is not None or known.stop < NEVER,
        RESUMED: known.open_pause is None,
        STOPPED: known.stop < NEVER,
        REOPENED: known.stop >= NEVER,
        EXTENDED: known.stop < NEVER,
        WITHDRAWN: known.withdrawn is not None,
    }[step.kind]
    if wrong or (known.withdrawn is not None):
        last = steps[-1].kind if steps else "started"
        raise CaseError("CC607", f"a case cannot be {step.kind} when it is {last}")
