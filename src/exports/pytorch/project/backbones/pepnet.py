"""PEPNet (Chang et al., KDD 2023): EPNet's gate scales the embeddings by the domain, and PPNet's gates scale the layers of each domain's
tower by the ids of user and item, which nothing else reads."""
import torch
from torch import nn
from torch.nn import functional

from hamur import Hamur, is_domain
from layers import Columns, GatedTower, GateUnit


def is_id(field):
    return field.get("id", False)


class Model(Hamur):
    def embedding_name(self, field):
        return "sce_embedding" if is_domain(field) else "id_embedding" if is_id(field) else "agn_embedding"

    def build(self):
        general = self.columns_of(lambda field: not is_domain(field) and not is_id(field), dense=True)
        self.gated = Columns(general or self.columns_of(lambda field: True, dense=True))
        self.scene, self.ids = Columns(self.columns_of(is_domain)), Columns(self.columns_of(is_id))
        self.inputs = self.gated.width
        self.gatenu = GateUnit(self.scene.width + self.inputs, self.inputs)
        self.domain_tower = nn.ModuleList(GatedTower(self.inputs, self.ids.width + self.inputs, self.config["layers"]) for _ in range(self.domains))

    def logits(self, x0, fields, dense, domain, H):
        E = self.gated(x0)
        # No gate moves what it reads beside the domain's embedding and the ids.
        O_ep = self.gatenu(torch.cat([self.scene(x0), E.detach()], 1)) * E
        both = torch.cat([O_ep, self.ids(x0), O_ep.detach()], 1)
        return self.through_towers(self.domain_tower, lambda d: both, domain, H)

    def through_tower(self, tower, both, H, domain, d):
        z, read_by_gates = both[:, : self.inputs], both[:, self.inputs :]
        for n, (layer, gate) in enumerate(zip(tower.mlp_layers, tower.gate_layers)):
            z = functional.dropout(layer(z), self.dropout[n], self.training)
            z = self.adapt(n + 1, z * gate(read_by_gates), H, domain, d)
        return tower.final_layer(z).squeeze(1)
