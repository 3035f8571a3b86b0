"""What goes into the bundle. `build` runs it where silent999[web] and cx_Freeze are installed."""

import shutil
import sys
from pathlib import Path

from cx_Freeze import Executable, Freezer
from licences import collect

HERE = Path(__file__).parent
OUT = Path(sys.argv[1])
NAMES = ("silent999", "silent999-with-phones")
LEFT_OUT = (
    # The screens of a terminal, and what only they need.
    *("simulator.tui", "simulator.pytest_plugin", "textual", "rich", "pygments"),
    *("markdown_it", "mdit_py_plugins", "linkify_it"),
    # readline is under the GPL, and the two others may be.
    *("readline", "_gdbm", "_dbm", "dbm"),
    # Sound would double the zip, and numpy brings libraries of GCC. A page's captions have the
    # words, and a browser's own voice says them.
    *("numpy", "sounddevice", "cffi", "pycparser"),
    # Of the standard library and of the tools: not imported by the pages.
    *("curses", "_curses", "tkinter", "sqlite3", "test", "unittest", "pydoc", "pydoc_data"),
    *("lib2to3", "ensurepip", "distutils", "setuptools", "pkg_resources", "pip", "idlelib"),
    *("_bz2", "_lzma", "_uuid", "trio", "pytest", "_pytest", "pydantic.v1"),
    *(() if sys.platform == "win32" else ("ctypes", "_ctypes")),
)
FILES_LEFT_OUT = (
    "frozen_application_license.txt",  # It is kept with the other licences.
    # Time zones: no page shows a date. Other packages load Etc/UTC at their start.
    *("share/zoneinfo/[!E]*", "share/zoneinfo/E[!t]*", "lib/tzdata"),
    # Comparing letters in Python takes 15 ms a line instead of 6, and 12 MB less.
    "lib/rapidfuzz/**/*_cpp*.*",
)


def main() -> None:
    """Freeze the two programs into a folder, with the licences of everything in it."""
    freezer = Freezer(
        [Executable(HERE / "start.py", target_name=name) for name in NAMES],
        # Some of their modules are imported by a name that is worked out.
        packages=["simulator", "anyio", "uvicorn", "rapidfuzz"],
        excludes=[*LEFT_OUT],
        # Files of content lie beside the modules.
        zip_include_packages=[],
        zip_exclude_packages=["*"],
        include_msvcr=sys.platform == "win32",
        target_dir=OUT,
        silent=3,
    )
    freezer.freeze()
    own = (OUT / "frozen_application_license.txt").read_text(encoding="utf-8")
    collect(OUT, {"cx_Freeze": own})
    for pattern in FILES_LEFT_OUT:
        for path in [*OUT.glob(pattern)]:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


main()
