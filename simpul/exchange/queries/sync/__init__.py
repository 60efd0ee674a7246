"""The pure part of Simpul sync 1: how messages are written, signed, checked and joined.

Nothing here asks a database, a clock or a network, so all of it can be tried over thousands of
orders, and the recorded vectors hold for any other implementation.
"""
