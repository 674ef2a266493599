import { type EventReader, nextTag, report, type Tag } from './event-reader.ts';
import { addToSession, readSession } from './hparams.ts';
import { type Media, readAudio, readHistogram, readImage, readTensorMedia } from './media.ts';
import { growPointLog } from './point-log.ts';
import { isNumeric, readTensor, scalarOf } from './tensor.ts';
import { type Field, fieldsOf, readField, readSigned, readText, type Wire, wireOf } from './wire.ts';

/**
 * Reads the Event in `from..to` into the reader; throws MalformedMessage, after which part of the event may be in.
 * Event: wall_time 1, step 2, file_version 3, graph_def 4, summary 5, log_message 6, session_log 7, tagged_run_metadata 8, meta_graph_def 9.
 */
export function readEvent(reader: EventReader, wire: Wire, from: number, to: number): void {
  const field: Field = { number: 0, type: 0, from: 0, to: 0 };
  let seconds = 0;
  let step = 0;
  for (let at = from; at < to; ) {
    at = readField(wire, at, to, field);
    if (field.number === 1 && field.type === 1) seconds = wire.view.getFloat64(field.from, true);
    else if (field.number === 2 && field.type === 0) step = readSigned(wire.bytes, field.from, field.to);
  }
  seconds = noteTime(reader, seconds);
  if (Math.abs(step) > Number.MAX_SAFE_INTEGER) report(reader, 'odd', 'step beyond 2^53, rounded');
  for (let at = from; at < to; ) {
    at = readField(wire, at, to, field);
    if (field.type !== 2) continue;
    if (field.number === 5) readSummary(reader, wire, field.from, field.to, step, seconds);
    else if (field.number === 4 || field.number === 9) report(reader, 'left-out', 'graphs');
    else if (field.number === 6) report(reader, 'left-out', 'log messages');
    else if (field.number === 8) report(reader, 'left-out', 'run metadata');
  }
}

function readSummary(reader: EventReader, wire: Wire, from: number, to: number, step: number, seconds: number): void {
  const field: Field = { number: 0, type: 0, from: 0, to: 0 };
  for (let at = from; at < to; ) {
    at = readField(wire, at, to, field);
    if (field.number === 1 && field.type === 2) readValue(reader, wire, field.from, field.to, step, seconds);
  }
}

/** Summary.Value: tag 1, simple_value 2, image 4, histo 5, audio 6, tensor 8, metadata 9. */
function readValue(reader: EventReader, wire: Wire, from: number, to: number, step: number, seconds: number): void {
  const field: Field = { number: 0, type: 0, from: 0, to: 0 };
  let tagFrom = from;
  let tagTo = from;
  let metadata: { from: number; to: number } | undefined;
  let kind = 0;
  let valueFrom = 0;
  let valueTo = 0;
  for (let at = from; at < to; ) {
    at = readField(wire, at, to, field);
    if (field.number === 1 && field.type === 2) {
      tagFrom = field.from;
      tagTo = field.to;
    } else if (field.number === 9 && field.type === 2) metadata = { from: field.from, to: field.to };
    else if (field.type === (field.number === 2 ? 5 : 2) && valueFields.has(field.number)) {
      kind = field.number;
      valueFrom = field.from;
      valueTo = field.to;
    }
  }
  if (tagFrom === tagTo) {
    report(reader, 'left-out', 'values without a tag');
    return;
  }
  const tag = nextTag(reader, wire, tagFrom, tagTo);
  if (metadata !== undefined && readMetadata(reader, tag, wire, metadata.from, metadata.to)) return;
  if (kind === 2) addPoint(reader, tag, step, seconds, wire.view.getFloat32(valueFrom, true));
  else if (kind === 4) addMedia(reader, tag, step, seconds, readImage(wire, valueFrom, valueTo));
  else if (kind === 5) addMedia(reader, tag, step, seconds, readHistogram(wire, valueFrom, valueTo));
  else if (kind === 6) addMedia(reader, tag, step, seconds, readAudio(wire, valueFrom, valueTo));
  else if (kind === 8) readTensorValue(reader, tag, wire, valueFrom, valueTo, step, seconds);
}

const valueFields = new Set([2, 4, 5, 6, 8]);

