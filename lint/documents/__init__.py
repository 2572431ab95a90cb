"""Documents: files as values with places, one module a format."""
