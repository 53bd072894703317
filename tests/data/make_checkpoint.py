"""Makes the checkpoints that ConvertCheckpointTest.cpp converts back.

    make_checkpoint.py LAYOUT.json FOLDER

LAYOUT.json lists [name, shape]. Number i of tensor k is ((7919 i + 104729 k) mod 1000003) / 1000003 - 0.5,
rounded to float32, which the test computes for itself.
"""
import json
import os
import sys
from collections import OrderedDict

import torch


def numbers(k, shape):
    count = 1
    for extent in shape:
        count *= extent
    values = ((torch.arange(count, dtype=torch.int64) * 7919 + 104729 * k) % 1000003).double() / 1000003 - 0.5
    return values.float().view(shape)


class RunsCode:
    def __init__(self, target):
        self.target = target

    def __reduce__(self):
        return os.mkdir, (self.target,)


layout, folder = json.load(open(sys.argv[1])), sys.argv[2]
plain = OrderedDict((name, numbers(k, shape)) for k, (name, shape) in enumerate(layout))
torch.save(plain, folder + "/plain.pt")
torch.save({name: value.double() for name, value in plain.items()}, folder + "/double.pt")
turned = {name: value.t().contiguous().t() if value.dim() == 2 else value for name, value in plain.items()}
torch.save({"epoch": 49, "global_step": 990, "pytorch-lightning_version": "2.2.1",
            "state_dict": OrderedDict([("loss.weight", torch.ones(3))]
                                      + [("model.net." + name, value) for name, value in turned.items()]),
            "optimizer_states": [{"state": {}, "param_groups": [{"lr": 1e-4}]}],
            "hyper_parameters": {"hidden_size": 16}}, folder + "/lightning.ckpt")
broken = OrderedDict(plain)
broken["fc1.0.bias"] = torch.full((128,), float("nan"))
torch.save(broken, folder + "/nan.pt")
torch.save({"something": torch.ones(3)}, folder + "/other.pt")
torch.save({"state_dict": plain, "callbacks": RunsCode(folder + "/code was run")}, folder + "/code.ckpt")
