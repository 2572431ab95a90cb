"""A language server: findings and fixes while a record is edited, in any editor that speaks LSP."""
