"""The machine's part in the staff corner: PIN, what is kept over a restart, test strip, facts of the machine."""
