"""Wide & Deep (Cheng et al., DLRS 2016): a linear map of the dense fields beside a deep network over the embeddings."""
import torch
from torch import nn

from hamur import Hamur
from layers import Named, stack


class Model(Hamur):
    towers_per_domain = False

    def build(self):
        layers = self.config["layers"]
        modules = stack(self.fields_width, layers, self.looped, self.dropout)
        head = nn.Linear(layers[-1], 1)
        # With adapters the last linear map stands outside of the deep network, as in the authors' code.
        self.outside = len(self.config["adapters"]) > 0
        if self.outside:
            self.mlp_final = Named()
            self.mlp_final.put("fc", head)
        else:
            modules.append(head)
        self.mlp = Named()
        self.mlp.put("mlp", nn.Sequential(*modules))
        if self.dense_width > 0:
            self.linear = Named()
            self.linear.put("fc", nn.Linear(self.dense_width, 1))

    def hyper_input(self, x0, fields, dense):
        return torch.cat([dense, fields], 1)

    def logits(self, x0, fields, dense, domain, H):
        deep = self.mlp.get("mlp")
        head = self.mlp_final.get("fc") if self.outside else deep[-1]
        logits = head(self.through_deep(deep, fields, H, domain))
        if self.dense_width > 0:
            logits = logits + self.linear.get("fc")(dense)
        return logits.squeeze(1)
