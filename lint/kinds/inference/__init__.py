"""Drafting the schema and the settings of a kind from records."""
