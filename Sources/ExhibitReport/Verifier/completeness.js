// What the report is about, whether all that it needs is there, and whether what it gives is what was committed to.

async function checkReferences(verdict, bundle, entries, lists, head, signers) {
  const check = verdict.check('completeness', title.completeness);
  const report = entries.entry(bundle.report);
  const claimEntry = report && isKind(report.statement, 'report') ? entries.entry(nameOf(report.statement, 'claim')) : null;
  const [genesis, last] = [entries.byPosition.get(0), entries.byPosition.get(head.size - 1)];
  if (!claimEntry || !isKind(claimEntry.statement, 'claim') || !genesis || !last) {
    check.fail('tampered', 'report', 'its report entry or its claim is missing');
    return null;
  }
  verdict.summary.status = claimEntry.statement.body.get('status');
  verdict.summary.published = report.statement.time;
  if (nameOf(report.statement, 'evidence') !== nameOf(claimEntry.statement, 'evidence')) {
    check.fail('tampered', `entry ${report.position}`, 'the report names other evidence than its claim');
    return null;
  }
  const anchors = entries.ordered.filter((entry) => isKind(entry.statement, 'anchor'));
  const scope = await Scope.of(claimEntry, [genesis, report, last, ...anchors], signers, entries);
  for (const of of [...scope.missingLists].sort()) check.fail('tampered', `the list of ${of}`, 'it is required and was left out');
  for (const of of [...scope.missingOrigins].sort()) {
    check.fail('incomplete', `the list of ${of}`, 'it would show who had the pixels of a picture first, and is not in this report');
  }
  // Reports of earlier versions have neither: whoever has one of them left out the other.
  if (scope.missingMeasures.size === 1) {
    const [of] = scope.missingMeasures;
    check.fail('incomplete', `the list of ${of}`, 'it would show what was measured and by which rules, and is not in this report');
  }
  for (const of of [...scope.missingStatements].sort()) check.fail('tampered', of, 'an entry refers to it and it was left out');
  for (const entry of entries.ordered) {
    for (const of of entry.statement.references) {
      const other = of.startsWith('statement:') ? entries.entry(of) : null;
      if (other && other.position >= entry.position) {
        check.fail('tampered', `entry ${entry.position}`, `it refers to entry ${other.position}, which was recorded after it`);
      }
    }
  }
  const index = entries.entry(nameOf(report.statement, 'index'));
  if (!index || !isKind(index.statement, 'index') || index.position >= report.position
    || index.statement.body.get('covers') !== index.position || claimEntry.position >= index.position) {
    check.fail('tampered', `entry ${report.position}`, 'the index entry that it was made from is missing or misplaced');
    return null;
  }
  for (const entry of [...scope.entries.values()].sort(byPosition)) {
    const isOwnStanding = isKind(entry.statement, 'standing') && nameOf(entry.statement, 'report') === report.statement.name;
    if (entry.position > index.position && entry !== report && entry !== last && !isOwnStanding) {
      check.fail('incomplete', `entry ${entry.position}`, 'it stood in the ledger when the report was published, and the page does not show it');
    }
  }
  const countOf = (kindName) => [...scope.entries.values()].filter((entry) => isKind(entry.statement, kindName)).length;
  verdict.summary.runs = countOf('run.opened') === 1 ? '1 recorded: that of this claim' : `${countOf('run.opened')} recorded, that of this claim among them`;
  const objections = countOf('challenge');
  verdict.summary.objections = `${objections === 0 ? 'none' : objections} recorded in this ledger up to entry ${head.size - 1}`;
  check.detail = `${scope.names.size} lists required, ${scope.entries.size} entries in scope`;
  return { report, claim: claimEntry, scope, head, ledger: verdict.summary.ledger };
}

