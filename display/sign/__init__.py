"""The sign over a counter: its number, how it stands, who sits there."""
