"""Records, which are documents of a recognised kind, and the files that belong to them."""
