"""Results of one file, of several files, and of a whole run. Reports and runs build on them."""
