"""Runs over many files: workers, cache, git, baseline."""
