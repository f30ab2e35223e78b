"""Call keypads that hang on a cable and serve many counters: protocol, master, drivers, pads to try with."""
