"""Adam with a look ahead, a warm-up of its own, or another second moment."""

from __future__ import annotations

from symdescent.descent.catalogue.adam import KERAS_OWN, LIBRARY, M_HAT, MOMENTS, PAPER, SHARES, STATE, V_HAT, WITH_ROOT
from symdescent.descent.catalogue.rows import AGAINST_ZERO, KERAS, OPTAX, PYTORCH, TINY, amount, share
from symdescent.descent.method import Method

AHEAD = "m_bar = mu_next*m/(1 - P*mu_next) + (1 - mu_k)*g/(1 - P)"
LOOKED_AHEAD = "x = x - alpha*m_bar/(sqrt(v_hat) + epsilon)"
NADAM_STATE = STATE | {"P": "1"}


def momentum_schedule(mu: str, exponent: str) -> tuple[str, ...]:
    """mu(1 - 0.96^(k psi)/2) of this step and the next, and the product P of all so far."""
    return (
        f"mu_k = {mu}*(1 - 1/2*0.96^(k{exponent}))",
        f"mu_next = {mu}*(1 - 1/2*0.96^((k + 1){exponent}))",
        "P = P*mu_k",
    )


NADAM = Method(
    "nadam",
    (
        *momentum_schedule("mu", "/250"),
        "m = mu_k*m + (1 - mu_k)*g",
        "v = nu*v + (1 - nu)*g^2",
        AHEAD,
        "v_hat = nu*v/(1 - nu^k)",
        LOOKED_AHEAD,
    ),
    "T. Dozat, Incorporating Nesterov momentum into Adam, ICLR workshop (2016), Algorithm 2",
    {"mu": share("99/100"), "nu": share("999/1000"), "epsilon": amount(TINY)},
    NADAM_STATE,
    "1/1000",
    versions={
        "pytorch": Method(
            "nadam (pytorch)",
            (*momentum_schedule("beta1", "*psi"), *MOMENTS, AHEAD, V_HAT, LOOKED_AHEAD),
            f"{PYTORCH}NAdam",
            LIBRARY | {"psi": amount("4/1000")},
            NADAM_STATE,
            "1/500",
        ),
        "keras": Method(
            "nadam (keras)",
            (*momentum_schedule("beta1", ""), *MOMENTS, AHEAD, V_HAT, LOOKED_AHEAD),
            f"{KERAS}Nadam",
            KERAS_OWN,
            NADAM_STATE,
            "1/1000",
        ),
        "optax": Method(
            "nadam (optax)",
            (
                *MOMENTS,
                "m_bar = beta1*m/(1 - beta1^(k + 1)) + (1 - beta1)*g/(1 - beta1^k)",
                V_HAT,
                "x = x - alpha*m_bar/(sqrt(v_hat + epsilon_root) + epsilon)",
            ),
            f"{OPTAX}nadam",
            WITH_ROOT,
            STATE,
            "1/1000",
        ),
    },
)
LENGTHS = ("rho_inf = 2/(1 - beta2) - 1", "rho = rho_inf - 2*k*beta2^k/(1 - beta2^k)")
RECTIFIED = "sqrt((rho - 4)*(rho - 2)*rho_inf/((rho_inf - 4)*(rho_inf - 2)*rho))"


def rectified(condition: str, adapted: str) -> tuple[str, ...]:
    """Adam's lines, its step only where the condition holds on the length rho of the average."""
    rate = f"r = piecewise(({RECTIFIED}, {condition}), (0, True))"
    return (*MOMENTS, M_HAT, *LENGTHS, rate, f"x = piecewise((x - alpha*r*{adapted}, {condition}), (x - alpha*m_hat, True))")


