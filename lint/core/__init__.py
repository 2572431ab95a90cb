"""The ground: values, edits, findings, limits and errors, which everything else uses."""
