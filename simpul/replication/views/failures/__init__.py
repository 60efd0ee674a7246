"""Pages about lessons of failure: for readers, and on the desk of those who write them."""
