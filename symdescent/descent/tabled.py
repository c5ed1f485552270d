"""What a trace inherits to be written as a table; its methods reach for ``tables`` when they are called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from symdescent.descent.trace import Trace


class Tabled:
    """Frames, CSV and JSON, and back without loss."""

    def _trace(self) -> Trace:
        return cast("Trace", self)

    def to_frame(self, kind: str = "pandas") -> Any:
        """A data frame of ``"pandas"`` or ``"polars"``, a row an iterate and a column a number.

        A float is a float; exact numbers are text such as "-24/5", trials a text in JSON.
        Raises ``ArgumentError`` for another kind of frame, and ``ImportError`` where the library is not installed.
        """
        from symdescent.descent.tables import to_frame

        return to_frame(self._trace(), kind)

    @classmethod
    def from_frame(cls, frame: Any) -> Trace:
        """The trace that ``to_frame`` made the frame of."""
        from symdescent.descent.tables import from_frame

        return from_frame(frame)

    def to_csv(self, path: str | Path) -> Path:
        """Writes the same columns as a CSV file and returns its path; ``from_csv`` reads it back without loss."""
        from symdescent.descent.tables import to_csv

        return to_csv(self._trace(), Path(path))

    @classmethod
    def from_csv(cls, path: str | Path) -> Trace:
        """The trace that ``to_csv`` wrote. Raises ``DataError`` for a file that is not one."""
        from symdescent.descent.tables import from_csv

        return from_csv(Path(path))

    def to_json(self) -> str:
        """The same columns as JSON text; ``from_json`` reads it back without loss."""
        from symdescent.descent.tables import to_json

        return to_json(self._trace())

    @classmethod
    def from_json(cls, text: str) -> Trace:
        """The trace that ``to_json`` wrote. Raises ``DataError`` for a text that is not one."""
        from symdescent.descent.tables import from_json

        return from_json(text)
