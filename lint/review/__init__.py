"""Review: accept, edit or leave findings one by one, in a page served to this machine."""
