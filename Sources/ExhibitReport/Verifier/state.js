// How a report stands by what its ledger has recorded, and until when: Schemas/standing-v1.md. No entry states it.

const hour_ = 3600000;
const isUndecided = (state) => state === 'filed' || state === 'acknowledged';
const precedence = ['FORK', 'RETRACTED', 'DOWNGRADED', 'SUPERSEDED', 'CONTESTED', 'STALE', 'UNKNOWN', 'CURRENT'];

/** Hours of entries that a publisher or a reviewer signed behind a position: the earliest says by when something was there. */
const earliest = (entries, position) => Math.min(...entries
  .filter((entry) => entry.position > position && entry.statement.kind?.role).map((entry) => Date.parse(entry.statement.time)));

/** Names of the picture that a claim is about, in whatever files. */
function pictureOf(claim, lookup) {
  const opened = lookup.entry(nameOf(claim, 'run'));
  return [nameOf(claim, 'evidence'), ...(opened && isKind(opened.statement, 'run.opened') ? pictureLists(opened, lookup) : [])];
}

/**
 * Objections and retractions of the report's claim, reports in its place, and the last standing that counts. Asking once more washes
 * off no objection that nobody has decided, whatever was asked about the picture; one that was upheld counts for what was asked before.
 */
function recordedOf(report, claim, entries) {
  const lookup = emptyEntries();
  for (const entry of entries) {
    lookup.enter(entry);
    for (const of of entry.statement.references) {
      if (!lookup.lists.has(of)) lookup.lists.set(of, []);
      lookup.lists.get(of).push(entry.position);
    }
  }
  const claims = new Map(ofKind(entries, 'claim').map(({ statement: of }) => [of.name, of]));
  const claimOf = ({ statement: of }) => claims.get(nameOf(of, 'claim'));
  const isOfRun = (entry) => claimOf(entry) && nameOf(claimOf(entry), 'run') === nameOf(claim, 'run');
  const asked = lookup.entry(nameOf(claim, 'run'))?.position;
  const own = new Set(pictureOf(claim, lookup));
  const all = entries.filter((entry) => isObjection(entry.statement) && claimOf(entry));
  // Once for each claim: strangers can object as often as they like.
  const ofPicture = new Set([...new Set(all.map(claimOf))].filter((of) => pictureOf(of, lookup).some((each) => own.has(each))));
  const related = all.filter((entry) => isOfRun(entry) || ofPicture.has(claimOf(entry)));
  const stateAt = (entry, position) => stateOf(entry.statement, entries.filter((each) => each.position < position));
  const before = (position) => related.filter((entry) => entry.position < position && isUndecided(stateAt(entry, position)));
  const objections = related.filter((entry) => {
    const state = stateAt(entry, Infinity);
    return isOfRun(entry) || isUndecided(state) || (isAgainst(state) && !isAgainst(stateAt(entry, asked)));
  });
  const self_ = lookup.entry(report.name);
  // One that was made ahead of its hour is contradicted by the hours behind it.
  const standing = entries.filter(({ statement: of, position }) => isKind(of, 'standing') && nameOf(of, 'report') === report.name
    && nameOf(of, 'claim') === claim.name && isAbout(of, report.name)
    && Date.parse(of.time) <= earliest(entries, position) + 24 * hour_).at(-1);
  const found = {
    objections, standing, retractions: entries.filter((entry) => isKind(entry.statement, 'retraction') && isOfRun(entry)),
    successors: entries.filter(({ statement: of, position }) => isKind(of, 'report') && nameOf(of, 'supersedes') === report.name
      && nameOf(of, 'evidence') === nameOf(claim, 'evidence') && self_ && position > self_.position),
    meanwhile: ofKind(entries, 'erasure').filter(({ position }) => before(position)
      .some((entry) => stateOf(entry.statement, entries) !== 'withdrawn')),
  };
  if (!standing) return found;
  const made = Date.parse(standing.statement.time);
  found.end = Math.min(Date.parse(standing.statement.says('until')), made + (before(standing.position).length > 0 ? 24 : 90 * 24) * hour_);
  return found;
}

/**
 * [state, object, message] of everything that applies. Clocks start with the earliest hour behind the objection; what was decided
 * behind the last entry is not known.
 */
function statesOf(found, entries, now) {
  const states = found.retractions.map((entry) => ['RETRACTED', at(entry), `it retracts the claim: ${entry.statement.says('cause')}`]);
  for (const entry of found.objections) {
    const state = stateOf(entry.statement, entries);
    const start = earliest(entries, entry.position);
    const isOver = (hours) => now > start + hours * hour_;
    const since = start < Infinity ? `, in the ledger since ${hourOf(start)} by its publisher’s clock,` : '';
    const isAcknowledged = entries.some(({ statement: of }) => isKind(of, 'acknowledge') && nameOf(of, 'challenge') === entry.statement.name);
    const late = !isAcknowledged && isOver(72) ? '; no acknowledgement is shown within 3 days' : '';
    if (isAgainst(state)) states.push(['DOWNGRADED', at(entry), `this objection was decided: ${state.toUpperCase()}`]);
    else if (isUndecided(state) && isOver(720)) {
      states.push(['DOWNGRADED', at(entry),
        `UNANSWERED: no decision on this objection${since} is shown within 30 days; later ones are not known`]);
    } else if (isUndecided(state)) states.push(['CONTESTED', at(entry), `this objection${since} is not decided${late}`]);
  }
  for (const entry of found.meanwhile) states.push(['DOWNGRADED', at(entry), 'it destroyed what this report names while an objection was undecided']);
  for (const entry of found.successors) states.push(['SUPERSEDED', at(entry), `this report takes its place: ${entry.statement.id}`]);
  if (!found.standing) return [...states, ['UNKNOWN']];
  const made = found.standing.statement.time;
  if (now > found.end) states.push(['STALE', at(found.standing), `its standing ended on ${hourOf(found.end)}`]);
  else if (now < Date.parse(made) - 24 * hour_) states.push(['STALE', at(found.standing), `its standing was made on ${made}, which this clock has not reached`]);
  return states;
}

