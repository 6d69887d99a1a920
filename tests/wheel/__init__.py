"""The wheel in clean environments: ``make test-package``."""
