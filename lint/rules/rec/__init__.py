"""REC: the file and its YAML."""
