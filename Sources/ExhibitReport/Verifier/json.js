// The JSON of payloads, leaves and bundles: RFC 8785, integers only, members in order. Two spellings of one value would let a
// signed document be changed without notice.
//
// Values: null, true, false, numbers (safe integers), strings, arrays, and maps from member names to values.

class Malformed extends Error {}
const refuse = (reason) => { throw new Malformed(reason); };
/** Gives the reason why an object is not what it should be. */
const refusing = (object) => (reason) => refuse(`${object}: ${reason}`);
/** Any other error is one of this page. */
const passOnOthers = (error) => { if (!(error instanceof Malformed)) throw error; };

const memberName = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;
const slotPath = /^[A-Za-z_][A-Za-z0-9_.-]{0,255}$/;
const payloadLimits = { bytes: 40960, depth: 16, string: 4096 };

/**
 * The value, whose encoding is these bytes and no others. Throws Malformed.
 *
 * JSON.parse takes many spellings of one value, and of a member that comes twice it keeps the last: what it made is encoded
 * again, and compared to the byte.
 */
function parseJSON(bytes, object, limits = payloadLimits) {
  const fail = () => refuse(`${object}: not in canonical form, or larger than this format lets it be`);
  if (bytes.length > limits.bytes) fail();
  let parsed;
  try {
    parsed = JSON.parse(textOf(bytes));
  } catch {
    fail();
  }
  let values = 0;
  const convert = (value, depth) => {
    const isNested = typeof value === 'object' && value !== null;
    if (++values > Math.max(65536, limits.bytes / 16) || (isNested && depth > limits.depth)) fail();
    if (isText(value)) {
      if (value.length > limits.string || (value.length * 3 > limits.string && byteLength(value) > limits.string)
        || /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.test(value)) fail();
      return value;
    }
    if (value === null || value === true || value === false || Number.isSafeInteger(value)) return value;
    if (Array.isArray(value)) return value.map((each) => convert(each, depth + 1));
    if (!isNested) fail();
    return new Map(Object.entries(value).map(([name_, each]) => {
      if (!memberName.test(name_)) fail();
      return [name_, convert(each, depth + 1)];
    }));
  };
  const value = convert(parsed, 1);
  if (!isEncoded(value, bytes)) fail();
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
