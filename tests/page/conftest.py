"""A real browser, which pages are opened in; nothing may be requested from a network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ..frameworks import framework, missing

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    api = framework("playwright.sync_api", "browser")
    program = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if program is None:
        missing("chromium is not installed")
    with api.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens the HTML of a page; what it says to the console, or asks of a network, is a fault."""
    pages, faults = [], []

    def opened(html: str, *, address: str = "", script: bool = True, **options: Any) -> Any:
        path = tmp_path / f"page{len(pages)}.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(java_script_enabled=script, **options)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: request.url.startswith("file:") or faults.append(request.url))
        page.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.goto(path.as_uri() + address)
        pages.append(context)
        return page

    yield opened
    for context in pages:
        context.close()
    assert not faults
