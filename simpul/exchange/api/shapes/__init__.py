"""The shapes of answers: they stand in the description and are held to on the way out."""
