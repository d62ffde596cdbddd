// Which lists a report must carry, computed from its bundle alone: Schemas/report-v1.md, "Lists that a report must carry".
// A list that was left out hides what stands in it: another run, a revocation, the step that drew a picture.

const identityRoles = ['coefficients', 'pixels'];
const decodings = ['jpeg.decode', 'png.decode'];
/** What is known of an operation is so in its version 1. */
function operationOf(of) {
  const operation = of.says('operation');
  return operation.get('version') === '1' ? operation.get('name') : null;
}

const isDecoding = (of) => decodings.includes(operationOf(of));
const makes = (of, made) => isKind(of, 'step') && roleAndName(of, 'outputs').some((output) => output.name === made);
const hasIdentity = (of, identity) => isKind(of, 'evidence') && identityRoles.some((member) => nameOf(of, member) === identity);

/** Pixels and coefficients that a statement gives to a file. */
function identitiesOf(of, file) {
  if (isKind(of, 'evidence')) {
    return nameOf(of, 'artifact') === file ? identityRoles.map((member) => nameOf(of, member)).filter(Boolean) : [];
  }
  const operation = isKind(of, 'step') ? operationOf(of) : null;
  if (!operation) return [];
  const [inputs, outputs] = [roleAndName(of, 'inputs'), roleAndName(of, 'outputs')];
  const isIdentity = (output) => identityRoles.includes(output.role);
  if (decodings.includes(operation) && inputs.some((input) => input.name === file)) {
    return outputs.filter(isIdentity).map((output) => output.name);
  }
  const place = outputs.findIndex((output) => output.name === file);
  if (place < 0) return [];
  if (operation === 'observe') {
    const after = outputs.slice(place + 1);
    const end = after.findIndex((output) => !isIdentity(output));
    return (end < 0 ? after : after.slice(0, end)).map((output) => output.name);
  }
  return operation === 'png.encode' ? inputs.filter((input) => input.role === 'pixels').map((input) => input.name) : [];
}

/** What the ledger says of pictures before one of its runs. Entries are {position, statement}. */
function pictureLedger(limit, lookup) {
  const before = (of) => lookup.mentions(of).filter((entry) => entry.position < limit);
  const makers = (of) => before(of).filter((entry) => makes(entry.statement, of));
  return {
    limit, lookup, before, makers,
    isMade: (of) => makers(of).length > 0,
    opening: (step) => {
      const run = lookup.entry(nameOf(step.statement, 'run'));
      return run && run.position < limit && isKind(run.statement, 'run.opened') ? run : null;
    },
  };
}

/** A picture, every picture that it descends from, and the runs that lead from one to the next. */
function lineageOf(picture, ledger, madeBy = null) {
  const pictures = new Set();
  const runs = new Map();
  const evidenceNames = new Set();
  const waiting = [picture];
  while (waiting.length > 0) {
    const at = waiting.pop();
    if (pictures.has(at)) continue;
    pictures.add(at);
    for (const step of madeBy && at === picture ? [madeBy] : ledger.makers(at)) {
      const run = ledger.opening(step);
      if (!run || runs.has(run.position)) continue;
      runs.set(run.position, run);
      waiting.push(...roleAndName(run.statement, 'inputs').map((input) => input.name));
      for (const each of evidenceOfInputs(run.statement)) evidenceNames.add(each);
    }
  }
  return { picture, pictures, runs, evidence: evidenceNames };
}

