"""Review: findings accepted, edited or left as they are, one by one, in a page on this machine."""
