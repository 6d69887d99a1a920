"""What the same work costs with other packages, like for like: ``make bench-peers`` writes docs/performance.md."""
