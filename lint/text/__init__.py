"""Repairs of text that know nothing of records."""