async function checkDisclosures(verdict, bundle, entries) {
  const check = verdict.check('disclosures', title.disclosures);
  for (const disclosure of bundle.disclosures) {
    const reason = await reasonDisclosureRefused(disclosure, entries);
    if (reason) check.fail('tampered', `${disclosure.path} of ${disclosure.statement}`, reason);
  }
  const referred = new Set(entries.ordered.flatMap((entry) => [...entry.statement.references]));
  const disclosed = new Map();
  for (const artifact of bundle.artifacts) {
    if (artifact.bytes) {
      const parts = artifact.salt ? [utf8('exhibit/sealed/v1\0'), artifact.salt, artifact.bytes] : [artifact.bytes];
      if (`${artifact.salt ? 'sealed' : 'sha256'}:${await hashHex(...parts)}` !== artifact.name) {
        check.fail('tampered', artifact.name, 'the bytes given are not the ones that it names');
        continue;
      }
    }
    if (!referred.has(artifact.name)) check.fail('tampered', artifact.name, 'no entry refers to it');
    else if (artifact.bytes) disclosed.set(artifact.name, artifact.bytes);
  }
  const slots = entries.ordered.reduce((sum, entry) => sum + (entry.statement.kind ? entry.statement.kind.slots.length : 0), 0);
  check.detail = `${bundle.disclosures.length} values, ${disclosed.size} artifacts; ${slots - bundle.disclosures.length} values not given`;
  return disclosed;
}

async function reasonDisclosureRefused(disclosure, entries) {
  const entry = entries.entry(disclosure.statement);
  if (!entry) return 'no such statement';
  const { kind, nonce, body } = entry.statement;
  const member = disclosure.path.startsWith('body.') ? disclosure.path.slice('body.'.length) : '';
  if (!kind || !kind.slots.includes(member)) return 'no such slot';
  if ((await commitment(nonce, disclosure.salt, disclosure.path, disclosure.encoded)) !== body.get(member)) {
    return 'the value given is not the one that was committed to';
  }
  return disclosure.value === null || kind.body[member].inner(disclosure.value) ? null : 'the value given does not fit its slot';
}

/** @param nonce the head's, in hexadecimal: a commitment cannot be moved to another statement. */
async function commitment(nonce, salt, path, encodedValue) {
  const written = utf8(path);
  return `commit:${await hashHex(
    utf8('exhibit/commit/v1\0'), hexBytes(nonce, 16), salt, unsigned(written.length, 2), written, encodedValue)}`;
}

/** A run that was closed twice had two outcomes to choose from, and a step that its closing does not name is hidden. */
function checkRuns(verdict, { claim: claimEntry, scope }) {
  const check = verdict.check('runs', title.runs);
  const ordered = [...scope.entries.values()].sort(byPosition);
  const runs = ordered.filter((entry) => isKind(entry.statement, 'run.opened'));
  const claimed = new Set(ordered.filter((entry) => isKind(entry.statement, 'claim')).map((entry) => nameOf(entry.statement, 'run')));
  for (const run of runs) {
    const of = (kindName) => ordered.filter((entry) => isKind(entry.statement, kindName) && nameOf(entry.statement, 'run') === run.statement.name);
    const closings = of('run.closed');
    const object = `run ${run.statement.id}`;
    if (closings.length > 1 || (closings.length === 0 && claimed.has(run.statement.name))) {
      check.fail('tampered', object, `it was closed ${closings.length} times, not once`);
    }
    if (closings.length !== 1 || !claimed.has(run.statement.name)) continue;
    const steps = of('step').sort((one, other) => one.statement.body.get('number') - other.statement.body.get('number'));
    steps.forEach((step, i) => {
      if (step.statement.body.get('number') !== i + 1) check.fail('tampered', `entry ${step.position}`, 'its step number is out of order');
      if (!(run.position < step.position && step.position < closings[0].position)) {
        check.fail('tampered', `entry ${step.position}`, 'the step does not stand between the opening and the closing of its run');
      }
    });
    const listed = closings[0].statement.body.get('steps');
    if (listed.length !== steps.length || listed.some((each, i) => each !== steps[i].statement.name)) {
      check.fail('tampered', `entry ${closings[0].position}`, 'the run’s closing does not name its steps, all of them and in order');
    }
  }
  const own = scope.lookup.entry(nameOf(claimEntry.statement, 'closed'));
  if (!own || !isKind(own.statement, 'run.closed') || nameOf(own.statement, 'run') !== nameOf(claimEntry.statement, 'run')
    || own.position >= claimEntry.position) {
    check.fail('tampered', `entry ${claimEntry.position}`, 'the claim does not follow the closing of its run');
  }
  check.detail = runs.length === 1 ? '1 run' : `${runs.length} runs`;
}

