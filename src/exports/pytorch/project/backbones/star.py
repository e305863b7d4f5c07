"""STAR (Sheng et al., CIKM 2021): a domain's weights are a shared matrix times its own, element by element, over an input that is
normalised with each domain's own statistics; beside it an auxiliary network that all domains share."""
import torch
from torch import nn
from torch.nn import functional

from hamur import Hamur
from layers import BatchNorm


class StarLinear(nn.Module):
    def __init__(self, domains, inputs, width):
        super().__init__()
        like = nn.Linear(inputs, width)
        self.shared_weight = nn.Parameter(like.weight.detach().t().reshape(1, inputs, width).clone())
        self.shared_bias = nn.Parameter(like.bias.detach().reshape(1, 1, width).clone())
        self.own_weight = nn.Parameter(torch.ones(domains, inputs, width))
        self.own_bias = nn.Parameter(torch.zeros(domains, 1, width))

    def forward(self, x, d):
        return x @ (self.shared_weight[0] * self.own_weight[d]) + self.shared_bias[0] + self.own_bias[d]


class PartitionedNorm(nn.ModuleList):
    """A norm of each domain over its own rows; a shared gamma scales and a shared beta shifts them all."""

    def __init__(self, domains, width):
        super().__init__(BatchNorm(width) for _ in range(domains))
        self.shared_weight = nn.Parameter(torch.ones(1, 1, width))
        self.shared_bias = nn.Parameter(torch.zeros(1, 1, width))

    def forward(self, x, domain):
        out = torch.zeros_like(x)
        for d, norm in enumerate(self):
            rows = (domain == d).nonzero().squeeze(1)
            # gamma * shared gamma scales, beta + shared beta shifts: the norm has added its beta already.
            own = (norm(x[rows]) - norm.bias) * self.shared_weight[0] + norm.bias + self.shared_bias[0]
            out = out.index_copy(0, rows, own.to(out.dtype))
        return out


class Model(Hamur):
    def build(self):
        layers, bottom = self.config["layers"], self.config["bottom"]
        widths = [self.width, *layers, 1]
        self.star = nn.ModuleList(StarLinear(self.domains, a, b) for a, b in zip(widths, widths[1:]))
        self.partitioned_norm = PartitionedNorm(self.domains, self.width)
        modules, inputs = [], self.width
        for width in bottom:
            modules += [nn.Linear(inputs, width), nn.ReLU()]
            inputs = width
        self.auxiliary = nn.Sequential(*modules, nn.Linear(inputs, 1))

    def logits(self, x0, fields, dense, domain, H):
        normal = self.partitioned_norm(x0, domain)
        return self.through_towers(range(self.domains), lambda d: normal, domain, H) + self.auxiliary(x0).squeeze(1)

    def through_tower(self, layers, z, H, domain, d):
        for n, layer in enumerate(self.star[:-1]):
            z = functional.dropout(torch.relu(layer(z, d)), self.dropout[n], self.training)
            z = self.adapt(n + 1, z, H, domain, d)
        return self.star[-1](z, d).squeeze(1)
