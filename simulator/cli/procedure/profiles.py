"""`silent999 profiles`: the published variants of the procedure."""

from simulator.cli.procedure.values_command import ValuesCommand
from simulator.content.library.library import DEFAULT_PROFILE, Library

_COMMAND = ValuesCommand("profile", DEFAULT_PROFILE, Library.profiles, Library.profile)
arguments = _COMMAND.arguments
run = _COMMAND.run