/**
 * SummaryMetadata: plugin_data 1 {plugin_name 1, content 2}, data_class 4. Keeps the plugin with the tag; true where the
 * metadata is all that the value has to say (hparams).
 */
function readMetadata(reader: EventReader, tag: Tag, wire: Wire, from: number, to: number): boolean {
  let plugin = '';
  let content: Uint8Array | undefined;
  let scalar = false;
  for (const { number, type, from: start, to: end } of fieldsOf(wire, from, to)) {
    if (number === 4 && type === 0) scalar = wire.bytes[start] === 1;
    else if (number === 1 && type === 2) {
      for (const part of fieldsOf(wire, start, end)) {
        if (part.number === 1) plugin = readText(wire, part);
        else if (part.number === 2) content = wire.bytes.subarray(part.from, part.to);
      }
    }
  }
  if (plugin === 'hparams') {
    const session = content === undefined ? {} : readSession(wireOf(content), 0, content.length);
    if (Object.keys(session).length > 0) reader.session = addToSession(reader.session, session, reader.file);
    return true;
  }
  const kept = scalar ? 'scalars' : plugin;
  if (kept !== '' && tag.plugin === '') {
    tag.plugin = kept;
    reader.newPlugins.push([tag.name, kept]);
  }
  return false;
}

function readTensorValue(
  reader: EventReader,
  tag: Tag,
  wire: Wire,
  from: number,
  to: number,
  step: number,
  seconds: number,
): void {
  const tensor = readTensor(wire, from, to);
  // A lone number whose metadata was lost with a damaged record is still a scalar.
  if (tag.plugin === 'scalars' || tag.plugin === '') {
    const value = isNumeric(tensor) ? scalarOf(tensor) : undefined;
    if (value === undefined)
      report(reader, 'left-out', tag.plugin === '' ? 'tensors without a plugin' : 'scalars of several elements');
    else addPoint(reader, tag, step, seconds, value);
    return;
  }
  addMedia(reader, tag, step, seconds, readTensorMedia(tag.plugin, tensor));
}

function addPoint(reader: EventReader, tag: Tag, step: number, seconds: number, value: number): void {
  beginPoint(reader, tag);
  const { log } = reader.batch;
  const at = log.count;
  if (at === log.series.length) growPointLog(log);
  log.series[at] = tag.series;
  log.steps[at] = step;
  log.times[at] = Math.floor(seconds * 1e6 + 0.5);
  log.values[at] = value;
  log.order[at] = reader.order++;
  log.count = at + 1;
}

/** Gives the tag a series in the batch, and the file what its values say of it. */
export function beginPoint(reader: EventReader, tag: Tag): void {
  const { batch } = reader;
  if (tag.batch !== batch.number) {
    tag.batch = batch.number;
    tag.series = batch.series.push({ run: reader.run, metric: tag.name }) - 1;
  }
  if (tag.file !== reader.file || reader.once !== undefined) countOnce(reader, tag);
}

/** Notes the first value of a tag in a file, and that the file has curves at the second. */
function countOnce(reader: EventReader, tag: Tag): void {
  reader.scalars = true;
  const again = tag.file === reader.file;
  tag.file = reader.file;
  if (reader.once === undefined) return;
  if (again || reader.once.length >= 1000) {
    reader.once = undefined;
    reader.curves = true;
  } else reader.once.push(tag.name);
}

function addMedia(reader: EventReader, tag: Tag, step: number, seconds: number, parts: readonly Media[]): void {
  if (parts.length === 0)
    report(reader, 'left-out', tag.plugin === '' ? 'summaries without a known value' : tag.plugin);
  for (const { suffix, type, content } of parts) {
    const created = Math.floor(seconds * 1e6 + 0.5);
    reader.batch.media.push({
      run: reader.run,
      name: tag.name + suffix,
      type,
      step,
      created,
      order: reader.order,
      content,
    });
    reader.batch.mediaBytes += content.length;
  }
}

/** A time as it can be kept: 0 for one that is none. */
function noteTime(reader: EventReader, seconds: number): number {
  if (!(seconds >= 0 && seconds < 4e9)) {
    report(reader, 'odd', 'time out of range, kept as 1970');
    return 0;
  }
  if (seconds > 0) {
    if (seconds < reader.first) reader.first = seconds;
    if (seconds > reader.last) reader.last = seconds;
  }
  return seconds;
}
