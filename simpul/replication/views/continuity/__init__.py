"""Pages about what stays when people go."""
