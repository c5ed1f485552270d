"""What a function is like as a whole: where it lives, how it grows, whether it has a floor, and its symmetries."""

from __future__ import annotations

from symdescent.analysis.landscape.result import Landscape as Landscape
from symdescent.analysis.landscape.result import landscape as landscape
