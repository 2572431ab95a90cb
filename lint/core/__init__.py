"""What every other package uses: values, edits, findings, limits and errors."""
