"""Pages in a real browser, used as a person does: by keys, and by roles and names.

Nothing here sleeps: a page is waited for until it shows something, or the test fails with its text.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from selenium import webdriver
from selenium.common.exceptions import (
    NoSuchElementException,
    StaleElementReferenceException,
    TimeoutException,
    WebDriverException,
)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from urllib3.exceptions import HTTPError

from tests.tools import path_of
from tests.web.served import Served

PATIENCE = 20.0
"""Seconds until a test gives up; a page that answers needs a small part of one."""
MOST_TABS = 150
"""Presses of Tab in which every control of a page is reached."""
PHONE, LAPTOP, PROJECTOR = (390, 844), (1280, 900), (1920, 1080)

Found = TypeVar("Found")


@dataclass(frozen=True)
class Node:
    """One node of the accessibility tree, as a screen reader gets it."""

    role: str
    name: str
    id: int
    """The number by which the browser knows its element."""
    under: tuple[str, ...]
    """The roles of what it is in, the nearest first."""
    states: dict[str, Any]


class Page:
    """One window of a browser."""

    def __init__(self, driver: webdriver.Chrome, served: Served) -> None:
        self.driver, self.served = driver, served

    # --- where it is ------------------------------------------------------------------------------

    def size(self, width: int, height: int) -> None:
        """Give the page so many CSS pixels."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def open(self, path: str) -> None:
        """Type an address."""
        self.driver.get(self.served.url + path)

    @property
    def path(self) -> str:
        """The address without the server, and without its first slash."""
        return str(self.driver.current_url).removeprefix(self.served.url)

    @property
    def text(self) -> str:
        """What can be read."""
        return str(self.run("document.body ? document.body.innerText : ''"))

    def run(self, script: str, *args: Any) -> Any:
        """Return what a line of JavaScript returns."""
        return self.driver.execute_script(f"return {script}", *args)

    # --- waiting ----------------------------------------------------------------------------------

    def until(self, found: Callable[[], Found], what: str) -> Found:
        """Wait until something is found, and return it."""
        ignored = (StaleElementReferenceException, NoSuchElementException)
        waiting = WebDriverWait(self.driver, PATIENCE, 0.02, ignored)
        try:
            return waiting.until(lambda _: found())
        except TimeoutException:
            raise AssertionError(f"no {what} at {self.driver.current_url}:\n{self.text}") from None

    def shows(self, text: str) -> None:
        """Wait until a text can be read, in small or capital letters."""
        self.until(lambda: text.lower() in self.text.lower(), text)

    def hides(self, text: str) -> None:
        """Wait until a text is gone."""
        self.until(lambda: text.lower() not in self.text.lower(), f"end of {text}")

    def goes_to(self, path: str) -> None:
        """Wait until the page has another address, and is loaded."""
        self.until(
            lambda: self.path == path and self.run("document.readyState") == "complete", path
        )

    # --- by keyboard alone ------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys, wherever the focus is."""
        ActionChains(self.driver, 0).send_keys(*keys).perform()

    def tab_to(self, name: str) -> None:
        """Press Tab until the control with that name, or a name that begins so, has the focus."""
        seen = []
        for _ in range(MOST_TABS):
            now = self.focused
            if now.startswith(name):
                return
            seen.append(now)
            self.press(Keys.TAB)
        raise AssertionError(f"Tab never comes to {name}, but to {[*dict.fromkeys(seen)]}")

    @property
    def focused(self) -> str:
        """The name of the control that has the focus."""
        return self.until(
            lambda: (str(self.driver.switch_to.active_element.accessible_name),), "focus"
        )[0]

    def use(self, name: str) -> None:
        """Go to a button or link by Tab, and press Enter."""
        self.tab_to(name)
        self.press(Keys.ENTER)

    def choose(self, name: str) -> None:
        """Go to a box by Tab and tick it; to one of several answers by Tab and arrows."""
        among = "[...document.getElementsByName(document.activeElement.name)]"
        here = f"{among}.some((each) => each.labels[0].innerText.trim().startsWith(arguments[0]))"
        for _ in range(MOST_TABS):
            kind = self.run("document.activeElement.type || ''")
            if kind in ("radio", "checkbox") and self.focused.startswith(name):
                break
            self.press(Keys.ARROW_DOWN if kind == "radio" and self.run(here, name) else Keys.TAB)
        else:
            raise AssertionError(f"no answer {name}:\n{self.text}")
        if not self.run("document.activeElement.checked"):
            self.press(Keys.SPACE)

    def dial(self, number: str) -> None:
        """Type a number on the phone in the place of one that is in its display, and call it."""
        self.tab_to("The number that you dial")
        self.press(Keys.END, *[Keys.BACKSPACE] * 12, number, Keys.ENTER)

    # --- by the accessibility tree ----------------------------------------------------------------

    def tree(self) -> list[Node]:
        """Return what a screen reader gets, in order."""
        raw = self.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        by_id = {each["nodeId"]: each for each in raw}

        def roles(node: dict[str, Any]) -> Iterator[str]:
            while node := by_id.get(node.get("parentId"), {}):
                if not node.get("ignored"):
                    yield node["role"]["value"]

        return [
            Node(
                each["role"]["value"],
                " ".join(str(each.get("name", {}).get("value", "")).split()),
                each.get("backendDOMNodeId", 0),
                tuple(roles(each)),
                {p["name"]: p["value"].get("value") for p in each.get("properties", ())},
            )
            for each in raw
            if not each.get("ignored")
        ]

    def node(self, role: str, name: str, under: str = "") -> Node:
        """Wait for the node with that role, and that name or one that begins so."""

        def found() -> Node | None:
            named = (
                each
                for each in self.tree()
                if each.role == role and (not under or under in each.under)
            )
            return next((each for each in named if each.name.startswith(name)), None)

        node = self.until(found, f"{role} {name}")
        assert node is not None
        return node

    def activate(self, role: str, name: str) -> None:
        """Do what a screen reader does for its user: move the focus to a node, and press it."""
        self.focus(role, name)
        self.press(Keys.SPACE if role in ("radio", "checkbox") else Keys.ENTER)

    def focus(self, role: str, name: str) -> None:
        """Move the focus to a node."""

        def focused() -> bool:
            node = self.node(role, name)
            self.driver.execute_cdp_cmd("DOM.getDocument", {"depth": 0})
            try:
                self.driver.execute_cdp_cmd("DOM.focus", {"backendNodeId": node.id})
            except WebDriverException:
                return False  # its part was sent again meanwhile
            return True

        self.until(focused, f"focus at {name}")


