"""Pages of mentors and of coaching."""
