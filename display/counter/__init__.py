"""The counter: keys, lamps and buzzer, the counter line, and a window for a desk."""
