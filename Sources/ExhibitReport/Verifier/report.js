// A report file: the page that a person reads, and the bundle that a program verifies. Schemas/report-v1.md.

/** The largest file that is read, in bytes. Reading one can take four times as much memory. */
const mostBytes = 268435456;
// This script stands in pages that may hold the marker once, before their bundle, and their script's: it spells neither.
const tag = ['<', 'script '].join('');
const marker = utf8(['id="exhibit', 'bundle"'].join('-'));
const bundleStart = join(utf8(`${tag}type="application/json" `), marker, utf8('>'));
const bundleEnd = utf8('<\/script>\n</body>\n</html>\n');
const scriptStart = utf8(`${tag}id="exhibit-verifier">`);
const scriptEnd = utf8('<\/script>');
const doctype = utf8('<!DOCTYPE html>');

/** {page, pageName, bundle, disclosed}: bytes, the page's open name, bytes, the digest that it prints. Throws Malformed. */
async function parseReport(bytes) {
  const fail = refusing('report');
  if (bytes.length > mostBytes) fail(`more than ${mostBytes} bytes`);
  if (!startsWith(bytes, utf8('<!DOCTYPE html>\n<html lang="'))) fail('it does not begin like one');
  const found = find(marker, bytes);
  if (found < 0 || find(marker, bytes, found + 1) >= 0) fail('it carries no bundle, or more than one');
  const start = found - (bundleStart.length - marker.length - 1);
  const bodyStart = start + bundleStart.length;
  const bodyEnd = bytes.length - bundleEnd.length;
  if (start <= 0 || bodyStart > bodyEnd || !sameBytes(bytes.subarray(start, bodyStart), bundleStart)
    || !sameBytes(bytes.subarray(bodyEnd), bundleEnd)) {
    fail('its bundle does not stand at its end');
  }
  const page = bytes.subarray(0, start);
  const bundle = base64Bytes(bytes.subarray(bodyStart, bodyEnd));
  const beginning = page.subarray(0, 512);
  const digitsIn = (name_) => {
    const before = utf8(`<meta name="exhibit-${name_}" content="`);
    const place = find(before, beginning) + before.length;
    const content = place < before.length ? null : textOf(beginning.subarray(place, place + 66));
    return /^[0-9a-f]{64}">$/.test(content) ? content.slice(0, 64) : null;
  };
  if (!bundle || page.some((byte) => byte < 0x20 && byte !== 0x0a) || textOf(page) == null
    || find(utf8('<meta charset="utf-8">'), beginning) < 0 || !digitsIn('salt')) {
    fail('its page or its bundle is malformed');
  }
  return { page, pageName: `sha256:${await hashHex(page, bundleStart, bundleEnd)}`, bundle, disclosed: digitsIn('disclosed') };
}

// Every file that holds entries has them, and lists, in the form of a bundle.

const bytesIn = (value) => (isText(value) ? base64Bytes(utf8(value)) : null);
const hashIn = (value) => {
  const bytes = bytesIn(value);
  return bytes && bytes.length === 32 ? bytes : null;
};
/** Of a proof in a tree; null for anything else. */
const hashesIn = (value) => {
  const hashes = Array.isArray(value) && value.length <= 63 ? value.map(hashIn) : [null];
  return hashes.every(Boolean) ? hashes : null;
};
const isPosition = (value) => Number.isInteger(value) && value >= 0;
/** The values of a map that has exactly these members, in their order; null of anything else. */
const valuesOf = (json, ...names) => (hasExactly(json, names) ? names.map((name_) => json.get(name_)) : null);

function elementsOf(json, member, parse, order, object) {
  const elements = json.get(member);
  const parsed = Array.isArray(elements) ? elements.map((element) => parse(element)) : [null];
  if (!parsed.every((value, i) => value && (i === 0 || order(parsed[i - 1], value) < 0))) {
    refuse(`${object}: its ${member} are malformed, out of order or repeated`);
  }
  return parsed;
}

