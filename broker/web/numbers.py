"""Ticket numbers as people type them. Pure."""

from __future__ import annotations


def plain(number: str) -> str:
    """Letters and digits alone, in capitals."""
    return "".join(each for each in number.upper() if each.isalnum())


def bare(number: str) -> str:
    """Without dash, blanks and leading zeros: "A-025" and "a 25" are "A25"."""
    signs = plain(number)
    letters = signs.rstrip("0123456789")
    return letters + signs[len(letters) :].lstrip("0")
