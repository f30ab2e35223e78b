"""What any program needs to take part: a link, the beat, commands and their answers, settings, time."""
