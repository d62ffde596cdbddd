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

const memberName = /^[A-Za-z_][\w.-]{0,63}$/;
const slotPath = /^[A-Za-z_][\w.-]{0,255}$/;
const payloadLimits = { bytes: 40960, depth: 16, string: 4096 };

/**
 * The value, whose encoding is these bytes and no others. Throws Malformed.
 *
 * JSON.parse takes many spellings of one value, and of a member that comes twice it keeps the last: what it made is written
 * again, in the order that it came in, and compared.
 */
function parseJSON(bytes, object, limits = payloadLimits) {
  const fail = () => refuse(`${object}: not in canonical form, or too large`);
  if (bytes.length > limits.bytes) fail();
  const written = textOf(bytes);
  let parsed;
  try {
    parsed = JSON.parse(written);
  } catch {
    fail();
  }
  let values = 0;
  const convert = (value, depth) => {
    const isNested = typeof value === 'object' && value !== null;
    if (++values > Math.max(65536, limits.bytes / 16) || (isNested && depth > limits.depth)) fail();
    if (isText(value)) {
      if (value.length > limits.string || (value.length * 3 > limits.string && byteLength(value) > limits.string)
        || /[^\P{Cc}\n]/u.test(value) || !value.isWellFormed()) fail();
      return value;
    }
    if (value === null || value === true || value === false || Number.isSafeInteger(value)) return value;
    if (Array.isArray(value)) return value.map((each) => convert(each, depth + 1));
    if (!isNested) fail();
    let previous = '';
    return new Map(Object.entries(value).map(([name_, each]) => {
      if (!memberName.test(name_) || name_ <= previous) fail();
      previous = name_;
      return [name_, convert(each, depth + 1)];
    }));
  };
  const value = convert(parsed, 1);
  if (JSON.stringify(parsed) !== written) fail();
  return value;
}

/**
 * The only spelling of a value, or of an object literal of this script: nothing in it needs another escape than JSON.stringify
 * gives.
 */
const encodeJSON = (value) => utf8(JSON.stringify(value, (_, each) => {
  const members_ = each instanceof Map ? [...each] : each?.constructor === Object ? Object.entries(each) : null;
  return members_ ? Object.fromEntries(members_.sort(([one], [other]) => (one < other ? -1 : 1))) : each;
}));

/** A member of a map; undefined of anything else. */
const get = (value, ...path) => path.reduce((at, name) => (at instanceof Map ? at.get(name) : undefined), value);

/** Whether it is a map with exactly these members. */
const hasExactly = (value, names) => value instanceof Map && value.size === names.length && names.every((name) => value.has(name));
