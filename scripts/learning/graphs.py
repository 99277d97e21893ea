"""The network as it ships: an ONNX graph whose weights are whole numbers of seven bits."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from askme.answering.relevance.reader import BLEND, FINGERPRINT, INPUTS
from learning.network import HEADS, Asking, Layer, Network, Stating

_SCALES = ("_quantized", "_scale", "_zero_point")
"""Behind the name of weights that are kept as whole numbers."""
_FAR = -1e4


class Padded(nn.Module):
    """`Network` for one question and statements that are padded, so that a graph can be made of it.

    Each product takes all tokens at once, and each weight stands in one product: only such ones are made whole numbers.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, question: torch.Tensor, stated: torch.Tensor, own: torch.Tensor, real: torch.Tensor
    ) -> torch.Tensor:
        """See `INPUTS`. :returns: log-odds `[statements]`"""
        x = question.expand(stated.shape[0], -1, -1)  # traced, as len() is not
        y = stated
        far = torch.where(real, 0.0, _FAR)[:, None, None]
        for at, asking in enumerate(self.network.asking):
            further = _asking(asking, x, y, own, far)
            if at < len(self.network.stating):
                y = _stating(self.network.stating[at], x, y, far)
            x = further
        told = torch.cat([x[:, 0], x.mean(1), x.max(1).values], -1)
        return self.network.told(self.network.tell(told).relu())[:, 0]


def _asking(layer: Asking, x: torch.Tensor, y: torch.Tensor, own: torch.Tensor, far: torch.Tensor) -> torch.Tensor:
    tokens = x.shape[0] * x.shape[1]
    both = torch.cat([x.flatten(0, 1), y.flatten(0, 1)])
    keys, values = layer.key(both), layer.value(both)
    query, key, value = (_by_head(one, x) for one in (layer.query(both[:tokens]), keys[:tokens], values[:tokens]))
    others = _by_head(keys[tokens:] + layer.place[own.flatten()], y)
    told = _by_head(values[tokens:] + layer.placed[own.flatten()], y)
    scale = query.shape[-1] ** -0.5
    looks = [query @ key.transpose(2, 3) * scale, query @ others.transpose(2, 3) * scale + far]
    seen = torch.cat(looks, -1).softmax(-1) @ torch.cat([value, told], 2)
    return _told(layer, x, layer.seen(_flat(seen)))


def _stating(layer: Stating, x: torch.Tensor, y: torch.Tensor, far: torch.Tensor) -> torch.Tensor:
    asked, stated = x.flatten(0, 1), y.flatten(0, 1)
    query = _by_head(layer.query(stated), y)
    scale = query.shape[-1] ** -0.5
    looks = query @ _by_head(layer.key(stated), y).transpose(2, 3) * scale + far
    seen = layer.seen(_flat(looks.softmax(-1) @ _by_head(layer.value(stated), y)))
    across = query @ _by_head(layer.asked_key(asked), x).transpose(2, 3) * scale
    seen = seen + layer.asked_seen(_flat(across.softmax(-1) @ _by_head(layer.asked_value(asked), x)))
    return _told(layer, y, seen)


def _told(layer: Layer, x: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
    told = layer.seen_norm(x.flatten(0, 1) + seen)
    return layer.out_norm(told + layer.out(_gelu(layer.wide(told)))).view(x.shape)


def _by_head(flat: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
    """`[texts, heads, tokens, dimension / heads]`"""
    return flat.view(like.shape[0], like.shape[1], HEADS, -1).transpose(1, 2)


def _flat(by_head: torch.Tensor) -> torch.Tensor:
    """`[texts * tokens, dimension]`"""
    return by_head.transpose(1, 2).flatten(2).flatten(0, 1)


def _gelu(x: torch.Tensor) -> torch.Tensor:
    """Hendrycks and Gimpel, 2016, in the form that ONNX Runtime knows again and computes in one step."""
    return 0.5 * x * (1.0 + torch.tanh(0.7978845608028654 * (x + 0.044715 * torch.pow(x, 3.0))))


def write(file: Path, network: Network, fingerprint: str, blend: Sequence[float]) -> None:
    """:param blend: what the trees' log-odds count, what the network's do, and what is added"""
    with TemporaryDirectory() as folder:
        plain, small, made = (Path(folder) / name for name in ("plain.onnx", "small.onnx", "made.onnx"))
        _export(network, plain)
        # Seven bits, since processors without the newest instructions overflow with eight.
        quantize_dynamic(
            plain, small, op_types_to_quantize=["Gemm", "MatMul"], per_channel=True, reduce_range=True,
            weight_type=QuantType.QInt8,
        )  # fmt: skip
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.optimized_model_filepath = str(made)
        # The next level would bind the file to this machine's kind of processor.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        onnxruntime.InferenceSession(str(small), options, providers=["CPUExecutionProvider"])
        model = onnx.load(made)
    onnx.helper.set_model_props(model, {FINGERPRINT: fingerprint, BLEND: " ".join(map(str, blend))})
    onnx.save(model, file)


def _export(network: Network, file: Path) -> None:
    dimension = network.tell.in_features // 3
    real = torch.ones(2, 5, dtype=torch.bool)
    example = (torch.zeros(1, 4, dimension), torch.zeros(2, 5, dimension), real.long(), real)
    axes = dict(zip(INPUTS, ({1: "asked"}, *3 * ({0: "texts", 1: "pieces"},)), strict=True))
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's doubts are settled by a test that compares
        torch.onnx.export(
            Padded(network).eval(), example, str(file), dynamo=False, input_names=list(INPUTS),
            output_names=["logits"], dynamic_axes=axes | {"logits": {0: "texts"}}, opset_version=17,
        )  # fmt: skip


def known(file: Path) -> Network:
    """The network of a graph that `write` has written."""
    held = {one.name: onnx.numpy_helper.to_array(one) for one in onnx.load(file).graph.initializer}
    weights = {name.removeprefix("network."): torch.tensor(values) for name, values in _full(held).items()}
    network = Network(*weights["asking.0.wide.weight"].shape[::-1])
    network.load_state_dict({name: weights[name] for name in network.state_dict()})
    return network


def _full(held: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Weights by name, those that are kept as whole numbers multiplied out, `[out, in]`."""
    found = dict(held)
    for name in (name.removesuffix("_quantized") for name in held if name.endswith("_quantized")):
        whole, scale, zero = (held[name + end].astype(np.float32) for end in _SCALES)
        found[name] = ((whole - zero) * scale).T
    return found
