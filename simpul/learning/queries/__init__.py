"""Questions about mentors and coaching."""