function parsePlaced(json) {
  const values = valuesOf(json, 'leaf', 'position', 'proof');
  if (!values) return null;
  const [leaf, position, proof] = [bytesIn(values[0]), values[1], hashesIn(values[2])];
  return leaf && isPosition(position) && proof ? { leaf, position, proof } : null;
}

function parseList(json) {
  const values = valuesOf(json, 'name', 'positions', 'proof');
  if (!values) return null;
  const [name_, positions, proof] = [values[0], values[1], bytesIn(values[2])];
  return parseName(name_) && Array.isArray(positions) && proof && positions.every(isPosition) ? { name: name_, positions, proof } : null;
}

/** Of a challenge by itself it names no statement. */
function parseDisclosure(json, of) {
  const values = valuesOf(json, 'path', 'salt', 'value', ...(of ? [] : ['statement']));
  if (!values) return null;
  const [path, salt, value, statement_ = of] = [values[0], hexBytes(values[1]), ...values.slice(2)];
  if (!statement(statement_) || !isText(path) || !slotPath.test(path) || !salt) return null;
  // By itself it must obey the rules of payloads: that of the bundle lets strings be longer.
  const encoded = encodeJSON(value);
  parseJSON(encoded, 'a disclosed value');
  return { statement: statement_, path, salt, value, encoded };
}

function parseArtifact(json) {
  const values = valuesOf(json, 'bytes', 'name', 'salt');
  if (!values) return null;
  const [bytesText, artifact, saltText] = values;
  const form = formOf(artifact);
  const salt = hexBytes(saltText);
  if (form === 'sealed' ? !salt : form !== 'sha256' || saltText !== null) return null;
  const bytes = bytesIn(bytesText);
  return bytesText === null || bytes ? { name: artifact, salt, bytes } : null;
}

const byPosition = (one, other) => one.position - other.position;
const byName = (one, other) => nameOrder(one.name, other.name);
const byPath = (one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0);
const byStatementAndPath = (one, other) => nameOrder(one.statement, other.statement) || byPath(one, other);

/** What the formats that are handed over have in common. Throws Malformed. */
function parseFile(bytes, kind, limit, ...members) {
  const fail = refusing(kind);
  const json = parseJSON(bytes, kind, { bytes: limit, depth: 16, string: limit });
  if (!hasExactly(json, [kind, ...members]) || json.get(kind) !== `exhibit-${kind}-v1`) fail(`not one of version exhibit-${kind}-v1`);
  return { json, fail, ...recordOf(json, kind) };
}

/** The parts of a record that a file has. */
function recordOf(json, kind) {
  const note = (member) => (json.has(member) ? parseNote(bytesIn(json.get(member)) || new Bytes(0)) : null);
  return {
    checkpoint: note(json.has('newer') ? 'newer' : 'checkpoint'), older: note('older'),
    placed: json.has('entries') ? elementsOf(json, 'entries', parsePlaced, byPosition, kind) : [],
    lists: json.has('lists') ? elementsOf(json, 'lists', parseList, byName, kind) : [],
    consistency: hashesIn(json.get('consistency')),
  };
}

function parseBundle(bytes) {
  const file = parseFile(bytes, 'bundle', mostBytes, 'artifacts', 'checkpoint', 'disclosures', 'entries', 'lists', 'report');
  if (!statement(file.json.get('report'))) file.fail('no report');
  return {
    ...file, report: file.json.get('report'),
    disclosures: elementsOf(file.json, 'disclosures', (each) => parseDisclosure(each), byStatementAndPath, 'bundle'),
    artifacts: elementsOf(file.json, 'artifacts', parseArtifact, byName, 'bundle'),
  };
}

function parseBridge(bytes) {
  const file = parseFile(bytes, 'bridge', 16 * 1048576, 'consistency', 'entries', 'lists', 'newer', 'older');
  if (!file.consistency) file.fail('no consistency proof');
  if (file.lists.some((each) => !keyName(each.name))) file.fail('a list of something else than a key');
  return file;
}
