"""``python -m simulator`` is the same as the command ``silent999``."""

from simulator.cli.main import entry

if __name__ == "__main__":
    entry()