/** Who had the pixels of a picture first: {lineages, asked}. A file that was saved again has another name and the same pixels. */
function firstHolders(lineage, readBy, ledger) {
  const asked = new Set();
  const lineages = [];
  const identities = new Set();
  const known = new Set(lineage.pictures);
  const runs = new Set(lineage.runs.keys());
  const lineageOfFile = (file) => (known.has(file) || !ledger.isMade(file) ? null : lineageOf(file, ledger));

  const isDrawing = (of) => isKind(of, 'step')
    && (!isDecoding(of) || roleAndName(of, 'inputs').some((input) => input.role.startsWith('output.')));

  const holderOf = (identity) => {
    const entries = ledger.before(identity);
    // Evidence that is recorded while a program runs can be what it made.
    let begun = Infinity;
    for (const entry of entries) {
      const run = isDrawing(entry.statement) ? ledger.opening(entry) : null;
      if (run) begun = Math.min(begun, run.position);
    }
    for (const entry of entries) {
      if (isKind(entry.statement, 'evidence')) {
        if (entry.position < begun) return lineageOfFile(nameOf(entry.statement, 'artifact'));
        continue;
      }
      if (!isDecoding(entry.statement)) {
        const run = ledger.opening(entry);
        return run && !runs.has(run.position) ? lineageOf(identity, ledger, entry) : null;
      }
      // What is said of a file that nobody made and that is no evidence says nothing of who had it.
      for (const use of roleAndName(entry.statement, 'inputs').filter((input) => input.role !== 'reference')) {
        asked.add(use.name);
        if (ledger.isMade(use.name)) return lineageOfFile(use.name);
      }
    }
    return null;
  };

  const waiting = [...lineage.pictures];
  while (waiting.length > 0) {
    const at = waiting.pop();
    asked.add(at);
    const entries = ledger.lookup.mentions(at).filter((entry) => entry.position < ledger.limit
      || (at === lineage.picture && nameOf(entry.statement, 'run') === readBy));
    for (const identity of new Set(entries.flatMap((entry) => identitiesOf(entry.statement, at)))) {
      if (identities.has(identity)) continue;
      identities.add(identity);
      asked.add(identity);
      const holder = holderOf(identity);
      if (!holder) continue;
      lineages.push(holder);
      for (const each of holder.pictures) known.add(each);
      for (const each of holder.runs.keys()) runs.add(each);
      waiting.push(...holder.pictures);
    }
  }
  return { lineages, asked };
}

/** What each picture that a run reads was made from, and who else had its pixels first. */
const behind = (opened, lookup) => {
  const ledger = pictureLedger(opened.position, lookup);
  return roleAndName(opened.statement, 'inputs').map((input) => {
    const lineage = lineageOf(input.name, ledger);
    return [lineage, firstHolders(lineage, opened.statement.name, ledger)];
  });
};

/**
 * The names under which a ledger says something of the picture that a run reads: its evidence, that of whatever it was made
 * from or had its pixels first, and all evidence that states the file or an identity of one of these.
 */
function pictureLists(opened, lookup) {
  const found = new Set();
  const visit = (name) => {
    if (found.has(name)) return;
    found.add(name);
    const of = lookup.entry(name)?.statement;
    if (!of || !isKind(of, 'evidence')) return;
    for (const member of ['artifact', ...identityRoles]) {
      const identity = nameOf(of, member);
      if (!identity || found.has(identity)) continue;
      found.add(identity);
      for (const { statement: other } of lookup.list(identity) || []) {
        if (isKind(other, 'evidence') && nameOf(other, member) === identity) visit(other.name);
      }
    }
  };
  evidenceOfInputs(opened.statement).forEach(visit);
  for (const [lineage, holders] of behind(opened, lookup)) {
    for (const each of [lineage, ...holders.lineages]) each.evidence.forEach(visit);
  }
  return found;
}

const policyTopic = () => encodeJSON({ topic: 'exhibit-policies-v1' });
const calibrationTopic = (model) => encodeJSON({ model, topic: 'exhibit-calibrations-v1' });

/**
 * Names whose lists are required, the entries that they make up, and what is missing. Of `origins` a list that is not there
 * leaves the report incomplete: earlier versions did not give it.
 */
