"""Field types that the models of all kinds of file share."""
