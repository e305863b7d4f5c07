"""Trains the model further, or anew: in one process, or in many on one machine or several.

    python3 train.py [FILE ...]                                  goes on from the exported weights
    python3 train.py [FILE ...] --anew                           begins with new weights
    python3 train.py --resume                                    takes up a training that was cut off
    torchrun --nproc_per_node 2 train.py [FILE ...]              the same in two processes

Processes find each other by MASTER_ADDR, MASTER_PORT, RANK, LOCAL_RANK and WORLD_SIZE, which torchrun sets; set by hand, they serve too.
However many there are, a step takes the same rows, and its loss and its statistics are those of all of them.
"""
import argparse
import math
import os
import sys
from datetime import timedelta

import torch
from torch import distributed
from torch.nn import functional
from torch.nn.parallel import DistributedDataParallel

from data import Shards, add_arguments, ready
from evaluate import predicted
from layers import share_statistics
from measures import measured, told
from model import FOLDER, make_model, read_json, write_tensors

ADAPTERS = ("u.", "v.", "w.", "b_list.", "gamma", "bias")


def rate_factor(settings, step, steps):
    """What the learning rate is multiplied by in a step, from 1 over the whole training; `steps` are those of an epoch."""
    after, before = step / steps, (step - 1) / steps
    if after < settings["warmUp"]:
        return after / settings["warmUp"]
    if settings["schedule"] == "step":
        return settings["stepFactor"] ** math.floor(before / settings["stepEvery"])
    if settings["schedule"] == "cosine":
        share = max(0.0, before - settings["warmUp"]) / max(settings["epochs"] - settings["warmUp"], 1e-9)
        return (1 + math.cos(math.pi * min(1.0, share))) / 2
    return 1.0


def make_optimiser(model, settings):
    """Weight decay of embeddings, of adapters and of the rest may differ. Only AdamW takes it apart from the gradient."""
    groups = {"embeddings": [], "adapters": [], "rest": []}
    for name, parameter in model.named_parameters():
        kind = "embeddings" if "embed_dict." in name else "adapters" if name.startswith(ADAPTERS) else "rest"
        groups[kind].append(parameter)
    decays = {"embeddings": settings["embeddingDecay"], "adapters": settings["adapterDecay"], "rest": settings["weightDecay"]}
    parameters = [{"params": groups[kind], "weight_decay": decays[kind]} for kind in groups if groups[kind]]
    rate = settings["learningRate"]
    makes = {
        "adam": lambda: torch.optim.Adam(parameters, lr=rate),
        "adamw": lambda: torch.optim.AdamW(parameters, lr=rate),
        "adagrad": lambda: torch.optim.Adagrad(parameters, lr=rate),
        "sgd": lambda: torch.optim.SGD(parameters, lr=rate, momentum=settings["momentum"]),
    }
    return makes[settings["optimiser"]]()


