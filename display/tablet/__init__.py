"""The tablet on a counter: a visitor may say, unnamed and once, how the service was."""
