"""Every run of the tests draws the same cases, so that a change alone can make one fail.

``make test-random`` draws others. No test fails for being slow: how long a case takes is for the benchmarks.

Whole charters, calendars and texts are large and slow to draw, which the health checks of Hypothesis take for the sign
of a bad test: tests that draw such suppress them.
"""

import os

from hypothesis import HealthCheck, settings

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", patient, derandomize=True, database=None)
settings.register_profile("random", patient, print_blob=True)
settings.load_profile(os.environ.get("CHARTERCLOCK_DRAWS", "same"))
