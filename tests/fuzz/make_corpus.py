#!/usr/bin/python3
"""Writes the seed corpus of the import fuzzer into the folder given (default corpus/import here)."""

import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper, numpy_helper

OUT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "corpus/import")
RANDOM = np.random.default_rng(1)


def save(name, data):
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.onnx").write_bytes(data if isinstance(data, bytes) else data.SerializeToString())


def weights(*shape, dtype=np.float32):
    if np.issubdtype(dtype, np.integer):
        return RANDOM.integers(-5, 5, shape).astype(dtype)
    return RANDOM.normal(size=shape).astype(dtype)


def value(name, shape, dtype=T.FLOAT):
    return helper.make_tensor_value_info(name, dtype, shape)


def model(nodes, shape, constants=None, opset=13, outputs=("y",), dtype=T.FLOAT, extra_inputs=(), domains=()):
    graph = helper.make_graph(
        nodes,
        "g",
        [value("x", shape, dtype), *extra_inputs],
        [onnx.ValueInfoProto(name=name) for name in outputs],
        [numpy_helper.from_array(array, name) for name, array in (constants or {}).items()],
    )
    imports = [helper.make_opsetid("", opset), *[helper.make_opsetid(d, 1) for d in domains]]
    made = helper.make_model(graph, opset_imports=imports, producer_name="corpus")
    made.ir_version = 8
    return made


def node(op, inputs, outputs=("y",), **attributes):
    return helper.make_node(op, list(inputs), list(outputs), **attributes)


def i64(*values):
    return np.array(values, dtype=np.int64)


def convolutions():
    image = [1, 4, 8, 8]
    save("conv", model([node("Conv", "xw", pads=[1, 1, 1, 1])], image, {"w": weights(3, 4, 3, 3)}))
    save("conv_bias_strided", model(
        [node("Conv", "xwb", strides=[2, 2], kernel_shape=[3, 3], dilations=[2, 1])], image,
        {"w": weights(3, 4, 3, 3), "b": weights(3)}))
    save("conv_depthwise", model([node("Conv", "xw", group=4)], image, {"w": weights(4, 1, 3, 3)}))
    save("conv_same_upper", model(
        [node("Conv", "xw", auto_pad="SAME_UPPER", strides=[2, 2])], image, {"w": weights(2, 4, 3, 3)}))
    save("conv_1d", model([node("Conv", "xw")], [1, 2, 20], {"w": weights(3, 2, 5)}))
    save("conv_transpose", model(
        [node("ConvTranspose", "xw", strides=[2, 2], output_padding=[1, 1])], image,
        {"w": weights(4, 2, 3, 3)}))
    save("conv_bn_relu6", model(
        [node("Conv", "xw", ["c"]), node("BatchNormalization", ["c", "s", "b", "m", "v"], ["n"]),
         node("Clip", ["n", "low", "high"])], image,
        {"w": weights(3, 4, 1, 1), "s": weights(3), "b": weights(3), "m": weights(3),
         "v": np.abs(weights(3)), "low": np.float32(0), "high": np.float32(6)}))
    save("pad_conv", model(
        [node("Pad", ["x", "p"], ["padded"]), node("Conv", ["padded", "w"])], image,
        {"p": i64(0, 0, 1, 1, 0, 0, 1, 1), "w": weights(3, 4, 3, 3)}))
    save("pad_opset7", model([node("Pad", "x", pads=[0, 0, 1, 1, 0, 0, 1, 1])], image, opset=7))
    save("conv_add_bias", model(
        [node("Conv", "xw", ["c"]), node("Add", "cb")], image,
        {"w": weights(3, 4, 1, 1), "b": weights(1, 3, 1, 1)}))
    save("large_weights", model([node("Conv", "xw")], image, {"w": weights(12, 4, 3, 3)}))


def dense():
    save("gemm", model([node("Gemm", "xwb", transB=1, alpha=0.5)], [1, 10],
                       {"w": weights(4, 10), "b": weights(4)}))
    save("matmul_add_softmax", model(
        [node("MatMul", "xw", "m"), node("Add", "mb", "a"), node("Softmax", "a", axis=-1)], [1, 6],
        {"w": weights(6, 3), "b": weights(3)}))
    save("matmul_batched", model([node("MatMul", "xz")], [2, 3, 4], extra_inputs=[value("z", [2, 4, 5])]))
    save("einsum", model([node("Einsum", "xw", equation="ij,jk->ik")], [2, 3], {"w": weights(3, 4)}))
    for op, gates in (("LSTM", 4), ("GRU", 3)):
        save(op.lower(), model([node(op, "xwr", hidden_size=2)], [5, 1, 3],
                               {"w": weights(1, gates * 2, 3), "r": weights(1, gates * 2, 2)}))


