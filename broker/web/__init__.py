"""Managers' pages: reading only, a process of its own beside the engine."""
