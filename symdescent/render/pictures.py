"""A figure as the bytes of a picture, the same bytes every time."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import Any

from symdescent.lesson.document import Figure

SAVING: dict[str, dict[str, Any]] = {
    "png": {"dpi": 144, "metadata": {"Software": None}},
    "svg": {"metadata": {"Date": None, "Creator": None}},
}
TYPES = {"png": "image/png", "svg": "image/svg+xml"}


def picture(figure: Figure, kind: str) -> bytes:
    """The figure drawn as "png" or "svg", on white."""
    from matplotlib import rc_context

    buffer = BytesIO()
    with rc_context({"svg.hashsalt": "symdescent", "svg.fonttype": "path"}):
        figure.draw().savefig(buffer, format=kind, facecolor="white", bbox_inches="tight", **SAVING[kind])
    return buffer.getvalue()


def data_address(figure: Figure, kind: str) -> str:
    """The figure as a ``data:`` address, which a page holds without a file beside it."""
    return f"data:{TYPES[kind]};base64,{b64encode(picture(figure, kind)).decode('ascii')}"
