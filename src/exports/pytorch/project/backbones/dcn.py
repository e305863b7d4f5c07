"""Deep & Cross Network (Wang et al., ADKDD 2017): a cross network beside a deep one, both shared by all domains."""
import torch
from torch import nn

from hamur import Hamur
from layers import Named, stack


class Cross(nn.Module):
    """x' = x0 (x . w) + b + x"""

    def __init__(self, width, layers):
        super().__init__()
        self.w = nn.ModuleList(nn.Linear(width, 1, bias=False) for _ in range(layers))
        self.b = nn.ParameterList(nn.Parameter(torch.zeros(width)) for _ in range(layers))

    def forward(self, x0):
        x = x0
        for w, b in zip(self.w, self.b):
            x = x0 * w(x) + b + x
        return x


class Model(Hamur):
    towers_per_domain = False
    loops_hyper_network = True

    def build(self):
        layers = self.config["layers"]
        self.cn = Cross(self.width, self.config["cross"])
        self.mlp = Named()
        self.mlp.put("mlp", nn.Sequential(*stack(self.width, layers, self.looped, self.dropout)))
        self.linear = Named()
        self.linear.put("fc", nn.Linear(self.width + layers[-1], 1))

    def logits(self, x0, fields, dense, domain, H):
        deep = self.through_deep(self.mlp.get("mlp"), x0, H, domain)
        return self.linear.get("fc")(torch.cat([self.cn(x0), deep], 1)).squeeze(1)
