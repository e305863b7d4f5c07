"""HAMUR: Hyper Adapter for Multi-Domain Recommendation (Li et al., CIKM 2023), around a backbone.

Symbols are the paper's: an adapter changes a layer's output z to

    z + gamma * norm(u) + beta,    u = sigmoid(z W_down + b1) W_up + b2,    W_down = U1 H V1,    W_up = U2 H V2

U, V, gamma and beta are shared by all domains. H [k, k] is another one for each row: the hyper-network reads the row and
puts it out. W is never formed: ((z U) H) V costs less. "adapterKind" of the configuration may leave a part of this out:

    domain-only    the hyper-network reads the domain's embedding alone
    low-rank       W = U V, the same for all rows
    per-domain     W is free, one for each domain
    bias           W is free, the same for all rows; u H V [1, r] and [1, m] are added to what it gives
"""
import math

import torch
from torch import nn
from torch.nn import functional

from layers import Named, Running, moments, normalised, stack

EMBEDDING_DEVIATION = 1e-4
DOMAIN_FIELD = "domain_indicator"


def is_domain(field):
    return field["name"] == DOMAIN_FIELD


class Tables(nn.Module):
    """Embedding tables by the names of their fields."""

    def __init__(self):
        super().__init__()
        self.embed_dict = Named()


