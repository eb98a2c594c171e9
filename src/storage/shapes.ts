/** What a record must look like before its fields are believed: the disk, a crash or another program may have changed it. */
import { anything, fields, list, number, object, orNull, table, text, truth, type Guard } from "./guards.ts";
import type { RecordKind, RecordKinds } from "./records.ts";

type Shape<T> = { readonly [F in keyof T]-?: Guard };

const stored = { format: number, id: text, blobs: table(fields({ id: text, length: orNull(number), hash: orNull(text) })) };
const scores = table(table(number));
const plan = fields({ rows: fields({ training: number, validation: number, test: number }), dropped: table(number), parameters: number, rounds: number, batchSize: number, seed: number, validation: fields({ field: text, metric: text }), baseline: scores });
const rounds = list(fields({ round: number, epoch: number, training: scores, validation: scores }));
const backend = fields({ chosen: text, device: text, tried: list(fields({ backend: text, verdict: text })) });
const model = fields({ yaml: text, config: object, facts: fields({ inputs: object, outputs: object }), weights: fields({ specs: list(object) }), made: fields({ dataset: object, bestRound: number }) });

const shapes: { readonly [K in RecordKind]: Shape<RecordKinds[K]> } = {
  project: { ...stored, name: text, createdAt: number, changedAt: number, deletedAt: orNull(number), dataset: orNull(text), roles: table(fields({ role: text, type: text })), yaml: text, left: list(text) },
  run: {
    ...stored, project: text, name: text, createdAt: number, deletedAt: orNull(number), yaml: text, seed: number, status: text, plan, rounds, reason: orNull(text), backend,
    evaluations: list(fields({ split: text, rows: number, outputs: table(fields({ type: text, rows: number, metrics: table(number), charts: list(object) })) })), model,
    simple: orNull(fields({ training: fields({ used: number, of: number }), seconds: number, splits: list(fields({ split: text, rows: fields({ used: number, of: number }), outputs: table(fields({ model: table(number), simple: list(fields({ name: text, metrics: table(number) })) })) })) })),
    testViews: number, note: text, starred: truth,
  },
  unfinished: { ...stored, project: text, name: text, createdAt: number, yaml: text, seed: number, dataset: text, backend: text, seen: orNull(fields({ plan, rounds, at: number })) },
  checkpoint: { ...stored, savedAt: number, meta: anything },
  dataset: { ...stored, name: text, createdAt: number, meta: anything },
};

/** The first field that is missing or of the wrong kind; undefined when the record is what it should be. */
export const faultyField = (kind: RecordKind, record: Readonly<Record<string, unknown>>): string | undefined =>
  Object.entries<Guard>(shapes[kind]).find(([field, guard]) => !guard(record[field]))?.[0];
