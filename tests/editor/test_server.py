"""The language server over standard input and output, asked by a client that is not ours."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from tests.content.mistakes import SCENARIO

HEARD = "  - when: {heard: make_a_sound}"


class Editor(LanguageClient):
    """An editor with one file open."""

    def __init__(self, folder: Path) -> None:
        super().__init__("a test", "1")
        self.folder = folder
        self.path = folder
        self.text = ""
        self.number = 0
        self.reports: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()

        def reported(params: lsp.PublishDiagnosticsParams) -> None:
            if params.uri == self.document.uri:
                self.reports.put_nowait(params)

        self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(reported)

    @property
    def document(self) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.path.as_uri())

    async def opens(self, text: str) -> list[str]:
        """Open the file, which need not be on the disk; what is underlined, with its code."""
        self.text, self.number = text, 1
        self.path = Path(tempfile.mkdtemp(dir=self.folder)) / "one-tap.yaml"
        item = lsp.TextDocumentItem(self.document.uri, "yaml", 1, text)
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await self.underlined()

    async def types(self, at: str, text: str) -> list[str]:
        """Put a text in the place of another; what is underlined after it."""
        line, column = self.place(at)
        self.text, self.number = self.text.replace(at, text, 1), self.number + 1
        span = lsp.Range(lsp.Position(line, column), lsp.Position(line, column + len(at)))
        change = lsp.TextDocumentContentChangePartial(text=text, range=span)
        name = lsp.VersionedTextDocumentIdentifier(version=self.number, uri=self.document.uri)
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(name, [change]))
        return await self.underlined()

    async def underlined(self) -> list[str]:
        report = await asyncio.wait_for(self.reports.get(), 60)
        self.found = report.diagnostics
        lines = self.text.split("\n")
        places = [(each.code, each.range.start, each.range.end) for each in self.found]
        return [
            f"{code}: {lines[start.line][start.character : end.character]}"
            for code, start, end in places
        ]

    def place(self, at: str) -> tuple[int, int]:
        before = self.text[: self.text.index(at)].split("\n")
        return len(before) - 1, len(before[-1])

    def after(self, at: str) -> dict[str, Any]:
        """The parameters of a request with the cursor behind a text."""
        line, column = self.place(at)
        return {"text_document": self.document, "position": lsp.Position(line, column + len(at))}

    async def offered(self, at: str) -> dict[str, str]:
        items = await self.text_document_completion_async(lsp.CompletionParams(**self.after(at)))
        assert isinstance(items, list | tuple)
        return {each.label: str(each.documentation) for each in items}

    async def fixes(self, only: list[str] | None = None) -> list[lsp.CodeAction]:
        whole = lsp.Range(lsp.Position(0, 0), lsp.Position(999, 0))
        context = lsp.CodeActionContext(self.found, only)
        params = lsp.CodeActionParams(self.document, whole, context)
        found = await self.text_document_code_action_async(params) or []
        return [each for each in found if isinstance(each, lsp.CodeAction)]

    async def preview(self, *line: int) -> list[str]:
        arguments = [self.document.uri, *line]
        params = lsp.ExecuteCommandParams("silent999.preview", arguments)
        return list(await self.workspace_execute_command_async(params) or ())

    async def starts(self) -> None:
        await self.start_io(sys.executable, "-m", "simulator", "lsp")
        params = lsp.InitializeParams(lsp.ClientCapabilities(), root_uri=self.folder.as_uri())
        await self.initialize_async(params)
        self.initialized(lsp.InitializedParams())


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def editor(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    client = Editor(tmp_path_factory.mktemp("calls"))
    await client.starts()
    yield client
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]


async def test_an_author_opens_types_and_takes_fixes(editor: Editor) -> None:
    """Problems come as one types, in the words of `check`, and each literal fix is an action."""
    assert await editor.opens(SCENARIO) == []
    assert await editor.types("level: 1", "levle: 1") == ["unknown-key: levle"]
    (report,) = editor.found
    assert report.message.startswith('the key "levle" is unknown here')
    assert report.message.endswith('fix: did you mean "level"?')
    (action,) = await editor.fixes()
    assert (action.title, action.kind) == ('did you mean "level"?', "quickfix")
    assert action.edit
    assert action.edit.changes
    (edit,) = action.edit.changes[editor.document.uri]
    line, column = editor.place("levle")
    assert (edit.new_text, edit.range.start) == ("level", lsp.Position(line, column))
    assert await editor.types("about: 90s", "about: 90") == ["unknown-key: levle", "duration: 90"]
    (every,) = await editor.fixes(["source.fixAll"])
    assert every.edit
    assert every.edit.changes
    assert every.edit.changes[editor.document.uri][0].new_text == SCENARIO
    assert await editor.types("levle", "level") == ["duration: 90"]


async def test_a_cursor_is_offered_what_may_be_there_with_its_meaning(editor: Editor) -> None:
    await editor.opens(SCENARIO)
    cues = await editor.offered("{heard: make")
    assert cues["recording_asks_for_55"].startswith("asks for 55")
    assert "hang_up" not in cues
    assert {"heard", "asked", "rings"} <= set(await editor.offered("  - when: {"))
    acts = await editor.offered("    do: ")
    assert {"tap", "hang_up", "{press: ...}"} <= set(acts)
    assert "take_phone" not in acts, "that is an act of a person in the room"
    assert {"P1", "P4", "G1"} <= set(await editor.offered("sources: ["))
    assert "wmp" in await editor.offered("not_under: {")
    keys = await editor.offered("le")
    assert {"milder", "number"} - set(keys) == {"number"}, "number is there already"


async def test_half_a_line_that_is_not_saved_is_completed_and_reported(editor: Editor) -> None:
    await editor.opens(SCENARIO)
    (wrong,) = await editor.types(f"{HEARD} ", "  - when: {hea ")
    assert wrong.startswith("unclosed-bracket")
    assert "heard" in await editor.offered("  - when: {hea")
    assert await editor.preview() == ["the file has errors; the call can be played without them"]


async def test_words_are_explained_and_ids_lead_to_their_files(editor: Editor) -> None:
    await editor.opens(
        SCENARIO.replace("tags:", "force: northern_keys\nmilder: coughs-when-asked\ntags:")
    )
    for at, words in (
        ("{heard: make_a", "Asks for a tap, a cough or a noise."),
        ("    do: t", "Tap on the phone."),
        ("outcome", "outcome"),
        ("after: 1.", "delay"),
    ):
        shown = await editor.text_document_hover_async(lsp.HoverParams(**editor.after(at)))
        assert shown
        assert words.lower() in str(shown.contents).lower(), at
    for at, file in (
        ("force: north", "northern_keys.yaml"),
        ("milder: coughs", "coughs-when-asked.yaml"),
        ("{home_off", "home_office_2001.yaml"),
        ("sources: [P", "sources.yaml"),
    ):
        params = lsp.DefinitionParams(**editor.after(at))
        place = await editor.text_document_definition_async(params)
        assert isinstance(place, lsp.Location)
        assert place.uri.endswith(file)
        assert (place.range.start.line > 0) == (file == "sources.yaml")
    symbols = await editor.text_document_document_symbol_async(
        lsp.DocumentSymbolParams(editor.document)
    )
    assert symbols
    outline = {each.name: each for each in symbols if isinstance(each, lsp.DocumentSymbol)}
    assert [each.name for each in outline["caller"].children or ()] == [
        "when: {heard: make_a_sound}",
        "when: {heard: recording_asks_for_sound}",
    ]


async def test_a_preview_is_the_call_up_to_the_step_at_the_cursor(editor: Editor) -> None:
    await editor.opens(SCENARIO)
    head, *lines = await editor.preview(editor.place(HEARD)[0])
    assert head == "up to caller[0]"
    assert lines[-1].endswith("[taps once]")
    head, *whole = await editor.preview()
    assert head == "the whole call, which ends as deployed"
    assert whole[: len(lines)] == lines
    (head, *_) = await editor.preview(editor.place("recording_asks_for_sound")[0])
    assert head == "caller[1] does nothing: its cue never comes"


async def test_a_saved_persona_is_read_again_by_the_scenario_that_extends_it(
    editor: Editor,
) -> None:
    opened = await editor.opens(SCENARIO.replace("tags:", "extends: [tapper]\ntags:"))
    assert opened == ["unknown-part: tapper"]
    persona = editor.path.parent / "personas" / "tapper.yaml"
    persona.parent.mkdir()
    persona.write_text("format: 1\nid: tapper\ntitle: Taps\nabout: For a test.\n", "utf-8")
    name = lsp.TextDocumentIdentifier(persona.as_uri())
    editor.text_document_did_save(lsp.DidSaveTextDocumentParams(name))
    assert await editor.underlined() == []
    params = lsp.DefinitionParams(**editor.after("extends: [tap"))
    place = await editor.text_document_definition_async(params)
    assert isinstance(place, lsp.Location)
    assert place.uri == persona.as_uri()


async def test_another_yaml_file_is_none_of_its_business(editor: Editor) -> None:
    assert await editor.opens("services:\n  web: {image: x}\n") == []
    assert await editor.opens(SCENARIO.replace("format: 1\n", "")) != [], (
        "one that lacks its format"
    )


async def test_broken_messages_and_lost_files_do_not_end_it(tmp_path: Path) -> None:
    """It goes on, and writes no traceback."""
    editor = Editor(tmp_path)
    await editor.starts()
    server = editor._server
    assert server is not None
    assert server.stdin is not None
    assert server.stderr is not None
    assert await editor.opens(SCENARIO) == []
    for body in (b"{", b"[]", b'{"jsonrpc": "2.0", "id": 7}', b'{"jsonrpc": "2.0", "method": 3}'):
        server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    server.stdin.write(b"Content-Length: no\r\n\r\n")
    lost = lsp.TextDocumentIdentifier((editor.path.parent / "lost.yaml").as_uri())
    saved = lsp.DidSaveTextDocumentParams(lost)
    editor.text_document_did_save(saved)
    assert await editor.underlined() == []
    with pytest.raises(Exception, match="not defined"):
        await editor.workspace_execute_command_async(lsp.ExecuteCommandParams("silent999.unknown"))
    assert await editor.types("level: 1", "level: 9") == ["out-of-range: 9"]
    await editor.shutdown_async(None)
    editor.exit(None)
    assert (await server.stderr.read()).decode() == ""
