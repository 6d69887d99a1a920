"""A hundred million cases within two gigabytes: ``make bench-large`` writes the figures of docs/engines.md."""
