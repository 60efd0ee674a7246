"""Pages of letters and registers."""
