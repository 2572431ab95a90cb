"""SIT: faults that break the site."""
