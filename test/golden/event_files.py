"""Writes event_files.json: an event file as TensorBoard's own writer makes it, base64.

Run with tensorboard==2.21.0 or any close to it: python test/golden/event_files.py > test/golden/event_files.json
"""

import base64
import io
import json

from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter

STARTED = 1_790_000_000.25
SCALARS = [
    {"tag": "combined/epoch_loss", "step": 1, "value": 0.6931, "at": STARTED + 1.5},
    {"tag": "Körpermasse (g)/epoch_r2", "step": 127, "value": -3.5, "at": STARTED + 2},
    {"tag": "x/epoch_accuracy", "step": 128, "value": 1.0, "at": STARTED + 3},
    {"tag": "x/epoch_accuracy", "step": 5_000_000_000, "value": 1e-30, "at": STARTED + 4},
]


class Kept(io.BytesIO):
    def close(self):
        pass


kept = Kept()
writer = RecordWriter(kept)
writer.write(Event(wall_time=STARTED, file_version="brain.Event:2").SerializeToString())
for s in SCALARS:
    summary = Summary(value=[Summary.Value(tag=s["tag"], simple_value=s["value"])])
    writer.write(Event(wall_time=s["at"], step=s["step"], summary=summary).SerializeToString())
print(json.dumps({"started": STARTED, "scalars": SCALARS, "file": base64.b64encode(kept.getvalue()).decode()}, ensure_ascii=False, indent=1))
