"""AUC, LogLoss and AUC per user, of all rows and of each domain."""
import torch

CLIP = 2.220446049250313e-16


def auc(scores, labels):
    """The share of pairs of a positive and a negative row whose scores are in order, equal ones counting half. None of one class only."""
    positives = int(labels.sum())
    negatives = len(labels) - positives
    if positives == 0 or negatives == 0:
        return None
    _, inverse, counts = torch.unique(scores.double(), return_inverse=True, return_counts=True)
    ends = counts.cumsum(0).double()
    ranks = (ends - (counts.double() - 1) / 2)[inverse]
    total = float(ranks[labels > 0.5].sum())
    return (total - positives * (positives + 1) / 2) / (positives * negatives)


def log_loss(probabilities, labels):
    """Mean negative log-likelihood in nats; None without rows."""
    if len(labels) == 0:
        return None
    p = probabilities.double().clamp(CLIP, 1 - CLIP)
    return float(-torch.where(labels > 0.5, p.log(), (1 - p).log()).mean())


def user_auc(scores, labels, users):
    """AUC within each user's rows, its mean over users by their rows (GAUC). A user with rows of one class has none, and a row of nobody, below 0,
    no part in it. -> {"auc", "users" that count, "outOf" so many, "rows" of those that count}
    """
    own = users >= 0
    scores, positive = scores[own].double(), labels[own] > 0.5
    names, users = torch.unique(users[own], return_inverse=True)
    many = len(names)
    rows = torch.bincount(users, minlength=many).double()
    positives = torch.bincount(users[positive], minlength=many).double()
    counts = (positives > 0) & (positives < rows) & bool(torch.isfinite(scores).all())
    # By user, and within each by score: equal scores of a user share the mean of their ranks.
    levels, level = torch.unique(scores, return_inverse=True)
    _, place, ties = torch.unique(users * len(levels) + level, return_inverse=True, return_counts=True)
    ends = ties.cumsum(0).double()
    ranks = (ends - (ties.double() - 1) / 2)[place] - (rows.cumsum(0) - rows)[users]
    totals = torch.zeros(many, dtype=torch.float64).index_add_(0, users[positive], ranks[positive])
    p, n = positives[counts], (rows - positives)[counts]
    aucs, weights = (totals[counts] - p * (p + 1) / 2) / (p * n), rows[counts]
    mean = float((aucs * weights).sum() / weights.sum()) if len(aucs) else None
    return {"auc": mean, "users": len(aucs), "outOf": many, "rows": int(weights.sum())}


def measured(probabilities, labels, domains, users, names):
    """The AUC per user is left out where no row says whose it is."""
    known = bool((users >= 0).any())

    def of(rows):
        scores, own = probabilities[rows], labels[rows]
        result = {"rows": int(rows.sum()), "auc": auc(scores, own), "logLoss": log_loss(scores, own)}
        return {**result, "perUser": user_auc(scores, own, users[rows])} if known else result

    whole = of(torch.ones_like(domains, dtype=torch.bool))
    return {**whole, "domains": [{"name": name, **of(domains == d)} for d, name in enumerate(names)]}


def told(result):
    def number(value):
        return "none" if value is None else f"{value:.4f}"

    def line(of):
        users = of.get("perUser")
        within, who = (f", AUC per user {number(users['auc'])}", f", {users['users']} of {users['outOf']} users") if users else ("", "")
        return f"AUC {number(of['auc'])}, LogLoss {number(of['logLoss'])}{within} ({of['rows']} rows{who})"

    return "\n".join([f"all: {line(result)}", *(f"  {each['name']}: {line(each)}" for each in result["domains"])])
