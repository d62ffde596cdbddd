// The timestamps that a report carries (RFC 3161): everything but the authority's signature, which needs its certificate.

async function stampedSigners(bundle, entries, history) {
  const signers = [];
  for (const entry of entries.ordered.filter((each) => isKind(each.statement, 'anchor'))) {
    const given = bundle.artifacts.find((artifact) => artifact.name === nameOf(entry.statement, 'note'));
    const opened = given && given.bytes ? await openStamped(given.bytes, history, entry.statement.body.get('checkpoint').get('size')) : null;
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
    if (error instanceof Malformed) return null;
    throw error;
  }
}

async function checkAnchors(verdict, bundle, entries, disclosed, head, history) {
  const anchors = entries.ordered.filter((entry) => isKind(entry.statement, 'anchor'));
  if (anchors.length === 0) return;
  const check = verdict.check('anchors', title.anchors);
  for (const entry of anchors) {
    const of = entry.statement;
    const [note, token] = [disclosed.get(nameOf(of, 'note')), disclosed.get(nameOf(of, 'token'))];
    const object = `entry ${entry.position}`;
    if (!note || !token) {
      check.fail('incomplete', object, 'its signed note or its token is not in the report');
      continue;
    }
    const [size, root] = ['size', 'root'].map((member) => of.body.get('checkpoint').get(member));
    const opened = await openStamped(note, history, size);
    const before = await rootBefore(entry.position, entry.proof, head.size);
    const consistency = of.body.get('consistency').map((each) => hexBytes(each, 32));
    const holds = opened && hexOf(opened.head.root) === root && of.body.get('position') === entry.position
      && before && (await isConsistent(consistency, size, hexBytes(root, 32), entry.position, before));
    const stamp = readToken(token);
    if (!holds) {
      check.fail('tampered', object, 'what was stamped is no checkpoint of this ledger that its record goes on from');
    } else if (!stamp || `sha256:${stamp.imprint}` !== nameOf(of, 'note')
      || ['gen_time', 'policy', 'serial'].some((member) => stamp[member] !== of.body.get(member))) {
      check.fail('tampered', object, 'its token is none, stamps something else, or says other things than the entry');
    } else {
      const by = `entries up to ${size - 1} existed by ${stamp.gen_time} according to ${of.body.get('authority')}`;
      verdict.notChecked.push(`whether a timestamp is genuine, by which ${by}: exhibit-verify --extract DIR REPORT gives the files for openssl`);
      check.detail = `${by}, if the token is genuine`;
    }
  }
}

// DER (X.690 section 10): one-byte tags, definite lengths in their shortest form.

class DER {
  constructor(bytes) {
    this.bytes = bytes;
    this.place = 0;
  }

  get tag() {
    return this.bytes[this.place];
  }

  /** The content of the next element, which must have this tag. Throws Malformed. */
  next(tag) {
    const fail = () => { throw new Malformed('timestamp token: not the DER that was expected'); };
    const { bytes, place } = this;
    if (place + 2 > bytes.length || bytes[place] !== tag || (tag & 0x1f) === 0x1f) fail();
    let length = bytes[place + 1];
    let header = 2;
    if (length >= 0x80) {
      const digitCount = length - 0x80;
      if (digitCount < 1 || digitCount > 3 || place + 2 + digitCount > bytes.length) fail();
      length = bytes.subarray(place + 2, place + 2 + digitCount).reduce((sum, byte) => sum * 256 + byte, 0);
      if (length < Math.max(0x80, 256 ** (digitCount - 1))) fail();
      header += digitCount;
    }
    if (place + header + length > bytes.length) fail();
    this.place = place + header + length;
    return bytes.subarray(place + header, this.place);
  }

  enter(tag) {
    return new DER(this.next(tag));
  }

  natural() {
    const content = this.next(0x02);
    if (content.length === 0 || content[0] >= 0x80 || (content[0] === 0 && content.length > 1 && content[1] < 0x80)) {
      throw new Malformed('timestamp token: a number that is negative, or not in its shortest form');
    }
    return content[0] === 0 ? content.subarray(1) : content;
  }

  end() {
    if (this.place !== this.bytes.length) throw new Malformed('timestamp token: bytes follow where it should end');
  }
}

const identifierHex = { signedData: '2a864886f70d010702', timestampInfo: '2a864886f70d0109100104', sha256: '608648016503040201' };

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
    const is = (content, id) => { if (hexOf(content) !== identifierHex[id]) throw new Malformed('timestamp token: another kind'); };
    const file = new DER(bytes);
    const outer = file.enter(0x30);
    file.end();
    is(outer.next(0x06), 'signedData');
    const tagged = outer.enter(0xa0);
    outer.end();
    const signed = tagged.enter(0x30);
    tagged.end();
    signed.natural();
    signed.next(0x31);
    const encapsulated = signed.enter(0x30);
    is(encapsulated.next(0x06), 'timestampInfo');
    const explicit = encapsulated.enter(0xa0);
    encapsulated.end();
    const octets = explicit.enter(0x04);
    explicit.end();
    const info = octets.enter(0x30);
    octets.end();
    if (hexOf(info.natural()) !== '01') return null;
    const policy = identifierText(info.next(0x06));
    const stamped = info.enter(0x30);
    const algorithm = stamped.enter(0x30);
    is(algorithm.next(0x06), 'sha256');
    if (algorithm.tag !== undefined && algorithm.next(0x05).length > 0) return null;
    algorithm.end();
    const imprint = stamped.next(0x04);
    stamped.end();
    const serial = info.natural();
    const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d(?:\.\d+)?Z)$/.exec(textOf(info.next(0x18)) || '');
    const moment_ = time ? `${time[1]}-${time[2]}-${time[3]}T${time[4]}:${time[5]}:${time[6]}` : null;
    for (const tag of [0x30, 0x01, 0x02, 0xa0, 0xa1]) if (info.tag === tag) tag === 0x02 ? info.natural() : info.next(tag);
    info.end();
    if (!policy || imprint.length !== 32 || serial.length > 32 || !isMoment(moment_)) return null;
    return { imprint: hexOf(imprint), gen_time: moment_, policy, serial: hexOf(serial) || '00' };
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}
