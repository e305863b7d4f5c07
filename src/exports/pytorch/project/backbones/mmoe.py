"""Multi-gate Mixture-of-Experts (Ma et al., KDD 2018): all domains share the experts; a gate of each domain mixes them for every row."""
from torch import nn

from hamur import Hamur
from layers import gate, mixed, stack, tower


class Model(Hamur):
    def build(self):
        config = self.config
        bottom, count = config["bottom"], config["experts"]
        self.experts = nn.ModuleList(nn.Sequential(*stack(self.width, bottom)) for _ in range(count))
        self.gates = nn.ModuleList(gate(self.width, count, config["gateNorm"]) for _ in range(self.domains))
        self.towers = nn.ModuleList(tower(bottom[-1], config["layers"]) for _ in range(self.domains))

    def logits(self, x0, fields, dense, domain, H):
        experts = [expert(x0) for expert in self.experts]
        read = [mixed(each(x0), experts) for each in self.gates]
        return self.through_towers(self.towers, lambda d: read[d], domain, H)
