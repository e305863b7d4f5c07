"""Layers that the models are made of. Their statistics are those of the rows of all processes together."""
import torch
from torch import distributed, nn
from torch.nn import functional

EPSILON = 1e-5
MOMENTUM = 0.1

# Sums for statistics go through a group of their own, so that they never cross those of the gradients.
_group = None


def share_statistics():
    """To be called once in every process, after torch.distributed has been set up."""
    global _group
    if distributed.get_world_size() > 1:
        _group = distributed.new_group()


class Summed(torch.autograd.Function):
    """The sum over all processes. Each of them reads it, so that its gradient is the sum of theirs."""

    @staticmethod
    def forward(ctx, x):
        total = x.detach().clone(memory_format=torch.contiguous_format)
        distributed.all_reduce(total, group=_group)
        return total

    @staticmethod
    def backward(ctx, gradient):
        return Summed.forward(ctx, gradient)


def summed(x):
    """The sum of x over all processes; gradients pass through it."""
    return x if _group is None else Summed.apply(x)


def moments(x):
    """x [n, m] -> how many rows there are in all processes, their mean [m] and their variance [m], divided by that number."""
    if x.dtype in (torch.bfloat16, torch.float16):
        # Sums over rows need more digits than autocast's short numbers have.
        x = x.float()
    if _group is None and x.shape[0] > 0:
        return x.shape[0], x.mean(0), x.var(0, unbiased=False)
    count = torch.tensor([float(x.shape[0])], device=x.device)
    if _group is not None:
        distributed.all_reduce(count, group=_group)
    n = int(count.item())
    mean = summed(x.sum(0)) / max(n, 1)
    return n, mean, summed(((x - mean) ** 2).sum(0)) / max(n, 1)


def exactly(x):
    """Within this, autocast shortens no number."""
    return torch.autocast(x.device.type, enabled=False)


def normalised(x, mean, variance):
    return (x - mean) * torch.rsqrt(variance + EPSILON)


class BatchNorm(nn.BatchNorm1d):
    """nn.BatchNorm1d over the rows of all processes. Fewer than two rows are normalised by the running statistics.

    calls: how many updates of the running statistics one step stands for.
    """

    def __init__(self, width, calls=1):
        super().__init__(width, eps=EPSILON, momentum=1 - (1 - MOMENTUM) ** calls)
        self.calls = calls

    def forward(self, x):
        if self.training:
            n, mean, variance = moments(x)
            if n > 1:
                with torch.no_grad():
                    self.running_mean.lerp_(mean.to(self.running_mean.dtype), self.momentum)
                    self.running_var.lerp_((variance * n / (n - 1)).to(self.running_var.dtype), self.momentum)
                    self.num_batches_tracked += self.calls
                return self.weight * normalised(x, mean, variance) + self.bias
        return self.weight * normalised(x, self.running_mean, self.running_var) + self.bias


class LayerNorm(nn.LayerNorm):
    """Of numbers as long as its own, whatever autocast gave before."""

    def forward(self, x):
        return super().forward(x.to(self.weight.dtype))


class Named(nn.Module):
    """Modules by names of any kind: nn.ModuleDict refuses a point and the names of its own methods."""

    def put(self, name, module):
        self._modules[name] = module

    def get(self, name):
        return self._modules[name]


class Running(nn.Module):
    """Running mean and variance without more."""

    def __init__(self, width):
        super().__init__()
        self.register_buffer("running_mean", torch.zeros(width))
        self.register_buffer("running_var", torch.ones(width))


def stack(inputs, widths, calls=1, dropout=None):
    """[Linear, BatchNorm, ReLU] for each width; with `dropout` (a share for each layer) a Dropout behind each."""
    modules = []
    for n, width in enumerate(widths):
        modules += [nn.Linear(inputs, width), BatchNorm(width, calls), nn.ReLU()]
        if dropout is not None:
            modules.append(nn.Dropout(dropout[n]))
        inputs = width
    return modules


def tower(inputs, widths):
    """[Linear, BatchNorm, ReLU] for each width, then the linear map to the logit."""
    return nn.Sequential(*stack(inputs, widths), nn.Linear(widths[-1], 1))


def gate(inputs, experts, normed):
    """What comes before a gate's softmax over experts."""
    linear = nn.Linear(inputs, experts)
    return nn.Sequential(linear, BatchNorm(experts)) if normed else linear


def mixed(logits, experts):
    """logits [B, N], experts: N of [B, h] -> [B, h], sum over n of softmax(logits)[n] * expert n"""
    return torch.einsum("bn,nbh->bh", functional.softmax(logits, 1), torch.stack(experts))


def of_group(outs, group):
    """outs: what each group gives, G of [n, m]; group [n] -> [n, m], of each row what its own group gives"""
    own = outs[0]
    for g, out in enumerate(outs[1:], 1):
        own = torch.where((group == g)[:, None], out, own)
    return own


class Columns(nn.Module):
    """Some columns of x [n, m], in order."""

    def __init__(self, columns):
        super().__init__()
        self.width = len(columns)
        self.register_buffer("columns", torch.tensor(columns, dtype=torch.int64), persistent=False)

    def forward(self, x):
        return x.index_select(1, self.columns)


class GateUnit(nn.Module):
    """2 sigmoid(W' relu(W x + b) + b'): a factor from 0 to 2 for each number that is gated (PEPNet, KDD 2023, equations 1 and 2)."""

    def __init__(self, inputs, width):
        super().__init__()
        self.network = nn.Sequential(nn.Linear(inputs, width), nn.ReLU(), nn.Linear(width, width), nn.Sigmoid())

    def forward(self, x):
        return 2 * self.network(x)


class Block(nn.Module):
    """[Linear, LayerNorm, ReLU] for each width."""

    def __init__(self, inputs, widths):
        super().__init__()
        self.domain_specific = nn.Sequential(*blocks(inputs, widths))

    def forward(self, x):
        return self.domain_specific(x)


def blocks(inputs, widths):
    modules = []
    for width in widths:
        modules += [nn.Linear(inputs, width), LayerNorm(width, eps=EPSILON), nn.ReLU()]
        inputs = width
    return modules


class GatedLayer(nn.Module):
    def __init__(self, inputs, width):
        super().__init__()
        self.mlp = nn.Sequential(*stack(inputs, [width]))

    def forward(self, z):
        return self.mlp(z)


class GatedTower(nn.Module):
    """A tower each layer of which has a gate of its own."""

    def __init__(self, inputs, gate_inputs, widths):
        super().__init__()
        self.mlp_layers = nn.ModuleList(GatedLayer(a, b) for a, b in zip([inputs, *widths], widths))
        self.gate_layers = nn.ModuleList(GateUnit(gate_inputs, width) for width in widths)
        self.final_layer = nn.Linear(widths[-1], 1)
