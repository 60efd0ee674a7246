"""What became of an innovation elsewhere: the tree of its copies and what they reached."""
