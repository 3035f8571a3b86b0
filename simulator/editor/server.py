"""The language server: what an editor asks, answered from `EditedFile`, over standard input."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidRequest
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from simulator import __version__
from simulator.editor.answers import EditedFile
from simulator.editor.messages import AnsweringProtocol, MessageInput, answer_unreadable

PREVIEW = "silent999.preview"
"""The command that returns the call as played; arguments: URI, and up to which line (from 0)."""
_SEPARATORS = [" ", "{", "[", ","]
"""Signs after which a client asks for completions."""


class EditorServer(LanguageServer):
    """A server with the open files of one editor."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        super().__init__("silent999", __version__, protocol_cls=AnsweringProtocol)
        self.folders = folders
        self.files: dict[str, tuple[int | None, EditedFile]] = {}
        # A message that can't be read is answered; its traceback would go into the editor's log.
        logging.getLogger("pygls").addHandler(logging.NullHandler())
        logging.getLogger("pygls").propagate = False

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Show an error that isn't the answer to a request, nor has one."""
        if not answer_unreadable(cast("AnsweringProtocol", self.protocol), error):
            super().report_server_error(error, source)

    def serve(self, stdin: IO[bytes], stdout: BinaryIO) -> None:
        """Serve one editor until it says goodbye."""
        protocol = cast("AnsweringProtocol", self.protocol)

        def refuse(why: str) -> None:
            protocol.refuse(JsonRpcInvalidRequest(why))

        self.start_io(cast("BinaryIO", MessageInput(stdin, refuse)), stdout)

    def file(self, uri: str) -> EditedFile:
        """Return a file as it is in the editor, with what was found out about this version."""
        document = self.workspace.get_text_document(uri)
        version, held = self.files.get(uri, (None, None))
        if held is None or version != document.version:
            text = ""
            with suppress(OSError, UnicodeDecodeError):  # Not open, and gone from the disk.
                text = document.source
            held = EditedFile(Path(to_fs_path(uri) or "untitled.yaml"), text, self.folders)
            self.files[uri] = document.version, held
        return held

    async def report(self, uri: str) -> None:
        """Send the problems of a file, unless it changes meanwhile."""
        held = self.file(uri)
        found = await asyncio.to_thread(held.diagnostics)
        if self.files.get(uri, (None, None))[1] is held:
            for each in found:
                each.range = self.sent(uri, each.range)
            params = lsp.PublishDiagnosticsParams(uri, found)
            self.text_document_publish_diagnostics(params)

    def forget(self, uri: str) -> None:
        """Forget a closed file, and take its problems off the screen."""
        self.files.pop(uri, None)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def place(self, params: Any) -> tuple[EditedFile, int, int]:
        """Return the file, line and column (from 0, in characters) of a request."""
        uri = params.text_document.uri
        document = self.workspace.get_text_document(uri)
        codec = document.position_codec
        at = codec.position_from_client_units(document.lines, params.position)
        return self.file(uri), at.line, at.character

    def sent(self, uri: str, span: lsp.Range) -> lsp.Range:
        """Return a range in the units that the client counts in."""
        document = self.workspace.get_text_document(uri)
        return document.position_codec.range_to_client_units(document.lines, span)


def editor_server(folders: Sequence[Path] = ()) -> EditorServer:
    """Return a server; `folders` are a user's own, besides the folder of each file."""
    server = EditorServer(folders)
    # A check goes on in a thread. At the usual 5 ms, each step of an answer waits that long for it.
    sys.setswitchinterval(0.0005)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: Any) -> None:
        await server.report(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(_: lsp.DidSaveTextDocumentParams) -> None:
        server.files.clear()  # Others may extend it, or name it.
        for uri in list(server.workspace.text_documents):
            await server.report(uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)

    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=_SEPARATORS)
    )
    def complete(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        file, line, column = server.place(params)
        word, offers = file.completions(line, column)
        span = server.sent(params.text_document.uri, word)
        return [
            lsp.CompletionItem(
                each.label,
                documentation=each.about or None,
                text_edit=lsp.TextEdit(span, each.text),
            )
            for each in offers
        ]

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        file, line, column = server.place(params)
        text = file.hover(line, column)
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text)) if text else None

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(params: lsp.DefinitionParams) -> lsp.Location | None:
        file, line, column = server.place(params)
        if not (target := file.definition(line, column)):
            return None
        path, number = target
        start = lsp.Position(number - 1, 0)
        return lsp.Location(from_fs_path(str(path.absolute())) or "", lsp.Range(start, start))

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        return server.file(params.text_document.uri).symbols()

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.SourceFixAll]),
    )
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return _actions(server, params)

    @server.command(PREVIEW)
    def preview(uri: str, *line: int) -> list[str]:
        return server.file(uri).preview(*line[:1])

    return server


def _actions(server: EditorServer, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """Return a quick fix for each literal fix in a range; or all that are sure, if asked for."""
    uri = params.text_document.uri
    file = server.file(uri)
    wanted = params.context.only or [lsp.CodeActionKind.QuickFix]
    if any(each.startswith("source") for each in wanted):
        whole = lsp.Range(lsp.Position(0, 0), lsp.Position(len(file.lines), 0))
        edits = [lsp.TextEdit(whole, better)] if (better := file.all_fixed()) != file.text else []
        title, kind = "apply every fix that is sure", lsp.CodeActionKind.SourceFixAll
        return [_action(title, kind, uri, edits, [])] if edits else []
    found = []
    for problem, edits in file.actions(params.range.start.line, params.range.end.line):
        for each in edits:
            each.range = server.sent(uri, each.range)
        same = [each for each in params.context.diagnostics if each.code == problem.code]
        found.append(_action(problem.fix, lsp.CodeActionKind.QuickFix, uri, edits, same))
    return found


def _action(
    title: str,
    kind: lsp.CodeActionKind,
    uri: str,
    edits: list[lsp.TextEdit],
    diagnostics: list[lsp.Diagnostic],
) -> lsp.CodeAction:
    edit = lsp.WorkspaceEdit(changes={uri: edits})
    return lsp.CodeAction(title, kind=kind, edit=edit, diagnostics=diagnostics, is_preferred=True)
