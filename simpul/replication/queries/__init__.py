"""Questions about replication."""
