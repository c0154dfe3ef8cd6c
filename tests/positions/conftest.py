"""Fixtures of the positions tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from verbale.pipeline import Reader

sys.path.insert(0, str(Path(__file__).parent))

from positions_bench import Stage, make_stage


@pytest.fixture(scope="session")
def stage(reader: Reader) -> Stage:
    return make_stage(reader)
