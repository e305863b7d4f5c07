"""Prints what PyTorch's optimisers make of five gradients, as src/engine/ops/optimise.golden.json.

    python3 scripts/oracles/optimisers.py > src/engine/ops/optimise.golden.json
"""
import json

import torch

torch.manual_seed(1)
start = torch.randn(6, dtype=torch.float64)
gradients = torch.randn(5, 6, dtype=torch.float64)
gradients[:, 5] = 0  # a parameter that only decay moves
rates = [0.01, 0.02, 0.005, 0.01, 0.03]
decay, momentum, clip = 0.1, 0.9, 1.5
make = {
    "adam": lambda p: torch.optim.Adam(p, lr=1, weight_decay=decay),
    "adamw": lambda p: torch.optim.AdamW(p, lr=1, weight_decay=decay),
    "adagrad": lambda p: torch.optim.Adagrad(p, lr=1, weight_decay=decay),
    "sgd": lambda p: torch.optim.SGD(p, lr=1, momentum=momentum, weight_decay=decay),
}
after = {}
for name, of in make.items():
    parameter = torch.nn.Parameter(start.clone())
    optimiser = of([parameter])
    after[name] = []
    for gradient, rate in zip(gradients, rates):
        for group in optimiser.param_groups:
            group["lr"] = rate
        parameter.grad = gradient.clone()
        torch.nn.utils.clip_grad_norm_([parameter], clip)
        optimiser.step()
        after[name].append(parameter.detach().tolist())
print(
    json.dumps(
        {
            "torch": torch.__version__,
            "start": start.tolist(),
            "gradients": gradients.tolist(),
            "rates": rates,
            "decay": decay,
            "momentum": momentum,
            "clip": clip,
            "after": after,
        }
    )
)
