"""AdaSparse (Yang et al., CIKM 2022): one deep network for all domains. Before its first layer and after each, a pruner reads the domain's
embedding beside the values, and gives each value a factor; where it is at most epsilon the value is pruned.

alpha makes the sigmoid steeper and grows with each step. In the public code a value's sign turns where the paper prunes it, and evaluation
takes the alpha that would be next.
"""
import torch
from torch import nn

from hamur import Hamur, is_domain
from layers import Columns, stack


class Pruner(nn.Module):
    def __init__(self, inputs, width, config):
        super().__init__()
        self.linear = nn.Linear(inputs, width, bias=False)
        self.form, self.beta, self.epsilon = config["pruner"], config["prunerBeta"], config["prunerEpsilon"]
        self.paper = config["follows"] == "paper"

    def forward(self, scene, u, alpha):
        """scene [n, e] embeddings of the domains, u [n, m] -> u times its factors"""
        t = self.linear(torch.cat([scene, u], 1))
        v = torch.sigmoid(t if self.form == "scaling" else alpha * t)
        if self.form != "binarization":
            v = self.beta * v
        if self.paper:
            return u * v * (v > self.epsilon)
        sign = torch.sign(v - self.epsilon)
        return u * (sign if self.form == "binarization" else v * sign)


class Model(Hamur):
    towers_per_domain = False

    def embedding_name(self, field):
        return "sce_embedding" if is_domain(field) else "agn_embedding"

    def build(self):
        config = self.config
        layers = config["layers"]
        self.scene = Columns(self.columns_of(is_domain))
        self.agnostic = Columns(self.columns_of(lambda field: not is_domain(field), dense=True))
        self.register_buffer("alpha", torch.tensor(float(config["prunerAlpha"])))
        self.pruner_layers = nn.ModuleList(Pruner(self.scene.width + width, width, config) for width in (self.agnostic.width, *layers))
        hidden = (nn.Sequential(*stack(a, [b], 1, [share])) for a, b, share in zip([self.width, *layers], layers, self.dropout))
        self.mlp_layers = nn.ModuleList([*hidden, nn.Linear(layers[-1], 1)])

    def logits(self, x0, fields, dense, domain, H):
        alpha = self.alpha
        if self.training or self.config["follows"] == "public-code":
            alpha = alpha + self.config["prunerAlphaStep"]
        if self.training:
            # A copy, for the step's gradients are still to be worked out with this alpha.
            self.alpha = alpha.clone()
        scene = self.scene(x0)
        z = torch.cat([scene, self.pruner_layers[0](scene, self.agnostic(x0), alpha)], 1)
        for n, layer in enumerate(self.mlp_layers[:-1]):
            z = self.adapt(n + 1, self.pruner_layers[n + 1](scene, layer(z), alpha), H, domain)
        return self.mlp_layers[-1](z).squeeze(1)
