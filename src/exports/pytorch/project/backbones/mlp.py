"""MLP: a tower for each domain over the same input. The domains share only the embeddings."""
from torch import nn

from hamur import Hamur
from layers import tower


class Model(Hamur):
    loops_hyper_network = True

    def build(self):
        self.layer_list = nn.ModuleList(tower(self.width, self.config["layers"]) for _ in range(self.domains))

    def logits(self, x0, fields, dense, domain, H):
        return self.through_towers(self.layer_list, lambda d: x0, domain, H)