def quantised():
    scale = {"s": np.float32(0.1), "z": np.int8(3), "ws": np.float32(0.2), "wz": np.int8(0)}
    save("qdq_conv", model(
        [node("QuantizeLinear", "xsz", "q"), node("DequantizeLinear", "qsz", "d"),
         node("DequantizeLinear", ["wq", "ws", "wz"], ["w"]), node("Conv", "dw", "c"),
         node("QuantizeLinear", "csz", ["cq"]), node("DequantizeLinear", ["cq", "s", "z"])],
        [1, 4, 6, 6], {"wq": weights(2, 4, 3, 3, dtype=np.int8), **scale}))
    save("qdq_per_channel", model(
        [node("DequantizeLinear", ["wq", "ws", "wz"], ["w"], axis=0), node("Conv", "xw")],
        [1, 4, 6, 6], {"wq": weights(2, 4, 3, 3, dtype=np.int8), "ws": np.abs(weights(2)),
                       "wz": np.zeros(2, np.int8)}))
    save("qlinear_conv", model(
        [node("QLinearConv", ["x", "s", "z", "wq", "ws", "wz", "s", "z"])], [1, 4, 6, 6],
        {"wq": weights(2, 4, 3, 3, dtype=np.int8), **scale}, dtype=T.INT8))
    save("qlinear_add_microsoft", model(
        [node("QLinearAdd", ["x", "s", "z", "x", "s", "z", "s", "z"], domain="com.microsoft")],
        [1, 4], scale, dtype=T.INT8, domains=["com.microsoft"]))


def shapes():
    image = [1, 4, 8, 8]
    save("reshape", model([node("Reshape", "xs")], image, {"s": i64(0, -1)}))
    save("reshape_folded", model(
        [node("Shape", "x", ["a"]), node("Gather", ["a", "zero"], ["n"]),
         node("Unsqueeze", ["n", "axes"], ["u"]), node("Concat", ["u", "rest"], ["s"], axis=0),
         node("Reshape", "xs")], ["batch", 4, 8, 8],
        {"zero": np.int64(0), "axes": i64(0), "rest": i64(-1)}))
    save("resize_scales", model(
        [node("Resize", ["x", "", "s"], mode="linear", coordinate_transformation_mode="half_pixel")],
        image, {"s": np.array([1, 1, 2, 2], np.float32)}))
    save("resize_sizes", model([node("Resize", ["x", "", "", "s"])], image, {"s": i64(1, 4, 5, 5)}))
    save("upsample_opset9", model([node("Upsample", "xs")], image,
                                  {"s": np.array([1, 1, 2, 2], np.float32)}, opset=9))
    save("concat", model([node("Relu", "x", "a"), node("Concat", "xa", axis=1)], image))
    save("slice", model([node("Slice", ["x", "st", "en", "ax", "sp"])], image,
                        {"st": i64(-1, 0), "en": i64(-100, 4), "ax": i64(2, 3), "sp": i64(-2, 1)}))
    save("split", model([node("Split", "xs", ["y", "z"], axis=1)], image, {"s": i64(1, 3)},
                        outputs=("y", "z")))
    save("split_opset11", model([node("Split", "x", ["y", "z"], axis=1, split=[2, 2])], image, opset=11,
                                outputs=("y", "z")))
    save("transpose_flatten_squeeze", model(
        [node("Transpose", "x", "t", perm=[0, 2, 3, 1]), node("Flatten", "t", "f"),
         node("Squeeze", "fa")], image, {"a": i64(0)}))
    save("gather_expand_tile", model(
        [node("Gather", "xi", "g", axis=1), node("Expand", "ge", "f"), node("Tile", "ft")], [2, 3],
        {"i": i64(0, -1), "e": i64(4, 2, 2), "t": i64(1, 2, 1)}))
    save("depth_to_space", model([node("DepthToSpace", "x", blocksize=2)], image))
    save("constant_of_shape", model(
        [node("Shape", "x", "s"), node("ConstantOfShape", "s", "c"), node("Add", "xc")], [2, 3]))
    save("constant_node", model(
        [node("Constant", [], "c", value=numpy_helper.from_array(weights(300))), node("Add", "xc")], [300]))
    save("range_where", model(
        [node("Range", ["a", "b", "c"], ["r"]), node("Greater", "xr", "g"), node("Where", "gxr")], [4],
        {"a": np.float32(0), "b": np.float32(4), "c": np.float32(1)}))


