"""Questions about letters."""

from .letters import issuer_of, letters_for, of, register_for

__all__ = ["issuer_of", "letters_for", "of", "register_for"]
