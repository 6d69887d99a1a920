"""Other packages asked about working time, each only about what its own documentation claims.

One module a peer: how its calendar is built from ours, and its answers in our form. ``python -m tests.oracle.peers``
asks them all, and ``docs/peers.md`` says what was found. Not part of the test suite: ``make test-peers`` installs them.
"""