class Browsers:
    """Browsers that were started, and those that are free."""

    def __init__(self) -> None:
        self._started: list[webdriver.Chrome] = []
        self._free: list[webdriver.Chrome] = []

    @contextmanager
    def page(self, served: Served, size: tuple[int, int] = LAPTOP) -> Iterator[Page]:
        """Lend a page in a browser of its own, which has nothing of the one before."""
        driver = self._free.pop() if self._free else self._begin()
        page = self.page_of(driver, served)
        page.size(*size)
        try:
            yield page
            assert not self.errors(driver)
        finally:
            self._take_back(driver)

    def _take_back(self, driver: webdriver.Chrome) -> None:
        """Lend a browser again, unless it no longer answers: every later test would wait for it."""
        try:
            driver.get("about:blank")
        except (WebDriverException, HTTPError):
            self._started.remove(driver)
            driver.service.process.kill()
        else:
            self._free.append(driver)

    def page_of(self, driver: webdriver.Chrome, served: Served) -> Page:
        """Return the page of a browser."""
        return Page(driver, served)

    def errors(self, driver: webdriver.Chrome) -> list[Any]:
        """Return what a browser logged since it was asked last, of the script of a page."""
        logged = driver.get_log("browser")  # type: ignore[no-untyped-call]
        # A page that is refused is logged too, as one of the network.
        return [each for each in logged if each["source"] != "network"]

    def _begin(self) -> webdriver.Chrome:
        driver = self.start()
        self._started.append(driver)
        return driver

    def start(self) -> webdriver.Chrome:
        """Start another browser."""
        options = webdriver.ChromeOptions()
        for word in (
            *("headless=new", "no-sandbox", "disable-gpu", "disable-background-networking"),
            *("disable-sync", "no-first-run", "disable-component-update"),
            "host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        ):
            options.add_argument(f"--{word}")
        options.binary_location = str(path_of("chromium"))
        return webdriver.Chrome(options, Service(path_of("chromium-driver")))

    def quit(self) -> None:
        """End them all."""
        for each in self._started:
            each.quit()
