"""The voice: what is said for a call, when, in what order, and by what sound."""
