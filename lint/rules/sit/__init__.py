"""SIT: what breaks the site."""
