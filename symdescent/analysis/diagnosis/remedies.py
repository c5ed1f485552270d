"""Remedies: changes of the arguments of a run, made from the numbers of a finding."""

from __future__ import annotations

import math

import numpy as np

from symdescent.analysis.diagnosis.course import Course
from symdescent.analysis.diagnosis.finding import Numbers, Remedy
from symdescent.descent.schedules import diminishing
from symdescent.descent.stop import Stop

MOST_MORE = 20_000  # steps that a remedy may ask for


def short(number: float, share: float = 0.99) -> str:
    """A decimal of two digits not above the number, as it is typed."""
    power = math.floor(math.log10(abs(number * share))) - 1
    digits = math.floor(number * share / 10.0**power)
    return f"{digits * 10.0**power:.{max(0, -power)}f}"


def slower(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """A rate of about 1/L, and a search."""
    return (Remedy("half the edge", {"rate": short(1 / numbers["curvature"])}), Remedy("search", {"rate": "armijo"}))


def faster(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """The best fixed rate."""
    return (Remedy("best rate", {"rate": short(numbers["best"])}),)


def tenth_of_the_way(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """A rate that makes the first step a tenth of the way to the bottom."""
    rate = numbers["rate"] * numbers["start"] / (10 * numbers["first"]) if numbers["first"] else math.inf
    return (Remedy("tenth of the way", {"rate": short(rate)}),) if 0 < rate < numbers["rate"] else ()


def tenfold(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """Ten times the step size, where it is a number."""
    rate = course.rate
    return () if rate is None else (Remedy("tenfold", {"rate": short(10 * rate, 1.0)}),)


def rounder(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """Newton's method, which knows the valley's shape, and momentum made for it."""
    root_high, root_low = math.sqrt(numbers["highest"]), math.sqrt(numbers["lowest"])
    beta, rate = ((root_high - root_low) / (root_high + root_low)) ** 2, 4 / (root_high + root_low) ** 2
    heavy = {"method": "heavy ball", "rate": short(rate), "beta": f"{beta:.3g}"}
    return (Remedy("newton", {"method": "newton", "rate": 1}), Remedy("momentum", heavy))


def less_momentum(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """Polyak's best rate and momentum."""
    return (Remedy("momentum", {"rate": short(numbers["best rate"]), "beta": f"{numbers['best']:.3g}"}),)


def escape(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """From the point beyond; a method that would go back to where the gradient is 0 makes way for one that goes down."""
    down = {"method": "gradient descent", "rate": "armijo"} if "H" in course.run.update.names else {}
    return (Remedy("escape", {"start": numbers["beyond"], **down}),)


def elsewhere(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """From near the better point: half of the way back is still its valley or not, so the start is beside it."""
    better, here = np.array(numbers["better"]), np.array(numbers["at"])
    beside = better + 0.01 * (here - better)
    return (Remedy("elsewhere", {"start": tuple(float(f"{x:.4g}") for x in beside)}),)


def by_sign(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """A method whose steps do not shrink with the slope; else from near the better point."""
    finer = {"tol": f"{numbers['norm'] * 1e-3:.0e}"} if course.ended_well else {}
    return (Remedy("sign", {"method": "rprop", "rate": "1/10", **finer}), *elsewhere(course, numbers))


def searched(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """A search, which takes no step out of the domain or uphill."""
    return (Remedy("search", {"rate": "armijo"}),) if numbers.get("before", ()) is not None else ()


def damped(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """Half the rate and one that shrinks, or a search."""
    if not course.rate:
        return (Remedy("search", {"rate": "armijo"}),)
    return (Remedy("half", {"rate": str(course.rate / 2)}), *(() if course.is_plain else decreasing(course, numbers)))


def downhill(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """A method that only goes down."""
    return (Remedy("gradient", {"method": "gradient descent", "rate": "armijo"}), Remedy("gradient", {"method": "bfgs", "rate": "wolfe"}))


def decreasing(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """Step sizes a/k, which shrink to 0 while their sum grows without bound, a so large that they go twice as far as the run came."""
    came = float(np.abs(course.points - course.points[0]).max())
    slope = float(np.median(course.norms)) if course.is_plain else 1.0
    first = max(course.rate or 0.0, 2 * came / (math.log(2 + float(course.steps[-1])) * max(slope, 1e-300)))
    return (Remedy("decreasing", {"rate": diminishing(short(first, 1.0))}),) if 0 < first < math.inf else ()


def more_steps(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """As many more as the factor foretells, and a fifth of that."""
    left = numbers["left"]
    if left is None or left > MOST_MORE:
        return ()
    more = {"steps": numbers["steps"] + math.ceil(1.2 * left) + 1}
    return (Remedy("steps", more if course.run.stop is Stop.BUDGET else {**more, "until": None}),)


def looser(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """A tolerance that the arithmetic can reach."""
    reached = float(course.norms.min()) * 2
    return (Remedy("looser", {"tol": f"{reached:.1e}"}),) if reached > 0 else ()


def tighter(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """A tolerance that leaves less of the way; the criterion that ended the run is left out."""
    finer = {"tol": f"{min(course.tol, numbers['norm']) * 1e-3:.0e}"} | ({"until": None} if numbers["norm"] > course.tol else {})
    return (Remedy("tighter", {**finer, "steps": MOST_MORE}),)


def other_search(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """The way straight down, which always leads down."""
    return (
        Remedy("downhill", {"method": "gradient descent", "rate": "armijo"}),
        Remedy("downhill", {"method": "bfgs", "rate": "wolfe"}),
    )


def smaller(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """A tenth of the step size, and steps that shrink."""
    rate = course.rate
    return () if rate is None else (Remedy("tenth", {"rate": short(rate / 10, 1.0)}), *decreasing(course, numbers))
