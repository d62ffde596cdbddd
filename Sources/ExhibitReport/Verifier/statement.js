// One statement in its signed envelope: Schemas/payload-v1.md and entry-v1.md.

const payloadType = 'application/vnd.in-toto+json';
const statementMembers = ['_type', 'predicate', 'predicateType', 'subject'];

/** Sorted by type, then by digest, as bundles sort names. */
const nameOrder = (one, other) => {
  const [a, b] = [parseName(one), parseName(other)];
  return a.type - b.type || (a.hex < b.hex ? -1 : a.hex > b.hex ? 1 : 0);
};

/** What an entry refers to: of keys only in the kinds that give and take roles, and an index to nothing. */
function referencesOf(kindName, body, subjects) {
  const found = new Set();
  if (kindName === 'index') return found;
  const countsKeys = kindName === 'ledger' || kindName === 'key';
  const walk = (value) => {
    if (value instanceof Map) value.forEach(walk);
    else if (Array.isArray(value)) value.forEach(walk);
    else {
      const form = formOf(value);
      if (form && form !== 'commit' && (form !== 'ed25519' || countsKeys)) found.add(value);
    }
  };
  walk(body);
  for (const subject of subjects) {
    const asStatement = `statement:${subject.hex}`;
    found.add(!subject.isSealed && found.has(asStatement) ? asStatement : `${subject.isSealed ? 'sealed' : 'sha256'}:${subject.hex}`);
  }
  return found;
}

/** One digest each, in order. */
function parseSubjects(value, fail) {
  const reason = 'its subject is malformed';
  if (!Array.isArray(value) || value.length < 1 || value.length > 256) fail(reason);
  let previous = '';
  return value.map((element) => {
    const isSealed = get(element, 'digest', 'exhibitSealedV1') !== undefined;
    const algorithm = isSealed ? 'exhibitSealedV1' : 'sha256';
    const digest_ = get(element, 'digest', algorithm);
    const key = `${algorithm} ${digest_}`;
    if (!hasExactly(element, ['digest']) || !hasExactly(element.get('digest'), [algorithm]) || !digest(digest_) || !(previous < key)) {
      fail(reason);
    }
    previous = key;
    return { isSealed, hex: digest_ };
  });
}

async function parseStatement(payload) {
  const fail = refusing('statement');
  const json = parseJSON(payload, 'statement');
  const predicateType = get(json, 'predicateType');
  const form = isText(predicateType) ? /^urn:exhibit:([a-z.]+):v([1-9][0-9]{0,18})$/.exec(predicateType) : null;
  const [body, head] = ['body', 'head'].map((member) => get(json, 'predicate', member));
  if (!form || !hasExactly(json, statementMembers) || json.get('_type') !== 'https://in-toto.io/Statement/v1'
    || !hasExactly(json.get('predicate'), ['body', 'head']) || !(body instanceof Map)) {
    fail('it is none of urn:exhibit');
  }
  const shapes = { 'author': keyName, nonce: hex(16), time: hour };
  if (form[1] !== 'ledger') shapes['ledger'] = statement;
  if (get(head, 'seen') !== undefined) shapes.seen = members({ root: hex(32), size: count });
  if (!members(shapes)(head)) fail('its head is malformed');
  const kind = kinds.get(predicateType) || null;
  if (kind && !kind.fits(body)) {
    fail('its body does not fit the schema of its kind');
  }
  const subjects = parseSubjects(json.get('subject'), fail);
  const references = referencesOf(form[1], body, subjects);
  if (references.size > 256) fail('more than 256 references');
  const id = await hashHex(payload);
  return {
    id, name: `statement:${id}`, payload, predicateType, kindName: form[1], kind, body, references, subjects,
    /** A member of its body. */
    says: (member) => body.get(member),
    author: parseName(head.get('author')).hex, ledger: (parseName(head.get('ledger')) || {}).hex, nonce: head.get('nonce'),
    time: head.get('time'), seen: head.get('seen'),
  };
}

/** {leaf, id, statement, isSigned}. Throws Malformed. */
async function parseEntry(leaf) {
  const json = parseJSON(leaf, 'entry', { bytes: 65535, depth: 3, string: 65535 });
  const fail = () => { refuse('entry: not one payload with exactly one signature by its author'); };
  if (!hasExactly(json, ['payload', 'payloadType', 'signatures']) || json.get('payloadType') !== payloadType) fail();
  const signatures = json.get('signatures');
  if (!Array.isArray(signatures) || signatures.length !== 1 || !hasExactly(signatures[0], ['keyid', 'sig'])) fail();
  const [payload, signature] = [json.get('payload'), signatures[0].get('sig')]
    .map((value) => (isText(value) ? base64Bytes(utf8(value)) : null));
  if (!payload || !signature || signature.length !== 64) fail();
  const parsed = await parseStatement(payload);
  if (signatures[0].get('keyid') !== `ed25519:${parsed.author}`) fail();
  const message = join(utf8(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `), payload);
  return {
    leaf, id: hexOf(await treeLeaf(leaf)), statement: parsed, isSigned: await isSigned(signature, message, parsed.author),
  };
}

// What statements say, read in one place.

const nameOf = (of, member) => (parseName(of.says(member)) ? of.says(member) : null);
/** Whether its one subject is a statement. */
const isAbout = ({ subjects: [subject, ...others] }, name_) => others.length === 0 && !subject.isSealed && `statement:${subject.hex}` === name_;
const isKind = (of, kindName) => of.kind !== null && of.kind.name === kindName;
const ofKind = (entries, kindName) => entries.filter((entry) => isKind(entry.statement, kindName));
const roleAndName = (of, member) => (of.says(member) || []).map((item) => ({ role: item.get('role'), name: item.get('artifact') }));
const evidenceOfInputs = (of) => of.says('inputs').map((item) => item.get('evidence'));
