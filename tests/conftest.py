"""Every run of the tests draws the same cases, so that a change alone can make one fail; ``make test-random`` draws others."""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, database=None)
settings.register_profile("random", print_blob=True)
settings.load_profile(os.environ.get("CHARTERCLOCK_DRAWS", "same"))
