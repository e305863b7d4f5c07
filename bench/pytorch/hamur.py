"""MLP + HAMUR of the `reference` preset in PyTorch, as an outside baseline: times whole training steps on the CPU.

    python3 hamur.py --form formed|associated [--threads N] [--batch N] [--k N] [--domains N] [--vocabulary SCALE]
                     [--rows all|own] [--seconds S]
    python3 hamur.py --check

`formed` is what the paper's equations say: a loop over domains, in each a pass through the hyper-network, and
W_down = U1 H V1 and W_up = U2 H V2 made for each row. `associated` computes the same numbers as ((z U1) H) V1, with one
pass through the hyper-network for all domains and the towers' first layers as one product. `--rows own`: a tower runs
on its domain's rows alone (the hyper-network on all rows, once). Prints one line of JSON.

`--check` compares the two forms in float64, and the products of the BLAS in use, of the sizes that the model has, with
sums that need no BLAS; its status is not 0 where they differ. What it prints is also what another implementation
can be held against: parameters and rows come from a formula.
"""
import argparse
import json
import math
import os
import statistics
import sys
import time


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--form", choices=("formed", "associated"), default="associated")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--batch", type=int, default=2048)
    parser.add_argument("--k", type=int, default=35)
    parser.add_argument("--domains", type=int, default=3)
    parser.add_argument("--vocabulary", type=float, default=1.0, help="multiplies the numbers of users, movies and zip codes")
    parser.add_argument("--rows", choices=("all", "own"), default="all")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--check", action="store_true")
    return parser.parse_args()


ARGUMENTS = parse_arguments()
# A BLAS with threads of its own does not hear torch.set_num_threads, and reads these when it is loaded.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(ARGUMENTS.threads)

import torch  # noqa: E402
from torch.nn import functional  # noqa: E402

# MovieLens-100K; the domain is one more field.
FIELDS = {"user_id": 943, "movie_id": 1682, "gender": 2, "occupation": 21, "zip": 795, "cate_id": 18}
GROWING = ("user_id", "movie_id", "zip")
EPSILON = 1e-5
MOMENTUM = 0.1
BATCHES = 16
WARM_UP = 3


class Sizes:
    """What the parameters' shapes follow from."""

    def __init__(self, fields, domains, k=35, width=16, layers=(256, 128), hyper=(64,), bottleneck=32):
        self.fields, self.domains, self.k, self.width = fields, domains, k, width
        self.layers, self.hyper, self.bottleneck = layers, hyper, bottleneck
        self.inputs = len(fields) * width + 1


def movielens(domains, k, vocabulary):
    grown = [max(2, round(rows * vocabulary)) if name in GROWING else rows for name, rows in FIELDS.items()]
    return Sizes([*grown, domains], domains, k)


def parameters(sizes, make):
    """All parameters by name, each `make(name, shape, fan_in)`; weights are [inputs, width]."""
    made = {}

    def add(name, *shape, fan_in=0):
        made[name] = make(name, shape, fan_in).requires_grad_()

    def linear(name, lead, inputs, width):
        add(f"{name}.weight", *lead, inputs, width, fan_in=inputs)
        add(f"{name}.bias", *lead, width, fan_in=inputs)

    def layers(name, lead, widths):
        inputs = sizes.inputs
        for n, width in enumerate(widths):
            linear(f"{name}.{n}", lead, inputs, width)
            add(f"{name}.{n}.gamma", *lead, width)
            add(f"{name}.{n}.beta", *lead, width)
            inputs = width

    k, r, m = sizes.k, sizes.bottleneck, sizes.layers[-1]
    add("embedding", sum(sizes.fields), sizes.width)
    layers("tower", (sizes.domains,), sizes.layers)
    linear("head", (sizes.domains,), m, 1)
    layers("hyper", (), (*sizes.hyper, k * k))
    for name, shape in {"u1": (m, k), "v1": (k, r), "b1": (r,), "u2": (r, k), "v2": (k, m), "b2": (m,), "gamma": (m,), "beta": (m,)}.items():
        add(f"adapter.{name}", *shape)
    return made


def reference_start(name, shape, fan_in):
    """The authors' start: U, V all ones, embeddings N(0, 1e-4), the rest as PyTorch's own layers."""
    if name == "embedding":
        return torch.randn(shape) * 1e-4
    if fan_in:
        return (torch.rand(shape) * 2 - 1) / math.sqrt(fan_in)
    return torch.ones(shape) if name.split(".")[-1] in ("gamma", "u1", "v1", "u2", "v2") else torch.zeros(shape)


