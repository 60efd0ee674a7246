"""The demonstration: marked people and marked cases in every state, written as people write them.

Everything goes through the services that pages use, so that no rule is left out; only the clock is
set back, so that some of it is old. Nothing here runs without ``SIMPUL_DEMO``.
"""
