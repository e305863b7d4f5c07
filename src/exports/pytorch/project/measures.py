"""AUC and LogLoss, of all rows and of each domain."""
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


def measured(probabilities, labels, domains, names):
    def of(rows):
        return {"rows": int(rows.sum()), "auc": auc(probabilities[rows], labels[rows]), "logLoss": log_loss(probabilities[rows], labels[rows])}

    whole = of(torch.ones_like(domains, dtype=torch.bool))
    return {**whole, "domains": [{"name": name, **of(domains == d)} for d, name in enumerate(names)]}


def told(result):
    def number(value):
        return "none" if value is None else f"{value:.4f}"

    lines = [f"all: AUC {number(result['auc'])}, LogLoss {number(result['logLoss'])} ({result['rows']} rows)"]
    lines += [f"  {each['name']}: AUC {number(each['auc'])}, LogLoss {number(each['logLoss'])} ({each['rows']} rows)" for each in result["domains"]]
    return "\n".join(lines)