class Hamur:
    """Both forms over one set of parameters. Running statistics are kept too, since training pays for them."""

    def __init__(self, sizes, made):
        self.sizes, self.p = sizes, made
        self.adapter_parameters = [made[f"adapter.{name}"] for name in ("u1", "v1", "b1", "u2", "v2", "b2")]
        self.offsets = torch.tensor([sum(sizes.fields[:n]) for n in range(len(sizes.fields))])
        layers = {name[: -len(".gamma")]: gamma.detach() for name, gamma in made.items() if name.endswith(".gamma") and "adapter" not in name}
        self.running = {name: (torch.zeros_like(gamma), torch.ones_like(gamma)) for name, gamma in layers.items()}

    def loss(self, form, rows, ids, dense, domains, labels):
        """@param ids: [B, fields] within each field, dense: [B, 1], domains: [B], labels: [B] of the parameters' type"""
        x = torch.cat([functional.embedding(ids + self.offsets, self.p["embedding"]).flatten(1), dense], 1)
        return getattr(self, f"{form}_{rows}")(x, domains, labels)

    # Both forms.

    def norm_relu(self, name, x, domain=None, momentum=MOMENTUM):
        """BatchNorm and ReLU of one domain's units, or of all domains', which x holds side by side."""
        part = torch.flatten if domain is None else (lambda values: values[domain])
        mean, variance, gamma, beta = map(part, (*self.running[name], self.p[f"{name}.gamma"], self.p[f"{name}.beta"]))
        return functional.batch_norm(x, mean, variance, gamma, beta, True, momentum, EPSILON).relu_()

    def linear(self, name, x, domain=None):
        weight, bias = self.p[f"{name}.weight"], self.p[f"{name}.bias"]
        return torch.addmm(bias, x, weight) if domain is None else torch.addmm(bias[domain], x, weight[domain])

    def tower(self, domain, x):
        for n in range(len(self.sizes.layers)):
            x = self.norm_relu(f"tower.{n}", self.linear(f"tower.{n}", x, domain), domain)
        return x

    def generated(self, x, momentum=MOMENTUM):
        """H [B, k, k]"""
        for n in range(len(self.sizes.hyper) + 1):
            x = self.norm_relu(f"hyper.{n}", self.linear(f"hyper.{n}", x), momentum=momentum)
        return x.view(-1, self.sizes.k, self.sizes.k)

    # As the equations read.

    def formed_cell(self, z, h):
        """@param z: [B, m], h: [B, k, k]; returns z + n"""
        u1, v1, b1, u2, v2, b2 = self.adapter_parameters
        w_down = u1 @ h @ v1
        w_up = u2 @ h @ v2
        a = torch.sigmoid(torch.bmm(z.unsqueeze(1), w_down) + b1)
        u = (torch.bmm(a, w_up) + b2).squeeze(1)
        variance, mean = u.var(0, unbiased=True), u.mean(0)
        return z + self.p["adapter.gamma"] * (u - mean) / torch.sqrt(variance + EPSILON) + self.p["adapter.beta"]

    def formed_all(self, x, domains, labels):
        logits = torch.zeros_like(labels)
        for d in range(self.sizes.domains):
            mine = self.linear("head", self.formed_cell(self.tower(d, x), self.generated(x)), d)
            logits = torch.where(domains == d, mine.squeeze(1), logits)
        return functional.binary_cross_entropy(torch.sigmoid(logits), labels)

    def formed_own(self, x, domains, labels):
        h = self.generated(x)
        logits = torch.zeros_like(labels)
        for d in range(self.sizes.domains):
            rows = torch.nonzero(domains == d).squeeze(1)
            mine = self.linear("head", self.formed_cell(self.tower(d, x[rows]), h[rows]), d)
            logits = logits.index_put((rows,), mine.squeeze(1))
        return functional.binary_cross_entropy(torch.sigmoid(logits), labels)

    # Re-associated.

    def cell(self, z, h):
        """@param z: [B * T, m], T rows of z to each h of [B, k, k]; returns u, [B * T, m]"""
        u1, v1, b1, u2, v2, b2 = self.adapter_parameters
        k = self.sizes.k
        q = torch.bmm((z @ u1).view(len(h), -1, k), h)
        a = torch.sigmoid(torch.addmm(b1, q.view(-1, k), v1))
        q = torch.bmm((a @ u2).view(len(h), -1, k), h)
        return torch.addmm(b2, q.view(-1, k), v2)

    def domain_norm(self, u, gamma, beta):
        """The unbiased variance through BatchNorm's biased one, whose kernel is several times faster than var and mean:
        v n / (n - 1) + e = (v + e (n - 1) / n) n / (n - 1)."""
        shrink = (len(u) - 1) / len(u)
        return functional.batch_norm(u, None, None, gamma * math.sqrt(shrink), beta, True, 0.0, EPSILON * shrink)

    def associated_all(self, x, domains, labels):
        count, batch = self.sizes.domains, len(x)
        # The buffers end where one pass a domain would bring them.
        h = self.generated(x, 1 - (1 - MOMENTUM) ** count)
        # All towers read the same x: their first layers are one product.
        first = self.p["tower.0.weight"].transpose(0, 1).reshape(x.shape[1], -1)
        z = self.norm_relu("tower.0", torch.addmm(self.p["tower.0.bias"].flatten(), x, first))
        for n in range(1, len(self.sizes.layers)):
            each = z.view(batch, count, -1).unbind(1)
            z = self.norm_relu(f"tower.{n}", torch.cat([self.linear(f"tower.{n}", part, d) for d, part in enumerate(each)], 1))
        u = self.cell(z.view(batch * count, -1), h).view(batch, -1)
        top = z + self.domain_norm(u, self.p["adapter.gamma"].repeat(count), self.p["adapter.beta"].repeat(count))
        # A row's loss sees its own domain's tower alone.
        mine = top.view(batch, count, -1)[torch.arange(batch), domains]
        logits = (mine * self.p["head.weight"].squeeze(2)[domains]).sum(1) + self.p["head.bias"].squeeze(1)[domains]
        return functional.binary_cross_entropy_with_logits(logits, labels)

    def associated_own(self, x, domains, labels):
        # In the order of their domains, so that a domain's rows are a slice.
        order = torch.argsort(domains)
        x, labels = x[order], labels[order]
        counts = torch.bincount(domains, minlength=self.sizes.domains).tolist()
        h = self.generated(x)
        z = torch.cat([self.tower(d, part) for d, part in enumerate(x.split(counts))])
        gamma, beta = self.p["adapter.gamma"], self.p["adapter.beta"]
        normal = torch.cat([self.domain_norm(part, gamma, beta) for part in self.cell(z, h).split(counts)])
        logits = torch.cat([self.linear("head", part, d) for d, part in enumerate((z + normal).split(counts))]).squeeze(1)
        return functional.binary_cross_entropy_with_logits(logits, labels)


