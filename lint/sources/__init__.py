"""Sources: what the generators of pathway records make of a source, so that a record can be traced to it."""