class Hamur(nn.Module):
    """Embeddings, hyper-network and adapters. A backbone (backbone.py) adds `build` and `logits`.

    config: "model" of configuration.json. shape: "shape" of encoding.json.
    """

    # Of a backbone: whether each domain has a tower, and what the authors' loop over domains calls once for each.
    towers_per_domain = True
    loops_deep = False
    loops_hyper_network = False

    def __init__(self, config, shape):
        super().__init__()
        self.config, self.domains = config, shape["domains"]
        self.fields_width = sum(field["width"] for field in shape["fields"])
        self.dense_width = shape["dense"]
        self.width = self.fields_width + self.dense_width
        self.own_rows = self.towers_per_domain and config["towerRows"] == "own"
        # The reference mode moves running statistics as often as the authors' loop does.
        self.looped = self.domains if config["fidelity"] == "reference" else 1
        dropout = config["dropout"]
        self.dropout = list(dropout) if isinstance(dropout, list) else [dropout] * len(config["layers"])
        self.dropout += [0.0] * (len(config["layers"]) - len(self.dropout))
        self.fields = shape["fields"]
        self.build_embeddings()
        self.build()
        self.adapters = sorted(config["adapters"])
        if self.adapters:
            self.build_adapters()
        # A table that neither the backbone nor a hyper-network trains stays as it is, whatever the weight decay.
        for field in self.fields:
            if field.get("apart") and field.get("share") is None and not (self.adapters and self.generates):
                self.table(field).weight.requires_grad_(False)

    def build_embeddings(self):
        """One table for each field that owns one."""
        for field in self.fields:
            if field.get("share") is None:
                group = self.embedding_name(field)
                if not hasattr(self, group):
                    self.add_module(group, Tables())
                table = nn.Embedding(field["rows"], field["width"])
                nn.init.normal_(table.weight, 0, self.config["domainStart"] if is_domain(field) else EMBEDDING_DEVIATION)
                getattr(self, group).embed_dict.put(field["name"], table)

    def embedding_name(self, field):
        """Where the table of a field that owns one stands in the state dict."""
        return "embedding"

    def table(self, field):
        owner = next(each for each in self.fields if each["name"] == field.get("share", field["name"]))
        return getattr(self, self.embedding_name(owner)).embed_dict.get(owner["name"])

    def embedded(self, ids, weights):
        """ids and weights [B, slots of all fields] -> [B, sum of the fields' widths]"""
        parts, at = [], 0
        for field in self.fields:
            slots = field["slots"]
            found = self.table(field)(ids[:, at : at + slots])
            # Of a cell with several values the embeddings are added, each with its weight.
            parts.append(found[:, 0] if slots == 1 else (found * weights[:, at : at + slots, None]).sum(1))
            at += slots
        return torch.cat(parts, 1) if parts else weights[:, :0]

    def build_adapters(self):
        config, k, r = self.config, self.config["k"], self.config["bottleneck"]
        kind = self.kind = config.get("adapterKind", "hamur")
        self.generates = kind in ("hamur", "domain-only", "bias")
        self.scale = 1 / math.sqrt(k) if config["adapterInit"] == "near-identity" else 1.0
        if self.generates:
            calls = self.looped if self.loops_hyper_network else 1
            inputs, widths = self.width, [*config["hyper"], k * k]
            if kind == "domain-only":
                inputs = self.domain_columns.stop - self.domain_columns.start
            # H itself stays whole.
            self.hyper_net = nn.Sequential(*stack(inputs, widths, calls, [config["hyperDropout"]] * len(config["hyper"]) + [0.0]))
        self.u, self.v, self.w, self.b_list = nn.ParameterList(), nn.ParameterList(), nn.ParameterList(), nn.ParameterList()
        self.domain_norm = nn.ModuleList()
        for i, layer in enumerate(self.adapters):
            m = config["layers"][layer - 1]
            for inputs, outputs in ((m, r), (r, m)):
                if kind in ("per-domain", "bias"):
                    groups = (self.domains,) if kind == "per-domain" else ()
                    self.w.append(nn.Parameter(self.started((*groups, inputs, outputs))))
                if kind != "per-domain":
                    self.u.append(nn.Parameter(self.started((1 if kind == "bias" else inputs, k))))
                    self.v.append(nn.Parameter(self.started((k, outputs))))
                self.b_list.append(nn.Parameter(torch.zeros(outputs)))
            start = 0.0 if config["adapterInit"] == "near-identity" else 1.0
            self.register_parameter(f"gamma{i + 1}", nn.Parameter(torch.full((m,), start)))
            self.register_parameter(f"bias{i + 1}", nn.Parameter(torch.zeros(m)))
            self.domain_norm.append(nn.ModuleList(Running(m) for _ in range(self.running_groups())))

    def started(self, shape):
        values, kind = torch.ones(shape), self.config["adapterInit"]
        if kind == "xavier":
            for each in values if values.dim() == 3 else [values]:
                nn.init.xavier_uniform_(each)
        elif kind == "near-identity":
            nn.init.normal_(values, 0, 1 / math.sqrt(shape[-2]))
        return values

    @property
    def each_domain(self):
        """Whether the domain norm's statistics are those of each domain's own rows."""
        return self.own_rows or self.config["domainNormTraining"] == "per-domain"

    def running_groups(self):
        if self.config["domainNormEvaluation"] != "running" and not self.each_domain:
            return 0
        return self.domains if self.towers_per_domain or self.each_domain else 1

    def forward(self, ids, weights, dense, domain):
        """ids int64 and weights [B, slots], dense [B, numbers], domain int64 [B] -> logits [B]"""
        if self.domains == 1:
            domain = torch.zeros_like(domain)
        x0, fields, H = self.read(ids, weights, dense)
        return self.logits(x0, fields, dense, domain, H)

    def read(self, ids, weights, dense):
        """-> x0 [B, width], the embeddings alone, and H [B, k, k] of each row; None where no hyper-network puts it out"""
        fields = self.embedded(ids, weights)
        x0 = torch.cat([fields, dense], 1)
        if not self.adapters or not self.generates:
            return x0, fields, None
        k = self.config["k"]
        read = fields[:, self.domain_columns] if self.kind == "domain-only" else self.hyper_input(x0, fields, dense)
        return x0, fields, self.hyper_net(read).reshape(-1, k, k) * self.scale

    def matrix(self, n, H, d):
        """What z is multiplied by, [inputs, outputs]: W_down for an even n, W_up for an odd one. H [k, k]; d: a domain's place."""
        if self.kind == "low-rank":
            return self.u[n] @ self.v[n]
        if self.kind == "per-domain":
            return self.w[n][d]
        return self.w[n] if self.kind == "bias" else self.u[n] @ H @ self.v[n]

    @property
    def domain_columns(self):
        """Where the domain's embedding lies among those of all fields."""
        columns = self.columns_of(is_domain)
        if not columns:
            raise ValueError("the domain is no input of this model")
        return slice(columns[0], columns[-1] + 1)

    def columns_of(self, has, dense=False):
        """Which columns of x0 are embeddings of the fields that `has` says yes to, and with `dense` the numbers, as a list."""
        columns, at = [], 0
        for field in self.fields:
            if has(field):
                columns += range(at, at + field["width"])
            at += field["width"]
        return columns + list(range(at, at + self.dense_width)) if dense else columns

    def hangs_on_rounding(self, x0):
        """Which rows [B] go another way where a sum is rounded otherwise: none, but where a backbone makes a choice for each row."""
        return torch.zeros(x0.shape[0], dtype=torch.bool, device=x0.device)

    def hyper_input(self, x0, fields, dense):
        return x0

    def adapt(self, layer, z, H, domain, tower=None):
        """z [n, m] of a layer (counted from 1), H [n, k, k], domain [n] -> [n, m]. tower: whose it is; None where all share it."""
        if layer not in self.adapters:
            return z
        i = self.adapters.index(layer)
        bottleneck = torch.sigmoid(self.through(2 * i, z, H, domain) + self.b_list[2 * i])
        u = self.through(2 * i + 1, bottleneck, H, domain) + self.b_list[2 * i + 1]
        return z + getattr(self, f"gamma{i + 1}") * self.domain_normalised(i, u, domain, tower) + getattr(self, f"bias{i + 1}")

    def through(self, n, x, H, domain):
        """x W [n, outputs]: W_down for an even n, W_up for an odd one"""
        if self.kind == "low-rank":
            return x @ (self.u[n] @ self.v[n])
        if self.kind == "per-domain":
            out = x @ self.w[n][0]
            for d in range(1, self.domains):
                out = torch.where((domain == d)[:, None], x @ self.w[n][d], out)
            return out
        if self.kind == "bias":
            return x @ self.w[n] + (self.u[n] @ H).squeeze(1) @ self.v[n]
        return torch.bmm((x @ self.u[n]).unsqueeze(1), H).squeeze(1) @ self.v[n]

    def domain_normalised(self, i, u, domain, tower):
        if tower is not None:
            own = self.each_domain and not self.own_rows
            return self.normalised(i, tower, u, u[domain == tower] if own and self.by_batch else u)
        if not self.each_domain:
            return self.normalised(i, 0, u, u)
        out = torch.zeros_like(u)
        for d in range(self.domains):
            rows = domain == d
            out = torch.where(rows[:, None], self.normalised(i, d, u, u[rows] if self.by_batch else u), out)
        return out

    @property
    def by_batch(self):
        return self.training or self.config["domainNormEvaluation"] == "batch"

    def normalised(self, i, group, u, rows):
        """u normalised by the statistics of `rows`, with the unbiased variance; or by the running ones of the group."""
        running = self.domain_norm[i][group] if len(self.domain_norm[i]) > group else None
        if not self.by_batch:
            return normalised(u, running.running_mean, running.running_var)
        n, mean, variance = moments(rows)
        if n < 2 and running is not None:
            return normalised(u, running.running_mean, running.running_var)
        variance = variance * (n / max(n - 1, 1))
        if self.training and running is not None:
            with torch.no_grad():
                running.running_mean.lerp_(mean.to(running.running_mean.dtype), 0.1)
                running.running_var.lerp_(variance.to(running.running_var.dtype), 0.1)
        return normalised(u, mean, variance)

    # What backbones share.

    def through_towers(self, towers, read, domain, H):
        """Each row's logit, of its own domain's tower: [B]. read(d): what the tower of domain d reads, [B, inputs]"""
        logits = domain.new_zeros(domain.shape, dtype=read(0).dtype)
        for d, layers in enumerate(towers):
            if self.own_rows:
                rows = (domain == d).nonzero().squeeze(1)
                own = self.through_tower(layers, read(d)[rows], None if H is None else H[rows], domain[rows], d)
                logits = logits.index_copy(0, rows, own.to(logits.dtype))
            else:
                logits = torch.where(domain == d, self.through_tower(layers, read(d), H, domain, d), logits)
        return logits

    def through_tower(self, layers, z, H, domain, d):
        for n in range(len(self.config["layers"])):
            z = layers[3 * n : 3 * n + 3](z)
            z = functional.dropout(z, self.dropout[n], self.training)
            z = self.adapt(n + 1, z, H, domain, d)
        return layers[-1](z).squeeze(1)

    def through_deep(self, layers, z, H, domain):
        """A deep network that all domains share: [Linear, BatchNorm, ReLU, Dropout] for each layer."""
        for n in range(len(self.config["layers"])):
            z = self.adapt(n + 1, layers[4 * n : 4 * n + 4](z), H, domain)
        return z
