"""The words in and about pictures."""

from __future__ import annotations

FIGURES = {
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
    "alt_tangent": "The tangent touches it at {place}, where the value is {value}, with the slope {slope}.",
    "alt_mark": "The {kind} is marked at {place}, with the value {value}.",
    "alt_convergence": "Value and gradient norm at the steps 0 to {k} on a logarithmic axis for f = {formula}.",
    "alt_gap": "The value's distance from its {kind} goes from {first} to {last}.",
    "alt_norm": "The gradient norm goes from {first} to {last}.",
}

SENTENCES = {f"figure {key}": text for key, text in FIGURES.items()}
