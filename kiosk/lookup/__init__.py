"""Asking the broker's web service while a visitor waits: in a thread of its own, and never for long."""
