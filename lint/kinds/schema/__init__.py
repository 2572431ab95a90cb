"""Schemas of kinds: making, checking and explaining them."""
