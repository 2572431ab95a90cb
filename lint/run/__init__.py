"""Runs over many files, with worker processes, a cache, git, and a baseline."""
