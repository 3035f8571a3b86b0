"""Firefox for the tests of pages, driven as Chromium is.

Selenium speaks to geckodriver, which is in no package that we have. Geckodriver only hands on: the
commands of Marionette, the protocol of Firefox itself, have the same names and values. So the few
that a journey needs are sent from here.
"""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection

from tests.tools import path_of
from tests.web.in_chromium import MOST_TABS, Browsers, Page
from tests.web.served import Served

STARTS = 60.0
"""Seconds that a start may take."""
PREFS: Mapping[str, object] = {
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.firstRunURL": "",
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "browser.newtabpage.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.dom.window.dump.enabled": True,
    "devtools.console.stdout.content": True,
}
COMMANDS: Mapping[str, str] = {
    "newSession": "NewSession",
    "quit": "DeleteSession",
    "get": "Navigate",
    "goBack": "Back",
    "goForward": "Forward",
    "refresh": "Refresh",
    "close": "CloseWindow",
    "newWindow": "NewWindow",
    "getCurrentUrl": "GetCurrentURL",
    "getTitle": "GetTitle",
    "screenshot": "TakeScreenshot",
    "w3cGetCurrentWindowHandle": "GetWindowHandle",
    "w3cGetWindowHandles": "GetWindowHandles",
    "switchToWindow": "SwitchToWindow",
    "getWindowRect": "GetWindowRect",
    "setWindowRect": "SetWindowRect",
    "setTimeouts": "SetTimeouts",
    "w3cGetActiveElement": "GetActiveElement",
    "getElementAriaLabel": "GetComputedLabel",
    "findElement": "FindElement",
    "clickElement": "ElementClick",
    "sendKeysToElement": "ElementSendKeys",
    "w3cExecuteScript": "ExecuteScript",
    "w3cExecuteScriptAsync": "ExecuteAsyncScript",
    "actions": "PerformActions",
    "clearActionState": "ReleaseActions",
}
"""The name of each command in Marionette, without its prefix."""


class Marionette(RemoteConnection):
    """The connection to one Firefox, which it starts and ends."""

    def __init__(self) -> None:
        super().__init__(client_config=ClientConfig("http://127.0.0.1"))
        self._home = tempfile.mkdtemp()
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        prefs = {**PREFS, "marionette.port": port}
        lines = (f"user_pref({json.dumps(n)}, {json.dumps(each)});" for n, each in prefs.items())
        (Path(self._home) / "user.js").write_text("\n".join(lines), encoding="utf-8")
        self._printed, self._seen = Path(self._home) / "printed", 0
        words = ["--marionette", "--headless", "--no-remote", "--profile", self._home]
        # All that it keeps is in its own folder: it starts with no other, nor with none.
        around = {**os.environ, "HOME": self._home, "XDG_CONFIG_HOME": self._home}
        with self._printed.open("wb") as out:
            self._process = subprocess.Popen(
                [str(path_of("firefox-esr")), *words], stdout=out, stderr=out, env=around
            )
        try:
            self._socket = _connected(port)
        except AssertionError:
            self._process.kill()
            self._process.wait()
            raise
        self._number = 0
        self._read()  # What it says of itself.

    def execute(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        """Send a command, and return its answer as Selenium reads one."""
        given = {name: value for name, value in params.items() if name != "sessionId"}
        match command:
            case "newSession":
                given = {"capabilities": {"acceptInsecureCerts": False}}
            case "w3cExecuteScript" | "w3cExecuteScriptAsync":
                given["newSandbox"] = False
            case "setTimeouts":
                given = {n: v for n, v in given.items() if v is not None}
        error, result = self._ask(f"WebDriver:{COMMANDS[command]}", given)
        if error:
            return {"status": 500, "value": json.dumps({"value": error})}
        if command == "newSession":
            return {"value": result}
        return {
            "value": result["value"] if isinstance(result, dict) and "value" in result else result
        }

    def new_errors(self) -> list[str]:
        """Return the errors of pages that were printed since this was asked last."""
        lines = self._printed.read_text(errors="replace").splitlines()
        new, self._seen = lines[self._seen :], len(lines)
        return [each for each in new if each.startswith("JavaScript error: http")]

    def close(self) -> None:
        """End Firefox."""
        self._socket.close()
        self._process.terminate()
        self._process.wait(20)
        shutil.rmtree(self._home, ignore_errors=True)

    def _ask(self, command: str, about: dict[str, Any]) -> tuple[Any, Any]:
        self._number += 1
        data = json.dumps([0, self._number, command, about]).encode()
        self._socket.sendall(b"%d:%s" % (len(data), data))
        _, _, error, result = self._read()
        return error, result

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self._socket.recv(1)
        data, left = b"", int(size[:-1])
        while len(data) < left:
            data += self._socket.recv(left - len(data))
        return json.loads(data)


def _connected(port: int) -> socket.socket:
    """Wait until Firefox answers; AssertionError if it does not in so long."""
    never = threading.Event()
    for _ in range(int(STARTS * 10)):
        with suppress(OSError):
            return socket.create_connection(("127.0.0.1", port), STARTS)
        never.wait(0.1)
    raise AssertionError("Firefox does not answer")


class Firefox(webdriver.Remote):
    """One Firefox."""

    def __init__(self) -> None:
        self.marionette = Marionette()
        super().__init__(self.marionette, options=webdriver.FirefoxOptions())

    def quit(self) -> None:
        """End it."""
        self.marionette.close()

    def resize(self, width: int, height: int) -> None:
        """Give the page so many CSS pixels: 500 at least, as no window is narrower."""
        inner = self.execute_script("return [innerWidth, innerHeight]")
        outer = self.get_window_rect()
        wide, high = outer["width"] - inner[0], outer["height"] - inner[1]
        self.set_window_rect(width=width + wide, height=height + high)


class FirefoxPage(Page):
    """One window of a Firefox. It has no accessibility tree to be asked for, and no devices."""

    def size(self, width: int, height: int) -> None:
        """Give the page so many CSS pixels, or as few as a window has."""
        cast(Firefox, self.driver).resize(width, height)

    def tab_to(self, name: str) -> None:
        """Press Tab until the control has the focus; from the last of a page, begin at its first.

        Between them are those of the browser itself, from which no key comes to the page.
        """
        seen: list[str] = []
        for _ in range(MOST_TABS):
            now = self.focused
            if now.startswith(name):
                return
            if seen and not now:
                self.driver.switch_to.window(self.driver.current_window_handle)
                self.run("document.querySelector('.skip').focus()")
            else:
                self.press(Keys.TAB)
            seen.append(now)
        raise AssertionError(f"Tab never comes to {name}, but to {[*dict.fromkeys(seen)]}")


class Firefoxes(Browsers):
    """Firefoxes that were started, and those that are free."""

    def page_of(self, driver: webdriver.Chrome, served: Served) -> Page:
        """Return the page of a Firefox."""
        return FirefoxPage(driver, served)

    def errors(self, driver: webdriver.Chrome) -> list[Any]:
        """Return the errors of scripts of pages, which Firefox prints."""
        return cast(Firefox, driver).marionette.new_errors()

    def start(self) -> webdriver.Chrome:
        """Start another Firefox: a journey uses only what both engines have."""
        return cast(webdriver.Chrome, Firefox())
