"""Finding and repairing faults in plain text, independently of records."""
