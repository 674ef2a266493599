"""Asks TensorBoard's own backend what its dashboards ask, and writes the answers as JSON: see README.md.

python tensorboard_search.py > tensorboard_search.json
"""

import json
import logging
import pathlib
import re

from google.protobuf import json_format
from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer
from tensorboard.context import RequestContext
from tensorboard.plugins import base_plugin
from tensorboard.plugins.hparams import api_pb2, backend_context, list_session_groups

logging.disable(logging.CRITICAL)
folder = pathlib.Path(__file__).parent.parent

ACC = {"metric": {"tag": "hparam/val_acc"}}
EPOCH = {"metric": {"group": "validation", "tag": "epoch_accuracy"}}
DESC, ASC = {"order": "ORDER_DESC"}, {"order": "ORDER_ASC"}


def interval(low, high):
    return {"filterInterval": {"minValue": low, "maxValue": high}}


def among(*values):
    return {"filterDiscrete": list(values)}


# The filters and sorting of the HParams dashboard, as its page sends them, and the same of xt. Every session of tb_grid
# is a folder `hp` of its own.
SESSIONS = [
    ("tb_grid", [{"hparam": "lr", **interval(0.01, 0.1)}, {**ACC, **DESC}],
     "runs where params.lr between 0.01 and 0.1 and hparam/val_acc is not missing sort by hparam/val_acc desc, name"),
    ("tb_grid", [{"hparam": "width", **among(32)}, {**ACC, **ASC}],
     "runs where params.width in (32) and hparam/val_acc is not missing sort by hparam/val_acc, name"),
    ("tb_grid", [{"hparam": "amp", **among(True)}, {"hparam": "lr", **among(0.01, 3)}, {**ACC, **DESC}],
     "runs where params.amp = true and params.lr in (0.01, 3) and hparam/val_acc is not missing sort by hparam/val_acc desc, name"),
    ("tb_grid", [{"hparam": "dataset", "filterRegexp": "^dig"}, {"hparam": "seed", **interval(1, 1)}, {**ACC, **DESC}],
     "runs where params.dataset matches '^dig' and params.seed between 1 and 1 and hparam/val_acc is not missing sort by hparam/val_acc desc, name"),
    ("tb_grid", [{"hparam": "dataset", "filterRegexp": "wine"}, {**ACC, **DESC}],
     "runs where params.dataset matches 'wine' and hparam/val_acc is not missing"),
    ("tb_grid", [{**ACC, **interval(0.95, 1), **ASC}],
     "runs where hparam/val_acc between 0.95 and 1 sort by hparam/val_acc, name"),
    ("tb_grid", [{"hparam": "lr", **DESC}, {"hparam": "seed", **ASC}, {"hparam": "width", **ASC}],
     "runs where hparam/val_acc is not missing sort by params.lr desc, params.seed, params.width"),
    ("tb_tf2", [{"hparam": "lr", **among(0.05)}, {"hparam": "seed", **ASC}],
     "runs where params.lr in (0.05) and name matches '^fit-[0-9]$' sort by params.seed"),
    ("tb_tf2", [{"hparam": "optimizer", "filterRegexp": "sg"}, {"hparam": "lr", **DESC}, {"hparam": "seed", **DESC}],
     "runs where params.optimizer matches 'sg' and name matches '^fit-[0-9]$' sort by params.lr desc, params.seed desc"),
    ("tb_tf2", [{"hparam": "nesterov", **among(True)}, {"hparam": "seed", **ASC}],
     "runs where params.nesterov = true sort by params.seed"),
    # A session's metrics are those of its folders; their runs have its params too.
    ("tb_tf2", [{"hparam": "lr", **interval(0.001, 0.1)}, {**EPOCH, **DESC}],
     "runs where params.lr between 0.001 and 0.1 and name ends with '/validation' sort by epoch_accuracy desc, name"),
    ("tb_tf2", [{**EPOCH, **interval(0.99, 1)}, {"hparam": "lr", **DESC}],
     "runs where epoch_accuracy between 0.99 and 1 and name ends with '/validation' sort by params.lr desc"),
]

# The filters of tags and runs: its page takes them as regular expressions that may match anywhere, in any case.
TAGS = [("tb_grid", "val"), ("tb_grid", "^val[/.]"), ("tb_grid", "LOSS|acc$"), ("tb_grid", "é"), ("tb_tf2", r"\(%\)"), ("tb_tf2", "^epoch_")]
RUNS = [("tb_grid", "lr=0.1"), ("tb_grid", "W=64/SEED_[02]$"), ("tb_grid", "/hp$"), ("tb_tf2", "^fit-[12]/val")]

# The points of its charts: step, wall time in microseconds, value.
CHARTS = [("tb_grid", "mlp_lr=0.1_w=64/seed_1", "val/acc"), ("tb_grid", "mlp_lr=3.0_w=32/seed_0", "val/loss"),
          ("tb_tf2", "fit-2/validation", "epoch_loss"), ("tb_tf2", "resumed", None)]


def opened(name):
    logdir = str(folder / name)
    runs = plugin_event_multiplexer.EventMultiplexer(size_guidance={"tensors": 0})
    runs.AddRunsFromDirectory(logdir)
    runs.Reload()
    provider = data_provider.MultiplexerDataProvider(runs, logdir)
    context = base_plugin.TBContext(data_provider=provider, logdir=logdir, flags=None)
    return provider, backend_context.Context(context)


def sessions(name, columns):
    request = {"allowedStatuses": ["STATUS_UNKNOWN", "STATUS_SUCCESS", "STATUS_FAILURE", "STATUS_RUNNING"],
               "sliceSize": 1000, "startIndex": 0, "colParams": columns}
    parsed = json_format.ParseDict(request, api_pb2.ListSessionGroupsRequest())
    found = list_session_groups.Handler(RequestContext(), stores[name][1], "", parsed).run()
    runs = [session.name for group in found.session_groups for session in group.sessions]
    return [f"{run}/validation" for run in runs] if any("group" in column.get("metric", {}) for column in columns) else runs


def scalars(name):
    return stores[name][0].list_scalars(RequestContext(), experiment_id="", plugin_name="scalars")


def points(name, run, tag):
    wanted = data_provider.provider.RunTagFilter(runs=[run], tags=[tag])
    read = stores[name][0].read_scalars(
        RequestContext(), experiment_id="", plugin_name="scalars", downsample=10**6, run_tag_filter=wanted)
    return [[point.step, round(point.wall_time * 1e6), "NaN" if point.value != point.value else point.value]
            for point in read[run][tag]]


stores = {name: opened(name) for name in ("tb_grid", "tb_tf2")}
found = {
    "sessions": [{"set": name, "columns": columns, "xt": xt, "runs": sessions(name, columns)}
                 for name, columns, xt in SESSIONS],
    "tags": [{"set": name, "filter": text,
              "tags": sorted({tag for tags in scalars(name).values() for tag in tags if re.search(text, tag, re.I)})}
             for name, text in TAGS],
    "runs": [{"set": name, "filter": text,
              "runs": sorted(run for run in scalars(name) if re.search(text, run, re.I))} for name, text in RUNS],
    "charts": [{"set": name, "run": run, "tag": tag or min(scalars(name)[run]), "points": points(name, run, tag or min(scalars(name)[run]))}
               for name, run, tag in CHARTS],
}
print(json.dumps(found, ensure_ascii=False, indent=1))
