"""Exporting a sentence-transformers model to ONNX, once: it then starts in a tenth of a second instead of ten.

The whole pipeline is exported (transformer, pooling, whatever layers follow), so nothing of it is written a second time
here; and the export is used only when it gives the same vectors as sentence-transformers.
"""

from __future__ import annotations

import json
import os
import shutil
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from askme.embedding.base import unit
from askme.embedding.exported import EMBEDDING, FORM, INSIDE, MODEL, RECIPE, TOKENIZER, TOKENS, ExportedEmbedder
from askme.embedding.sentence import input_of_last_layers, shows_layers

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PARITY = 0.9999
"""Least cosine of an exported vector with sentence-transformers' own."""

WEIGHTS = "weights.bin"
SAMPLE = (
    "Redis",
    "who has worked with kubernetes in production?",
    "SENIOR SOFTWARE ENGINEER, Acme GmbH › moved 14 services from EC2 to EKS; cut costs by 37 % ($1.2M).",
    "Education (2014 – 2018): B.Tech. in Computer Science, Indian Institute of Technology — CGPA 9.1/10",
    "İstanbul'da çalıştı; naïve café, Åse Nørgård, 東京のチーム, Ελλάδα, C++/C#/.NET, e-mail: a@b.example 🚀",
    "",
    "99.9% system reliability",
    "Built and owned the payments platform that settles ten million card transactions a day. " * 40,
)


class ExportRefused(Exception):
    """The model cannot be exported, or its export gives other vectors."""


def export(model: SentenceTransformer, fingerprint: str, target: Path) -> None:
    """Write the exported model to `target`, whole or not at all; the caller holds the lock on it.

    :raises ExportRefused: it cannot be exported faithfully.
    :raises OSError: it cannot be written.
    """
    work = target.parent / f".{target.name}-{os.getpid()}"
    for left in [*target.parent.glob(f".{target.name}-*")]:  # by an export that was killed: the caller holds the lock
        shutil.rmtree(left, ignore_errors=True)
    try:
        work.mkdir()
        _write(model, fingerprint, work)
        _check(model, work)
        if target.exists():
            shutil.rmtree(target)
        work.replace(target)
    except OSError:
        raise
    except Exception as error:  # whatever exporting a stranger's model raises, sentence-transformers still serves it
        reason = str(error).strip().splitlines() or [""]
        raise ExportRefused(f"{type(error).__name__}: {reason[0][:200]}") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _write(model: SentenceTransformer, fingerprint: str, folder: Path) -> None:
    inside = shows_layers(model)
    inputs = _export_graph(model, folder / "plain.onnx", inside=inside)
    _optimise(folder / "plain.onnx", folder / MODEL)
    (folder / "plain.onnx").unlink()
    _tokenizer(model).save(str(folder / TOKENIZER))
    recipe = {
        "form": FORM,
        "fingerprint": fingerprint,
        "dimension": len(model.encode("askme", show_progress_bar=False)),
        "inputs": inputs,
        "prompt": model.prompts.get(model.default_prompt_name or "", ""),
        "pad": model.tokenizer.pad_token_id or 0,
        "unknown": model.tokenizer.unk_token,
        "inside": inside,
        "sizes": {file.name: file.stat().st_size for file in sorted(folder.iterdir())},
    }
    (folder / RECIPE).write_text(json.dumps(recipe, indent=1), "utf-8")
    for file in folder.iterdir():
        _flush(file)


def _export_graph(model: SentenceTransformer, file: Path, *, inside: bool) -> list[str]:
    """Export the model's whole pipeline; the names of its inputs, in order."""
    import torch

    class Pipeline(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *tensors: Any) -> Any:
            found = self.model(dict(zip(names, tensors, strict=True)))
            told = (found["sentence_embedding"], found["token_embeddings"])
            if not inside:
                return told
            return *told, input_of_last_layers(found)

    known = ("input_ids", "attention_mask", "token_type_ids")
    names = [name for name in known if name in model.tokenizer.model_input_names]
    encoded = model.tokenizer(["a short one", "and another that is longer"], padding=True, return_tensors="pt")
    texts, both = {0: "texts"}, {0: "texts", 1: "pieces"}
    shapes = {EMBEDDING: texts, TOKENS: both} | ({INSIDE: both} if inside else {})
    outputs, axes = list(shapes), dict.fromkeys(names, both) | shapes
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's doubts are settled by comparing vectors
        torch.onnx.export(
            Pipeline().eval(), tuple(encoded[name] for name in names), str(file), dynamo=False,
            input_names=names, output_names=outputs, dynamic_axes=axes, opset_version=17,
        )  # fmt: skip
    return names


def _optimise(plain: Path, file: Path) -> None:
    """Store the graph optimised, weights beside it: they are then mapped into memory instead of parsed."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.optimized_model_filepath = str(file)
    # The next level would bind the file to this machine's kind of processor.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.add_session_config_entry("session.optimized_model_external_initializers_file_name", WEIGHTS)
    options.add_session_config_entry("session.optimized_model_external_initializers_min_size_in_bytes", "1024")
    onnxruntime.InferenceSession(str(plain), options, providers=["CPUExecutionProvider"])


def _tokenizer(model: SentenceTransformer) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
    tokenizer.no_padding()
    tokenizer.enable_truncation(model.max_seq_length or model.tokenizer.model_max_length)
    return tokenizer


def _check(model: SentenceTransformer, folder: Path) -> None:
    """Compare with sentence-transformers: texts together, where they are padded, and one by one, as questions come."""
    expected = unit(np.asarray(model.encode(list(SAMPLE), show_progress_bar=False), dtype=np.float32))
    exported = ExportedEmbedder(folder)
    together = exported.embed(SAMPLE)
    alone = np.concatenate([exported.embed([text]) for text in SAMPLE])
    least = float(min((expected * together).sum(axis=1).min(), (expected * alone).sum(axis=1).min()))
    if not least >= PARITY:
        raise ExportRefused(f"its vectors differ from sentence-transformers' (cosine {least:.4f})")


def _flush(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
