"""Pages about needs, challenges and ideas: for readers, and on the desk."""
