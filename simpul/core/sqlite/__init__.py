"""Django's SQLite backend with a fair line of writers, and the router of its second file."""
