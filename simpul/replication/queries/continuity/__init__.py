"""Questions about what stays when people go."""
