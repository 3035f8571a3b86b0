"""`silent999 forces`: the police forces and how they differ."""

from simulator.cli.procedure.values_command import ValuesCommand
from simulator.content.library.library import DEFAULT_FORCE, Library

_COMMAND = ValuesCommand("force", DEFAULT_FORCE, Library.forces, Library.force)
arguments = _COMMAND.arguments
run = _COMMAND.run
