"""Content files: strict YAML in, typed values out, and each problem reported at its position."""
