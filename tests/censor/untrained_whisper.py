"""Writes a Whisper model with the right layout and random weights: real loading and decoding, senseless words."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from numpy.typing import NDArray
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

WIDTH, HEADS, LAYERS = 64, 1, 1
VOCABULARY = 51865
EMPTY_TOKEN = ""
"""CTranslate2 takes a Whisper model for multilingual by this token in its vocabulary."""
TEXT_TOKENS = 50257
SHAPES = {
    "embeddings/weight": (VOCABULARY, WIDTH),
    "projection/weight": (VOCABULARY, WIDTH),
    "conv1/weight": (WIDTH, 80, 3),
    "conv2/weight": (WIDTH, WIDTH, 3),
    "self_attention/linear_0/weight": (3 * WIDTH, WIDTH),
    "self_attention/linear_1/weight": (WIDTH, WIDTH),
    "attention/linear_0/weight": (WIDTH, WIDTH),
    "attention/linear_1/weight": (2 * WIDTH, WIDTH),
    "attention/linear_2/weight": (WIDTH, WIDTH),
    "ffn/linear_0/weight": (4 * WIDTH, WIDTH),
    "ffn/linear_1/weight": (WIDTH, 4 * WIDTH),
}


def write_untrained_whisper(folder: Path, languages: tuple[str, ...]) -> None:
    """`model.bin`, `config.json`, `vocabulary.json`, `tokenizer.json` of an untrained multilingual model."""
    spec = ctranslate2.specs.WhisperSpec(LAYERS, HEADS, LAYERS, HEADS)
    generator = np.random.default_rng(0)
    _fill(spec, generator)
    tokens = _tokens(languages)
    spec.register_vocabulary(tokens)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = []
    first_language = tokens.index("<|en|>")
    spec.config.lang_ids = list(range(first_language, first_language + len(languages)))
    spec.config.alignment_heads = [[0, 0]]
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    _tokenizer(tokens).save(str(folder / "tokenizer.json"))
    (folder / "preprocessor_config.json").write_text(json.dumps({"feature_size": 80, "sampling_rate": 16000}))


def _tokens(languages: tuple[str, ...]) -> list[str]:
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    text = alphabet + [f"{a}{b}{c}" for a in alphabet[:60] for b in alphabet[:60] for c in alphabet[:14]]
    text = [*list(dict.fromkeys(text))[: TEXT_TOKENS - 1], EMPTY_TOKEN]
    special = ["<|endoftext|>", "<|startoftranscript|>", *(f"<|{code}|>" for code in languages)]
    special += ["<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>"]
    stamps = [f"<|{index * 0.02:.2f}|>" for index in range(1501)]
    count = VOCABULARY - len(special) - 1 - len(stamps)
    filler = [f"zz{index}" for index in range(count - len(text))]
    return [*text, *filler, *special, "<|notimestamps|>", *stamps]


def _tokenizer(tokens: list[str]) -> Tokenizer:
    first_special = tokens.index("<|endoftext|>")
    vocabulary = {token: index for index, token in enumerate(tokens[:first_special])}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[], fuse_unk=False))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in tokens[first_special:]])
    return tokenizer


def _fill(spec: Any, generator: np.random.Generator) -> None:
    """Random weights of the right shapes: CTranslate2's specification only knows which ones there are."""
    spec.encoder.position_encodings.encodings = _noise(generator, 1500, WIDTH)
    spec.decoder.position_encodings.encodings = _noise(generator, 448, WIDTH)
    for name, value in spec.variables(ordered=True):
        if value is not None:
            continue
        layer = functools.reduce(_child, name.split("/")[:-1], spec)
        if name.endswith("gamma"):
            layer.gamma = np.ones(WIDTH, np.float32)
        elif name.endswith("beta"):
            layer.beta = np.zeros(WIDTH, np.float32)
        else:
            shape = next(shape for ending, shape in SHAPES.items() if name.endswith(ending))
            layer.weight = _noise(generator, *shape)
            if "embeddings" not in name and "projection" not in name:
                layer.bias = np.zeros(shape[0], np.float32)


def _child(layer: Any, name: str) -> Any:
    """A part of the specification by its name: `layer_0` is an attribute or the first of a list."""
    if hasattr(layer, name):
        return getattr(layer, name)
    group, _, index = name.rpartition("_")
    return getattr(layer, group)[int(index)]


def _noise(generator: np.random.Generator, *shape: int) -> NDArray[np.float32]:
    return generator.normal(0, 0.1, shape).astype(np.float32)
