"""Lineage, attribution, badges, the figures of replication and the front page of the room."""
