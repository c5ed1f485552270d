"""Adam and what was made of it by changing a line."""

from __future__ import annotations

from symdescent.descent.catalogue.rows import AGAINST_ZERO, KERAS, OPTAX, PYTORCH, TINY, amount, share
from symdescent.descent.method import Method

SHARES = {"beta1": share("9/10"), "beta2": share("999/1000")}
PAPER, LIBRARY, KERAS_OWN = (SHARES | {"epsilon": amount(epsilon)} for epsilon in (TINY, TINY, "1/10000000"))
WITH_ROOT = PAPER | {"epsilon_root": amount(0)}
STATE = {"m": "0", "v": "0"}
MOMENTS = ("m = beta1*m + (1 - beta1)*g", "v = beta2*v + (1 - beta2)*g^2")
M_HAT, V_HAT = "m_hat = m/(1 - beta1^k)", "v_hat = v/(1 - beta2^k)"
ROOT_OF_PARTS = "s = sqrt(v)/sqrt(1 - beta2^k) + epsilon"
STEP_SIZE = "alpha_k = alpha*sqrt(1 - beta2^k)/(1 - beta1^k)"
PYTORCH_STEP = "x = x - alpha/(1 - beta1^k)*m/s"
KERAS_STEP = "x = x - alpha_k*m/(sqrt(v) + epsilon)"
OPTAX_STEP = "x = x - alpha*m_hat/(sqrt(v_hat + epsilon_root) + epsilon)"

ADAM = Method(
    "adam",
    (*MOMENTS, M_HAT, V_HAT, "x = x - alpha*m_hat/(sqrt(v_hat) + epsilon)"),
    "D. P. Kingma, J. Ba, Adam: A method for stochastic optimization, ICLR (2015), Algorithm 1",
    PAPER,
    STATE,
    "1/1000",
    versions={
        "pytorch": Method("adam (pytorch)", (*MOMENTS, ROOT_OF_PARTS, PYTORCH_STEP), f"{PYTORCH}Adam", LIBRARY, STATE, "1/1000"),
        "keras": Method("adam (keras)", (*MOMENTS, STEP_SIZE, KERAS_STEP), f"{KERAS}Adam", KERAS_OWN, STATE, "1/1000"),
        "optax": Method("adam (optax)", (*MOMENTS, M_HAT, V_HAT, OPTAX_STEP), f"{OPTAX}adam", WITH_ROOT, STATE, "1/1000"),
    },
)
DECAY_FIRST = "x = x - alpha*lambda*x"
ADAMW = Method(
    "adamw",
    (*MOMENTS, M_HAT, V_HAT, "x = x - eta*(alpha*m_hat/(sqrt(v_hat) + epsilon) + lambda*x)"),
    "I. Loshchilov, F. Hutter, Decoupled weight decay regularization, ICLR (2019), Algorithm 2",
    PAPER | {"lambda": amount("1/100000"), "eta": amount(1)},
    STATE,
    "1/1000",
    versions={
        "pytorch": Method(
            "adamw (pytorch)",
            (DECAY_FIRST, *MOMENTS, ROOT_OF_PARTS, PYTORCH_STEP),
            f"{PYTORCH}AdamW",
            LIBRARY | {"lambda": amount("1/100")},
            STATE,
            "1/1000",
        ),
        "keras": Method(
            "adamw (keras)",
            (DECAY_FIRST, *MOMENTS, STEP_SIZE, KERAS_STEP),
            f"{KERAS}AdamW",
            KERAS_OWN | {"lambda": amount("4/1000")},
            STATE,
            "1/1000",
        ),
        "optax": Method(
            "adamw (optax)",
            (*MOMENTS, M_HAT, V_HAT, "x = x - alpha*(m_hat/(sqrt(v_hat + epsilon_root) + epsilon) + lambda*x)"),
            f"{OPTAX}adamw",
            WITH_ROOT | {"lambda": amount("1/10000")},
            STATE,
            "1/1000",
        ),
    },
)
LARGEST = {"m": "0", "u": "0"}
LIFTED = "u = max(beta2*u, abs(g) + epsilon)"
ADAMAX = Method(
    "adamax",
    (MOMENTS[0], "u = max(beta2*u, abs(g))", "x = x - alpha/(1 - beta1^k)*m/(u + epsilon)"),
    f"D. P. Kingma, J. Ba, Adam: A method for stochastic optimization, ICLR (2015), Algorithm 2, {AGAINST_ZERO}",
    PAPER,
    LARGEST,
    "1/500",
    versions={
        "pytorch": Method(
            "adamax (pytorch)", (MOMENTS[0], LIFTED, "x = x - alpha/(1 - beta1^k)*m/u"), f"{PYTORCH}Adamax", LIBRARY, LARGEST, "1/500"
        ),
        "keras": Method(
            "adamax (keras)",
            (MOMENTS[0], "u = max(beta2*u, abs(g))", "x = x - alpha/(1 - beta1^k)*m/(u + epsilon)"),
            f"{KERAS}Adamax",
            KERAS_OWN,
            LARGEST,
            "1/1000",
        ),
        "optax": Method("adamax (optax)", (MOMENTS[0], LIFTED, M_HAT, "x = x - alpha*m_hat/u"), f"{OPTAX}adamax", PAPER, LARGEST, "1/500"),
    },
)
WITH_MAXIMUM = STATE | {"v_max": "0"}
MAXIMUM = "v_max = max(v_max, v)"
AMSGRAD = Method(
    "amsgrad",
    (*MOMENTS, MAXIMUM, "x = x - alpha*m/(sqrt(v_max) + epsilon)"),
    f"S. J. Reddi, S. Kale, S. Kumar, On the convergence of Adam and beyond, ICLR (2018), Algorithm 2, without a feasible set, {AGAINST_ZERO}",
    PAPER,
    WITH_MAXIMUM,
    "1/1000",
    versions={
        "pytorch": Method(
            "amsgrad (pytorch)",
            (*MOMENTS, MAXIMUM, "s = sqrt(v_max)/sqrt(1 - beta2^k) + epsilon", PYTORCH_STEP),
            f"{PYTORCH}Adam(amsgrad=True)",
            LIBRARY,
            WITH_MAXIMUM,
            "1/1000",
        ),
        "keras": Method(
            "amsgrad (keras)",
            (*MOMENTS, MAXIMUM, STEP_SIZE, "x = x - alpha_k*m/(sqrt(v_max) + epsilon)"),
            f"{KERAS}Adam(amsgrad=True)",
            KERAS_OWN,
            WITH_MAXIMUM,
            "1/1000",
        ),
        "optax": Method(
            "amsgrad (optax)",
            (
                *MOMENTS,
                M_HAT,
                V_HAT,
                "v_max = max(v_max, v_hat)",
                "x = x - alpha*m_hat/(sqrt(v_max + epsilon_root) + epsilon)",
            ),
            f"{OPTAX}amsgrad",
            WITH_ROOT,
            WITH_MAXIMUM,
            "1/1000",
        ),
    },
)
FAMILY: tuple[Method, ...] = (ADAM, ADAMW, ADAMAX, AMSGRAD)
