"""The catalogue of methods: each is the equations that its paper prints."""

from __future__ import annotations

from collections.abc import Mapping

from symdescent.descent.method import Method, Parameter, named
from symdescent.errors import ArgumentError

METHODS: Mapping[str, Method] = named(
    (
        Method(
            "gradient descent",
            ("x = x - alpha*g",),
            "A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, C. R. Acad. Sci. Paris 25 (1847)",
        ),
        Method(
            "heavy ball",
            ("y = x", "x = x - alpha*g + beta*(x - x_prev)", "x_prev = y"),
            "B. T. Polyak, Some methods of speeding up the convergence of iteration methods, USSR Comput. Math. Math. Phys. 4(5) (1964), eq. (9)",
            {"beta": Parameter("9/10", "[0, 1)")},
            {"x_prev": "x"},
        ),
        Method(
            "adam",
            (
                "m = beta1*m + (1 - beta1)*g",
                "v = beta2*v + (1 - beta2)*g^2",
                "m_hat = m/(1 - beta1^k)",
                "v_hat = v/(1 - beta2^k)",
                "x = x - alpha*m_hat/(sqrt(v_hat) + epsilon)",
            ),
            "D. P. Kingma, J. Ba, Adam: A method for stochastic optimization, ICLR (2015), Algorithm 1",
            {
                "beta1": Parameter("9/10", "[0, 1)"),
                "beta2": Parameter("999/1000", "[0, 1)"),
                "epsilon": Parameter("1/100000000", "[0, inf)"),
            },
            {"m": "0", "v": "0"},
        ),
        Method(
            "newton",
            ("p = -solve(H, g)", "x = x + alpha*p"),
            "J. Nocedal, S. J. Wright, Numerical Optimization, 2nd ed. (2006), eq. (3.30)",
            rate=1,
        ),
        Method(
            "bfgs",
            (
                "p = -B*g",
                "s = alpha*p",
                "x = x + s",
                "y = grad(x) - g",
                "rho = 1/(y'*s)",
                "B = (I - rho*s*y')*B*(I - rho*y*s') + rho*s*s'",
            ),
            "J. Nocedal, S. J. Wright, Numerical Optimization, 2nd ed. (2006), Algorithm 6.1",
            state={"B": "I"},
        ),
    )
)


def method_named(method: str | Method) -> Method:
    """The method of that name.

    Raises ``ArgumentError`` for an unknown name.
    """
    found = METHODS.get(method) if isinstance(method, str) else method
    if not isinstance(found, Method):
        raise ArgumentError(f"There is no method {method!r}: expected one of {', '.join(map(repr, METHODS))}.")
    return found
