import { doubleField, field, summaryEvent, varintField, type Written } from './event-files.ts';

/** Events of the hparams plugin: the start of a session with its params, its end with a status, an experiment alone. */
export const hparamsEvents = {
  session,
  end: (status: number): Written => hparamsEvent('_hparams_/session_end_info', field(4, varintField(1, status))),
  experiment: hparamsEvent('_hparams_/experiment', field(2, Buffer.alloc(0))),
} as const;

type Value = number | string | boolean | null | readonly Value[];

/** A google.protobuf.Value. */
function protobufValue(value: Value): Uint8Array {
  if (value === null) return varintField(1, 0);
  if (typeof value === 'number') return doubleField(2, value);
  if (typeof value === 'string') return field(3, Buffer.from(value));
  if (typeof value === 'boolean') return varintField(4, value ? 1 : 0);
  return field(6, Buffer.concat(value.map((one) => field(1, protobufValue(one)))));
}

function hparamsEvent(tag: string, content: Uint8Array): Written {
  const metadata = field(1, Buffer.concat([field(1, Buffer.from('hparams')), field(2, content)]));
  return summaryEvent(5, 0, [Buffer.concat([field(1, Buffer.from(tag)), field(9, metadata)])]);
}

function session(params: Readonly<Record<string, Value>>, group = ''): Written {
  const entries = Object.entries(params).map(([name, value]) =>
    field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, protobufValue(value))])),
  );
  return hparamsEvent(
    '_hparams_/session_start_info',
    field(3, Buffer.concat([...entries, field(4, Buffer.from(group))])),
  );
}
