"""Collects the licences of everything in a bundle, and refuses what may not be in it."""

import re
import shutil
import sys
import sysconfig
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, packages_distributions
from pathlib import Path

FORBIDDEN = re.compile(r"GPL|General Public|Affero", re.IGNORECASE)
"""LGPL too: nothing here needs it."""
TEXTS = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
LIBRARIES = {
    "crypto": "OpenSSL, Apache License 2.0",
    "ssl": "OpenSSL, Apache License 2.0",
    "ffi": "libffi, MIT License",
    "python": "Python, PSF License",
    "z": "zlib, zlib License",
    "expat": "Expat, MIT License",
    "mpdec": "libmpdec, BSD License",
    "vcruntime": "Microsoft Visual C++ runtime, redistributable",
    "msvcp": "Microsoft Visual C++ runtime, redistributable",
    "ucrtbase": "Microsoft C runtime, redistributable",
    "api-ms-win": "Microsoft C runtime, redistributable",
}
"""Libraries that Python brings, by the start of the name of their file."""
SHARED = re.compile(r"\.(so|dylib|dll)(\.|$)")


def refuse(reason: str) -> None:
    """End the build."""
    sys.exit(f"not built: {reason}")


def licence_of(found: Distribution) -> str:
    """Return what a package says that its licence is; empty if it says nothing."""
    about = found.metadata
    classified = [each for each in about.get_all("Classifier") or () if each[:7] == "License"]
    names = [each.rpartition(" :: ")[2] for each in classified]
    stated = about.get("License-Expression") or "; ".join(names) or about.get("License") or ""
    return str(stated).strip().partition("\n")[0]


def distributions(bundle: Path) -> Iterator[Distribution]:
    """Yield each package whose modules are in the bundle."""
    modules = {path.name.partition(".")[0] for path in (bundle / "lib").iterdir()}
    with zipfile.ZipFile(bundle / "lib" / "library.zip") as archive:
        modules |= {name.partition("/")[0].partition(".")[0] for name in archive.namelist()}
    owners = packages_distributions()
    for name in sorted({name for module in modules for name in owners.get(module, ())}):
        yield Distribution.from_name(name)


def collect(bundle: Path, more: Mapping[str, str]) -> None:
    """Write the licences into `bundle`/licences, or end the build. `more` are texts by name."""
    home = bundle / "licences"
    home.mkdir()
    lines = []
    for found in distributions(bundle):
        name, licence = found.name, licence_of(found)
        if not licence or FORBIDDEN.search(licence):
            refuse(f"{name} is under {licence or 'no licence that it states'}")
        for number, path in enumerate(texts_of(found, licence)):
            shutil.copy(path, home / f"{name}{number or ''}.txt")
        lines.append(f"{name} {found.version}: {licence}")
    (home / "Python.txt").write_bytes(python_licence().read_bytes())
    lines.append(f"Python {sys.version.partition(' ')[0]}: PSF License")
    for name, text in more.items():
        (home / f"{name}.txt").write_text(text, encoding="utf-8")
        lines.append(f"{name}: see {name}.txt")
    lines += sorted(set(map(library_licence, libraries(bundle))))
    lines.append("\nNo part of this bundle is under the GPL. espeak-ng is not in it.\n")
    (home / "LIST.txt").write_text("\n".join(lines), encoding="utf-8")


def texts_of(found: Distribution, licence: str) -> list[Path]:
    """Return the files of a package's licence; of one without, those of another with the same."""
    own = [path for path in found.files or () if TEXTS.search(path.as_posix())]
    own = [path for path in own if path.suffix not in (".py", ".pyc")]
    paths = [Path(str(path.locate())) for path in own]
    if not paths and "Apache" in licence:
        # It may be handed on only with its text, which these packages forget. `packaging` has it.
        # It may be in another place than the other packages, as in an environment inside another.
        theirs = Distribution.from_name("packaging").files or ()
        paths = [Path(str(path.locate())) for path in theirs if path.name == "LICENSE.APACHE"]
    if not paths:
        refuse(f"{found.name} has no text of its licence ({licence})")
    return paths


def python_licence() -> Path:
    """Return the file of Python's own licence."""
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    files = [path / "LICENSE.txt" for path in places if (path / "LICENSE.txt").is_file()]
    if not files:
        refuse("Python has no LICENSE.txt")
    return files[0]


def libraries(bundle: Path) -> Iterator[str]:
    """Yield the name of each shared library that is no module of Python."""
    for path in bundle.rglob("*"):
        modules = (".cpython-", ".abi3.", ".pyd")
        if SHARED.search(path.name) and not any(each in path.name for each in modules):
            yield path.name


def library_licence(file: str) -> str:
    """Return the licence of a library by the name of its file, or end the build."""
    name = file.lower().removeprefix("lib")
    for start, licence in LIBRARIES.items():
        if re.match(rf"{re.escape(start)}[\d._-]", name):
            return licence
    refuse(f"the licence of {file} is not known")
    return ""
