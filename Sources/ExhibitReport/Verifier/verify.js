// Decides what a report shows, from its bytes and from what the reader trusts. No network, no clock.

/**
 * @param {Uint8Array} bytes of a file that somebody was handed
 * @param {string[]} trusted ledger ids or verifier keys, as a person pasted them
 * @param {[string, Uint8Array][]} given files that go with it, with their names
 * @param {?number} now milliseconds since 1970: without it nothing is said of how the report stands at a time
 */
async function verify(bytes, trusted = [], given = [], now = null) {
  const trust = (await Promise.all(trusted.map(parseTrusted))).filter(Boolean);
  return judging(async (verdict, form) => {
    const others = given.map(([name_, content]) => ({ name: name_, bytes: content, format: formatOf(content) }));
    const format = formatOf(bytes);
    if (format === 'report') await judge(verdict, form, () => parseReport(bytes), trust, others, now);
    else {
      verdict.alone = format;
      form.couldNotJudge('this file', format ? `${format}: choose the report together with it` : 'it is no Exhibit report');
    }
  });
}

/** What a report's page can find in itself: it has its bundle, in base64, and cannot read the file that it stands in. */
function verifyInPage(text, now) {
  const disclosed = document.querySelector('meta[name=exhibit-disclosed]')?.content;
  return judging((verdict, form) => judge(verdict, form, () => ({ bundle: base64Bytes(utf8(text)) || [], disclosed }), [], [], now));
}

const noSignatures = 'it lacks Ed25519, and can judge nothing. Use another one, or exhibit-verify';

async function judging(work) {
  const verdict = new Verdict();
  const form = verdict.check('form');
  try {
    if (await hasCryptography()) await work(verdict, form);
    else form.couldNotJudge('this browser', noSignatures);
  } catch (error) {
    // Of this page's own limits, like too deep a recursion: nothing that was found so far is taken back.
    form.couldNotJudge('this file', `this page could not go on (${error})`);
  }
  return verdict;
}

async function judge(verdict, form, read, trust, given, now) {
  let report;
  let bundle;
  try {
    report = await read();
    bundle = { ...parseBundle(report.bundle), isLatest: report.disclosed };
  } catch (error) {
    passOnOthers(error);
    form.tampered('the file', error.message);
    return;
  }
  const record = await readRecord(verdict, bundle);
  if (!record) return;
  const { placed: entries, history, head, signer } = record;
  verdict.summary = { ledger: history.ledger, publisher: history.genesis.says('publisher'), contact: history.genesis.says('contact') };
  checkTrust(verdict, history, trust);
  const filesOf = (format) => given.filter((file) => file.format === format);
  let later = record;
  for (const bridge of filesOf('bridge')) {
    const shown = await checkBridge(verdict, bridge.bytes, bundle, history);
    if (shown && shown.head.size > later.head.size) later = shown;
  }
  if (filesOf('bridge').length === 0) verdict.notChecked.push(noBridge);
  checkKeys(verdict, entries, later.history, trust);
  const signers = [signer, ...(await stampedSigners(bundle, entries, history))];
  const subject = await checkReferences(verdict, bundle, entries, head, signers);
  if (!subject) return;
  verdict.subject = { ...subject, history, pageName: report.pageName || nameOf(subject.report.statement, 'page') };
  const disclosed = await checkDisclosures(verdict, bundle, entries);
  await checkAnchors(verdict, bundle, entries, disclosed, head, history);
  checkRuns(verdict, subject);
  checkStanding(verdict, subject);
  checkErased(verdict, subject);
  const records = [];
  for (const file of filesOf('standing')) records.push(...await checkStandingFile(verdict, file.bytes, bundle, history, entries));
  for (const file of filesOf('report')) records.push(...await checkOther(verdict, file, trust, verdict.subject));
  const receipts = [];
  for (const file of filesOf('receipt')) {
    receipts.push(...await checkReceipt(verdict, file, history, [record, ...records.filter((each) => each.file)]));
  }
  // What the ledger signed as recorded is, whichever file shows it.
  if (now !== null) checkState(verdict, subject, [...records, ...receipts], now);
  if (filesOf('objection').length > 0) await hear(verdict, filesOf('objection'), receipts.flatMap((each) => each.inScope));
  for (const file of filesOf('fork proof')) verdict.check('unread').couldNotJudge(file.name, 'this page does not read it');
  for (const unused of filesOf('')) verdict.notChecked.unshift(`${unused.name}, which is nothing that this page reads`);
  checkBounds(verdict, subject, disclosed);
  if (report.page) await checkPage(verdict, report, bundle, subject, disclosed);
  else {
    await checkDisclosed(verdict, report.disclosed, bundle);
    verdict.notChecked.unshift(notRead);
  }
}

