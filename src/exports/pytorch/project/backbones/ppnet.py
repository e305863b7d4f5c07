"""PPNet (Chang et al., PEPNet, KDD 2023, section 2.4): every layer of a domain's tower is scaled, unit by unit, by a gate that reads the
ids of user and item, and all else without moving it.

In the paper the towers read the fields that are no ids. In the public code they read what the gates read, so that only the ids are trained.
"""
import torch
from torch import nn
from torch.nn import functional

from hamur import Hamur
from layers import Columns, GatedTower


def is_id(field):
    return field.get("id", False)


class Model(Hamur):
    def embedding_name(self, field):
        return "id_embedding" if is_id(field) else "agn_embedding"

    def build(self):
        self.public_code = self.config["follows"] == "public-code"
        others = self.columns_of(lambda field: not is_id(field), dense=True)
        if not others and not self.public_code:
            others = self.columns_of(lambda field: True, dense=True)
        self.ids, self.others = Columns(self.columns_of(is_id)), Columns(others)
        both = self.ids.width + self.others.width
        self.inputs = both if self.public_code else self.others.width
        self.domain_tower = nn.ModuleList(GatedTower(self.inputs, both, self.config["layers"]) for _ in range(self.domains))

    def logits(self, x0, fields, dense, domain, H):
        others = self.others(x0)
        gated_by = torch.cat([self.ids(x0), others.detach()], 1)
        both = torch.cat([gated_by if self.public_code else others, gated_by], 1)
        return self.through_towers(self.domain_tower, lambda d: both, domain, H)

    def through_tower(self, tower, both, H, domain, d):
        z, read_by_gates = both[:, : self.inputs], both[:, self.inputs :]
        for n, (layer, gate) in enumerate(zip(tower.mlp_layers, tower.gate_layers)):
            z = functional.dropout(layer(z), self.dropout[n], self.training)
            z = self.adapt(n + 1, z * gate(read_by_gates), H, domain, d)
        return tower.final_layer(z).squeeze(1)
