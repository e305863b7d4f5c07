"""The meta unit of M2M (Zhang et al., WSDM 2022) on towers: each layer's weights and biases are a linear map of the domain's embedding, so
that domains share the map and not the weights. Where a layer keeps the width its input is added before the activation. Below stands a
network for all domains. Transformers over sequences, experts with their attention and further tasks are left out."""
import torch
from torch import nn
from torch.nn import functional

from hamur import Hamur
from layers import BatchNorm, stack


class MetaUnit(nn.Module):
    """Makes the layer of a domain: weights [inputs, width] and bias [width] of its embedding."""

    def __init__(self, embedding, inputs, width):
        super().__init__()
        self.inputs, self.width = inputs, width
        self.weight, self.bias = nn.Linear(embedding, inputs * width), nn.Linear(embedding, width)

    def forward(self, z, scenario):
        line = z @ self.weight(scenario).reshape(self.inputs, self.width) + self.bias(scenario)
        return line + z if self.inputs == self.width else line


class MetaTower(nn.Module):
    """What a domain has for itself: its norms."""

    def __init__(self, widths):
        super().__init__()
        self.norms = nn.ModuleList(BatchNorm(width) for width in widths)


class Model(Hamur):
    def build(self):
        config = self.config
        bottom, layers, embedding = config["bottom"], config["layers"], config["embedding"]
        self.bottom = nn.Sequential(*stack(self.width, bottom))
        self.scenario_embedding = nn.Embedding(self.domains, embedding)
        nn.init.normal_(self.scenario_embedding.weight, 0, config["domainStart"])
        self.meta = nn.ModuleList(MetaUnit(embedding, a, b) for a, b in zip([bottom[-1], *layers], layers))
        self.towers = nn.ModuleList(MetaTower(layers) for _ in range(self.domains))
        self.head = nn.Linear(layers[-1], 1)

    def logits(self, x0, fields, dense, domain, H):
        shared = self.bottom(x0)
        return self.through_towers(self.towers, lambda d: shared, domain, H)

    def through_tower(self, tower, z, H, domain, d):
        scenario = self.scenario_embedding.weight[d]
        for n, (unit, norm) in enumerate(zip(self.meta, tower.norms)):
            z = torch.relu(norm(unit(z, scenario)))
            z = self.adapt(n + 1, functional.dropout(z, self.dropout[n], self.training), H, domain, d)
        return self.head(z).squeeze(1)
