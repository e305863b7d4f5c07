"""M3oE (Zhang et al., SIGIR 2024), for one task. Of each row an extraction h is made. A domain's gate mixes shared experts of h; to that are
added a balance of the domains' experts, the row's own and the others', and the task's expert. A tower for each domain reads the sum.

The weights of the sum are trained with the rest. In the public code there is no task's expert, and its weights are never trained.
"""
import torch
from torch import nn

from hamur import Hamur
from layers import Block, blocks, mixed, of_group


class Weight(nn.Module):
    """A weight of the sum, before its sigmoid."""

    def __init__(self):
        super().__init__()
        self.deep_weights = nn.Parameter(torch.ones(1))

    def forward(self):
        return torch.sigmoid(self.deep_weights)


class Model(Hamur):
    def build(self):
        config, domains = self.config, range(self.domains)
        star, width = config["extraction"]
        bottom = config["bottom"]
        self.shared_weight, self.shared_bias = nn.Parameter(torch.empty(self.width, star)), nn.Parameter(torch.zeros(star))
        self.slot_weight = nn.ParameterList(nn.Parameter(torch.empty(self.width, star)) for _ in domains)
        self.slot_bias = nn.ParameterList(nn.Parameter(torch.zeros(star)) for _ in domains)
        for weight in (self.shared_weight, *self.slot_weight):
            nn.init.xavier_uniform_(weight)
        self.star_mlp, self.skip_conn = Block(star, [width]), Block(self.width, [width])
        self.expert = nn.ModuleList(Block(width, bottom) for _ in range(config["experts"]))
        self.domain_expert = nn.ModuleList(Block(width, bottom) for _ in domains)
        self.gate = nn.ModuleList(nn.Sequential(nn.Linear(width, config["experts"])) for _ in domains)
        self._weight_exp_d, self._weight_bal_d, self._weight_exp_t, self._weight_bal_t = (Weight() for _ in range(4))
        if config["follows"] == "paper":
            self.task_expert = nn.ModuleList([Block(width, bottom)])
        else:
            self.task_expert = None
            for weight in (self._weight_exp_t, self._weight_bal_t):
                weight.requires_grad_(False)
        towers = (nn.Sequential(*blocks(bottom[-1], config["layers"]), nn.Linear(config["layers"][-1], 1)) for _ in domains)
        self.tower = nn.ModuleList(towers)

    def logits(self, x0, fields, dense, domain, H):
        # x (W * W_d) + b + b_d, of each row's own domain d
        star = of_group([x0 @ (self.shared_weight * W) + self.shared_bias + b for W, b in zip(self.slot_weight, self.slot_bias)], domain)
        h = self.star_mlp(star) + self.skip_conn(x0)
        experts = [expert(h) for expert in self.expert]
        of_domains = [expert(h) for expert in self.domain_expert]
        lambda_d, beta_d = self._weight_exp_d(), self._weight_bal_d()
        total, others = sum(of_domains), max(self.domains - 1, 1)
        fused = []
        for gate, own in zip(self.gate, of_domains):
            # The gates do not move what the experts read.
            of_all = mixed(gate(h.detach()), experts)
            fused.append(of_all + lambda_d * (beta_d * own + (1 - beta_d) / others * (total - own)))
        if self.task_expert is not None:
            task = self._weight_exp_t() * self._weight_bal_t() * self.task_expert[0](h)
            fused = [each + task for each in fused]
        return self.through_towers(self.tower, lambda d: fused[d], domain, H)
