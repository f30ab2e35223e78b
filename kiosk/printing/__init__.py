"""The printer: its encoding, its ports, its status, and the thread that prints."""
