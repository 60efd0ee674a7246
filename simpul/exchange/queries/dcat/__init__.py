"""The open data of this hub as a DCAT 3 catalogue, in Turtle and in JSON-LD."""

from simpul.exchange.queries.dcat.catalogue import catalogue
from simpul.exchange.queries.dcat.writing import json_ld, turtle

__all__ = ["catalogue", "json_ld", "turtle"]
