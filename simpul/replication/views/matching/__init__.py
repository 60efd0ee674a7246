"""Pages that find, compare and map innovations for needs."""
