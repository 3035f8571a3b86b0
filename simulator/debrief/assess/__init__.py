"""Judge a finished call: by a rubric, by what was logged, and beside good practice."""
