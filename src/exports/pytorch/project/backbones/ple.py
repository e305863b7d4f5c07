"""Progressive Layered Extraction (Tang et al., RecSys 2020): experts that all share beside experts of each domain; one level is CGC."""
from torch import nn

from hamur import Hamur
from layers import gate, mixed, stack, tower


class Level(nn.Module):
    def __init__(self, inputs, domains, config, last):
        super().__init__()
        own, shared, normed = config["ownExperts"], config["experts"], config["gateNorm"]

        def experts(count):
            return nn.ModuleList(nn.Sequential(*stack(inputs, config["bottom"])) for _ in range(count))

        self.own = nn.ModuleList(experts(own) for _ in range(domains))
        self.shared = experts(shared)
        self.gates = nn.ModuleList(gate(inputs, own + shared, normed) for _ in range(domains))
        # What the shared experts of the next level read: a mixture of all.
        self.shared_gate = None if last else gate(inputs, domains * own + shared, normed)

    def forward(self, per_domain, shared):
        """per_domain: [B, inputs] for each domain; shared [B, inputs] -> the same of this level"""
        own = [[expert(x) for expert in experts] for experts, x in zip(self.own, per_domain)]
        common = [expert(shared) for expert in self.shared]
        out = [mixed(each(x), [*mine, *common]) for each, x, mine in zip(self.gates, per_domain, own)]
        if self.shared_gate is not None:
            shared = mixed(self.shared_gate(shared), [*(expert for mine in own for expert in mine), *common])
        return out, shared


class Model(Hamur):
    def build(self):
        config = self.config
        width, levels = config["bottom"][-1], config["levels"]
        self.levels = nn.ModuleList(Level(self.width if i == 0 else width, self.domains, config, i == levels - 1) for i in range(levels))
        self.towers = nn.ModuleList(tower(width, config["layers"]) for _ in range(self.domains))

    def logits(self, x0, fields, dense, domain, H):
        read, shared = [x0] * self.domains, x0
        for level in self.levels:
            read, shared = level(read, shared)
        return self.through_towers(self.towers, lambda d: read[d], domain, H)
