"""The words in and about pictures, by language."""

from __future__ import annotations

from symdescent.notation.style import current_style

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "min": "minimum",
        "max": "maximum",
        "best": "best value",
        "local": "local {kind}",
        "start": "start",
        "end": "step {k}",
        "step": "step k",
        "value": "value",
        "gap_min": "value above\nthe {kind}",
        "gap_max": "value below\nthe {kind}",
        "norm": "gradient norm",
        "zero": "{label}\n(0 from step {k} on)",
        "runaway": "steps 0 to {k}; the later ones leave the picture",
        "outside": "steps 0 to {k}; the next one leaves the domain",
        "nothing": "everything is 0 or not a number",
        "alt_curve": "The curve of f({variable}) = {formula} for {variable} from {left} to {right}.",
        "alt_contour": "Contour lines of f({names}) = {formula}, {across} from {left} to {right} across and {up} from {bottom} to {top} up.",
        "alt_run": "The run goes from {start} with the value {first} at step 0 to {end} with the value {last} at step {k}.",
        "alt_runaway": "The later steps of the run leave the picture.",
        "alt_outside": "The next step of the run leaves the domain of the function.",
        "alt_mark": "The {kind} is marked at {place}, with the value {value}.",
        "alt_convergence": "Value and gradient norm at the steps 0 to {k} on a logarithmic axis for f = {formula}.",
        "alt_gap": "The value's distance from its {kind} goes from {first} to {last}.",
        "alt_norm": "The gradient norm goes from {first} to {last}.",
        "evaluations": "evaluations of value, gradient and Hessian",
        "rate": "step size",
        "converged": "converged",
        "lost": "diverged",
        "unfinished": "still on the way\nafter {k} steps",
        "steps until": "steps until the gradient norm is {tol}",
        "nowhere": "another point,\nor none",
        "reaches": "the run reaches",
        "alt_race": "Best value so far against evaluations, up to {budget} of them, on a logarithmic axis for f = {formula}.",
        "alt_racer": "{name} ends {gap} from the best value after {count} evaluations.",
        "alt_paths": "The paths of the methods on the contour lines of f = {formula}.",
        "alt_path": "{name} ends at {place} after {k} steps.",
        "alt_rates": "Steps until the run converges for {count} numbers of the {name} from {first} to {last}, f = {formula}.",
        "alt_fastest": "The fastest is {number} with {steps} steps.",
        "alt_lost": "The runs diverge for {numbers}.",
        "alt_basins": "{count} starts, each in the colour of the point that its run reaches, for f = {formula}.",
        "alt_basin": "({place}) is reached from {share} % of them.",
        "alt_map": "Steps of {count} runs as colours for f = {formula}: {converged} converge and {lost} diverge.",
        "alt_steps": "Those that converge take {fewest} to {most} steps.",
    }
}


def words(key: str, **parts: object) -> str:
    """The sentence or label of that name in the language in force, its parts put in."""
    return WORDS[current_style().language][key].format(**parts)
