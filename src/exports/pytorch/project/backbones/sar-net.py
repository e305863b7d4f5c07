"""SAR-Net (Shen et al., CIKM 2021), without its attention over sequences and its fairness coefficient: each domain scales and shifts the
input, element by element. Shared experts and the row's domain's own read what comes out; one gate mixes them; one network gives the logit.

In the public code an expert is BatchNorm -> Linear, and the own experts of a domain take their statistics of every row under its map.
"""
import torch
from torch import nn

from hamur import Hamur
from layers import BatchNorm, Named, mixed, of_group, stack


class NormedFirst(nn.Module):
    """The public code's expert: BatchNorm -> Linear; further layers have their number as a name."""

    def __init__(self, inputs, widths):
        super().__init__()
        self.bn, self.linear = BatchNorm(inputs), nn.Linear(inputs, widths[0])
        for n in range(1, len(widths)):
            self.add_module(str(n), NormedFirst(widths[n - 1], widths[n : n + 1]))
        self.depth = len(widths)

    def forward(self, x):
        z = self.linear(self.bn(x))
        for n in range(1, self.depth):
            z = getattr(self, str(n))(z)
        return z


class Model(Hamur):
    towers_per_domain = False

    def build(self):
        config, domains = self.config, range(self.domains)
        bottom, layers, shared, own = config["bottom"], config["layers"], config["experts"], config["ownExperts"]
        self.paper = config["follows"] == "paper"
        self.domain_weight = nn.ParameterList(nn.Parameter(torch.ones(1, self.width)) for _ in domains)
        self.domain_bias = nn.ParameterList(nn.Parameter(torch.zeros(self.width)) for _ in domains)

        def experts(count):
            made = (nn.Sequential(*stack(self.width, bottom)) if self.paper else NormedFirst(self.width, bottom) for _ in range(count))
            return nn.ModuleList(made)

        self.shared_expert = experts(shared)
        self.domain_specific_expert = nn.ModuleList(experts(own) for _ in domains)
        self.gate_net = nn.Linear(self.width, shared + own)
        self.final_mlp = Named()
        self.final_mlp.put("mlp", nn.Sequential(*stack(bottom[-1], layers, 1, self.dropout), nn.Linear(layers[-1], 1)))

    def logits(self, x0, fields, dense, domain, H):
        mapped = [x0 * weight + bias for weight, bias in zip(self.domain_weight, self.domain_bias)]
        x = of_group(mapped, domain)
        own = [[expert(x if self.paper else mapped[d]) for expert in experts] for d, experts in enumerate(self.domain_specific_expert)]
        experts = [*(expert(x) for expert in self.shared_expert), *(of_group(each, domain) for each in zip(*own))]
        deep = self.final_mlp.get("mlp")
        return deep[-1](self.through_deep(deep, mixed(self.gate_net(x), experts), H, domain)).squeeze(1)
