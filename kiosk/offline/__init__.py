"""The kiosk's own journal, its reserved series, and what is told when the line is back."""
