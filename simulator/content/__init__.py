"""Floor 2, what people write: YAML in, typed data out, and each mistake shown at its place."""
