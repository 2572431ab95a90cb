"""Sources of pathway records, and what the generators make from them, so that records can be traced."""
