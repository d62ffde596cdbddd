// The timestamps that a report carries (RFC 3161): everything but the authority's signature, which needs its certificate.

async function stampedSigners(bundle, entries, history) {
  const signers = [];
  for (const entry of ofKind(entries.ordered, 'anchor')) {
    const given = bundle.artifacts.find((artifact) => artifact.name === nameOf(entry.statement, 'note'));
    const opened = given && given.bytes ? await openStamped(given.bytes, history, entry.statement.says('checkpoint').get('size')) : null;
    if (opened) signers.push(opened.signer);
  }
  return signers;
}

/** The checkpoint that was stamped, where a checkpoint key of its size signed it. */
async function openStamped(bytes, history, size) {
  try {
    const opened = await openCheckpoint(parseNote(bytes), history);
    return opened && opened.head.size === size ? opened : null;
  } catch (error) {
    passOnOthers(error);
    return null;
  }
}

async function checkAnchors(verdict, bundle, entries, disclosed, head, history) {
  const anchors = ofKind(entries.ordered, 'anchor');
  if (anchors.length === 0) return;
  const check = verdict.check('anchors');
  for (const entry of anchors) {
    const of = entry.statement;
    const [note, token] = [disclosed.get(nameOf(of, 'note')), disclosed.get(nameOf(of, 'token'))];
    const object = at(entry);
    if (!note || !token) {
      check.incomplete(object, 'its signed note or its token is not in the report');
      continue;
    }
    const [size, root] = ['size', 'root'].map((member) => of.says('checkpoint').get(member));
    const opened = await openStamped(note, history, size);
    const before = await rootBefore(entry.position, entry.proof, head.size);
    const consistency = of.says('consistency').map((each) => hexBytes(each));
    const holds = opened && hexOf(opened.head.root) === root && of.says('position') === entry.position
      && before && (await isConsistent(consistency, size, hexBytes(root), entry.position, before));
    const stamp = readToken(token);
    if (!holds) {
      check.tampered(object, 'what was stamped is no checkpoint that this record goes on from');
    } else if (!stamp || `sha256:${stamp.imprint}` !== nameOf(of, 'note')
      || ['gen_time', 'policy', 'serial'].some((member) => stamp[member] !== of.says(member))) {
      check.tampered(object, 'its token stamps something else, or says other things');
    } else {
      const by = `entries up to ${size - 1} existed by ${stamp.gen_time} according to ${of.says('authority')}`;
      verdict.notChecked.push(`whether a timestamp is genuine, by which ${by}: exhibit-verify --extract DIR report.html`);
    }
  }
}

/**
 * DER (X.690 section 10) with one-byte tags and definite lengths in their shortest form: the contents of the elements that bytes
 * begin with, which must have these tags, and then what follows, or nothing may. Throws Malformed.
 */
function readDER(bytes, tags, hasMore = false) {
  const fail = () => { refuse(); };
  let place = 0;
  const contents = tags.map((tag) => {
    if (bytes[place] !== tag) fail();
    let length = bytes[place + 1];
    place += 2;
    if (length >= 0x80) {
      const digitCount = length - 0x80;
      if (digitCount < 1 || digitCount > 3) fail();
      length = bytes.slice(place, place + digitCount).reduce((sum, byte) => sum * 256 + byte, 0);
      if (length < Math.max(0x80, 256 ** (digitCount - 1))) fail();
      place += digitCount;
    }
    place += length;
    if (!(place <= bytes.length)) fail();
    const content = bytes.slice(place - length, place);
    // An integer that is not negative, in its shortest form; without the zero that keeps it so.
    if (tag !== 0x02) return content;
    if (!(content[0] < 0x80) || (content[0] === 0 && length > 1 && content[1] < 0x80)) fail();
    return content[0] === 0 ? content.slice(1) : content;
  });
  if (!hasMore && place !== bytes.length) fail();
  return [...contents, bytes.slice(place)];
}

/** Of signedData, of what a timestamp says, and of SHA-256. */
const identifiersOfToken = '2a864886f70d010702,2a864886f70d0109100104,608648016503040201';

function identifierText(content) {
  const numbers = [];
  let number = 0;
  for (let i = 0; i < content.length; i++) {
    if (number === 0 && content[i] === 0x80) return null;
    number = number * 128 + (content[i] & 0x7f);
    if (!Number.isSafeInteger(number)) return null;
    if (content[i] < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  if (numbers.length === 0 || content[content.length - 1] >= 0x80) return null;
  const first = Math.min(Math.floor(numbers[0] / 40), 2);
  return [first, numbers[0] - 40 * first, ...numbers.slice(1)].join('.');
}

/** What a TimeStampToken says: {imprint, gen_time, policy, serial}; null where it is none. */
function readToken(bytes) {
  try {
    if (bytes.length > 65536) return null;
    const [outer] = readDER(bytes, [0x30]);
    const [kind, tagged] = readDER(outer, [0x06, 0xa0]);
    const [signed] = readDER(tagged, [0x30]);
    const [, , encapsulated] = readDER(signed, [0x02, 0x31, 0x30], true);
    const [inner, explicit] = readDER(encapsulated, [0x06, 0xa0]);
    const [octets] = readDER(explicit, [0x04]);
    const [info] = readDER(octets, [0x30]);
    const [version, policyID, stamped, serial, stampedAt, more] = readDER(info, [0x02, 0x06, 0x30, 0x02, 0x18], true);
    let rest = more;
    for (const tag of [0x30, 0x01, 0x02, 0xa0, 0xa1]) if (rest[0] === tag) [, rest] = readDER(rest, [tag], true);
    const [algorithm, imprint] = readDER(stamped, [0x30, 0x04]);
    const [hashID, parameter] = readDER(algorithm, [0x06], true);
    const identifiers = [kind, inner, hashID].map(hexOf).join();
    const policy = identifierText(policyID);
    const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d(?:\.\d+)?Z)$/.exec(textOf(stampedAt) || '');
    const moment_ = time ? `${time[1]}-${time[2]}-${time[3]}T${time[4]}:${time[5]}:${time[6]}` : null;
    return identifiers === identifiersOfToken && hexOf(version) === '01' && rest.length === 0
      && ['', '0500'].includes(hexOf(parameter)) && policy && imprint.length === 32 && serial.length <= 32 && isMoment(moment_)
      ? { imprint: hexOf(imprint), gen_time: moment_, policy, serial: hexOf(serial) || '00' } : null;
  } catch (error) {
    passOnOthers(error);
    return null;
  }
}
