"""Trains the model further, or anew: in one process, or in many on one machine or several.

    python3 train.py [FILE ...]                                  goes on from the exported weights
    python3 train.py [FILE ...] --anew                           begins with new weights
    python3 train.py --resume                                    takes up a training that was cut off, with its settings
    torchrun --nproc_per_node 2 train.py [FILE ...]              the same in two processes

Processes find each other by MASTER_ADDR, MASTER_PORT, RANK, LOCAL_RANK and WORLD_SIZE, which torchrun sets; set by hand, they serve too.
However many there are, a step takes the same rows, and its loss and its statistics are those of all of them.
"""
import argparse
import inspect
import json
import math
import os
import pickle
import re
import sys
from contextlib import contextmanager
from datetime import timedelta

import torch
from torch import distributed
from torch.nn import functional
from torch.nn.parallel import DistributedDataParallel

from data import PARTS, Shards, add_arguments, read_done, ready
from errors import Refused, run
from evaluate import predicted
from layers import share_statistics
from measures import measured, told
from model import FOLDER, WEIGHTS, load, make_model, read_json, replaced, write_tensors

ADAPTERS = ("u.", "v.", "w.", "b_list.", "gamma", "bias")
# Settings that an argument may change.
ARGUMENTS = {"epochs": "epochs", "batch": "batch", "learningRate": "learning_rate", "patience": "patience"}
# What gloo and NCCL say where another process is gone. PyTorch before 2.1 has no class for it.
LOST = re.compile("gloo|nccl|connection (closed|reset)|broken pipe|timed out waiting", re.IGNORECASE)
# What a checkpoint keeps as it is.
KEPT = ("epoch", "step", "steps", "total", "count", "best", "seed", "settings")


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
            place, places = int(os.environ.get("LOCAL_RANK", 0)), torch.cuda.device_count()
            if place >= places:
                raise Refused(
                    f"LOCAL_RANK is {place}, but this machine has {places} GPUs: start a process for each GPU, or hide them all (CUDA_VISIBLE_DEVICES=)."
                )
            self.device = torch.device("cuda", place)
            torch.cuda.set_device(self.device)
        if self.world > 1:
            self.meet()
        self.checkpoint = os.path.join(args.out, "checkpoint.pt")
        # The first process encodes the rows; all read the shards, which must lie where all machines see them.
        self.alone(self.make_ready)
        self.data = {name: read_done(args.shards)[name] for name in ("split", "encoding", "rows")}
        self.configuration = read_json("configuration.json")
        self.names = read_json("encoding.json")["domain"]["names"]
        state = self.read_checkpoint() if args.resume else {}
        self.seed = next(seed for seed in (args.seed, state.get("seed"), self.configuration["seed"]) if seed is not None)
        self.settings = {**self.configuration["train"], **state.get("settings", {})}
        for setting, argument in ARGUMENTS.items():
            if getattr(args, argument) is not None:
                self.settings[setting] = getattr(args, argument)
        torch.manual_seed(self.seed)
        self.model = make_model(None if args.anew or args.resume else args.weights).to(self.device)
        self.optimiser = make_optimiser(self.model, self.settings)
        self.scaler = make_scaler(self.half is torch.float16)
        # Of the whole training: epochs and steps that are done. Of the epoch: its steps, its rows, and the sum of their losses.
        self.epoch, self.steps, self.step, self.count, self.total = 0, 0, 0, 0, 0.0
        self.best = {"score": -math.inf, "epoch": 0}
        self.best_weights = None
        if args.resume:
            self.take_up(state)
        self.parallel = self.model
        if self.world > 1:
            devices = [self.device] if self.device.type == "cuda" else None
            # Running statistics are the same in all processes: they are made of the rows of all.
            name = "forward_sync_buffers" if "forward_sync_buffers" in inspect.signature(DistributedDataParallel).parameters else "broadcast_buffers"
            self.parallel = DistributedDataParallel(self.model, device_ids=devices, **{name: False})

    def meet(self):
        """Finds the other processes."""
        try:
            distributed.init_process_group("nccl" if self.device.type == "cuda" else "gloo", init_method="env://")
        except (RuntimeError, ValueError) as error:
            raise Refused(f"The processes do not find each other by MASTER_ADDR, MASTER_PORT, RANK and WORLD_SIZE: {error}") from None
        # While the first process encodes a large file, the others wait for it: half an hour, which is usual, may be too short.
        self.patient = distributed.new_group(backend="gloo", timeout=timedelta(days=1))
        share_statistics()

    def alone(self, work):
        """The first process works, the others wait; where it is refused something, all end."""
        refused = [None]
        if self.rank == 0:
            try:
                work()
            except (Refused, OSError) as error:
                refused = [str(error)]
        if self.world > 1:
            distributed.broadcast_object_list(refused, 0, self.patient)
        if refused[0] is not None:
            raise Refused(refused[0]) if self.rank == 0 else SystemExit(1)

    def make_ready(self):
        ready(self.args)
        os.makedirs(self.args.out, exist_ok=True)

    @property
    def half(self):
        """The short kind of number that autocast takes; None: none."""
        if self.args.full_precision:
            return None
        if self.device.type != "cuda":
            return torch.bfloat16 if self.args.bfloat16 else None
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16

    def say(self, text):
        if self.rank == 0:
            print(text, flush=True)

    def run(self):
        size, settings = self.settings["batch"], self.settings
        train, val, test = (Shards(self.args.shards, part) for part in PARTS)
        if train.rows < 2:
            raise Refused("There are no two rows to train on: look at the split.")
        # A last batch of one row has no variance.
        per_epoch = math.ceil(train.rows / size) - (train.rows % size == 1)
        while self.epoch < settings["epochs"] and self.epoch - self.best["epoch"] < settings["patience"]:
            self.train_epoch(train, size, per_epoch)
            values = predicted(self.model, val, size, self.device, self.rank, self.world)
            # All processes have measured the same rows, so that all of them decide the same.
            result = measured(*values[:4], self.names) if len(values[0]) else None
            loss = self.total / self.count
            self.epoch, self.step, self.count, self.total = self.epoch + 1, 0, 0, 0.0
            self.say(f"epoch {self.epoch}: training loss {loss:.6f}" + (f"\n{told(result)}" if result else ""))
            score = -loss if result is None else result["auc"] if result["auc"] is not None else -result["logLoss"]
            if score > self.best["score"]:
                self.best = {"score": score, "epoch": self.epoch}
                self.best_weights = {name: tensor.detach().cpu().clone() for name, tensor in self.model.state_dict().items()}
            self.keep()
        if self.best_weights is not None:
            self.model.load_state_dict(self.best_weights)
        values = predicted(self.model, test, size, self.device, self.rank, self.world)
        if len(values[0]):
            self.say(f"test, with the weights of epoch {self.best['epoch']}\n{told(measured(*values[:4], self.names))}")
        self.alone(self.write_weights)
        if self.world > 1:
            distributed.destroy_process_group()

    def write_weights(self):
        path = os.path.join(self.args.out, "weights.safetensors")
        write_tensors(path, self.model.state_dict())
        print(f"weights: {path}", flush=True)

    def train_epoch(self, train, size, per_epoch):
        self.model.train()
        for batch in train.batches(size, order=self.seed * 1009 + self.epoch, skip=self.step):
            if self.step == per_epoch:
                break
            # Dropout of a step does not depend on what was drawn before it, so that a training that is taken up goes the same way.
            torch.manual_seed((self.seed * 7919 + self.steps) * 4096 + self.rank)
            loss = self.take_step(batch, per_epoch)
            if not math.isfinite(loss):
                raise Refused(f"The loss is no number after {self.steps} steps: give a lower --learning-rate.")
            self.total, self.count = self.total + loss * len(batch), self.count + len(batch)
            if self.steps <= 1 or self.steps % self.args.log_every == 0:
                self.say(f"step {self.steps}: loss {loss:.9f}")
            if self.steps % self.args.checkpoint_every == 0:
                self.keep()

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
            said = {name: getattr(self, name) for name in KEPT}
            optimiser = self.optimiser.state_dict()
            said.update(data=self.data, made=self.configuration["model"], groups=optimiser["param_groups"], scaler=self.scaler.state_dict())
            # As text: a pickle that may hold nothing but tensors cannot hold fractions before PyTorch 2.
            state = {"said": json.dumps(said), "model": self.model.state_dict(), "optimiser": optimiser["state"], "best_weights": self.best_weights}
            with replaced(self.checkpoint) as file:
                torch.save(state, file)

    def read_checkpoint(self):
        """Raises Refused where there is none, or it is of another model, other rows or other batches."""
        path = self.checkpoint
        if not os.path.exists(path):
            raise Refused(f"There is no {path} to resume from. Leave out --resume, or name its folder with --out.")
        try:
            state = torch.load(path, map_location="cpu", weights_only=True)
            state.update(json.loads(state["said"]))
        except (RuntimeError, EOFError, pickle.UnpicklingError, LookupError, TypeError, ValueError):
            raise Refused(f"{path} is no checkpoint of train.py, or is cut off. Leave out --resume to begin again.") from None
        if state["made"] != self.configuration["model"]:
            others = [name for name, value in self.configuration["model"].items() if state["made"].get(name) != value]
            raise Refused(f"{path} is of another model: configuration.json says otherwise in {', '.join(others)}. Give another --out.")
        if state["data"] != self.data:
            raise Refused(f"{path} is of other rows than those of {self.args.shards}. Name the same files and the same --split, or give another --out.")
        for name, was, now in (("batch", state["settings"]["batch"], self.args.batch), ("seed", state["seed"], self.args.seed)):
            if now not in (None, was):
                raise Refused(f"{path} was trained with --{name} {was}, which cannot change on the way.")
        return state

    def take_up(self, state):
        load(self.model, state["model"], self.checkpoint)
        self.optimiser.load_state_dict({"state": state["optimiser"], "param_groups": state["groups"]})
        self.scaler.load_state_dict(state["scaler"])
        for name in ("best_weights", *(name for name in KEPT if name != "settings")):
            setattr(self, name, state[name])
        self.say(f"taken up after {self.steps} steps ({self.epoch} epochs)")


