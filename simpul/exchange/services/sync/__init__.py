"""Hub-to-hub sync at work: who we are, what we tell, what we hear, and what we do about it."""
