"""The message contract: what every program of the house says to the others, and nothing else.

No I/O, no clock, no chance. Commands go in, events come out, status is retained for who comes late.
The same typed messages are the wire format, the vocabulary of the core and the rows of the journal.
"""
