"""Pack the product and Python's library for the page: pack.mjs runs `main` in the page's Python.

What is imported until the first page is there is compiled here, which halves the time of a start.
All else stays as it was written, which is smaller. What nothing can import is left out.
"""

import ast
import importlib.util
import json
import marshal
import sys
import zipfile
from collections.abc import Iterator
from types import CodeType

APP, LIBRARY = "/app.zip", "/python_stdlib.zip"
ITS_OWN_SOURCE = {"anyio/__init__.py"}
"""What reads itself as it was written."""
NEVER = {
    *("_pydatetime", "_pyrepl", "argparse", "curses", "doctest", "ftplib", "idlelib"),
    *("multiprocessing", "pdb", "plistlib", "pydoc", "pydoc_data", "tarfile", "tkinter"),
    *("turtle", "unittest", "xmlrpc"),
}
"""What others name, and what only a prompt, a network, other processes or other archives need."""
ALWAYS = {"_pyodide", "_strptime", "asyncio", "collections", "importlib", "json", "pyodide"}
"""Parts of the library that Pyodide loads itself, or by a name that it makes; and what parts of
Python that are written in C load."""
ENCODINGS = {
    *("aliases", "ascii", "charmap", "cp1252", "cp437", "idna", "iso8859_1", "latin_1", "punycode"),
    *("raw_unicode_escape", "unicode_escape", "utf_16", "utf_16_be", "utf_16_le", "utf_32"),
    *("utf_8", "utf_8_sig"),
}
"""Encodings are found by the name that a text has. These are all that a page may meet."""
MOST_UNITS = 8
"""Most code units of one entry of a table of lines: `InternalDocs/code_objects.md` of Python."""
SAME_LINE = 0x80 | 13 << 3
"""The first byte of an entry that has a line and no columns; the second says how many lines on."""
LONGEST_AGO = (1980, 1, 1, 0, 0, 0)


def modules(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the file of each module in an archive."""
    files = [name for name in archive.namelist() if name.endswith(".py")]
    return {name[:-3].replace("/", ".").removesuffix(".__init__"): name for name in files}


def imports(source: bytes, name: str, *, package: bool) -> Iterator[str]:
    """Yield what a module imports, now or later; a name in it may be a module as well."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = name.split(".")[: len(name.split(".")) - node.level + package]
            base = ".".join([*(above if node.level else ()), *filter(None, [node.module])])
            yield base
            yield from (f"{base}.{each.name}" for each in node.names)


async def start() -> None:
    """Start the application and ask for its first page, as the page does."""
    sys.path.insert(0, "/app")
    from simulator.content.library.library import Library
    from simulator.session.clock import WallClock
    from simulator.web.in_page import InPage

    page = InPage(Library(()), WallClock())
    await page.start()
    about = {"method": "GET", "address": "/", "headers": {}, "body": ""}
    statuses: list[int] = []
    await page.ask(1, json.dumps(about), lambda *head: statuses.append(head[0]), lambda _: None)
    assert statuses == [200], statuses
    await page.stop()


def reachable(library: zipfile.ZipFile, app: zipfile.ZipFile) -> set[str]:
    """Return the modules of the library that the application can come to, however late."""
    ours, theirs = modules(app), modules(library)
    found: set[str] = set()
    wanted = [*ours, *sys.modules]
    wanted += [name for name in theirs if name.partition(".")[0] in ALWAYS]
    wanted += [f"encodings.{name}" for name in ENCODINGS]
    while wanted:
        name = wanted.pop()
        archive, files = (app, ours) if name in ours else (library, theirs)
        if name in found or name not in files or name.partition(".")[0] in NEVER:
            continue
        found.add(name)
        file = files[name]
        wanted += imports(archive.read(file), name, package=file.endswith("__init__.py"))
        wanted += [name.rpartition(".")[0]]
    return {theirs[name] for name in found if name in theirs}


def without_words(tree: ast.Module, *, ours: bool) -> ast.Module:
    """Take docstrings away, but those of classes of ours: messages are made of them."""
    kinds = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, *(() if ours else (ast.ClassDef,)))
    for node in ast.walk(tree):
        if isinstance(node, kinds) and ast.get_docstring(node, clean=False) is not None:
            rest = node.body[1:]
            node.body = rest or [ast.copy_location(ast.Pass(), node.body[0])]
    return tree


def compiled(source: bytes, name: str) -> bytes:
    """Return a module as Python would keep it."""
    tree = without_words(ast.parse(source), ours=name.startswith("simulator/"))
    code = without_lines(compile(tree, name, "exec", dont_inherit=True, optimize=0))
    return importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code)


def without_lines(code: CodeType) -> CodeType:
    """Say of each instruction that it is on its function's first line: a tenth of what is compiled.

    A table with nothing in it is smaller still, but then `traceback` fails while it reports.
    """
    held = (without_lines(e) if isinstance(e, CodeType) else e for e in code.co_consts)
    whole, rest = divmod(len(code.co_code) // 2, MOST_UNITS)
    lengths = [*[MOST_UNITS] * whole, *filter(None, [rest])]
    table = b"".join(bytes((SAME_LINE | length - 1, 0)) for length in lengths)
    return code.replace(co_consts=tuple(held), co_linetable=table)


def write(packed: zipfile.ZipFile, source: zipfile.ZipFile, keep: set[str] | None) -> None:
    """Write an archive again: without what nothing needs, and compiled where it is imported."""
    at_start = {name for name, file in modules(source).items() if name in sys.modules}
    files = modules(source)
    first = {files[name] for name in at_start} - ITS_OWN_SOURCE
    for name in sorted(source.namelist()):
        data = source.read(name)
        if keep is not None and name.endswith(".py") and name not in keep:
            continue
        if name in first:
            name, data = f"{name}c", compiled(data, name)
        packed.writestr(zipfile.ZipInfo(name, LONGEST_AGO), data)


async def main() -> None:
    """Pack both archives into ``/packed``, without compression: all of it is compressed later."""
    with zipfile.ZipFile(APP) as app, zipfile.ZipFile(LIBRARY) as library:
        app.extractall("/app")
        await start()
        keep = reachable(library, app)
        for path, source, kept in ((APP, app, None), (LIBRARY, library, keep)):
            with zipfile.ZipFile(f"/packed{path}", "w", zipfile.ZIP_STORED) as packed:
                write(packed, source, kept)