/** The entries of a bundle, by position and by statement. */
function emptyEntries() {
  const [byPosition_, byStatement, lists, known] = [new Map(), new Map(), new Map(), new Map()];
  const list = (of) => lists.get(of)?.map((position) => byPosition_.get(position)) || null;
  return {
    byPosition: byPosition_, byStatement, lists, list,
    enter(entry) {
      byPosition_.set(entry.position, entry);
      byStatement.set(entry.statement.name, entry);
    },
    get ordered() {
      return [...byPosition_.values()];
    },
    entry: (of) => byStatement.get(of) || null,
    /** Those that say what a picture or an identity is, or where it comes from. */
    mentions: (of) => {
      if (!known.has(of)) {
        known.set(of, (list(of) || []).filter(({ statement: each }) => makes(each, of) || hasIdentity(each, of)
          || identitiesOf(each, of).length > 0));
      }
      return known.get(of);
    },
  };
}

async function checkEntries(verdict, bundle) {
  const leaves = verdict.check('leaves');
  const signatures = verdict.check('signatures');
  const entries = emptyEntries();
  for (const placed of bundle.placed) {
    const object = at(placed);
    let parsed;
    try {
      parsed = await parseEntry(placed.leaf);
    } catch (error) {
      passOnOthers(error);
      leaves.tampered(object, error.message);
      continue;
    }
    const entry = { ...parsed, position: placed.position, proof: placed.proof };
    if (entries.entry(entry.statement.name)) leaves.tampered(object, 'the same statement stands at two positions');
    entries.enter(entry);
    if (!entry.isSigned) signatures.tampered(object, 'its signature does not hold');
    if (!entry.statement.kind) leaves.incomplete(object, `${entry.statement.predicateType} is not interpreted by this version`);
  }
  leaves.detail = `${entries.byPosition.size} of ${bundle.placed.length}`;
  return entries;
}

async function checkRoles(verdict, entries) {
  const check = verdict.check('roles');
  const genesis = entries.byPosition.get(0);
  let history;
  try {
    if (!genesis || !genesis.isSigned) refuse('it is missing, or its signature does not hold');
    history = keyHistory(genesis.statement);
  } catch (error) {
    passOnOthers(error);
    check.tampered('entry 0', error.message);
    return null;
  }
  for (const entry of entries.ordered) {
    const reason = await history.reasonVoid(entry.statement, entry.position);
    if (reason) check.tampered(at(entry), `${entry.statement.kindName}: ${reason}`);
    else if (isKind(entry.statement, 'key') && entry.isSigned) history.apply(entry.statement, entry.position);
  }
  return history;
}

async function checkCheckpoint(verdict, note, history) {
  const check = verdict.check('checkpoint');
  const signed = await openCheckpoint(note, history);
  if (!signed || signed.head.size === 0) {
    check.tampered('checkpoint', `it is not signed by the checkpoint key of ledger ${history.ledger}`);
    return null;
  }
  check.detail = `${signed.head.size} entries, root ${hexOf(signed.head.root)}`;
  return signed;
}

