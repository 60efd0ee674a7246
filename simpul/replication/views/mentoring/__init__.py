"""Pages about mentors of cases."""
