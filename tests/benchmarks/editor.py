"""Answers of the language server on large files: ``python -m tests.benchmarks.editor``.

A client types into each file, over standard input and output, and asks after every change. It
prints the middle and the 95th percentile of wall time, and passes no judgement; the aim is 100 ms.
"""

import asyncio
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from simulator.content.library.library import Library
from tests.benchmarks.table import table

ROUNDS = 40


async def timed(times: dict[str, list[float]], what: str, answer: Any) -> None:
    start = time.perf_counter()
    await asyncio.wait_for(answer, 60)
    times.setdefault(what, []).append((time.perf_counter() - start) * 1000)


async def measured(path: Path) -> dict[str, list[float]]:
    """The milliseconds of each kind of answer, while a word is typed again and again."""
    client, times = LanguageClient("a benchmark", "1"), dict[str, list[float]]()
    reports: asyncio.Queue[Any] = asyncio.Queue()

    def reported(params: lsp.PublishDiagnosticsParams) -> None:
        reports.put_nowait(params)

    client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(reported)
    await client.start_io(sys.executable, "-m", "simulator", "lsp")
    await client.initialize_async(lsp.InitializeParams(lsp.ClientCapabilities()))
    client.initialized(lsp.InitializedParams())
    text, uri = path.read_text("utf-8"), path.as_uri()
    client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "yaml", 1, text))
    )
    await timed({}, "first", reports.get())
    lines = text.split("\n")
    number = max(at for at, line in enumerate(lines) if ": " in line and not line.startswith("#"))
    name = lsp.TextDocumentIdentifier(uri)
    here = lsp.Position(number, lines[number].index(": ") + 2)
    place: dict[str, Any] = {"text_document": name, "position": here}
    for version in range(2, ROUNDS + 2):
        letter = [lsp.TextDocumentContentChangePartial(text="x", range=lsp.Range(here, here))]
        changed = lsp.VersionedTextDocumentIdentifier(version=version, uri=uri)
        client.text_document_did_change(lsp.DidChangeTextDocumentParams(changed, letter))
        if version % 2:
            await timed(times, "problems, after a letter", reports.get())
        else:
            complete = client.text_document_completion_async(lsp.CompletionParams(**place))
            await timed(times, "completion, after a letter", complete)
            await reports.get()
        hover = client.text_document_hover_async(lsp.HoverParams(**place))
        await timed(times, "hover", hover)
        definition = client.text_document_definition_async(lsp.DefinitionParams(**place))
        await timed(times, "definition", definition)
        outline = client.text_document_document_symbol_async(lsp.DocumentSymbolParams(name))
        await timed(times, "symbols", outline)
        context = lsp.CodeActionContext([])
        params = lsp.CodeActionParams(name, lsp.Range(here, here), context)
        await timed(times, "code actions", client.text_document_code_action_async(params))
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()
    return times


def main() -> None:
    """Measure the largest scenario, and the largest file of any kind."""
    library = Library()
    scenarios = max(library.scenario_sources(), key=lambda path: path.stat().st_size)
    largest = max(library.paths(), key=lambda path: path.stat().st_size)
    rows: list[list[str]] = []
    for path in (scenarios, largest):
        rows.append([f"{path.name}, {path.stat().st_size:,} bytes", "", ""])
        for what, times in asyncio.run(measured(path)).items():
            rows.append(
                [f"  {what}", f"{median(times):.0f} ms", f"{quantiles(times, n=20)[18]:.0f} ms"]
            )
    print(table(["answer", "middle", "95 %"], rows))


if __name__ == "__main__":
    main()
