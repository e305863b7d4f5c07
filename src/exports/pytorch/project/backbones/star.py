"""STAR (Sheng et al., CIKM 2021): a domain's weights are a shared matrix times its own, element by element, over an input that is
normalised with each domain's own statistics; beside it an auxiliary network that all domains share.

In the public code the input is normalised by all rows that are read together, in evaluation too, so that a prediction depends on them.
Behind every map of a tower, the last one too, stand a BatchNorm and a ReLU, and a BatchNorm in each layer of the auxiliary network.
"""
import torch
from torch import nn
from torch.nn import functional

from hamur import Hamur
from layers import BatchNorm, Named, moments, stack


# That class's own, beside the variance of its input.
INPUT_EPSILON = 1e-6


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
        self.paper = self.config["follows"] == "paper"
        if self.paper:
            self.build_paper()
        else:
            self.build_public()

    def build_paper(self):
        layers, bottom = self.config["layers"], self.config["bottom"]
        widths = [self.width, *layers, 1]
        self.star = nn.ModuleList(StarLinear(self.domains, a, b) for a, b in zip(widths, widths[1:]))
        self.partitioned_norm = PartitionedNorm(self.domains, self.width)
        modules, inputs = [], self.width
        for width in bottom:
            modules += [nn.Linear(inputs, width), nn.ReLU()]
            inputs = width
        self.auxiliary = nn.Sequential(*modules, nn.Linear(inputs, 1))

    def build_public(self):
        """With the names of the class there."""
        bottom, domains = self.config["bottom"], range(self.domains)
        widths = [self.width, *self.config["layers"], 1]
        maps = list(zip(widths, widths[1:]))

        def lists(made):
            return nn.ParameterList(nn.Parameter(each) for each in made)

        like = [nn.Linear(a, b) for a, b in maps]
        self.share_parm_w = lists(each.weight.detach().t().clone() for each in like)
        self.share_parm_b = lists(each.bias.detach().clone() for each in like)
        self.domain_specific_w = nn.ModuleList(lists(torch.ones(a, b) for a, b in maps) for _ in domains)
        self.domain_specific_b = nn.ModuleList(lists(torch.zeros(b) for _, b in maps) for _ in domains)
        self.domain_specific_bn = nn.ModuleList(nn.ModuleList(BatchNorm(b) for _, b in maps) for _ in domains)
        self.dn_share_gamma, self.dn_share_bias = nn.Parameter(torch.ones(self.width)), nn.Parameter(torch.zeros(self.width))
        self.domain_specific_dn_gamma = lists(torch.ones(self.width) for _ in domains)
        self.domain_specific_dn_bias = lists(torch.zeros(self.width) for _ in domains)
        self.auxnet = Named()
        self.auxnet.put("mlp", nn.Sequential(*stack(self.width, bottom, 1, [0.0] * len(bottom)), nn.Linear(bottom[-1], 1)))

    def logits(self, x0, fields, dense, domain, H):
        if self.paper:
            normal = self.partitioned_norm(x0, domain)
            return self.through_towers(range(self.domains), lambda d: normal, domain, H) + self.auxiliary(x0).squeeze(1)
        _, mean, variance = moments(x0)
        normal = (x0 - mean) * torch.rsqrt(variance + INPUT_EPSILON)

        def read(d):
            return self.dn_share_gamma * self.domain_specific_dn_gamma[d] * normal + self.dn_share_bias + self.domain_specific_dn_bias[d]

        return self.through_towers(range(self.domains), read, domain, H) + self.auxnet.get("mlp")(x0).squeeze(1)

    def layer(self, l, z, d):
        """Of domain d, with what follows its map."""
        if self.paper:
            line = self.star[l](z, d)
            return torch.relu(line) if l < len(self.star) - 1 else line
        line = z @ (self.share_parm_w[l] * self.domain_specific_w[d][l]) + self.share_parm_b[l] + self.domain_specific_b[d][l]
        return torch.relu(self.domain_specific_bn[d][l](line))

    def through_tower(self, layers, z, H, domain, d):
        depth = len(self.config["layers"])
        for n in range(depth):
            z = functional.dropout(self.layer(n, z, d), self.dropout[n], self.training)
            z = self.adapt(n + 1, z, H, domain, d)
        return self.layer(depth, z, d).squeeze(1)
