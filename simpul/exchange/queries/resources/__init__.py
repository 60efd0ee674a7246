"""What the API says of each thing: plain values under lasting names, and only what is public."""
