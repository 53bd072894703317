#!/usr/bin/env python3
"""Turns a checkpoint of the reference implementation, or of MONAI's BasicUNet, into a member of a MetRisk model pack.

    python3 models/convert_checkpoint.py last.ckpt member-0.safetensors

Reads a Lightning .ckpt or a plain state_dict, takes the names of the modules around the network ("model.",
"net.", "module.") off its tensors' names, and writes every tensor as float32 in C order. Needs torch alone.
Nothing in the checkpoint is executed: it is read with weights_only=True, and a checkpoint that cannot be
read so is refused unless --trust-the-file says that you made it yourself.
"""
import argparse
import inspect
import json
import os
import struct
import sys

import torch

ANCHORS = ("cls_token", "conv_0.conv_0.conv.weight")  # one of the reference's network, one of MONAI's BasicUNet
NESTS = ("state_dict", "model_state")  # where checkpoints keep their state_dict


def refuse(reason):
    sys.exit("convert_checkpoint.py: " + reason)


def read(path, trusted):
    """The checkpoint as torch stores it, without running code from it where this torch can promise that."""
    knows_weights_only = "weights_only" in inspect.signature(torch.load).parameters
    if not knows_weights_only and not trusted:
        refuse(f"torch {torch.__version__} cannot read a checkpoint without running code from it. Install torch 1.13 "
               "or newer, or add --trust-the-file if you made the file yourself.")
    options = {"map_location": "cpu"}
    if knows_weights_only:
        options["weights_only"] = not trusted
    try:
        return torch.load(path, **options)
    except FileNotFoundError:
        refuse(f"{path} does not exist.")
    except Exception as error:  # torch raises many kinds for a file it does not like
        first_line = (str(error).splitlines() or [type(error).__name__])[0]
        refuse(f"{path} cannot be read safely: {first_line}\nA checkpoint with other Python objects inside can run any "
               "code; if you made it yourself, add --trust-the-file.")


def state_dict_of(checkpoint):
    """The named tensors: of a checkpoint that holds more, those under "state_dict" or "model_state"."""
    for nest in NESTS:
        if isinstance(checkpoint, dict) and isinstance(checkpoint.get(nest), dict):
            checkpoint = checkpoint[nest]
            break
    if not isinstance(checkpoint, dict) or not checkpoint:
        refuse("the checkpoint holds no state_dict.")
    tensors = {name: value for name, value in checkpoint.items() if isinstance(value, torch.Tensor)}
    if len(tensors) != len(checkpoint):
        other = next(name for name in checkpoint if name not in tensors)
        refuse(f"the checkpoint's “{other}” is no tensor; a state_dict holds nothing else.")
    return tensors


def network_of(tensors):
    """The network's own tensors, without the names of the modules around it, which its first name tells."""
    first = [(name, anchor) for anchor in ANCHORS for name in tensors if name == anchor or name.endswith("." + anchor)]
    if len(first) != 1:
        refuse(f"the checkpoint holds {len(first)} tensors called {' or '.join(ANCHORS)}; a network of MetRisk has one.")
    prefix = first[0][0][:-len(first[0][1])]
    inside = {name[len(prefix):]: value for name, value in tensors.items() if name.startswith(prefix)}
    return inside, prefix, [name for name in tensors if not name.startswith(prefix)]


def as_stored(name, tensor):
    """The tensor's numbers as they are written: float32, C order, little-endian."""
    if not tensor.is_floating_point():
        refuse(f"{name} holds {tensor.dtype} and no real numbers; MetRisk's network has no such weight.")
    if not bool(torch.isfinite(tensor).all()):
        refuse(f"{name} holds values that are not finite.")
    stored = tensor.detach().to("cpu", torch.float32).contiguous()
    if not bool(torch.isfinite(stored).all()):
        refuse(f"{name} holds values too large for float32.")
    return stored


def bytes_of(tensor):
    numbers = tensor.numpy()
    return numbers.astype(numbers.dtype.newbyteorder("<"), copy=False).tobytes(order="C")


def write(path, tensors):
    """A safetensors file: header length, JSON header padded to eight bytes, numbers. Renamed when complete."""
    header, offset = {}, 0
    for name, tensor in tensors.items():
        size = tensor.numel() * 4
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    pending = path + ".part"
    with open(pending, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(bytes_of(tensor))
    os.replace(pending, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", help="a Lightning .ckpt or a state_dict saved by torch.save")
    parser.add_argument("member", help="the .safetensors file to write")
    parser.add_argument("--trust-the-file", action="store_true",
                        help="read a checkpoint that holds other Python objects; it may run any code")
    options = parser.parse_args()
    found, prefix, left_out = network_of(state_dict_of(read(options.checkpoint, options.trust_the_file)))
    tensors = {name: as_stored(name, value) for name, value in sorted(found.items())}
    write(options.member, tensors)
    converted = sorted({str(value.dtype) for value in found.values()} - {"torch.float32"})
    print(f"{options.member}: {len(tensors)} tensors, {sum(t.numel() for t in tensors.values())} numbers, float32."
          + (f" The prefix “{prefix}” was taken off the names." if prefix else "")
          + (f" Converted from {', '.join(converted)}." if converted else "")
          + (f" Left out, not of the network: {', '.join(left_out)}." if left_out else ""))


if __name__ == "__main__":
    main()
