"""Shared-Bottom (Caruana, Multitask Learning, Machine Learning 28, 1997): one network for all domains, a tower for each on top."""
from torch import nn

from hamur import Hamur
from layers import stack, tower


class Model(Hamur):
    def build(self):
        bottom = self.config["bottom"]
        self.bottom = nn.Sequential(*stack(self.width, bottom))
        self.towers = nn.ModuleList(tower(bottom[-1], self.config["layers"]) for _ in range(self.domains))

    def logits(self, x0, fields, dense, domain, H):
        shared = self.bottom(x0)
        return self.through_towers(self.towers, lambda d: shared, domain, H)
