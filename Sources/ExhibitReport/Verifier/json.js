// The JSON of payloads, leaves and bundles: RFC 8785, integers only, members in order. JSON.parse takes more than this, and
// two spellings of one value would let a signed document be changed without notice.
//
// Values: null, true, false, numbers (safe integers), strings, arrays, and maps from member names to values.

class Malformed extends Error {}

const memberName = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;
const slotPath = /^[A-Za-z_][A-Za-z0-9_.-]{0,255}$/;
const payloadLimits = { bytes: 40960, depth: 16, string: 4096 };

class Parser {
  constructor(bytes, object, limits) {
    this.bytes = bytes;
    this.object = object;
    this.limits = limits;
    this.place = 0;
    this.values = 0;
    this.mostValues = Math.max(65536, Math.floor(limits.bytes / 16));
  }

  fail(reason) {
    throw new Malformed(`${this.object}: ${reason} at byte ${this.place}`);
  }

  expect(byte) {
    if (this.bytes[this.place] !== byte) this.fail('unexpected byte, or it ends too early');
    this.place++;
  }

  literal(text, value) {
    for (const byte of utf8(text)) this.expect(byte);
    return value;
  }

  value(depth) {
    if (++this.values > this.mostValues) this.fail('too many values');
    switch (this.bytes[this.place]) {
      case 0x6e: return this.literal('null', null);
      case 0x74: return this.literal('true', true);
      case 0x66: return this.literal('false', false);
      case 0x22: return this.string();
      case 0x5b: return this.array(depth + 1);
      case 0x7b: return this.map(depth + 1);
      default: return this.integer();
    }
  }

  array(depth) {
    if (depth > this.limits.depth) this.fail('nested too deep');
    this.expect(0x5b);
    const elements = [];
    if (this.bytes[this.place] !== 0x5d) {
      elements.push(this.value(depth));
      while (this.bytes[this.place] === 0x2c) {
        this.place++;
        elements.push(this.value(depth));
      }
    }
    this.expect(0x5d);
    return elements;
  }

  map(depth) {
    if (depth > this.limits.depth) this.fail('nested too deep');
    this.expect(0x7b);
    const members = new Map();
    let previous = '';
    if (this.bytes[this.place] !== 0x7d) {
      for (;;) {
        const name = this.string();
        if (!memberName.test(name)) this.fail('a member name that no schema has');
        if (members.size > 0 && !(previous < name)) this.fail('member names out of order or repeated');
        this.expect(0x3a);
        members.set(name, this.value(depth));
        previous = name;
        if (this.bytes[this.place] !== 0x2c) break;
        this.place++;
      }
    }
    this.expect(0x7d);
    return members;
  }

  integer() {
    const start = this.place;
    while (this.place - start < 18 && (this.bytes[this.place] === 0x2d || isDigit(this.bytes[this.place]))) this.place++;
    const text = textOf(this.bytes.subarray(start, this.place));
    if (!/^(?:0|-?[1-9][0-9]*)$/.test(text) || !Number.isSafeInteger(Number(text))) this.fail('not a permitted value');
    return Number(text);
  }

  string() {
    this.expect(0x22);
    const parts = [];
    let length = 0;
    let start = this.place;
    const keep = () => {
      length += this.place - start;
      if (length > this.limits.string) this.fail('a string that is too long');
      parts.push(this.bytes.subarray(start, this.place));
    };
    for (;;) {
      const byte = this.bytes[this.place];
      if (byte === undefined || byte < 0x20 || byte === 0x7f) this.fail('a control character, or it ends too early');
      if (byte === 0x22) break;
      if (byte === 0x5c) {
        keep();
        const escaped = this.bytes[this.place + 1];
        if (escaped !== 0x22 && escaped !== 0x5c && escaped !== 0x6e) this.fail('an escape that is not used here');
        length += 1;
        parts.push(Uint8Array.of(escaped === 0x6e ? 0x0a : escaped));
        this.place += 2;
        start = this.place;
      } else {
        this.place++;
      }
    }
    keep();
    const text = textOf(parts.length === 1 ? parts[0] : join(...parts));
    if (text === null || /[\u0080-\u009f]/.test(text)) this.fail('not UTF-8, or a control character');
    this.place++;
    return text;
  }
}

const isDigit = (byte) => byte >= 0x30 && byte <= 0x39;

/** The value, whose encoding is these bytes and no others. Throws Malformed. */
function parseJSON(bytes, object, limits = payloadLimits) {
  if (bytes.length > limits.bytes) throw new Malformed(`${object}: more than ${limits.bytes} bytes`);
  const parser = new Parser(bytes, object, limits);
  const value = parser.value(0);
  if (parser.place !== bytes.length) parser.fail('bytes after the end');
  if (!isEncoded(value, bytes)) throw new Malformed(`${object}: not in canonical form`);
  return value;
}

/** The pieces of a value's only spelling, in order: a bundle is too large to be written once more as a whole. */
function* pieces(value) {
  if (Array.isArray(value)) {
    yield '[';
    for (let i = 0; i < value.length; i++) {
      if (i > 0) yield ',';
      yield* pieces(value[i]);
    }
    yield ']';
  } else if (value instanceof Map) {
    yield '{';
    let first = true;
    for (const name of [...value.keys()].sort()) {
      yield `${first ? '' : ','}"${name}":`;
      yield* pieces(value.get(name));
      first = false;
    }
    yield '}';
  } else if (typeof value === 'string') {
    yield `"${value.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`;
  } else {
    yield String(value);
  }
}

function isEncoded(value, bytes) {
  let place = 0;
  for (const piece of pieces(value)) {
    const written = utf8(piece);
    for (let i = 0; i < written.length; i++) if (bytes[place + i] !== written[i]) return false;
    place += written.length;
  }
  return place === bytes.length;
}

const encodeJSON = (value) => utf8([...pieces(value)].join(''));

/** A map from an object literal of this script: never from data, whose member names are a schema's. */
const record = (members) => new Map(Object.entries(members));

/** A member of a map; undefined of anything else. */
const get = (value, ...path) => path.reduce((at, name) => (at instanceof Map ? at.get(name) : undefined), value);

/** Whether it is a map with exactly these members. */
const hasExactly = (value, names) => value instanceof Map && value.size === names.length && names.every((name) => value.has(name));
