"""The page by ear: what is read aloud, how a finger explores it, and the voice that says it."""