/** `lookup.entry(name)` and `lookup.list(name)`; `keys` are those that checkpoints were signed with. */
async function scopeOf(claimEntry, roots, keys, lookup) {
  const [names, origins, derived, derivedOfOrigins, measuresOfUnweighed] = Array.from({ length: 5 }, () => new Set());
  const [missingLists, missingOrigins, missingMeasures, missingStatements] = Array.from({ length: 4 }, () => new Set());
  const placed = new Map();
  const pending = [];
  const subject = claimEntry.position;
  const runOf = (of) => lookup.entry(nameOf(of, 'run'));
  const model = runOf(claimEntry.statement) && nameOf(runOf(claimEntry.statement).statement, 'model');
  const topics = [policyTopic(), ...(model ? [calibrationTopic(model)] : [])];
  const measures = await Promise.all(topics.map(async (topic) => `sha256:${await hashHex(topic)}`));

  /** What is required for its own sake is followed once more where it was asked for an origin's before. */
  const require = (of, isOrigin = false) => {
    if (isOrigin) {
      if (names.has(of)) return;
      origins.add(of);
    } else if (names.has(of) && !origins.delete(of)) {
      return;
    }
    names.add(of);
    pending.push(of);
  };

  const derive = (of, isOrigin = false) => {
    if (!isOrigin) derivedOfOrigins.delete(of);
    else if (!derived.has(of)) derivedOfOrigins.add(of);
    derived.add(of);
    require(of, isOrigin);
  };

  const deriveAll = (of, isOrigin = false) => {
    for (const member of ['artifact', ...identityRoles]) if (nameOf(of, member)) derive(nameOf(of, member), isOrigin);
  };

  /** A claim without weight must not leave out what it should have been weighed by; a refusal stays one. */
  const requireMeasures = (of) => {
    const isWeighed = of.kind.version !== 1;
    if (!isWeighed && of.says('status') === 'REFUSED') return;
    for (const topic of measures) {
      if (!isWeighed) measuresOfUnweighed.add(topic);
      require(topic);
    }
  };

  const takeEvidence = (of, isOrigin) => {
    const found = lookup.entry(of);
    if (!found || !isKind(found.statement, 'evidence')) return;
    require(of, isOrigin);
    deriveAll(found.statement, isOrigin);
  };

  const take = (lineage, isOrigin = false) => {
    for (const picture of lineage.pictures) derive(picture, isOrigin);
    for (const each of lineage.evidence) takeEvidence(each, isOrigin);
  };

  /** What the picture of a claim was made from. Without it the step that drew a parent could be left out. */
  const trace = (entry) => {
    const opened = runOf(entry.statement);
    if (!opened || !isKind(opened.statement, 'run.opened')) return;
    for (const [lineage, holders] of behind(opened, lookup)) {
      if (lineage.runs.size) take(lineage);
      // That nobody had its pixels before must be shown, too; of another claim its own report shows it.
      if (entry.position !== subject && holders.lineages.length === 0) continue;
      for (const each of holders.asked) require(each, true);
      for (const each of holders.lineages) take(each, true);
    }
  };

  /** Takes in an entry, the keys it relies on, and the statements it refers to. */
  const add = (entry) => {
    if (placed.has(entry.position)) return;
    placed.set(entry.position, entry);
    const of = entry.statement;
    require(`ed25519:${of.author}`);
    if (isKind(of, 'claim')) trace(entry);
    if (isKind(of, 'claim') && entry.position === subject) requireMeasures(of);
    if (isKind(of, 'ledger')) {
      // The only statement it can name is its predecessor's first one, which stands in another ledger.
      for (const member of ['ledger_key', 'checkpoint_key']) require(of.says(member));
      return;
    }
    for (const reference of of.references) {
      if (!reference.startsWith('statement:')) continue;
      const referred = lookup.entry(reference);
      if (referred) add(referred);
      else missingStatements.add(reference);
    }
  };

  const follow = (of) => {
    const isOrigin = origins.has(of);
    const entries = lookup.list(of);
    if (!entries) {
      const isMeasure = !isOrigin && measuresOfUnweighed.has(of);
      if (isOrigin || isMeasure) names.delete(of);
      (isOrigin ? missingOrigins : isMeasure ? missingMeasures : missingLists).add(of);
      return;
    }
    for (const entry of entries) {
      add(entry);
      const each = entry.statement;
      if (isKind(each, 'step')) {
        const read = roleAndName(each, 'inputs').map((input) => input.name).filter((input) => derived.has(input));
        const isOfOrigin = isOrigin || read.every((input) => derivedOfOrigins.has(input));
        if (read.length > 0) for (const output of roleAndName(each, 'outputs')) derive(output.name, isOfOrigin);
      }
      const kindName = each.kind ? each.kind.name : '';
      // What became of a challenge stands on its own list.
      if (['run.opened', 'claim', 'report', 'challenge'].includes(kindName)) require(each.name, isOrigin);
      if (['step', 'run.closed'].includes(kindName)) require(nameOf(each, 'run'), isOrigin);
    }
  };

  for (const key of keys) require(key);
  for (const root of roots) add(root);
  add(claimEntry);
  require(claimEntry.statement.name);
  const evidenceName = nameOf(claimEntry.statement, 'evidence');
  if (lookup.entry(evidenceName)) {
    require(evidenceName);
    deriveAll(lookup.entry(evidenceName).statement);
  }
  // What such a claim is weighed by stands on the lists of every file with its picture.
  const opened = isKind(claimEntry.statement, 'claim') && claimEntry.statement.kind.version === 6
    ? runOf(claimEntry.statement) : null;
  if (opened && isKind(opened.statement, 'run.opened')) {
    for (const each of pictureLists(opened, lookup)) require(each);
  }
  while (pending.length > 0) follow(pending.pop());
  return {
    lookup, names, missingLists, missingOrigins, missingMeasures, missingStatements,
    /** By position. */
    ordered: [...placed.values()].sort(byPosition),
  };
}
