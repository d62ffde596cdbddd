// A signed objection, made from a report alone: one statement of the kind `challenge` with a key of its own. Nothing is sent.

const longest = { text: 4000, contact: 1024, files: 16, attachmentName: 256, file: 64 * 1048576 };
const random = (length) => crypto.getRandomValues(new Bytes(length));

/** Text as payloads take it: of all control characters only the line feed, and none that is half a pair. */
const payloadText = (text) => text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(/[^\P{Cc}\n]/gu, '')
  .toWellFormed().trim();

/** What in a text could lead to a person: words for each that was found. A warning, and no refusal. */
function personalData(text) {
  const found = [];
  if (/[^\s@]+@[^\s@]+\.[^\s@]/.test(text)) found.push('an e-mail address');
  if (/(?:\+|\b00)?\(?\d[\d\s().\/-]{6,}\d/.test(text)) found.push('a telephone or long number');
  if (/-?\d{1,3}[.,]\d{3,}\s*°?\s*[NSEW]?[,;\s]+-?\d{1,3}[.,]\d{3,}|\d{1,3}°\s*\d{1,2}[′']/.test(text)) found.push('coordinates');
  return found;
}

/** "2026-01-01T13:00:00Z": this device's clock, cut to the hour. */
const hourOf = (time) => `${new Date(time).toISOString().slice(0, 13)}:00:00Z`;

/**
 * @param subject the verdict's: {report, claim, head, ledger, pageName}
 * @param said {grounds, relation, remedies, text, contact, attachments: [{name, bytes}]}
 * @returns {Promise<{file, key, id}>} the challenge file, its private key as PEM, and the statement's id
 */
async function makeChallenge(subject, said, now = new Date()) {
  const pair = await subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const author = hexOf(new Bytes(await subtle.exportKey('raw', pair.publicKey)));
  const nonce = hexOf(random(16));
  const attachments = await Promise.all(said.attachments.map(async ({ name: fileName, bytes }) => {
    const salt = random(32);
    return { name: await sealedName(salt, bytes), fileName, bytes, salt };
  }));
  attachments.sort((one, other) => nameOrder(one.name, other.name));

  const relation = said.relation === 'not-stated' ? null : said.relation;
  const values = { text: said.text, 'contact': said.contact || null, relation, attachment_names: null };
  if (attachments.length > 0) values.attachment_names = attachments.map((each) => each.fileName);
  const commitments = {};
  const disclosures = [];
  for (const member of Object.keys(values).sort()) {
    const [path, salt, value] = [`body.${member}`, random(32), values[member]];
    commitments[member] = await commitment(nonce, salt, path, encodeJSON(value));
    if (value !== null) disclosures.push({ path, 'salt': hexOf(salt), value });
  }
  const report = subject.report.statement;
  const payload = encodeJSON({
    _type: 'https://in-toto.io/Statement/v1',
    'predicateType': 'urn:exhibit:challenge:v1',
    predicate: {
      body: {
        'report': report.name, page: subject.pageName, 'claim': subject.claim.statement.name,
        'runs': [nameOf(subject.claim.statement, 'run')], evidence: [nameOf(subject.claim.statement, 'evidence')],
        'grounds': [...said.grounds].sort(), 'remedies': said.remedies,
        'attachments': attachments.map((each) => each.name.slice('sealed:'.length)), proofs: [], ...commitments,
      },
      'head': {
        'author': `ed25519:${author}`, 'ledger': `statement:${subject.ledger}`, nonce, time: hourOf(now),
        seen: { root: hexOf(subject.head.root), size: subject.head.size },
      },
    },
    'subject': [{ digest: { sha256: report.id } }],
  });
  const message = join(utf8(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `), payload);
  const signature = new Bytes(await subtle.sign(algorithm, pair.privateKey, message));
  const leaf = encodeJSON({
    payload: base64Text(payload), payloadType,
    'signatures': [{ keyid: `ed25519:${author}`, sig: base64Text(signature) }],
  });
  // Read back by the rules for everybody's entries, before anybody relies on it.
  const entry = await parseEntry(leaf);
  if (!entry.isSigned) refuse('challenge: its own signature does not hold');
  const file = encodeJSON({
    'artifacts': attachments.map((each) => ({ 'bytes': base64Text(each.bytes), 'name': each.name, 'salt': hexOf(each.salt) })),
    challenge: 'exhibit-challenge-v1', 'disclosures': disclosures, 'leaf': base64Text(leaf), token: null,
  });
  if (file.length > longest.file) refuse('challenge: more than 64 MB with its attachments');
  const pkcs8 = base64Text(new Bytes(await subtle.exportKey('pkcs8', pair.privateKey)));
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8.match(/.{1,64}/g).join('\n')}\n-----END PRIVATE KEY-----\n`;
  return { file, key: utf8(key), id: entry.statement.id };
}
