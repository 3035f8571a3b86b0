"""Writes the published schemas and the dictionary anew, and the modelines of shipped files.

``python -m tests.schemas.write``, when a model has changed or a file was added.
"""

from collections.abc import Iterator
from pathlib import Path

from simulator.content.diagnostics.kinds import PROTOCOL_SCHEMA
from simulator.content.dictionary.entries import WORDS
from simulator.content.files.file_kinds import KINDS, SCHEMAS, modeline, schema_path, with_modeline
from simulator.content.library.library import shipped_scenarios
from tests.schemas.generate import protocol_text, schema_text
from tests.schemas.words import words_text

DATA = SCHEMAS.parent
OF_A_FOLDER = {
    **{f"{kind}s": kind for kind in KINDS},
    **{kind: kind for kind in ("properties", "phrases", "reading", "lines")},
    "calibration": "scenario",
}
"""The folders of one kind of file; below the scenarios, any other folder holds scenarios."""


def shipped_files() -> Iterator[tuple[Path, str]]:
    """Every YAML file that is shipped, and its kind."""
    for path in sorted(DATA.rglob("*.yaml")):
        if path.stem in ("codes", "synonyms"):  # Only the program reads them.
            continue
        yield path, path.stem if path.parent == DATA else OF_A_FOLDER[path.parent.name]
    for path in sorted(shipped_scenarios().rglob("*.yaml")):
        yield path, OF_A_FOLDER.get(path.parent.name, "scenario")


def main() -> None:
    """Write every schema, remove what is left over, and mend the first line of every file."""
    SCHEMAS.mkdir(exist_ok=True)
    for path in set(SCHEMAS.iterdir()) - {schema_path(kind) for kind in KINDS}:
        path.unlink()
    for kind in KINDS:
        schema_path(kind).write_text(schema_text(kind), encoding="utf-8")
    PROTOCOL_SCHEMA.write_text(protocol_text(), encoding="utf-8")
    WORDS.write_text(words_text(), encoding="utf-8")
    for path, kind in shipped_files():
        text = path.read_text(encoding="utf-8")
        path.write_text(with_modeline(text, modeline(kind, path.parent)), encoding="utf-8")


if __name__ == "__main__":
    main()
