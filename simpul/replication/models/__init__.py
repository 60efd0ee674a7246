"""What is kept of adoption elsewhere."""