function checkTrust(verdict, history, trust) {
  const check = verdict.check('trust');
  check.detail = history.ledger;
  verdict.signer = trust.some((each) => each.ledger === history.ledger) ? 'expected' : trust.length > 0 ? 'another' : 'unknown';
  if (verdict.signer !== 'expected') {
    check.incomplete(`ledger ${history.ledger}`, verdict.signer === 'another'
      ? 'it is another one than the publisher’s fingerprint that you gave'
      : 'unknown to you: compare it with what the publisher says elsewhere');
  }
}

async function checkInclusion(verdict, bundle, entries, head) {
  const check = verdict.check('inclusion');
  for (const placed of bundle.placed) {
    if (!(await isIncluded(placed.proof, await treeLeaf(placed.leaf), placed.position, head.size, head.root))) {
      check.tampered(at(placed), 'its proof does not lead to the signed record');
    }
  }
}

/** Sets the lists that hold. */
async function checkLists(verdict, bundle, entries, head) {
  const check = verdict.check('lists');
  const covers = head.size - 1;
  const last = entries.byPosition.get(covers);
  if (!last || !isKind(last.statement, 'index') || last.statement.says('covers') !== covers) {
    check.tampered(`entry ${covers}`, 'the record does not end in an index entry that covers it');
    return;
  }
  const root = hexBytes(last.statement.says('root'));
  for (const each of bundle.lists) {
    const reason = await reasonListRefused(each, entries, covers, root);
    if (reason) check.tampered(listOf(each.name), reason);
    else entries.lists.set(each.name, each.positions);
  }
  const sets = new Map([...entries.lists].map(([of, positions]) => [of, new Set(positions)]));
  for (const entry of entries.ordered) {
    if (entry.position >= covers) continue;
    for (const of of entry.statement.references) {
      if (sets.has(of) && !sets.get(of).has(entry.position)) {
        check.tampered(listOf(of), `entry ${entry.position} refers to it and is not on the list`);
      }
    }
  }
}

async function reasonListRefused(each, entries, covers, root) {
  const parsed = parseName(each.name);
  if (parsed.form === 'commit') return 'no name of this form is indexed';
  const key = await hash(utf8('exhibit/index-key/v1\0'), Bytes.of(parsed.type), hexBytes(parsed.hex));
  let value = zeroHash;
  let previous = -1;
  for (const position of each.positions) {
    if (position <= previous) return 'its positions are not ascending';
    previous = position;
    const entry = entries.byPosition.get(position);
    if (!entry || position >= covers) return `entry ${position} is on it and not in the report`;
    if (!entry.statement.references.has(each.name)) return `entry ${position} is on it and does not refer to it`;
    value = await hash(Bytes.of(0x12), value, unsigned(position, 8), hexBytes(entry.id));
  }
  const shown = await readIndexProof(each.proof, key, root);
  if (!shown) return 'its proof does not lead to the root of the index';
  return shown.count === each.positions.length && shown.value === hexOf(value)
    ? null : 'the index commits to another list: entries were left out or added';
}

function checkKeys(verdict, entries, history, trust) {
  const check = verdict.check('keys');
  checkDoubts(check, entries, history);
  const given = trust.filter((each) => each.key && each.ledger === history.ledger);
  if (given.length === 0) return;
  const known = verdict.check('verifier key');
  for (const each of given.filter(({ key }) => !history.everHeld(key, 'checkpoint'))) {
    known.incomplete(`ed25519:${each.key}`,
      'not known here: older, or of another copy. Ask the publisher for a bridge');
  }
}

function checkDoubts(check, entries, history) {
  for (const entry of entries.ordered) {
    const role = entry.statement.kind?.role;
    const since = role ? history.doubt(entry.statement.author, role, entry.position) : null;
    if (since !== null) {
      check.incomplete(at(entry),
        `its key may have been in other hands from entry ${since} on, as the ledger says`);
    }
  }
}
