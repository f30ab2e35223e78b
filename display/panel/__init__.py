"""What the small screens of a counter have in common: their settings, their program, the loop of their window."""
