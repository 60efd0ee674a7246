"""What mentors and their hubs type."""
