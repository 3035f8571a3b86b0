"""Visit every reachable call, with clock values or without."""
