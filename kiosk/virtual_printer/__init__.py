"""A receipt printer made of software: for the demo, for tests, and for a desk without a printer."""
