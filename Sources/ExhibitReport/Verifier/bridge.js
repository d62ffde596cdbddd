// A bridge from a report to a later record of its ledger, for who holds a report from before a change of keys:
// Schemas/proofs-v1.md.

/** Returns {head, history, lists} of what it shows; null where it shows nothing. */
async function checkBridge(verdict, bytes, bundle, history, trust) {
  const check = verdict.check('bridge', title.bridge);
  const own = new Verdict();
  const shown = await readBridge(own, bytes);
  check.findings.push(...own.checks.flatMap((each) => each.findings));
  if (!shown) return null;
  if (shown.history.ledger !== history.ledger) {
    check.fail('couldNotJudge', 'the bridge', `it is of another ledger: ${shown.history.ledger}`);
    return null;
  }
  if (!sameBytes(shown.older.encoded, bundle.checkpoint.encoded)) {
    check.fail('couldNotJudge', 'the bridge', 'it was made for another report: ask for one that is made from this');
    return null;
  }
  for (const { name: of } of bundle.lists) {
    if (keyName(of) && !shown.lists.has(of)) check.fail('tampered', 'the bridge', `the list of ${of} is required and was left out`);
  }
  check.detail = `${shown.head.size} entries, root ${hexOf(shown.head.root)}`;
  return check.findings.some((finding) => finding.code !== codes.incomplete) ? null : shown;
}

async function readBridge(verdict, bytes) {
  let bridge;
  try {
    bridge = parseBridge(bytes);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    verdict.check('form', title.form).fail('tampered', 'the bridge', error.message);
    return null;
  }
  const entries = await checkEntries(verdict, bridge);
  const history = await checkRoles(verdict, entries);
  const signed = history && (await checkCheckpoint(verdict, bridge.checkpoint, history));
  if (!signed) return null;
  await checkInclusion(verdict, bridge, entries, signed.head);
  const lists = await checkLists(verdict, bridge, entries, signed.head);
  const check = verdict.check('older', title.bridge);
  const older = await openCheckpoint(bridge.older, history);
  if (!older) {
    check.fail('tampered', 'the older checkpoint', `no key of ledger ${history.ledger} signed it`);
    return null;
  }
  // Every tree extends the empty one, and RFC 6962 has no proof of it.
  const holds = older.head.size === 0 ? bridge.consistency.length === 0
    : await isConsistent(bridge.consistency, older.head.size, older.head.root, signed.head.size, signed.head.root);
  if (!holds) check.fail('tampered', 'the bridge', 'its hashes do not lead from the older record to the newer one');
  const genesis = entries.byPosition.get(0).statement.body;
  const required = new Set([signed.signer, older.signer, genesis.get('ledger_key'), genesis.get('checkpoint_key'),
    ...entries.ordered.map((entry) => `ed25519:${entry.statement.author}`)]);
  for (const of of required) {
    if (!lists.has(of)) check.fail('tampered', `the list of ${of}`, 'it is required and was left out');
  }
  const isSound = verdict.checks.every((each) => each.findings.every((finding) => finding.code === codes.incomplete));
  return isSound ? { older: bridge.older, head: signed.head, history, lists } : null;
}
