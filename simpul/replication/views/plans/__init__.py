"""Regional replication plans: the public pages, the desk of the hub, the desk of a regency."""
