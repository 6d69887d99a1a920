"""``python -m charterclock``."""

import sys

from charterclock.cli import main

sys.exit(main())
