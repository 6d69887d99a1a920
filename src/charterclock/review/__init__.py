"""Charters as code: files checked and shown to people, editors and code hosts, and what changed between two of them."""
