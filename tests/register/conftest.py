"""A register read anew, and files put into the folders of the product for one test."""

import importlib
import sys

import pytest

from pipelines.register.indicators import register


@pytest.fixture(autouse=True)
def read_anew():
    """The register is read again in each test, and rightly again after it."""
    register.cache_clear()
    yield
    register.cache_clear()


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """Puts a file of this text into a folder of the product, as far as Python can see; takes it out again."""
    made = []

    def put(package, name, text):
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
        importlib.invalidate_caches()
        made.append((package, name))

    yield put
    for package, name in made:
        sys.modules.pop(f"{package.__name__}.{name}", None)
        if hasattr(package, name):
            delattr(package, name)
