"""EPNet (Chang et al., PEPNet, KDD 2023, section 2.3): a gate that reads the domain's embedding scales each number of all other fields;
a deep network that all domains share reads them scaled."""
import torch
from torch import nn

from hamur import Hamur, is_domain
from layers import Columns, GateUnit, Named, stack


class Model(Hamur):
    towers_per_domain = False

    def embedding_name(self, field):
        return "sce_embedding" if is_domain(field) else "agn_embedding"

    def build(self):
        layers = self.config["layers"]
        self.scene = Columns(self.columns_of(is_domain))
        self.gated = Columns(self.columns_of(lambda field: not is_domain(field), dense=True))
        inputs = self.gated.width
        self.gatenu = GateUnit(self.scene.width + inputs, inputs)
        self.mlp = Named()
        self.mlp.put("mlp", nn.Sequential(*stack(inputs, layers, 1, self.dropout), nn.Linear(layers[-1], 1)))

    def logits(self, x0, fields, dense, domain, H):
        E = self.gated(x0)
        # The gate does not move what it gates.
        delta = self.gatenu(torch.cat([self.scene(x0), E.detach()], 1))
        deep = self.mlp.get("mlp")
        return deep[-1](self.through_deep(deep, delta * E, H, domain)).squeeze(1)