def adam(made, rate=1e-3):
    return torch.optim.Adam(made.values(), lr=rate, weight_decay=1e-5)


def measure(arguments):
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    sizes = movielens(arguments.domains, arguments.k, arguments.vocabulary)
    made = parameters(sizes, reference_start)
    model, optimiser = Hamur(sizes, made), adam(made)

    def batch():
        domains = torch.randint(sizes.domains, (arguments.batch,))
        # Squared: some values come far more often than others, as users and films do.
        ids = [(torch.rand(arguments.batch) ** 2 * rows).long() for rows in sizes.fields[:-1]]
        return torch.stack([*ids, domains], 1), torch.rand(arguments.batch, 1), domains, torch.randint(2, (arguments.batch,)).float()

    batches = [batch() for _ in range(BATCHES)]
    times, processor = [], []
    begun = time.perf_counter()
    while len(times) < WARM_UP + 3 or time.perf_counter() - begun < arguments.seconds:
        before, worked = time.perf_counter(), time.process_time()
        optimiser.zero_grad(set_to_none=True)
        loss = model.loss(arguments.form, arguments.rows, *batches[len(times) % BATCHES])
        loss.backward()
        optimiser.step()
        times.append(time.perf_counter() - before)
        processor.append(time.process_time() - worked)
    if not math.isfinite(loss.item()):
        sys.exit(f"The loss is {loss.item()}: the numbers are wrong, and so is their speed.")
    times = times[WARM_UP:]
    return {
        "form": arguments.form,
        "rows": arguments.rows,
        "threads": arguments.threads,
        "batch": arguments.batch,
        "rowsPerSecond": round(arguments.batch / statistics.median(times), 1),
        "stepMs": [round(t * 1e3, 2) for t in times],
        # Of all threads. Far below threads times the step: something else had the machine.
        "processorMs": round(statistics.median(processor[WARM_UP:]) * 1e3, 2),
        "parameters": sum(p.numel() for p in made.values()),
        **machine(),
    }


def machine():
    def lines(path):
        try:
            with open(path, encoding="utf8") as file:
                return file.read().splitlines()
        except OSError:
            return []

    libraries = sorted({line.split()[-1] for line in lines("/proc/self/maps") if any(word in line.lower() for word in ("blas", "mkl", "blis"))})
    parallel = [line.strip() for line in torch.__config__.parallel_info().splitlines()]
    names = [line.split(":", 1)[1].strip() for line in lines("/proc/cpuinfo") if line.startswith("model name")]
    return {
        "torch": torch.__version__,
        "blas": {
            "libraries": libraries,
            "parallel": [line for line in parallel if line.startswith(("at::", "omp_", "MKL", "Intel", "ATen parallel"))],
            "environment": {name: value for name, value in os.environ.items() if name.startswith(("OPENBLAS_", "ATEN_", "OMP_WAIT"))},
        },
        "cpu": names[0] if names else "unknown",
    }


