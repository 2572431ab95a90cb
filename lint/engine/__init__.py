"""What a run over many records is made of: work shared out, and what came of it packed, kept and joined."""
