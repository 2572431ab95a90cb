"""SRC: the source of a record, and what was made of it."""
