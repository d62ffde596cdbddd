// Files that show another record of a report's ledger: bridges, receipts, standings, other reports. What is told apart by how it
// begins is judged by itself first, and shows nothing where anything in it does not hold.

const ofAnother = 'it is of another report: ask for one that is made from this';

const beginnings = {
  bridge: '{"bridge":', objection: '{"artifacts":[', 'standing': '{"consistency":[', receipt: '{"challenge":',
  'fork proof': '{"fork":',
};
/** Of a report as of a file that was one before somebody saved it again: it has a bundle. */
const isReport = (bytes) => find(marker, bytes) >= 0;
const formatOf = (bytes) => Object.keys(beginnings).find((each) => startsWith(bytes, utf8(beginnings[each])))
  || (isReport(bytes) ? 'report' : '');
const isSound = (findings) => findings.every((finding) => finding.code === codes.incomplete);

/** @param read returns null where it shows nothing; what it finds goes to the check. */
async function readGiven(check, read) {
  const own = new Verdict();
  let shown = null;
  try {
    shown = await read(own);
  } catch (error) {
    passOnOthers(error);
    own.check().tampered('the file', error.message);
  }
  const findings = own.checks.flatMap((each) => each.findings);
  check.findings.push(...findings);
  return isSound(findings) ? shown : null;
}

/** Entries, keys, checkpoint and lists that hold together, as of a report. */
async function readRecord(verdict, file) {
  const entries = await checkEntries(verdict, file);
  const history = await checkRoles(verdict, entries);
  const signed = history && (await checkCheckpoint(verdict, file.checkpoint, history));
  if (!signed) return null;
  await checkInclusion(verdict, file, entries, signed.head);
  await checkLists(verdict, file, entries, signed.head);
  return { ...signed, placed: entries, history, file };
}

/** The lists of the keys that it relies on, and the given ones. */
function checkKeyLists(check, { placed: entries, signer, history }, ...signers) {
  const required = [signer, ...signers, ...history.firstKeys, ...entries.ordered.map((entry) => `ed25519:${entry.statement.author}`)];
  for (const of of new Set(required)) if (!entries.lists.has(of)) check.tampered(listOf(of), 'it is required and was left out');
}

/** The older checkpoint of a file, signed by the key of its time; null where it is not. Whether the newer one extends it. */
async function readOlder(verdict, { file, history, head }) {
  const older = await openCheckpoint(file.older, history);
  if (!older) {
    verdict.check('older').tampered('the older checkpoint', `no key of ledger ${history.ledger} signed it`);
    return null;
  }
  // Every tree extends the empty one, and RFC 6962 has no proof of it.
  const holds = older.head.size === 0 ? file.consistency.length === 0
    : await isConsistent(file.consistency, older.head.size, older.head.root, head.size, head.root);
  if (!holds) verdict.check('consistency').tampered('the proof', 'it does not lead from the older record to the newer one');
  return older;
}

/** Whether a file with an older and a newer checkpoint goes on from this report. */
function belongs(check, object, shown, bundle, history) {
  const other = shown.history.ledger !== history.ledger ? `it is of another ledger: ${shown.history.ledger}`
    : sameBytes(shown.file.older.encoded, bundle.checkpoint.encoded) ? '' : ofAnother;
  if (other) {
    // Nobody hides what became of a report by a standing of another one.
    if (object === 'the bridge') check.couldNotJudge(object, other);
    else check.incomplete(object, other);
    return false;
  }
  for (const { name: of } of bundle.lists) {
    if (keyName(of) && !shown.placed.lists.has(of)) check.tampered(object, `the list of ${of} is required and was left out`);
  }
  check.detail = `${shown.head.size} entries`;
  return isSound(check.findings);
}

/** For who holds a report from before a change of keys: Schemas/proofs-v1.md. Null where it shows nothing. */
async function checkBridge(verdict, bytes, bundle, history) {
  const check = verdict.check('bridge');
  const shown = await readGiven(check, async (own) => {
    const record = await readRecord(own, parseBridge(bytes));
    const older = record && (await readOlder(own, record));
    if (!older) return null;
    checkKeyLists(own.check(), record, older.signer);
    return record;
  });
  return shown && belongs(check, 'the bridge', shown, bundle, history) ? shown : null;
}

/**
 * Another report that has this one in its scope shows what became of it, for the worse: nothing proves that its tree goes on from
 * this one's. Whoever is given several is told that one of them was not judged for itself.
 */
async function checkOther(verdict, { name: file, bytes }, trust, { report, claim, head, ledger, history }) {
  const check = verdict.check('other report');
  const own = await judging((of, form) => judge(of, form, () => parseReport(bytes), trust, [], null));
  const { subject } = own;
  if (own.code === codes.tampered || own.code === codes.couldNotJudge) {
    check.findings.push({ code: own.code, object: file, message: 'it does not hold: check it by itself' });
    return [];
  }
  const isOf = ({ statement: { name: of } }) => subject.scope.ordered.some((entry) => entry.statement.name === of);
  if (subject.ledger !== ledger || subject.head.size < head.size || !isOf(report) || !isOf(claim)) {
    check.incomplete(file, 'it is no later report of this claim: check it by itself');
    if (subject.ledger !== ledger) return [];
  } else {
    check.detail = file;
    checkDoubts(check, verdict.subject.scope.lookup, subject.history);
  }
  return [{ head: subject.head, placed: subject.scope.lookup, inScope: subject.scope.ordered, isOther: true }];
}

/**
 * Whether what a receipt is for stands where the lists say that the reader has: Schemas/challenge-v1.md.
 *
 * @param records of the report, and of what was given with it: {file, head}
 * @returns {Promise<object[]>} its record, where it holds
 */
async function checkReceipt(verdict, { name: file_, bytes }, history, records) {
  const check = verdict.check('receipt');
  const shown = await readGiven(new Verdict().check(), async (own) => {
    const file = parseFile(bytes, 'receipt', longest.file, 'challenge', 'checkpoint', 'entries', 'lists');
    const record_ = await readRecord(own, file);
    const challenge = record_ && record_.placed.entry(file.json.get('challenge'));
    if (!challenge || !isObjection(challenge.statement)
      || !(record_.placed.list(nameOf(challenge.statement, 'report')) || []).includes(challenge)) return null;
    checkKeyLists(own.check(), record_);
    return { ...record_, challenge };
  });
  if (!shown || shown.history.ledger !== history.ledger) {
    check.couldNotJudge(file_, 'it does not hold, or is of another ledger');
    return [];
  }
  const { position, leaf, statement: of } = shown.challenge;
  for (const { file, head } of records) {
    if (position >= head.size - 1) continue;
    const fail = (object) => check.tampered(object, `the objection of entry ${position} was recorded before, and left out`);
    if (file.placed.some((entry) => entry.position === position && !sameBytes(entry.leaf, leaf))) fail(`entry ${position}`);
    for (const each of file.lists) if (of.references.has(each.name) && !each.positions.includes(position)) fail(listOf(each.name));
  }
  // It is a word about one objection: what the ledger has of anything else it need not show.
  return [{ ...shown, inScope: shown.placed.ordered, isOther: true }];
}
