"""Questions about cases between origin, adopter and facilitator."""
