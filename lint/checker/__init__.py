"""The checker: runs rules on one record, locates what they find, and applies fixes."""
