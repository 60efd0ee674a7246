"""Questions about mentors lent to cases."""
