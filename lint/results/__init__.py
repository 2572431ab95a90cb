"""Results: what came of one file, of many, and of a whole run. Reports and runs build on them."""
