"""The session with time erased is `simulator.proof`'s; the procedure's tests know it from here."""

from simulator.proof.erased import ErasedSession as ErasedSession
