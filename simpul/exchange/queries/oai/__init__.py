"""OAI-PMH 2.0: what harvesters ask, and what they are answered."""

from simpul.exchange.queries.oai.answers import answer_to

__all__ = ["answer_to"]
