"""The checker runs rules on one record, locates their findings, and applies fixes."""
