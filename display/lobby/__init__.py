"""The lobby: the board of a zone on a large screen, and what it needs to draw and to speak."""
