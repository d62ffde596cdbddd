// Shapes: functions from a value to whether it fits. What kinds.js makes of them is compared with the programs' own schemas.

const byteLength = (text) => utf8(text).length;
const isText = (value) => typeof value === 'string';
const nameForms = { sha256: 1, sealed: 2, 'statement': 3, ed25519: 4, commit: 5 };

/** {form, hex, type} of one of the five forms of a name; null for any other value. */
function parseName(value) {
  const found = isText(value) ? /^(sha256|sealed|statement|ed25519|commit):([0-9a-f]{64})$/.exec(value) : null;
  return found ? { form: found[1], hex: found[2], type: nameForms[found[1]] } : null;
}

const formOf = (value) => parseName(value)?.form;

/** Of a text in the form of ISO 8601. */
const isDayAndTime = (text_) => {
  const date = new Date(text_);
  return !isNaN(date) && date.toISOString().slice(0, 19) === text_.slice(0, 19);
};

const isHour = (value) => isText(value) && /^\d{4}-\d\d-\d\dT\d\d:00:00Z$/.test(value) && isDayAndTime(value);
/** Somebody else's clock: with seconds, perhaps a fraction that does not end in 0; from 1970 on. */
const isMoment = (value) => isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{0,8}[1-9])?Z$/.test(value)
  && isDayAndTime(value) && value >= '1970';

const text = (limit) => (value) => isText(value) && byteLength(value) <= limit;
const word = (words) => (value) => isText(value) && words.split('|').includes(value);
const integer = (low, high) => (value) => Number.isInteger(value) && value >= low && value <= high;
const boolean = (value) => value === true || value === false;
const name = (...forms) => (value) => forms.includes(formOf(value));
const hex = (count) => (value) => Boolean(hexBytes(value, count));
const base64 = (count) => (value) => isText(value) && (base64Bytes(utf8(value)) || []).length === count;
const decimal = (places) => (value) => isText(value)
  && new RegExp(`^-?(?:0|[1-9][0-9]{0,17})${places > 0 ? `\\.[0-9]{${places}}` : ''}$`).test(value) && !/^-[0.]*$/.test(value);
const [hour, moment] = [isHour, isMoment];
const nullable = (inner) => (value) => value === null || inner(value);
const list = (inner, high, low = 0) => (value) => Array.isArray(value)
  && value.length >= low && value.length <= high && value.every((element) => inner(element));
const members = (shapes) => {
  const names = Object.keys(shapes);
  return (value) => hasExactly(value, names) && names.every((member) => shapes[member](value.get(member)));
};
const slot = (inner) => {
  const commitment = (value) => formOf(value) === 'commit';
  commitment.inner = inner;
  return commitment;
};
