"""Where one case stands: its due date, its clock, and why."""