def sines(begin, shape):
    """sin(begin + 1.7 i) at the i-th entry, float64."""
    return torch.sin(begin + 1.7 * torch.arange(math.prod(shape), dtype=torch.float64)).reshape(shape)


def formula_start(name, shape, _fan_in):
    """Numbers at which nothing saturates, of a formula that another language can repeat."""
    middle, half = (1, 0.2) if name.endswith("gamma") else (0, 0.3)
    return middle + half * sines(sum(map(ord, name)), shape)


def check():
    torch.set_num_threads(ARGUMENTS.threads)
    # No size is a multiple of another, and none of 4: a wrong stride or a leak of padding shows.
    sizes = Sizes([5, 7, 3], 3, k=3, width=3, layers=(7, 5), hyper=(6,), bottleneck=2)
    count = 13
    row = torch.arange(count)
    domains = (row * 5 + row // 3) % 3
    ids = torch.stack([row * 7 % 5, row * 3 % 7, domains], 1)
    batch = ids, sines(3, (count, 1)), domains, (row % 3 == 1).double()

    def trained(form, rows):
        made = parameters(sizes, formula_start)
        model, optimiser = Hamur(sizes, made), adam(made, 1e-2)
        losses, gradients = [], {}
        for step in range(5):
            optimiser.zero_grad()
            loss = model.loss(form, rows, *batch)
            loss.backward()
            losses.append(loss.item())
            if step == 0:
                # Weighted: a plain sum would not see entries change places, and behind a BatchNorm is zero.
                gradients = {name: (p.grad * sines(1, p.shape)).sum().item() for name, p in made.items()}
            optimiser.step()
        return {"losses": losses, "gradients": gradients}

    result, wrong = {}, []
    for rows in ("all", "own"):
        formed, associated = trained("formed", rows), trained("associated", rows)
        for step, (a, b) in enumerate(zip(formed["losses"], associated["losses"])):
            # Adam turns a gradient that should be 0 (of a bias before a BatchNorm) into a step of either sign: only the loss must agree.
            if not abs(a - b) <= (1e-9 if step == 0 else 1e-6):
                wrong.append(f"rows {rows}: loss at step {step}: {a} formed, {b} associated")
        for name, a in formed["gradients"].items():
            if not abs(a - associated["gradients"][name]) <= 1e-9:
                wrong.append(f"rows {rows}: gradient of {name}: {a} formed, {associated['gradients'][name]} associated")
        result[rows] = formed
    wrong += wrong_products()
    print(json.dumps({"ok": not wrong, "wrong": wrong, **result, **machine()}))
    return 1 if wrong else 0


def wrong_products():
    """Old BLAS builds make wrong products on processors that are newer than they: the model's sizes, at a sample of rows."""
    torch.manual_seed(2)
    wrong = []
    for kind, tolerance in ((torch.float32, 1e-4), (torch.float64, 1e-12)):
        for rows, inner, columns in ((2048, 113, 768), (2048, 256, 128), (2048, 64, 1225), (2048, 113, 64), (6144, 128, 35), (6144, 35, 32), (6144, 32, 35), (6144, 35, 128)):
            x, w, g = torch.randn(rows, inner, dtype=kind), torch.randn(inner, columns, dtype=kind), torch.randn(rows, columns, dtype=kind)
            for name, a, b in (("x w", x, w), ("g w'", g, w.t()), ("x' g", x.t(), g)):
                sample = torch.arange(0, a.shape[0], max(1, a.shape[0] // 7))
                wrong += difference(f"{name} of {rows}, {inner}, {columns} in {kind}", (a @ b)[sample], a[sample], b, tolerance)
        z, h, g = torch.randn(64, 3, 35, dtype=kind), torch.randn(64, 35, 35, dtype=kind), torch.randn(64, 3, 35, dtype=kind)
        for name, a, b in (("z h", z, h), ("g h'", g, h.transpose(1, 2)), ("z' g", z.transpose(1, 2), g)):
            wrong += difference(f"{name} of each row in {kind}", torch.bmm(a, b), a, b, tolerance)
    return wrong


def difference(what, product, a, b, tolerance):
    exact = (a.double().unsqueeze(-1) * b.double().unsqueeze(-3)).sum(-2)
    error = ((product.double() - exact).abs().max() / exact.abs().max()).item()
    return [] if error <= tolerance else [f"{what}: off by {error:.1e} of the largest entry"]


if __name__ == "__main__":
    if ARGUMENTS.check:
        sys.exit(check())
    print(json.dumps(measure(ARGUMENTS)))
