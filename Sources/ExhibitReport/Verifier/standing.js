// What was decided on the objections that a report has, and whether its claim was taken back.

/** Whether a ruling answers each ground, and its outcome is what its answers make of it. */
function follows(outcome, answers, grounds) {
  const upheld = answers.filter((answer) => answer.get('answer') === 'upheld').length;
  const due = upheld === answers.length ? 'upheld' : upheld > 0 ? 'partly' : 'rejected';
  return outcome === due && answers.map((answer) => answer.get('ground')).join() === grounds.join();
}

const isAgainst = (state) => state === 'upheld' || state === 'partly';

/** As the programs compute it: what was decided against a report stands; else the newest ruling, or the withdrawal before it. */
function stateOf(challenge, entries) {
  const [claim, report] = ['claim', 'report'].map((member) => nameOf(challenge, member));
  const involved = new Set(entries.map((entry) => entry.statement)
    .filter((of) => of.name === claim || of.name === report).map((of) => of.author));
  let state = 'filed';
  for (const { statement: of } of entries) {
    if (nameOf(of, 'challenge') !== challenge.name || isAgainst(state)) continue;
    if (isKind(of, 'withdraw') && of.author === challenge.author) state = 'withdrawn';
    else if (isKind(of, 'acknowledge') && state === 'filed') state = 'acknowledged';
    else if (isKind(of, 'ruling') && state !== 'withdrawn' && !involved.has(of.author) && of.author !== challenge.author
      && follows(of.body.get('outcome'), of.body.get('answers'), challenge.body.get('grounds'))) {
      state = of.body.get('outcome');
    }
  }
  return state;
}

function checkStanding(verdict, { claim, scope }) {
  const entries = [...scope.entries.values()].sort(byPosition);
  const objections = entries.filter((entry) => isKind(entry.statement, 'challenge'));
  const retractions = entries.filter((entry) => isKind(entry.statement, 'retraction'));
  if (objections.length === 0 && retractions.length === 0) return;
  const check = verdict.check('standing', title.standing);
  check.detail = `${objections.length} objections, ${retractions.length} retractions`;
  // Claiming again from the same run says the same.
  const runOf = (name) => nameOf(scope.lookup.entry(name)?.statement || claim.statement, 'run');
  const isOwn = (entry) => runOf(nameOf(entry.statement, 'claim')) === nameOf(claim.statement, 'run');
  for (const entry of objections.filter(isOwn)) {
    const state = stateOf(entry.statement, entries);
    if (!isAgainst(state)) continue;
    check.fail('contested', `entry ${entry.position}`, `this objection to the claim was decided: ${state.toUpperCase()}`);
  }
  for (const entry of retractions.filter(isOwn)) check.fail('contested', `entry ${entry.position}`, 'it retracts a report of this claim');
}

/** What was signed of something that was erased holds; nobody can run it again, so it says at most that there was a lead. */
function checkErased(verdict, { claim: { position, statement: own }, scope }) {
  const erasures = [...scope.entries.values()].filter((entry) => isKind(entry.statement, 'erasure')).sort(byPosition);
  if (erasures.length === 0) return;
  const check = verdict.check('erased', title.erased);
  const [shown, opened, closed] = ['evidence', 'run', 'closed'].map((member) => scope.lookup.entry(nameOf(own, member)));
  const names = [shown && nameOf(shown.statement, 'artifact'), closed && nameOf(closed.statement, 'candidates'),
    ...(opened ? roleAndName(opened.statement, 'inputs').map((input) => input.name) : []), ...own.body.get('named')];
  for (const name of new Set(names)) {
    const by = erasures.find((entry) => entry.statement.body.get('artifacts').includes(name));
    if (by) check.fail('incomplete', name, `ERASED by entry ${by.position} (${by.statement.body.get('reason')}): its run cannot be repeated, and it gives at most a LEAD`);
  }
  if (check.findings.length > 0 && own.body.get('status') === 'IDENTIFICATION') {
    check.fail('contested', `entry ${position}`, 'it says IDENTIFICATION, and without what was erased it is at most a LEAD');
  }
  check.detail = `entries ${erasures.map((entry) => entry.position).join(', ')}`;
}
