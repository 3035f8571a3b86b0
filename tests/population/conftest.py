"""Days are played by Python here: compiling takes 15 s. .ci/thorough compiles."""

import os

os.environ.setdefault("NUMBA_DISABLE_JIT", "1")
