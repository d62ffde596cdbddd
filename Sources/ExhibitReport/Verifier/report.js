// A report file: the page that a person reads, and the bundle that a program verifies. Schemas/report-v1.md.

/** The largest file that is read, in bytes. Reading one can take four times as much memory. */
const mostBytes = 268435456;
const bundleStart = utf8('<script type="application/json" id="exhibit-bundle">');
const bundleEnd = utf8('<\/script>\n</body>\n</html>\n');
const doctype = utf8('<!DOCTYPE html>');

/** {page, pageName, bundle}: bytes, the page's open name, bytes. Throws Malformed. */
async function parseReport(bytes) {
  const fail = (reason) => { throw new Malformed(`report: ${reason}`); };
  if (bytes.length > mostBytes) fail(`more than ${mostBytes} bytes`);
  if (!startsWith(bytes, utf8('<!DOCTYPE html>\n<html lang="'))) fail('it does not begin like an Exhibit report');
  const marker = utf8('id="exhibit-bundle"');
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
  if (!bundle) fail('its bundle is not base64');
  if (page.some((byte) => byte < 0x20 && byte !== 0x0a) || textOf(page) === null) {
    fail('its page has control characters, or is not UTF-8');
  }
  const beginning = page.subarray(0, 512);
  const saltStart = utf8('<meta name="exhibit-salt" content="');
  const salt = find(saltStart, beginning);
  const saltText = salt < 0 ? '' : textOf(beginning.subarray(salt + saltStart.length, salt + saltStart.length + 66)) || '';
  if (find(utf8('<meta charset="utf-8">'), beginning) < 0 || !/^[0-9a-f]{64}">$/.test(saltText)) {
    fail('its page lacks its character set or its salt');
  }
  return { page, pageName: `sha256:${await hashHex(page, bundleStart, bundleEnd)}`, bundle };
}

// Bundles and bridges have entries and lists in one form.

const bytesIn = (value) => (isText(value) ? base64Bytes(utf8(value)) : null);
const hashIn = (value) => {
  const bytes = bytesIn(value);
  return bytes && bytes.length === 32 ? bytes : null;
};

function elementsOf(json, member, parse, order, object) {
  const elements = json.get(member);
  if (!Array.isArray(elements)) throw new Malformed(`${object}: no ${member}`);
  const parsed = elements.map((element, i) => {
    const value = parse(element);
    if (!value) throw new Malformed(`${object}: ${member}[${i}] is malformed`);
    return value;
  });
  for (let i = 1; i < parsed.length; i++) {
    if (!(order(parsed[i - 1], parsed[i]) < 0)) throw new Malformed(`${object}: ${member} are out of order or repeated`);
  }
  return parsed;
}

function parsePlaced(json) {
  if (!hasExactly(json, ['leaf', 'position', 'proof'])) return null;
  const [leaf, position, hashes] = [bytesIn(json.get('leaf')), json.get('position'), json.get('proof')];
  if (!leaf || !Number.isInteger(position) || position < 0 || !Array.isArray(hashes) || hashes.length > 63) return null;
  const proof = hashes.map(hashIn);
  return proof.every(Boolean) ? { leaf, position, proof } : null;
}

function parseList(json) {
  if (!hasExactly(json, ['name', 'positions', 'proof'])) return null;
  const [listName, positions, proof] = [json.get('name'), json.get('positions'), bytesIn(json.get('proof'))];
  const isList = parseName(listName) && Array.isArray(positions) && proof
    && positions.every((position) => Number.isInteger(position) && position >= 0);
  return isList ? { name: listName, positions, proof } : null;
}

function parseDisclosure(json) {
  if (!hasExactly(json, ['path', 'salt', 'statement', 'value'])) return null;
  const [of, path, salt, value] = [json.get('statement'), json.get('path'), hexBytes(json.get('salt'), 32), json.get('value')];
  if (!statement(of) || !isText(path) || !slotPath.test(path) || !salt) return null;
  // By itself it must obey the rules of payloads: that of the bundle lets strings be longer.
  const encoded = encodeJSON(value);
  parseJSON(encoded, 'a disclosed value');
  return { statement: of, path, salt, value, encoded };
}

function parseArtifact(json) {
  if (!hasExactly(json, ['bytes', 'name', 'salt'])) return null;
  const [artifact, saltText, bytesText] = [json.get('name'), json.get('salt'), json.get('bytes')];
  const form = (parseName(artifact) || {}).form;
  const salt = hexBytes(saltText, 32);
  if (form === 'sealed' ? !salt : form !== 'sha256' || saltText !== null) return null;
  const bytes = bytesIn(bytesText);
  return bytesText === null || bytes ? { name: artifact, salt, bytes } : null;
}

const byPosition = (one, other) => one.position - other.position;
const byName = (one, other) => nameOrder(one.name, other.name);
const byStatementAndPath = (one, other) => (one.statement === other.statement
  ? (one.path < other.path ? -1 : one.path > other.path ? 1 : 0) : nameOrder(one.statement, other.statement));

function parseBundle(bytes) {
  const fail = (reason) => { throw new Malformed(`bundle: ${reason}`); };
  const json = parseJSON(bytes, 'bundle', { bytes: mostBytes, depth: 16, string: mostBytes });
  if (!hasExactly(json, ['artifacts', 'bundle', 'checkpoint', 'disclosures', 'entries', 'lists', 'report'])) fail('other members');
  if (json.get('bundle') !== 'exhibit-bundle-v1') fail('of another version than exhibit-bundle-v1');
  const note = bytesIn(json.get('checkpoint'));
  if (!note || !statement(json.get('report'))) fail('no checkpoint, or no report');
  return {
    checkpoint: parseNote(note),
    entries: elementsOf(json, 'entries', parsePlaced, byPosition, 'bundle'),
    lists: elementsOf(json, 'lists', parseList, byName, 'bundle'),
    disclosures: elementsOf(json, 'disclosures', parseDisclosure, byStatementAndPath, 'bundle'),
    artifacts: elementsOf(json, 'artifacts', parseArtifact, byName, 'bundle'),
    report: json.get('report'),
  };
}

function parseBridge(bytes) {
  const fail = (reason) => { throw new Malformed(`bridge: ${reason}`); };
  const mostBridge = 16 * 1048576;
  const json = parseJSON(bytes, 'bridge', { bytes: mostBridge, depth: 16, string: mostBridge });
  if (!hasExactly(json, ['bridge', 'consistency', 'entries', 'lists', 'newer', 'older'])) fail('other members');
  if (json.get('bridge') !== 'exhibit-bridge-v1') fail('of another version than exhibit-bridge-v1');
  const [older, newer, hashes] = [bytesIn(json.get('older')), bytesIn(json.get('newer')), json.get('consistency')];
  const consistency = Array.isArray(hashes) && hashes.length <= 63 ? hashes.map(hashIn) : [null];
  if (!older || !newer || !consistency.every(Boolean)) fail('not two checkpoints with a consistency proof');
  const lists = elementsOf(json, 'lists', parseList, byName, 'bridge');
  if (lists.some((each) => !keyName(each.name))) fail('a list of something else than a key');
  return {
    older: parseNote(older), checkpoint: parseNote(newer), consistency,
    entries: elementsOf(json, 'entries', parsePlaced, byPosition, 'bridge'), lists,
  };
}
