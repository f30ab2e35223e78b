"""The pure core: who is called, and why. No I/O, clock, chance or thread; the same answer for the same input.

`decide` turns a command into events, `evolve` applies an event to the state (in place), `due` says what time does.
"""
