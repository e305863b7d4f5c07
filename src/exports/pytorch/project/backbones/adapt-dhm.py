"""AdaptDHM (Li et al., 2022): each row goes to the centre that is most like its x0, and through that cluster's network, whose weights are a
shared matrix times its own, element by element.

Each step moves the centres three times towards the rows of all processes. In the public code no bias is used, and so none is trained.
"""
import torch
from torch import nn
from torch.nn import functional

from hamur import Hamur
from layers import exactly, of_group, summed

ROUNDS = 3
# Products of float32 that differ by less, for an x0 of length 1, may be the same.
ROUNDING = 1e-5


class Model(Hamur):
    towers_per_domain = False

    def build(self):
        config = self.config
        clusters, widths = config["clusters"], [self.width, *config["layers"], 1]
        self.biased = config["follows"] == "paper"
        # A cluster that all rows are sent to, for who wants to see what it does.
        self.forced = None
        self.register_buffer("center", functional.normalize(torch.randn(clusters, self.width), dim=1))
        self.domain_w, self.domain_b = nn.ModuleList(), nn.ModuleList()
        for group in range(clusters + 1):
            # The first is shared; the others, one for each cluster, start from it.
            W, b = nn.ParameterList(), nn.ParameterList()
            for inputs, width in zip(widths, widths[1:]):
                like = nn.Linear(inputs, width)
                W.append(nn.Parameter(like.weight.detach().t().clone() if group == 0 else torch.ones(inputs, width)))
                started = group == 0 and self.biased
                b.append(nn.Parameter(like.bias.detach().clone() if started else torch.zeros(width), requires_grad=self.biased))
            self.domain_w.append(W)
            self.domain_b.append(b)

    def hangs_on_rounding(self, x0):
        if self.center.shape[0] == 1:
            return super().hangs_on_rounding(x0)
        best = (x0 @ self.center.t()).topk(2, 1).values
        return best[:, 0] - best[:, 1] <= ROUNDING * x0.norm(dim=1)

    @torch.no_grad()
    def move_centres(self, x0):
        momentum, center = self.config["clusterMomentum"], self.center
        for _ in range(ROUNDS):
            shares = functional.softmax(x0 @ center.t(), 1)
            center = functional.normalize(momentum * center + (1 - momentum) * summed(shares.t() @ x0), dim=1)
        self.center = center

    def line(self, n, z, cluster):
        outs = []
        for W, b in zip(self.domain_w[1:], self.domain_b[1:]):
            out = z @ (self.domain_w[0][n] * W[n])
            outs.append(out + self.domain_b[0][n] + b[n] if self.biased else out)
        return of_group(outs, cluster)

    def logits(self, x0, fields, dense, domain, H):
        rows = x0.detach()
        with exactly(rows):
            if self.training:
                self.move_centres(rows)
            cluster = (rows @ self.center.t()).argmax(1)
        if self.forced is not None:
            cluster = torch.full_like(cluster, self.forced)
        z, last = x0, len(self.config["layers"])
        for n in range(last):
            z = functional.dropout(torch.relu(self.line(n, z, cluster)), self.dropout[n], self.training)
            z = self.adapt(n + 1, z, H, domain)
        return self.line(last, z, cluster).squeeze(1)
