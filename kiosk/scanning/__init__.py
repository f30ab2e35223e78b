"""Scanners: the serial one, the one that types like a keyboard, and one to try things with."""
