"""A language server: what is wrong with a record while it is written, in any editor that speaks LSP."""
