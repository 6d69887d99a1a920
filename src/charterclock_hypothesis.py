"""Our types for Hypothesis: ``st.from_type(Calendar)``, and arguments annotated with them under ``@given(...)``.

Hypothesis calls ``register`` when it loads (entry point ``hypothesis``). That imports nothing of charterclock: types
are registered as soon as somebody imports their module, and the strategies load when a value is first asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any, Final

__all__ = ["register"]

#: our modules, with the types in them that are registered
_TYPES: Final = {
    "charterclock.calendars.calendar": ("Calendar",),
    "charterclock.calendars.holidays": ("Holiday",),
    "charterclock.calendars.hours": ("Week",),
    "charterclock.durations": ("Annual", "Duration"),
    "charterclock.meanings": ("Meanings",),
    "charterclock.reckoning": ("Reckoning",),
    "charterclock.charter.parts": ("Tier",),
    "charterclock.charter.measures": ("Availability", "Frequency", "Index", "Ratio", "Score", "Statement"),
    "charterclock.charter.pledges": ("Deadline",),
    "charterclock.charter.model": ("Charter",),
}  # fmt: skip


def register() -> None:
    """Registers the types of our modules that are imported, and of the others once they are."""
    for name in _TYPES:
        if name in sys.modules:
            _registered(sys.modules[name])
    sys.meta_path.insert(0, _OnceImported())


def _registered(module: ModuleType) -> None:
    from hypothesis import strategies as st

    for name in _TYPES[module.__name__]:
        st.register_type_strategy(getattr(module, name), _strategy)


def _strategy(kind: type) -> Any:
    from charterclock.oracle.strategies.registered import strategy_of

    return strategy_of(kind)


class _OnceImported(MetaPathFinder):
    """Finds our modules as ever, and registers their types once they have run; leaves all others alone."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in _TYPES else None
        if spec is None or spec.loader is None:
            return None
        run = spec.loader.exec_module

        def run_and_register(module: ModuleType) -> None:
            run(module)
            _registered(module)

        spec.loader.exec_module = run_and_register  # type: ignore[method-assign]
        return spec
