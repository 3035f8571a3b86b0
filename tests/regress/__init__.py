"""What fuzzing found once; see the README beside this."""
