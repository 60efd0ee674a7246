"""What is typed about adoption elsewhere."""