@contextmanager
def among_others():
    """Where another process has ended, whatever waits for it fails: that is said in one line."""
    try:
        yield
    except RuntimeError as error:
        if not isinstance(error, getattr(distributed, "DistError", ())) and not LOST.search(str(error)):
            raise
        raise Refused(
            "Another process has ended, or cannot be reached any more; see what it said. Start all of them again: with --resume they go on from the "
            "last checkpoint."
        ) from None


def make_scaler(enabled):
    """Scales losses so that gradients do not vanish in float16. torch.amp has it since PyTorch 2.3."""
    return torch.amp.GradScaler("cuda", enabled=enabled) if hasattr(torch.amp, "GradScaler") else torch.cuda.amp.GradScaler(enabled=enabled)


def whole(least, most=2**53):
    def read(text):
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"give a whole number from {least}" + (f" to {most}" if most < 2**53 else ""))
        return int(text)

    return read


def positive(text):
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError("give a number above 0")
    return value


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_arguments(parser)
    parser.add_argument("--anew", action="store_true", help="begins with new weights")
    parser.add_argument("--weights", default=WEIGHTS, help="the weights to go on from")
    parser.add_argument("--resume", action="store_true", help="takes up the training of the checkpoint, with its settings")
    parser.add_argument("--out", default=os.path.join(FOLDER, "out"), help="for the checkpoint and the weights")
    said = "; left out: as the configuration says"
    parser.add_argument("--epochs", type=whole(0), help="in all, those of a checkpoint counted in" + said)
    parser.add_argument("--patience", type=whole(1), help="epochs that may pass without a better one" + said)
    parser.add_argument("--batch", type=whole(2), help="rows of a step, in all processes together" + said)
    parser.add_argument("--learning-rate", type=positive, help="its largest" + said)
    parser.add_argument("--seed", type=whole(0, 2**32 - 1), help="of new weights, of the order of rows and of dropout" + said)
    parser.add_argument("--checkpoint-every", type=whole(1), default=1000, help="steps")
    parser.add_argument("--log-every", type=whole(1), default=100, help="steps")
    precision = parser.add_mutually_exclusive_group()
    precision.add_argument("--full-precision", action="store_true", help="float32 on a GPU too")
    precision.add_argument("--bfloat16", action="store_true", help="mixed precision on processors too")
    with among_others():
        Training(parser.parse_args()).run()


if __name__ == "__main__":
    run(main)
