// Signed notes and checkpoints (C2SP), and the verifier keys that publishers give away.

const originOf = (ledger) => `exhibit-ledger/v1/${ledger}`;
const isKeyName = (name) => name !== '' && !/[\p{White_Space}+\u0000-\u001f]/u.test(name);

/** {text, signatures: [{name, keyID, bytes}], encoded}. Throws Malformed. */
function parseNote(bytes) {
  const fail = () => { refuse('a signed note is not in its form, or too long'); };
  if (bytes.length > 1000000) fail();
  const text = bytes.every((byte) => byte >= 0x20 || byte === 0x0a) ? textOf(bytes) : null;
  if (text == null) fail();
  const lines = text.split('\n');
  // The text may have empty lines of its own: the last one divides.
  const empty = lines.lastIndexOf('', lines.length - 2);
  if (lines.length < 4 || lines[lines.length - 1] !== '' || empty <= 0) fail();
  const signatures = lines.slice(empty + 1, -1).map((line) => {
    const parts = line.slice(2).split(' ');
    const data = parts.length === 2 ? base64Bytes(utf8(parts[1])) : null;
    if (!line.startsWith('\u2014 ') || !data || data.length < 5 || !isKeyName(parts[0])) fail();
    return { name: parts[0], keyID: hexOf(data.slice(0, 4)), bytes: data.slice(4) };
  });
  if (signatures.length < 1 || signatures.length > 100) fail();
  return { text: `${lines.slice(0, empty).join('\n')}\n`, signatures, encoded: bytes };
}

/** {origin, size, root}; null where the text is no checkpoint, or of more entries than this page can count. */
function parseCheckpoint(text) {
  const lines = text.split('\n');
  if (lines.length !== 4 || lines[3] !== '' || lines[0] === '' || /[\u0000-\u001f]/.test(lines[0])) return null;
  const root = base64Bytes(utf8(lines[2]));
  const size = Number(lines[1]);
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(lines[1]) || size > 2 ** 53 || !root || root.length !== 32) return null;
  const isEmptyTree = lines[2] === '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
  return size > 0 || isEmptyTree ? { origin: lines[0], size, root } : null;
}

const keyID = async (name, key) => (await hashHex(utf8(name), Bytes.of(0x0a, 0x01), hexBytes(key))).slice(0, 8);

/** Whether this one key signed the note: a bad signature under its name and id refuses the whole. */
async function isNoteSignedBy(note, name, key) {
  const id = await keyID(name, key);
  let isVerified = false;
  for (const signature of note.signatures) {
    if (signature.name !== name || signature.keyID !== id) continue;
    if (!(await isSigned(signature.bytes, utf8(note.text), key))) return false;
    isVerified = true;
  }
  return isVerified;
}

/** Which of a ledger's keys signed it, and what it says; null where none did. It must have one signature. */
async function openCheckpoint(note, history) {
  const origin = originOf(history.ledger);
  const head = parseCheckpoint(note.text);
  if (!head || head.origin !== origin || note.signatures.length !== 1) return null;
  for (const key of history.keysOf('checkpoint', Math.max(head.size, 1))) {
    if (await isNoteSignedBy(note, origin, key)) return { head, signer: `ed25519:${key}` };
  }
  return null;
}

/** What a person pasted: a ledger's 64 digits, or a verifier key of it. {ledger, key}; null for other texts. */
async function parseTrusted(text) {
  const compact = text.replace(/\s/g, '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(compact)) return { ledger: compact, key: null };
  const found = /^(exhibit-ledger\/v1\/([0-9a-f]{64}))\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim());
  const data = found ? base64Bytes(utf8(found[4])) : null;
  if (!data || data.length !== 33 || data[0] !== 0x01) return null;
  const key = hexOf(data.slice(1));
  return (await keyID(found[1], key)) === found[3] ? { ledger: found[2], key } : null;
}
