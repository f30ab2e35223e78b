"""What hangs on a cable: serial lines by their address, and pseudo-terminals that stand for them in virtual devices."""
