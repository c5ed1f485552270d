"""Signs of expressions, proved on a region: finding them, bounds on boxes, and a checker of its own."""

from symdescent.analysis.signs.bounds import bounds
from symdescent.analysis.signs.checks.holds import holds
from symdescent.analysis.signs.enclose import enclosed
from symdescent.analysis.signs.fact import Fact
from symdescent.analysis.signs.finding import sign
from symdescent.analysis.signs.known import natural

__all__ = ["Fact", "bounds", "enclosed", "holds", "natural", "sign"]
