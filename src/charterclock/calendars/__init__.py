"""When time counts: opening hours, rest days and days off of an office, and arithmetic on them."""