/** The list of a run's answers, where it has one and the report does not give it. */
function withheldAnswers(own, scope, disclosed) {
  const closed = scope.lookup.entry(nameOf(own.statement, 'closed'));
  const candidates = closed && isKind(closed.statement, 'run.closed') ? nameOf(closed.statement, 'candidates') : null;
  return candidates && !disclosed.has(candidates) ? candidates : null;
}

/**
 * What every claim of its kind keeps to, whatever was measured: of a person nothing is claimed, without weight there is at most
 * a lead, and a refusal names nobody. What the record supports beyond that is for the programs to compute.
 */
function checkBounds(verdict, { claim: own, scope }, disclosed) {
  const check = verdict.check('bounds', title.bounds);
  const claims = [...scope.entries.values()].filter((entry) => isKind(entry.statement, 'claim')).sort(byPosition);
  for (const entry of claims) {
    const { body, kind } = entry.statement;
    const fail = (message) => check.fail('tampered', `entry ${entry.position}`, message);
    const [status, ceiling, about_] = ['status', 'ceiling', 'about'].map((member) => body.get(member));
    const run = scope.lookup.entry(nameOf(entry.statement, 'run'));
    if (run && run.statement.body.get('about') !== about_) fail('it is about something else than its run');
    if (about_ === 'person' && (status !== 'REFUSED' || kind.version !== 1)) fail('it claims something of a person');
    if (kind.version === 1 && (['IDENTIFICATION', 'EXCLUSION'].includes(status) || ceiling === 'IDENTIFICATION')) {
      fail('without a measurement of errors there is at most a lead');
    }
    if (body.get('subject_class') === 'protected person' && status !== 'REFUSED') fail('it claims something of a protected person');
    if (status === 'REFUSED' && body.get('named').length > 0) fail('it refuses, and names something all the same');
  }
  const withheld = withheldAnswers(own, scope, disclosed);
  if (withheld && own.statement.body.get('about') !== 'person') {
    check.fail('incomplete', withheld, 'what the run answered is not given: nobody can compute the claim again');
  }
  check.detail = claims.length === 1 ? '1 claim' : `${claims.length} claims`;
}

/** SHA-256 of the templates that the programs know, put in where the page is made. */
const knownTemplates = new Set('%TEMPLATES%'.split(' '));

function checkPage(verdict, report, bundle, subject, disclosed) {
  const check = verdict.check('page', title.page);
  const object = `entry ${subject.report.position}`;
  if (nameOf(subject.report.statement, 'page') !== report.pageName) {
    check.fail('tampered', 'page', `it is not the page that ${object} names: its words or pictures were changed`);
  }
  // No hash covers a salt whose bytes are withheld. A page prints each of them, and was signed; of what a run answered only
  // where its list is given.
  const withheld = withheldAnswers(subject.claim, subject.scope, disclosed);
  const unprinted = withheld ? subject.claim.statement.body.get('named') : [];
  const printed = new Set(textOf(report.page).match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g));
  for (const artifact of bundle.artifacts) {
    if (artifact.salt && !artifact.bytes && !printed.has(hexOf(artifact.salt))) {
      check.fail(unprinted.includes(artifact.name) ? 'incomplete' : 'tampered', artifact.name, 'its salt does not stand on the page');
    }
  }
  if (!knownTemplates.has(nameOf(subject.report.statement, 'template'))) {
    check.fail('incomplete', object, 'an unknown template: no version of the programs that this page knows can check these words');
  }
  check.detail = `${report.page.length} bytes`;
}
