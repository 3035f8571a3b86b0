"""What a seat knows of a call: folds over what it perceived."""