/** Reads a standing file by itself. */
async function readStanding(verdict, bytes) {
  const file = parseFile(bytes, 'standing', longest.file, 'consistency', 'entries', 'lists', 'newer', 'older', 'report');
  if (!file.consistency) file.fail('no consistency proof');
  const record = await readRecord(verdict, file);
  if (!record) return null;
  const { placed: entries, head, signer } = record;
  const older = await readOlder(verdict, record);
  if (!older) return null;
  const check = verdict.check();
  const about_ = reportIn(check, entries, file.json.get('report'), head);
  if (!about_) return null;
  const { report, claim, genesis, last } = about_;
  const scope = await scopeOf(claim, [genesis, report, last], [signer, older.signer], entries);
  checkScope(check, scope, entries);
  const inScope = scope.ordered;
  const found = recordedOf(report.statement, claim.statement, inScope);
  if (!found.standing) check.tampered('the standing', 'no standing of this report that counts is among its entries');
  return { ...record, report, found, inScope };
}

/** A standing that was given, where it holds and is of this report; nothing where it is not. */
async function checkStandingFile(verdict, bytes, bundle, history, entries) {
  const check = verdict.check('standing file');
  let forked = false;
  const shown = await readGiven(check, async (own) => {
    const read = await readStanding(own, bytes);
    // Both trees hold by themselves, and no history has both.
    forked = read && own.checks.every((each) => isSound(each.findings) || each.id === 'consistency')
      && sameBytes(read.file.older.encoded, bundle.checkpoint.encoded)
      && read.placed.ordered.some((entry) => {
        const other = entries.byPosition.get(entry.position);
        return other && !sameBytes(other.leaf, entry.leaf);
      });
    return read;
  });
  if (forked) return [{ forked }];
  if (!shown || !belongs(check, 'the standing file', shown, bundle, history)) return [];
  if (shown.report.statement.name !== bundle.report) {
    check.incomplete('the standing file', ofAnother);
    return [];
  }
  checkDoubts(check, entries, shown.history);
  return [shown];
}

/**
 * By all that is known: what one record has and a larger one leaves out happened all the same. Other reports and receipts, which
 * need not go on from this one, make nothing better.
 *
 * @param records that were given and hold: {head, inScope, placed, isOther}, or {forked}
 * @param now milliseconds since 1970, by the clock of whoever reads
 */
function checkState(verdict, { report, claim, scope, head: ownHead }, records, now) {
  const check = verdict.check('state');
  const [known, sure] = [0, 1].map(() => new Map(scope.ordered.map((entry) => [entry.position, entry])));
  const placed_ = new Map(scope.lookup.ordered.map((entry) => [entry.position, entry]));
  let head = ownHead;
  let isFork = false;
  for (const record_ of records) {
    isFork ||= record_.forked || (record_.head.size === head.size && !sameBytes(record_.head.root, head.root))
      || record_.placed.ordered.some(({ position, leaf }) => placed_.has(position) && !sameBytes(placed_.get(position).leaf, leaf));
    if (isFork) break;
    for (const entry of record_.placed.ordered) placed_.set(entry.position, entry);
    for (const entry of record_.inScope) for (const all of record_.isOther ? [known] : [known, sure]) all.set(entry.position, entry);
    if (!record_.isOther && record_.head.size > head.size) head = record_.head;
  }
  const recorded = (all) => {
    const entries = [...all.values()].sort(byPosition);
    const found = recordedOf(report.statement, claim.statement, entries);
    return [found, statesOf(found, entries, now)];
  };
  const [{ successors }, states] = recorded(known);
  const [found, own] = recorded(sure);
  for (const each of own) if (!states.some(([state]) => state === each[0])) states.push(each);
  if (isFork) states.push(['FORK', 'the files', 'their trees are of two histories']);
  for (const [state, object, message] of states) {
    if (state === 'FORK') check.tampered(object, `${state}: ${message}`);
    else if (state === 'STALE') check.incomplete(object, `${state}: ${message}`);
    else if (state !== 'UNKNOWN') check.contested(object, `${state}: ${message}`);
  }
  const state = precedence.find((each) => states.some(([one]) => one === each)) || 'CURRENT';
  const { size } = head;
  verdict.state = state;
  verdict.known = state === 'UNKNOWN' || state === 'STALE'
    ? ` Integrity verified as of ${(found.standing || report).statement.time}. Objections after that are not known.` : '';
  verdict.summary.standing = `${state}${state === 'CURRENT' ? ` until ${hourOf(found.end)}` : ''}, as of entry ${size - 1}, by this device’s clock.${verdict.known}`;
  verdict.summary.newer = successors.map((entry) => entry.statement.name).join(', ');
}
