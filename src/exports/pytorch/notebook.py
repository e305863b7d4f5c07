# %% [markdown]
# # {{title}}: the matrices that it generates
#
# An adapter changes a layer's output z to z + γ · norm(u) + β, with u = σ(z W_down + b1) W_up + b2.
# W_down = U1 H V1 and W_up = U2 H V2; the hyper-network puts out another H for each row.
# Open this notebook in the project's folder. It needs PyTorch; with matplotlib it draws, without it prints.

# %%
import torch

from encoding import Encoding
from measures import auc
from model import make_model, read_json

try:
    from matplotlib import pyplot
except ImportError:
    pyplot = None
    print("matplotlib is not installed: numbers are printed in the place of pictures.")

encoding = Encoding(read_json("encoding.json"))
said = read_json("tests/rows.json")
rows = encoding.encode((number, dict(zip(said["columns"], row))) for number, row in zip(said["numbers"], said["rows"]))
names = encoding.said["domain"]["names"]
model = make_model().eval()
# A model of all rows together knows no domain, but its rows have one all the same.
of = [(d, name) for d, name in enumerate(names) if bool((rows.domain == d).any())]
print(f"{len(rows)} rows of {len(of)} domains; adapters after the layers {model.adapters or 'none'}")


def show(matrices, heading):
    """matrices: by title, all of one colour scale"""
    matrices = {title: matrix.detach().cpu() for title, matrix in matrices.items()}
    most = max(float(matrix.abs().max()) for matrix in matrices.values()) or 1.0
    if pyplot is None:
        print(heading)
        for title, matrix in matrices.items():
            print(f"{title} {list(matrix.shape)}, norm {float(matrix.norm()):.4f}")
            for row in matrix[:8, :8].tolist():
                print("  " + " ".join(f"{value: .4f}" for value in row))
        return
    figure, places = pyplot.subplots(1, len(matrices), squeeze=False, figsize=(3 * len(matrices), 3.6), layout="constrained")
    for place, (title, matrix) in zip(places[0], matrices.items()):
        image = place.imshow(matrix, cmap="RdBu", vmin=-most, vmax=most, aspect="auto")
        place.set_title(title)
    figure.suptitle(heading)
    figure.colorbar(image, ax=list(places[0]))
    pyplot.show()


# %% [markdown]
# ## H
#
# The mean H of the rows of each domain. Where all look alike, the domain changes little of what the adapters do.

# %%
with torch.no_grad():
    x0, fields, H = model.read(*rows.inputs[:3])
mean_H = {}
if H is None:
    print("This model generates no H: it has no adapters, or none that a hyper-network makes.")
else:
    mean_H = {d: H[rows.domain == d].mean(0) for d, _ in of}
    show({name: mean_H[d] for d, name in of}, "H, mean of the domain's rows")

# %% [markdown]
# Of all that H varies from row to row, this share lies between the domains. 1: H says the domain and nothing else. 0: H does not know it.

# %%
if H is not None:
    flat = H.flatten(1)
    centre = flat.mean(0)
    between = sum(int((rows.domain == d).sum()) * (mean_H[d].flatten() - centre).square().sum() for d, _ in of)
    whole = (flat - centre).square().sum()
    share = float(between / whole) if whole > 0 else 0.0
    print(f"share between the domains: {share:.4f}")

# %% [markdown]
# The rows' H on their two main axes.

# %%
if H is not None:
    _, deviations, axes = torch.linalg.svd(flat - centre, full_matrices=False)
    points = (flat - centre) @ axes[:2].t()
    if pyplot is not None and points.shape[1] == 2:
        pyplot.figure()
        for d, name in of:
            pyplot.scatter(*points[rows.domain == d].t().tolist(), s=8, label=name)
        pyplot.legend()
        pyplot.title("H of each row, on its two main axes")
        pyplot.show()
    else:
        for d, name in of:
            print(f"{name}: centre {[round(value, 4) for value in points[rows.domain == d].mean(0).tolist()]}")

# %% [markdown]
# ## W_down and W_up
#
# What a layer's output is multiplied by, for each domain: made of the mean H, or as the adapters keep it.

# %%
W = {}
for i, layer in enumerate(model.adapters):
    for n, symbol in ((2 * i, "W_down"), (2 * i + 1, "W_up")):
        for d, name in of:
            W[symbol, layer, name] = model.matrix(n, mean_H.get(d), d if model.domains > 1 else 0)
        show({name: W[symbol, layer, name] for _, name in of}, f"{symbol} of the adapter after layer {layer}")
if not model.adapters:
    print("This model has no adapters: there is no W.")

# %% [markdown]
# ## With the H of another domain
#
# What of H is the row's own, and what is its domain's? First every row is predicted with the mean H of its domain. Then it keeps how it
# differs from that mean, and takes the mean of another domain in its place. Where the AUC falls, the adapters use what was taken.
# Most of these rows are rows that the model was trained on: the AUC is higher than of the test.

# %%
def predicted(given):
    domain = rows.domain if model.domains > 1 else torch.zeros_like(rows.domain)
    with torch.no_grad():
        return torch.sigmoid(model.logits(x0, fields, rows.dense, domain, given))


def said_auc(values):
    found = auc(values, rows.label)
    return "none" if found is None else f"{found:.4f}"


print(f"as it is: AUC {said_auc(predicted(H))}")
if H is not None:
    mean_of_own = torch.zeros_like(H)
    for d, _ in of:
        mean_of_own[rows.domain == d] = mean_H[d]
    print(f"mean H of its own domain: AUC {said_auc(predicted(mean_of_own))}")
    for d, name in of:
        print(f"its own difference on the mean H of {name}: AUC {said_auc(predicted(H - mean_of_own + mean_H[d]))}")
