"""REC: faults of the file and its YAML."""
