"""Laws that any deadline engine keeps, each a function that takes somebody's and raises where it breaks the law.

Each rule of the arithmetic is one (``rules``), and each law at the end of the rules page (``dues``, ``amounts``,
``verdicts``). ``charterclock.oracle.check_due`` runs all that apply to a due function.
"""

from charterclock.oracle.answers import Violation
from charterclock.oracle.laws.amounts import added_lies_between, opening_time_between, parts_add_up
from charterclock.oracle.laws.dues import (
    LAWS,
    amounts_add_up,
    later_start,
    longer_pause,
    more_time,
    one_more_day_off,
    pause_after_the_due,
    pause_while_closed,
)
from charterclock.oracle.laws.rules import (
    RULES,
    after_and_before,
    agreement,
    calendar_units,
    dates_of_the_year,
    elapsed_time,
    floors,
    last_instants,
    next_working_day,
    opening_time,
    pauses,
    receipt,
    working_days,
)
from charterclock.oracle.laws.verdicts import paused_is_never_overdue, splitting_adds_up, verdicts

__all__ = [
    "LAWS", "RULES", "Violation", "added_lies_between", "after_and_before", "agreement", "amounts_add_up",
    "calendar_units", "dates_of_the_year", "elapsed_time", "floors", "last_instants", "later_start", "longer_pause",
    "more_time", "next_working_day", "one_more_day_off", "opening_time", "opening_time_between", "parts_add_up",
    "pause_after_the_due", "pause_while_closed", "paused_is_never_overdue", "pauses", "receipt", "splitting_adds_up",
    "verdicts", "working_days",
]  # fmt: skip
