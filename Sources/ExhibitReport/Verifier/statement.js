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
      const form = (parseName(value) || {}).form;
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

function parseSubjects(value, fail) {
  if (!Array.isArray(value) || value.length < 1 || value.length > 256) fail('its subject is not a list of 1 to 256');
  let previous = '';
  return value.map((element) => {
    const isSealed = get(element, 'digest', 'exhibitSealedV1') !== undefined;
    const algorithm = isSealed ? 'exhibitSealedV1' : 'sha256';
    const digest = get(element, 'digest', algorithm);
    if (!hasExactly(element, ['digest']) || !hasExactly(element.get('digest'), [algorithm]) || !hexBytes(digest, 32)) {
      fail('a subject is no digest');
    }
    const key = `${algorithm} ${digest}`;
    if (!(previous < key)) fail('its subjects are out of order or repeated');
    previous = key;
    return { isSealed, hex: digest };
  });
}

async function parseStatement(payload) {
  const fail = (reason) => { throw new Malformed(`statement: ${reason}`); };
  const json = parseJSON(payload, 'statement');
  if (!hasExactly(json, statementMembers) || json.get('_type') !== 'https://in-toto.io/Statement/v1') {
    fail('not an in-toto Statement v1 with exactly its four members');
  }
  const predicateType = json.get('predicateType');
  const form = isText(predicateType) ? /^urn:exhibit:([a-z.]+):v([1-9][0-9]{0,18})$/.exec(predicateType) : null;
  if (!form) fail('its predicateType is not urn:exhibit:<kind>:v<n>');
  const [body, head] = [get(json, 'predicate', 'body'), get(json, 'predicate', 'head')];
  if (!hasExactly(json.get('predicate'), ['body', 'head']) || !(body instanceof Map)) fail('its predicate is not body and head');
  const shapes = { author: keyName, nonce: hex(16), time: hour };
  if (form[1] !== 'ledger') shapes.ledger = statement;
  if (get(head, 'seen') !== undefined) shapes.seen = members({ root: hex(32), size: count });
  if (!members(shapes)(head)) fail('its head has other members than heads have');
  const kind = kinds.get(predicateType) || null;
  if (kind && !kind.fits(body)) {
    const odd = [...body.keys()].find((member) => !kind.body[member] || !kind.body[member](body.get(member)));
    fail(`its body does not fit the schema of its kind${odd ? `: ${odd}` : ': a member is missing'}`);
  }
  const references = referencesOf(form[1], body, parseSubjects(json.get('subject'), fail));
  if (references.size > 256) fail('more than 256 references');
  const id = await hashHex(payload);
  return {
    id, name: `statement:${id}`, payload, predicateType, kindName: form[1], kind, body, references,
    author: parseName(head.get('author')).hex, ledger: (parseName(head.get('ledger')) || {}).hex, nonce: head.get('nonce'),
    time: head.get('time'), seen: head.get('seen'),
  };
}

/** {leaf, id, statement, isSigned}. Throws Malformed. */
async function parseEntry(leaf) {
  const json = parseJSON(leaf, 'entry', { bytes: 65535, depth: 3, string: 65535 });
  const fail = () => { throw new Malformed('entry: not one payload with exactly one signature by its author'); };
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

const nameOf = (of, member) => (parseName(of.body.get(member)) ? of.body.get(member) : null);
const isKind = (of, kindName, version) => of.kind !== null && of.kind.name === kindName && (!version || of.kind.version === version);
const roleAndName = (of, member) => (of.body.get(member) || []).map((item) => ({ role: item.get('role'), name: item.get('artifact') }));
const evidenceOfInputs = (of) => of.body.get('inputs').map((item) => item.get('evidence'));