RADAM = Method(
    "radam",
    rectified("rho > 4", "m_hat*sqrt(1 - beta2^k)/(sqrt(v) + epsilon)"),
    f"L. Liu et al., On the variance of the adaptive learning rate and beyond, ICLR (2020), Algorithm 2, {AGAINST_ZERO}",
    PAPER,
    STATE,
    "1/1000",
    versions={
        "pytorch": Method(
            "radam (pytorch)",
            rectified("rho > 5", "m_hat*sqrt(1 - beta2^k)/(sqrt(v) + epsilon)"),
            f"{PYTORCH}RAdam",
            LIBRARY,
            STATE,
            "1/1000",
        ),
        "optax": Method(
            "radam (optax)",
            rectified("rho >= 5", "m_hat/(sqrt(v/(1 - beta2^k) + epsilon_root) + epsilon)"),
            f"{OPTAX}radam",
            WITH_ROOT,
            STATE,
            "1/1000",
        ),
    },
)
BELIEF_STATE = {"m": "0", "s": "0"}
BELIEF_STEP = ("s_hat = s/(1 - beta2^k)", "x = x - alpha*m_hat/(sqrt(s_hat) + epsilon)")
SMALLEST = amount("1/10000000000000000")
ADABELIEF = Method(
    "adabelief",
    (MOMENTS[0], "s = beta2*s + (1 - beta2)*(g - m)^2 + epsilon", M_HAT, *BELIEF_STEP),
    "J. Zhuang et al., AdaBelief optimizer: Adapting stepsizes by the belief in observed gradients, NeurIPS (2020), Algorithm 2",
    PAPER,
    BELIEF_STATE,
    "1/1000",
    versions={
        "optax": Method(
            "adabelief (optax)",
            (MOMENTS[0], "s = beta2*s + (1 - beta2)*(g - m)^2 + epsilon_root", M_HAT, *BELIEF_STEP),
            f"{OPTAX}adabelief",
            SHARES | {"epsilon": SMALLEST, "epsilon_root": SMALLEST},
            BELIEF_STATE,
            "1/1000",
        ),
    },
)
TOWARDS = "v = v - (1 - beta2)*sign(v - g^2)*g^2"
YOGI = Method(
    "yogi",
    (MOMENTS[0], TOWARDS, "x = x - alpha*m/(sqrt(v) + epsilon)"),
    "M. Zaheer, S. Reddi, D. Sachan, S. Kale, S. Kumar, Adaptive methods for nonconvex optimization, NeurIPS (2018), Algorithm 2",
    SHARES | {"epsilon": amount("1/1000")},
    STATE,
    "1/100",
    versions={
        "optax": Method(
            "yogi (optax)",
            (MOMENTS[0], TOWARDS, M_HAT, V_HAT, "x = x - alpha*m_hat/(sqrt(v_hat) + epsilon)"),
            f"{OPTAX}yogi",
            SHARES | {"epsilon": amount("1/1000"), "initial": amount("1/1000000")},
            {"m": "initial", "v": "initial"},
            "1/100",
        ),
    },
)
ADAN_STATE = {"m": "0", "v": "0", "w": "0", "g_last": "0"}
DIFFERENCE = "d = piecewise((0, k == 1), (g - g_last, True))"
ADAN = Method(
    "adan",
    (
        DIFFERENCE,
        "m = piecewise((g, k == 1), ((1 - beta1)*m + beta1*g, True))",
        "v = piecewise((d, k <= 2), ((1 - beta2)*v + beta2*d, True))",
        "w = piecewise((g^2, k == 1), ((1 - beta3)*w + beta3*(g + (1 - beta2)*d)^2, True))",
        "eta = alpha/sqrt(w + epsilon)",
        "x = (x - eta*(m + (1 - beta2)*v))/(1 + lambda*alpha)",
        "g_last = g",
    ),
    "X. Xie, P. Zhou, H. Li, Z. Lin, S. Yan, Adan: Adaptive Nesterov momentum algorithm for faster optimizing deep models, "
    "IEEE Trans. Pattern Anal. Mach. Intell. 46 (2024), Algorithm 1, whose n is w here",
    {"beta1": share("2/100"), "beta2": share("8/100"), "beta3": share("1/100"), "epsilon": amount(TINY), "lambda": amount(0)},
    ADAN_STATE,
    "1/1000",
    versions={
        "optax": Method(
            "adan (optax)",
            (
                DIFFERENCE,
                "m = beta1*m + (1 - beta1)*g",
                "v = beta2*v + (1 - beta2)*d",
                "w = beta3*w + (1 - beta3)*(g + (1 - beta2)*d)^2",
                "u = m/(1 - beta1^k) + (1 - beta2)*v/(1 - beta2^k)",
                "x = x - alpha*(u/(sqrt(w/(1 - beta3^k) + epsilon_root) + epsilon) + lambda*x)",
                "g_last = g",
            ),
            f"{OPTAX}adan",
            {
                "beta1": share("98/100"),
                "beta2": share("92/100"),
                "beta3": share("99/100"),
                "epsilon": amount(TINY),
                "epsilon_root": amount(TINY),
                "lambda": amount(0),
            },
            ADAN_STATE,
            "1/1000",
        ),
    },
)
AFTER_ADAM: tuple[Method, ...] = (NADAM, RADAM, ADABELIEF, YOGI, ADAN)
