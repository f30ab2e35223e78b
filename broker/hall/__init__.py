"""What the hall sees and hears, in words: the board of any screen, a window's or a browser's. Pure."""
