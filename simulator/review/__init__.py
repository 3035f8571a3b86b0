"""Floor 1, a log in and a judgement out. Rule: pure functions of a log, standard library only."""