class Training:
    def __init__(self, args):
        self.args = args
        self.rank, self.world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
        self.device = torch.device("cpu")
        if torch.cuda.is_available():
            self.device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))
            torch.cuda.set_device(self.device)
        if self.world > 1:
            # While the first process encodes a large file, the others wait for it: half an hour, which is usual, may be too short.
            backend = "nccl" if self.device.type == "cuda" else "gloo"
            distributed.init_process_group(backend, init_method="env://", timeout=timedelta(days=1))
            share_statistics()
        self.configuration = read_json("configuration.json")
        self.settings = {**self.configuration["train"]}
        if args.epochs is not None:
            self.settings["epochs"] = args.epochs
        if args.batch is not None:
            self.settings["batch"] = args.batch
        self.names = read_json("encoding.json")["domain"]["names"]
        self.seed = self.configuration["seed"] if args.seed is None else args.seed
        # The first process encodes the rows; all read the shards, which must lie where all machines see them.
        if self.rank == 0:
            ready(args)
        self.wait()
        torch.manual_seed(self.seed)
        self.model = make_model(None if args.anew else args.weights).to(self.device)
        self.optimiser = make_optimiser(self.model, self.settings)
        self.scaler = torch.cuda.amp.GradScaler(enabled=self.half is torch.float16)
        self.epoch, self.step, self.steps = 0, 0, 0
        self.best = {"score": -math.inf, "epoch": 0}
        self.best_weights = None
        self.checkpoint = os.path.join(args.out, "checkpoint.pt")
        os.makedirs(args.out, exist_ok=True)
        if args.resume:
            self.take_up()
        devices = [self.device] if self.device.type == "cuda" else None
        self.parallel = self.model
        if self.world > 1:
            # Running statistics are the same in all processes: they are made of the rows of all.
            self.parallel = DistributedDataParallel(self.model, device_ids=devices, broadcast_buffers=False)

    @property
    def half(self):
        """The short kind of number that autocast takes; None: none."""
        if self.args.full_precision:
            return None
        if self.device.type != "cuda":
            return torch.bfloat16 if self.args.bfloat16 else None
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16

    def wait(self):
        if self.world > 1:
            distributed.barrier()

    def say(self, text):
        if self.rank == 0:
            print(text, flush=True)

    def run(self):
        size, settings = self.settings["batch"], self.settings
        train, val, test = (Shards(self.args.shards, part) for part in ("train", "val", "test"))
        rows = sum(len(batch) for batch in train.batches(65536))
        if rows < 2:
            sys.exit("There are no rows to train on: look at the split.")
        # A last batch of one row has no variance.
        per_epoch = math.ceil(rows / size) - (rows % size == 1 and rows > 1)
        while self.epoch < settings["epochs"] and self.epoch - self.best["epoch"] < settings["patience"]:
            total, count = self.train_epoch(train, size, per_epoch)
            values = predicted(self.model, val, size, self.device, self.rank, self.world)
            # All processes have measured the same rows, so that all of them decide the same.
            result = measured(*values[:3], self.names) if len(values[0]) else None
            self.epoch, self.step = self.epoch + 1, 0
            loss = f"{total / count:.6f}" if count else "taken up"
            self.say(f"epoch {self.epoch}: training loss {loss}" + (f"\n{told(result)}" if result else ""))
            score = -total if result is None else result["auc"] if result["auc"] is not None else -result["logLoss"]
            if score > self.best["score"]:
                self.best = {"score": score, "epoch": self.epoch}
                self.best_weights = {name: tensor.detach().cpu().clone() for name, tensor in self.model.state_dict().items()}
            self.keep()
        if self.best_weights is not None:
            self.model.load_state_dict(self.best_weights)
        values = predicted(self.model, test, size, self.device, self.rank, self.world)
        if len(values[0]):
            self.say(f"test, with the weights of epoch {self.best['epoch']}\n{told(measured(*values[:3], self.names))}")
        if self.rank == 0:
            path = os.path.join(self.args.out, "weights.safetensors")
            write_tensors(path, self.model.state_dict())
            print(f"weights: {path}", flush=True)
        self.wait()

    def train_epoch(self, train, size, per_epoch):
        self.model.train()
        total, count, skipped = 0.0, 0, self.step
        for batch in train.batches(size, order=self.seed * 1009 + self.epoch, skip=skipped):
            if self.step == per_epoch:
                break
            # Dropout of a step does not depend on what was drawn before it, so that a training that is taken up goes the same way.
            torch.manual_seed((self.seed * 7919 + self.steps) * 4096 + self.rank)
            loss = self.take_step(batch, per_epoch)
            total, count = total + loss * len(batch), count + len(batch)
            if self.steps <= 1 or self.steps % self.args.log_every == 0:
                self.say(f"step {self.steps}: loss {loss:.9f}")
            if not math.isfinite(loss):
                sys.exit(f"The loss is no number after {self.steps} steps: lower the learning rate.")
            if self.steps % self.args.checkpoint_every == 0:
                self.keep()
        return total, count

    def take_step(self, batch, per_epoch):
        self.steps, self.step = self.steps + 1, self.step + 1
        for group in self.optimiser.param_groups:
            group["lr"] = self.settings["learningRate"] * rate_factor(self.settings, self.steps, per_epoch)
        own = batch[self.rank :: self.world].to(self.device)
        with torch.autocast(self.device.type, dtype=self.half or torch.bfloat16, enabled=self.half is not None):
            logits = self.parallel(*own.inputs)
        losses = functional.binary_cross_entropy_with_logits(logits.float(), own.label, reduction="none") * own.weight
        # DistributedDataParallel takes the mean over the processes; the loss is the mean over the rows of all.
        loss = losses.sum() * self.world / len(batch)
        self.optimiser.zero_grad()
        self.scaler.scale(loss).backward()
        if self.settings["clip"] > 0:
            self.scaler.unscale_(self.optimiser)
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.settings["clip"])
        self.scaler.step(self.optimiser)
        self.scaler.update()
        told_loss = loss.detach() / self.world
        if self.world > 1:
            distributed.all_reduce(told_loss)
        return float(told_loss)

    def keep(self):
        """Written beside the old checkpoint, then put in its place: whoever is ended meanwhile leaves a whole one."""
        if self.rank == 0:
            state = {name: getattr(self, name) for name in ("epoch", "step", "steps", "best", "best_weights", "seed")}
            state.update(model=self.model.state_dict(), optimiser=self.optimiser.state_dict(), scaler=self.scaler.state_dict())
            torch.save(state, self.checkpoint + ".new")
            os.replace(self.checkpoint + ".new", self.checkpoint)

    def take_up(self):
        if not os.path.exists(self.checkpoint):
            sys.exit(f"There is no {self.checkpoint} to resume from.")
        state = torch.load(self.checkpoint, map_location="cpu")
        self.model.load_state_dict(state.pop("model"))
        self.optimiser.load_state_dict(state.pop("optimiser"))
        self.scaler.load_state_dict(state.pop("scaler"))
        for name, value in state.items():
            setattr(self, name, value)
        self.say(f"taken up after {self.steps} steps ({self.epoch} epochs)")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser)
    parser.add_argument("--anew", action="store_true", help="begins with new weights")
    parser.add_argument("--weights", default="weights.safetensors", help="the weights to go on from")
    parser.add_argument("--resume", action="store_true", help="takes up the training of the checkpoint")
    parser.add_argument("--out", default=os.path.join(FOLDER, "out"), help="for the checkpoint and the weights")
    parser.add_argument("--epochs", type=int, help="left out: as the configuration says")
    parser.add_argument("--batch", type=int, help="rows of a step, in all processes together; left out: as the configuration says")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--checkpoint-every", type=int, default=1000, help="steps")
    parser.add_argument("--log-every", type=int, default=100, help="steps")
    precision = parser.add_mutually_exclusive_group()
    precision.add_argument("--full-precision", action="store_true", help="float32 on a GPU too")
    precision.add_argument("--bfloat16", action="store_true", help="mixed precision on processors too")
    Training(parser.parse_args()).run()


if __name__ == "__main__":
    main()