def others():
    image = [1, 4, 8, 8]
    save("pools", model(
        [node("MaxPool", "x", "m", kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1),
         node("AveragePool", "m", "a", kernel_shape=[2, 2], count_include_pad=1, pads=[1, 1, 0, 0]),
         node("GlobalAveragePool", "a")], image))
    save("reduce_activations", model(
        [node("HardSwish", "x", "h"), node("Sigmoid", "h", "s"), node("Mul", "sh", "m"),
         node("ReduceMean", "m", axes=[2, 3], keepdims=0)], image, opset=14))
    save("residual_dropout_identity", model(
        [node("Relu", "x", "a"), node("Identity", "a", "i"), node("Dropout", "i", "d"),
         node("Cast", "d", "c", to=T.FLOAT), node("Add", "xc")], image))
    save("opaque_custom", model([node("Custom", "x", domain="example.org")], [1], domains=["example.org"]))
    save("topk_nms", model([node("TopK", "xk", ["y", "z"])], [5], {"k": i64(2)}, outputs=("y", "z")))
    branch = helper.make_graph([node("Relu", "x", ["b"])], "then", [], [onnx.ValueInfoProto(name="b")])
    save("if", model([node("If", "c", then_branch=branch, else_branch=branch)], [1],
                     {"c": np.array(True)}))


def wire(number, payload):
    head = b""
    for part in (number << 3 | 2, len(payload)):
        while part >= 0x80:
            head += bytes([part & 0x7F | 0x80])
            part >>= 7
        head += bytes([part])
    return head + payload


def hostile():
    relu = node("Relu", "x")
    save("hostile_dims", model([relu], [2**62, 2**62]))
    save("hostile_dim_one", model([relu], [2**62]))
    save("hostile_negative_dims", model([relu], [-5, 3]))
    save("hostile_symbolic", model([relu], ["a", "b"]))
    save("hostile_kernel", model([node("MaxPool", "x", kernel_shape=[2**40, 2**40])], [1, 1, 8, 8]))
    save("hostile_pads", model([node("Conv", "xw", pads=[2**62] * 4)], [1, 1, 8, 8], {"w": weights(1, 1, 3, 3)}))
    save("hostile_zero_stride", model([node("Conv", "xw", strides=[0, 0])], [1, 1, 8, 8], {"w": weights(1, 1, 3, 3)}))
    save("hostile_zero_group", model([node("Conv", "xw", group=0)], [1, 1, 8, 8], {"w": weights(1, 1, 3, 3)}))
    save("hostile_rank", model([node("Conv", "xw")], [1], {"w": weights(1, 1, 3, 3)}))
    save("hostile_cycle", model([node("Relu", "b", "a"), node("Relu", "a", "b"), node("Add", "xa")], [1]))
    save("hostile_duplicate", model([relu, relu], [1]))
    save("hostile_undefined", model([node("Relu", ["nowhere"])], [1]))
    save("hostile_names", model([node("Relu", ["x"], ["\n\x1b[31m"], name="\x00")], [1], outputs=("\n\x1b[31m",)))
    save("hostile_reshape", model([node("Reshape", "xs")], [4], {"s": i64(-1, -1)}))
    save("hostile_expand", model([node("Expand", "xs")], [1], {"s": i64(2**31, 2**31)}))
    save("hostile_constant_of_shape", model([node("ConstantOfShape", "s")], [1], {"s": i64(2**40)}))
    save("hostile_range", model([node("Range", ["a", "b", "c"])], [1],
                                {"a": np.int64(0), "b": np.int64(2**62), "c": np.int64(1)}))
    save("hostile_zero_range", model([node("Range", ["a", "b", "c"])], [1],
                                     {"a": np.int64(0), "b": np.int64(5), "c": np.int64(0)}))
    save("hostile_gather", model([node("Gather", "xi")], [3], {"i": i64(2**60)}))
    save("hostile_slice", model([node("Slice", ["x", "a", "b", "z", "d"])], [3],
                                {"a": i64(-2**63), "b": i64(2**63 - 1), "z": i64(0), "d": i64(0)}))
    save("hostile_split", model([node("Split", "x", ["y", "z"], split=[-1, 4])], [3], opset=11,
                                outputs=("y", "z")))
    save("hostile_opset", model([relu], [1], opset=9999))
    for name, location in (("escape", "../../etc/passwd"), ("absolute", "/etc/passwd"), ("inside", "weights.bin")):
        made = model([node("Add", "xw")], [8], {"w": weights(8)})
        tensor = made.graph.initializer[0]
        tensor.ClearField("raw_data")
        tensor.data_location = T.EXTERNAL
        for key, text in (("location", location), ("offset", "4"), ("length", "32")):
            tensor.external_data.add(key=key, value=text)
        save(f"external_{name}", made)
    graph = b""
    for _ in range(60):
        graph = wire(1, wire(5, wire(6, graph)))
    save("hostile_nesting", b"\x08\x08" + wire(7, graph) + wire(8, b"\x10\x0d"))
    whole = model([node("Conv", "xw")], [1, 4, 8, 8], {"w": weights(3, 4, 3, 3)}).SerializeToString()
    for length in (3, 40, 200, len(whole) - 1):
        save(f"truncated_{length:03}", whole[:length])
    save("tflite", b"\x1c\0\0\0TFL3" + bytes(24))


for make in (convolutions, dense, quantised, shapes, others, hostile):
    make()
print(sum(1 for _ in OUT.iterdir()), "files")
