"""Records: documents recognised as a kind, and what belongs to them."""
